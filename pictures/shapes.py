"""The crops that every picture has, how a point that matters keeps its place in them, and how wide they are made."""

from dataclasses import dataclass

MIDDLE = (500, 500)
WHOLE = 1000  # A point is told in thousandths of the upright picture, from its left and its top.
WIDE = (320, 640, 960, 1280, 1920, 2560)
NARROW = (320, 640, 960)


@dataclass(frozen=True)
class Shape:
    """A named crop: its proportions (none: the whole picture), where it is used, the widths in which it is made."""

    name: str
    label: str
    ratio: tuple[int, int] | None
    widths: tuple[int, ...]


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("whole", "Whole", None, WIDE),
        Shape("lead", "Lead, 16:9", (16, 9), WIDE),
        Shape("card", "Card, 3:2", (3, 2), NARROW),
        Shape("square", "Square, 1:1", (1, 1), NARROW),
        Shape("portrait", "Portrait, 3:4", (3, 4), NARROW),
    )
}
CROPPED = tuple(shape for shape in SHAPES.values() if shape.ratio)


@dataclass(frozen=True)
class Box:
    """A part of an upright picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    @property
    def corners(self) -> tuple[int, int, int, int]:
        return self.left, self.top, self.left + self.width, self.top + self.height


def box_around(shape: Shape, size: tuple[int, int], point: tuple[int, int], zoom: int = 100) -> Box:
    """The largest part of a shape's proportions, with the point as near its middle as the edges allow.

    `size` is that of the upright picture, `point` in thousandths of it. A `zoom` of 200 takes half the width.
    """
    width, height = size
    if shape.ratio is None:
        return Box(0, 0, width, height)
    across, down = shape.ratio
    part = min(width / across, height / down) * 100 / max(zoom, 100)
    wide, high = max(1, round(part * across)), max(1, round(part * down))
    return Box(_start(width, wide, point[0]), _start(height, high, point[1]), wide, high)


def middle_of(shape: Shape, size: tuple[int, int], box: Box) -> tuple[tuple[int, int], int]:
    """The point and the zoom of which a part is made, for whoever lays it anew: the inverse of `box_around`."""
    largest = box_around(shape, size, MIDDLE)
    across = round((box.left + box.width / 2) / size[0] * WHOLE)
    down = round((box.top + box.height / 2) / size[1] * WHOLE)
    return (across, down), round(largest.width * 100 / box.width)


def _start(length: int, part: int, point: int) -> int:
    """Where a part begins that lies around a point, and inside."""
    return min(max(round(length * point / WHOLE - part / 2), 0), length - part)


def widths(shape: Shape, box: Box) -> list[int]:
    """The rungs of the ladder that a part can fill: none is made larger than it is. At least one."""
    return [width for width in shape.widths if width <= box.width] or [box.width]


def height_of(box: Box, width: int) -> int:
    """How high a part is when it is so wide."""
    return max(1, round(box.height * width / box.width))
