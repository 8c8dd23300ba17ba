"""Picture files for tests: plain functions with overrides, and no two drawings alike unless they are asked for."""

from io import BytesIO
from itertools import count
from struct import pack
from zlib import compressobj, crc32

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageDraw

from accounts.models import User
from pictures import crops, intake
from pictures.models import Picture

ORIENTATION = ExifTags.Base.Orientation
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:core="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:xapRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"{attributes}>{properties}</rdf:Description>'
    "</rdf:RDF></x:xmpmeta>"
)


def draw(size: tuple[int, int] = (800, 600), number: int = 0) -> Image.Image:
    """A sky over a plain, a red post at the left, and a sun whose place is its number’s."""
    width, height = size
    image = Image.new("RGB", size, (120, 160, 210))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, height * 2 // 3, width, height), fill=(90, 110, 60))
    pen.rectangle((0, 0, width // 10, height), fill=(200, 30, 20))
    across, down = (number * 37 % 80 + 10) / 100 * width, (number * 23 % 50 + 10) / 100 * height
    pen.ellipse((across, down, across + width // 6, down + height // 6), fill=(250, 240, 180))
    pen.rectangle(
        (width - 30 - number % 7 * width // 9, 0, width - number % 7 * width // 9, down), fill=(20, 20, 30)
    )
    return image


def written(image: Image.Image | None = None, kind: str = "JPEG", **how) -> bytes:
    file = BytesIO()
    (image or draw()).save(file, kind, **how)
    return file.getvalue()


_numbers = count(1)


def in_library(**fields) -> Picture:
    """A picture of which there are the rows and no file: for pages, which only name files."""
    number = next(_numbers)
    facts = {
        "title": f"Picture {number}",
        "digest": f"{number:064x}",
        "kind": "JPEG",
        "credit": "Ana Reyes",
        "look": "0" * 16,
    }
    picture = Picture.objects.create(**facts | {"bytes": 1, "width": 1600, "height": 1200} | fields)
    crops.follow(picture)
    return picture


def exif(orientation: int = 1, *, gps: bool = False, **tags) -> Image.Exif:
    """EXIF tags by Pillow’s names for them: `exif(6, Artist="Ana Reyes")`."""
    found = Image.Exif()
    found[ORIENTATION] = orientation
    for name, value in tags.items():
        found[ExifTags.Base[name]] = value
    if gps:
        found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "S"
        found.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (19.0, 50.0, 24.0)
    return found


def xmp(properties: str = "", attributes: str = "") -> bytes:
    return XMP.format(properties=properties, attributes=attributes).encode()


def with_iptc(jpeg: bytes, datasets: list[tuple[int, int, bytes]]) -> bytes:
    """A JPEG with IPTC’s datasets in it, in the block that Photoshop writes."""
    block = b"".join(
        bytes((0x1C, record, number)) + pack(">H", len(raw)) + raw for record, number, raw in datasets
    )
    resource = b"8BIM\x04\x04\0\0" + pack(">I", len(block)) + block + b"\0" * (len(block) % 2)
    segment = b"Photoshop 3.0\0" + resource
    return jpeg[:2] + b"\xff\xed" + pack(">H", len(segment) + 2) + segment + jpeg[2:]


def png_of_nothing(width: int, height: int) -> bytes:
    """A small PNG that unpacks to so many black pixels, in colour."""
    squeezed, row = compressobj(), bytes(1 + 3 * width)
    rows = b"".join(squeezed.compress(row) for _ in range(height)) + squeezed.flush()
    parts = [(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b"")]
    chunks = (pack(">I", len(data)) + name + data + pack(">I", crc32(name + data)) for name, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def upload(content: bytes, name: str = "flood.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def take_in(content: bytes | None = None, *, by: User, name: str = "flood.jpg", **fields) -> Picture:
    """A picture in the library, with some fields typed over."""
    picture = intake.take_in(upload(written() if content is None else content, name), by=by).picture
    for field, value in fields.items():
        setattr(picture, field, value)
    picture.save()
    return picture
