"""Where a place stands on the paper's map of the world, how large its mark is, and which marks have room for a name.

The sheet is in the Natural Earth projection (Tom Patterson; polynomial by Bojan Šavrič and others), without Antarctica.
It is cut at 169° W, in the Bering Strait, so that no land is; a place on either side of the date line stands beside
its neighbours. Lengths are in units of the sheet, which is 1000 wide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from math import cos, hypot, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

WIDTH, HEIGHT = 1000, 438
SOUTHERNMOST, NORTHERNMOST = -58, 84
CENTRAL_MERIDIAN = 11

_SCALE, _RIGHT, _DOWN = 182.78964508566608, 500, 252.67805666137005
_X = (0.8707, -0.131979, -0.013791, 0.003971, -0.001529)
_Y = (1.007226, 0.015085, -0.044475, 0.028874, -0.005916)

SMALLEST, LARGEST = 4.2, 13.0
FEW = 10  # In a paper whose busiest place has fewer stories than this, no mark is the largest.
SHOWN = 0.8  # How far marks keep apart, in sums of their radii: of each of two some part stays free.
ROUNDS = 40

NAMES, NAMES_ON_A_PHONE = 20, 5
LETTER, LETTER_ON_A_PHONE = 6.4, 15.5  # The width of a letter, with a little to spare.
LINE, LINE_ON_A_PHONE = 13, 30
SCALE_ON_A_PHONE = 1.6  # As components/map.css has it.


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True)
class Mark:
    """A place on the map. `name` says on which side its name has room: "start" (to the right), "end", or not at all."""

    place: Any
    x: float
    y: float
    r: float
    name: str = ""
    on_a_phone: bool = False

    @property
    def name_x(self) -> float:
        """The edge of the mark, from which the name keeps a distance in its own letters."""
        return round(self.x + (self.r if self.name == "start" else -self.r), 1)


def project(latitude: float, longitude: float) -> Point:
    """Where a place stands on the sheet. Both are degrees, north and east positive; −180 and 180 are one meridian."""
    lam = radians((longitude - CENTRAL_MERIDIAN + 180) % 360 - 180)
    phi = radians(latitude)
    p2, p4 = phi**2, phi**4
    x = lam * (_X[0] + _X[1] * p2 + p4 * (_X[2] + p4 * (_X[3] * p2 + _X[4] * p4)))
    y = phi * (_Y[0] + p2 * (_Y[1] + p4 * (_Y[2] + _Y[3] * p2 + _Y[4] * p4)))
    return Point(_RIGHT + _SCALE * x, _DOWN - _SCALE * y)


def marks(places: Iterable[Any]) -> list[Mark]:
    """The places that the sheet shows, those with the most stories first: so small marks lie on large ones.

    A place has `place`, `latitude`, `longitude` (None where they are not known) and `count`. Marks that would hide
    each other are moved apart, no farther than it takes to reach each of them.
    """
    shown = sorted((place for place in places if is_shown(place)), key=lambda place: -place.count)
    most = max((place.count for place in shown), default=0)
    drawn = [
        Mark(place, *project(place.latitude, place.longitude), r=_radius(place.count, most))
        for place in shown
    ]
    return _named(_apart(drawn))


def is_shown(place: Any) -> bool:
    """Whether the sheet has the place: its coordinates are known, and it is neither in Antarctica nor at the pole."""
    known = place.latitude is not None and place.longitude is not None
    return known and SOUTHERNMOST <= place.latitude <= NORTHERNMOST


@cache
def land() -> str:
    """The land as rows of dots: the data of a path for a dashed line."""
    return (Path(__file__).parent / "data" / "places" / "land.txt").read_text(encoding="utf-8").strip()


def meridian(longitude: float) -> str:
    """A meridian from one edge of the sheet to the other, as the data of a path."""
    return _line(project(latitude, longitude) for latitude in range(SOUTHERNMOST, NORTHERNMOST + 1, 2))


def parallel(latitude: float) -> str:
    """A parallel across the sheet, as the data of a path. Parallels are straight here."""
    seam = CENTRAL_MERIDIAN + 180
    return _line([project(latitude, seam + 0.001), project(latitude, seam - 0.001)])


@cache
def lines() -> str:
    """The net of degrees but for Greenwich: a meridian for every second hour, and the parallels."""
    meridians = [meridian(degrees) for degrees in range(-150, 181, 30) if degrees]
    return "".join(meridians + [parallel(degrees) for degrees in (60, 30, 0, -30)])


@cache
def degrees() -> list[tuple[str, float]]:
    """What is written under the meridians, and where: “30° W”."""
    return [
        (
            f"{abs(east)}°{' E' if east > 0 else ' W' if east < 0 else ''}",
            round(project(SOUTHERNMOST, east).x, 1),
        )
        for east in range(-120, 151, 30)
    ]


def _line(points: Iterable[Point]) -> str:
    return "M" + " ".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _radius(count: int, most: int) -> float:
    """The area of a mark tells the number of stories; the smallest is still large enough to be seen and hit."""
    return round(max(SMALLEST, LARGEST * sqrt(count / max(most, FEW))), 1)


def _apart(drawn: Sequence[Mark]) -> list[Mark]:
    """The marks moved so far that none hides another."""
    at = [[mark.x, mark.y] for mark in drawn]
    near = [
        (one, other, (drawn[one].r + drawn[other].r) * SHOWN)
        for one, other in combinations(range(len(drawn)), 2)
        if hypot(at[one][0] - at[other][0], at[one][1] - at[other][1]) < 4 * LARGEST
    ]
    for _ in range(ROUNDS):
        moved = [_part(at[one], at[other], apart, other) for one, other, apart in near]
        if not any(moved):
            break
    return [
        replace(
            mark,
            x=round(min(max(x, mark.r), WIDTH - mark.r), 1),
            y=round(min(max(y, mark.r), HEIGHT - mark.r), 1),
        )
        for mark, (x, y) in zip(drawn, at, strict=True)
    ]


def _part(one: list[float], other: list[float], apart: float, turn: int) -> bool:
    """Move two points away from each other where they are nearer than they may be: the first, larger, by a third."""
    x, y = other[0] - one[0], other[1] - one[1]
    distance = hypot(x, y)
    if distance >= apart - 0.05:
        return False
    if not distance:
        x, y, distance = cos(turn * 2.4), sin(turn * 2.4), 1.0  # 2.4: no two of a heap go the same way
        push = apart
    else:
        push = apart - distance
    x, y = x / distance * push, y / distance * push
    one[0] -= x / 3
    one[1] -= y / 3
    other[0] += x * 2 / 3
    other[1] += y * 2 / 3
    return True


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _named(drawn: list[Mark]) -> list[Mark]:
    """The marks with names where there is room: first the few that a phone shows, large, then the others."""
    taken: list[_Box] = []
    for most, letter, line, scale in (
        (NAMES_ON_A_PHONE, LETTER_ON_A_PHONE, LINE_ON_A_PHONE, SCALE_ON_A_PHONE),
        (NAMES, LETTER, LINE, 1),
    ):
        circles = [_around(mark, mark.r * scale) for mark in drawn]
        for number, mark in enumerate(drawn[: 3 * most]):
            if sum(bool(one.name) for one in drawn) >= most:
                break
            if mark.name:
                continue
            others = taken + circles[:number] + circles[number + 1 :]
            side = _side(mark, others, letter=letter, line=line)
            if side:
                taken.append(_box(mark, side, letter=letter, line=line))
                drawn[number] = replace(mark, name=side, on_a_phone=line == LINE_ON_A_PHONE)
    return drawn


def _side(mark: Mark, others: Iterable[_Box], *, letter: float, line: float) -> str:
    """The side on which a name meets no other mark and no other name, and does not leave the sheet."""
    others = list(others)
    for side in ("start", "end"):
        box = _box(mark, side, letter=letter, line=line)
        if box.left >= 0 and box.right <= WIDTH and not any(box.meets(other) for other in others):
            return side
    return ""


def _box(mark: Mark, side: str, *, letter: float, line: float) -> _Box:
    length = len(mark.place.place) * letter + line * 0.45
    left = mark.x + mark.r if side == "start" else mark.x - mark.r - length
    return _Box(left, mark.y - line / 2, left + length, mark.y + line / 2)


def _around(mark: Mark, r: float) -> _Box:
    return _Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r)
