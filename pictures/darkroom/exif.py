"""What cameras write into a picture (EXIF 3.0): who, what, when. Where (GPS) is left unread."""

from PIL import ExifTags, Image

from pictures.darkroom.texts import decoded, tidy

_BASE, _IFD = ExifTags.Base, ExifTags.IFD


def tags(image: Image.Image) -> dict[str, str]:
    exif = image.getexif()
    return {
        "IFD0:ImageDescription": _text(exif.get(_BASE.ImageDescription)),
        "IFD0:Artist": _text(exif.get(_BASE.Artist)),
        "IFD0:Copyright": _text(exif.get(_BASE.Copyright)),
        "ExifIFD:DateTimeOriginal": _text(exif.get_ifd(_IFD.Exif).get(_BASE.DateTimeOriginal)),
    }


def _text(value: object) -> str:
    """Pillow reads texts as Latin-1, whatever they are."""
    match value:
        case bytes():
            return decoded(value)
        case str():
            try:
                return decoded(value.encode("latin-1"))
            except UnicodeEncodeError:
                return tidy(value)
    return ""
