"""Cutting a picture and writing it down, in the three formats that browsers choose among."""

from itertools import pairwise
from pathlib import Path

from PIL import Image

from pictures.imprints import Imprint, packet

# AVIF at speed 8, the last that makes files as small as WebP's and smaller, at a third of the slower speeds' time.
WRITTEN = {
    "avif": ("AVIF", {"quality": 55, "speed": 8, "max_threads": 1}),
    "webp": ("WEBP", {"quality": 78, "method": 4}),
    "jpg": ("JPEG", {"quality": 80, "progressive": True, "optimize": True}),
}
_LOOK = (9, 8)


def write(image: Image.Image, folder: Path, name: str, said: Imprint) -> dict[str, int]:
    """An upright picture, once in each format, as NAME.EXTENSION; how many bytes each takes.

    Nothing that stood in the file goes along: neither place nor camera, thumbnail nor profile. What is `said` does.
    """
    image.info = {}
    xmp = packet(said)
    words = {"xmp": xmp} if xmp else {}
    sizes = {}
    for extension, (kind, how) in WRITTEN.items():
        path = folder / f"{name}.{extension}"
        image.save(path, kind, **how, **words)
        sizes[extension] = path.stat().st_size
    return sizes


def cut(image: Image.Image, box: list[int], size: tuple[int, int], to: tuple[int, int]) -> Image.Image:
    """A part of a picture at a size. `box` has its corners, in pixels of the picture at its full `size`."""
    left, top, right, bottom = box
    across, down = image.width / size[0], image.height / size[1]
    part = (left * across, top * down, min(right * across, image.width), min(bottom * down, image.height))
    return image.resize(to, Image.Resampling.LANCZOS, box=part, reducing_gap=3)


def look(image: Image.Image) -> str:
    """Sixteen figures that change little where a picture changes little: whether it brightens, from left to right.

    The “difference hash” of 8 × 8 points (N. Krawetz, 2013); two pictures resemble where few bits differ.
    """
    grey = image.convert("L").resize(_LOOK, Image.Resampling.BOX).tobytes()
    rows = (grey[start : start + _LOOK[0]] for start in range(0, len(grey), _LOOK[0]))
    bits = "".join("1" if left < right else "0" for row in rows for left, right in pairwise(row))
    return f"{int(bits, 2):016x}"


def tone(image: Image.Image) -> str:
    """Its colour at large, in three figures from 1 to 4: how red, how green, how blue."""
    point = image.convert("RGB").resize((1, 1), Image.Resampling.BOX).tobytes()
    return "".join(str(light // 64 + 1) for light in point)
