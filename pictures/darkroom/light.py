"""Opening a file: its size looked at before any of it is unpacked, then upright, in the colours that screens have."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = {5, 6, 7, 8}
LONGEST = 16_383  # pixels a side, which is all that WebP can hold
_SRGB = ImageCms.createProfile("sRGB")


class TooLong(Exception):
    """A side has more pixels than a print can have."""


@dataclass(frozen=True)
class Negative:
    """A file, unpacked as it lies: `size` is that of the upright picture, `image` may be smaller."""

    image: Image.Image
    size: tuple[int, int]
    orientation: int


def open_file(path: Path, kind: str, most_pixels: int, at_least: int = 0) -> Negative:
    """The first frame of a file of this kind.

    A JPEG is unpacked to a half, a quarter or an eighth of its size, to its end all the same, if both its sides
    stay `at_least` so long.

    Raises DecompressionBombWarning or -Error for more pixels, TooLong, and whatever decoders raise for what is broken.
    """
    Image.MAX_IMAGE_PIXELS = most_pixels
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    image: Image.Image = Image.open(path, formats=[kind])
    size = image.size
    if max(size) > LONGEST:
        raise TooLong(f"{size}")
    if at_least:
        image.draft(None, (at_least, at_least))
    image.load()
    orientation = image.getexif().get(_ORIENTATION, 1)
    return Negative(image, size[::-1] if orientation in _ON_ITS_SIDE else size, orientation)


def develop(negative: Negative, longest: int) -> Image.Image:
    """The picture as it is looked at: upright, in RGB, on white where it lets through what lies under it.

    It is made smaller first, to sides of no more than `longest`, so that it takes memory but once.
    """
    return _in_srgb(upright(negative, (longest, longest)), negative.image.info.get("icc_profile"))


def upright(negative: Negative, most: tuple[int, int]) -> Image.Image:
    """The picture as it stands, no larger than a box; in its own colours, and with what it lets through."""
    image = negative.image
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    if image.mode in ("P", "PA", "1"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail(most[::-1] if negative.orientation in _ON_ITS_SIDE else most, reducing_gap=3)
    turn = _TURNS.get(negative.orientation)
    return image.transpose(turn) if turn is not None else image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        image = _translated(image, profile)
    return image.convert("RGB")


def _translated(image: Image.Image, profile: bytes) -> Image.Image:
    """By its colour profile; one that does not fit the picture is passed over, as browsers do."""
    try:
        meant = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, meant, _SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
