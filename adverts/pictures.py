"""The picture of an advert as it is kept: made anew from what came, at most twice as large as any place shows it."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP")
KEPT_AS = "image/webp"
LARGEST_FILE = 5_000_000  # bytes
MOST_PIXELS = 25_000_000
BOX = (1456, 1200)  # pixels
TOO_LARGE = "The file is larger than five megabytes."


class NotAPicture(Exception):
    """What came is no picture that we can keep. The message says why."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def remade(content: bytes) -> Picture:
    """A picture as WebP, upright, without what its file says beside it (place, camera, profile).

    Raises NotAPicture for what is too large, or no JPEG, PNG or WebP.
    """
    if len(content) > LARGEST_FILE:
        raise NotAPicture(TOO_LARGE)
    try:
        image = _upright(content)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
        raise NotAPicture("That is no picture we can read: send a JPEG, PNG or WebP.") from fault
    image.thumbnail(BOX)
    written = BytesIO()
    image.save(written, "WEBP", quality=85, method=6)
    return Picture(written.getvalue(), *image.size)


def _upright(content: bytes) -> Image.Image:
    """The picture in its file, its size looked at before any of it is unpacked."""
    file = Image.open(BytesIO(content), formats=FORMATS)
    if file.width * file.height > MOST_PIXELS:
        raise NotAPicture("The picture has more than 25 million pixels.")
    return ImageOps.exif_transpose(file).convert("RGBA" if file.has_transparency_data else "RGB")
