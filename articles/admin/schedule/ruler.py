"""Where things stand on the page: down a day of the week in quarters of an hour, along a day in five minutes.

The first five hours are folded: `desk/components/schedule.css` draws them lower and narrower, in these measures.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from math import ceil
from zoneinfo import ZoneInfo

from articles.admin.schedule.timed import Bundled, Timed
from articles.wall import begins, is_twice, minutes

FOLDED = 5  # Hours.
QUARTERS, FIVE = 96, timedelta(minutes=5)
_NIGHT = FOLDED * 4
# How high a quarter of an hour is by night and by day, a line of words, and a thing of two lines.
_LOW, _HIGH, _LINE, _THING = 0.28, 0.525, 1.05, 2.1
# How many lines one block shows, and what each is high.
LINES, _A_LINE_MORE = 4, 1.15
# How wide five minutes are by night, in those of the day; and a thing.
_NARROW, _WIDE = 0.4, 40
ROWS = 8


@dataclass
class Block:
    """One thing on a day of the week, or several that find no room beside each other."""

    slot: int
    things: list[Timed]
    side: int = 0  # Of two; 0 is both.
    span: int = 0

    @property
    def least(self) -> int:
        """How many quarters it takes at least."""
        lines = len(self.shown) + bool(self.more)
        return _down(self.slot, _LINE if lines == 1 else _LINE + lines * _A_LINE_MORE)

    @property
    def wanted(self) -> int:
        return max(self.least, _down(self.slot, _THING))

    @property
    def bundle(self) -> Bundled | None:
        """The bundle that all of it goes out with."""
        first = self.things[0].bundle
        return first if all(thing.bundle == first for thing in self.things) else None

    @property
    def is_held(self) -> bool:
        return all(thing.kind == "held" for thing in self.things)

    @property
    def is_alone(self) -> bool:
        return len(self.things) == 1

    @property
    def is_past(self) -> bool:
        return all(thing.is_past for thing in self.things)

    @property
    def is_at_once(self) -> bool:
        """Whether all of it is at one moment."""
        return self.things[0].at == self.things[-1].at

    @property
    def is_one(self) -> bool:
        """Whether there is room for one line alone."""
        return self.is_alone and self.span < _down(self.slot, _THING)

    @property
    def shown(self) -> list[Timed]:
        return self.things[:LINES]

    @property
    def more(self) -> int:
        return len(self.things) - len(self.shown)


def quarter(moment: datetime, zone: ZoneInfo) -> int:
    """Where a moment stands down its day, as the clocks show it."""
    wall = moment.astimezone(zone)
    return wall.hour * 4 + wall.minute // 15


def blocks(things: Iterable[Timed], zone: ZoneInfo, *, columns: int = 2) -> list[Block]:
    """The things of one day in its columns: beside each other where their hours are close, in one where it is full."""
    found: list[Block] = []
    last: list[Block | None] = [None] * columns
    downwards = sorted(things, key=lambda thing: (quarter(thing.at, zone), thing.at))
    for together in _at_once(downwards):
        slot = min(quarter(together[0].at, zone), QUARTERS - 2)
        side = _free(last, slot)
        if side is None:
            max((block for block in last if block), key=lambda block: block.slot).things += together
            continue
        last[side] = block = Block(slot, list(together), side + 1)
        found.append(block)
    _stretch(found)
    return found


def _at_once(things: Iterable[Timed]):
    """What is at one moment: a bundle is one, three or more belong in one block, two stand beside each other."""
    for _, same in groupby(things, key=lambda thing: thing.at):
        bundles: dict[Bundled | None, list[Timed]] = {}
        for thing in same:
            bundles.setdefault(thing.bundle, []).append(thing)
        alone = bundles.pop(None, [])
        yield from bundles.values()
        yield from ([alone] if len(alone) > 2 else [[one] for one in alone])


def _free(last: list[Block | None], slot: int) -> int | None:
    """The column in which a thing finds room: first where nothing has to give way for it."""
    for room in ("wanted", "least"):
        for side, block in enumerate(last):
            if block is None or block.slot + getattr(block, room) <= slot:
                return side
    return None


def _stretch(found: list[Block]) -> None:
    """Let each be as high as what follows allows, and as wide as what stands beside it."""
    for number, block in enumerate(found):
        below = [other.slot for other in found[number + 1 :] if other.side == block.side]
        block.span = min([block.wanted, QUARTERS - block.slot, *(slot - block.slot for slot in below[:1])])
    beside = {
        id(block): any(
            other.slot < block.slot + block.span and block.slot < other.slot + other.span
            for other in found
            if other.side != block.side
        )
        for block in found
    }
    for block in found:
        block.side = block.side if beside[id(block)] else 0


def _down(slot: int, height: float) -> int:
    """How many quarters from here are so high."""
    folded = max(_NIGHT - slot, 0)
    if folded * _LOW >= height:
        return ceil(round(height / _LOW, 2))
    return folded + ceil(round((height - folded * _LOW) / _HIGH, 2))


@dataclass(frozen=True)
class Scale:
    """A day along its hours, in five minutes that pass: 25 hours are 300 of them."""

    day: date
    zone: ZoneInfo

    @property
    def begins(self) -> datetime:
        return begins(self.day, self.zone)

    @property
    def slots(self) -> int:
        return minutes(self.day, self.zone) // 5

    @property
    def night(self) -> int:
        """How many of them are folded."""
        dawn = datetime(self.day.year, self.day.month, self.day.day, FOLDED, tzinfo=self.zone)
        return self.slot(dawn)

    @property
    def rest(self) -> int:
        return self.slots - self.night

    def slot(self, moment: datetime) -> int:
        return (moment - self.begins) // FIVE

    @property
    def marks(self) -> list[tuple[int, str, bool]]:
        """Each hour that the clocks show: its slot, its word, and whether it is one that comes twice."""
        found = []
        for slot in range(self.slots):
            moment = self.begins + slot * FIVE
            wall = moment.astimezone(self.zone)
            if wall.minute == 0:
                word = f"{wall:%H}" if slot < self.night else f"{wall:%H:%M}"
                found.append((slot, word, is_twice(moment, self.zone)))
        return found

    def along(self, slot: int, width: float) -> int:
        """How many slots from here are so wide, in those of the day."""
        folded = max(self.night - slot, 0)
        if folded * _NARROW >= width:
            return int(width / _NARROW)
        return folded + int(width - folded * _NARROW)


@dataclass(frozen=True)
class Stood:
    """A thing along the day. Late ones stand before their hour, with the edge on that side."""

    thing: Timed
    slot: int
    span: int
    row: int
    is_before: bool = False


@dataclass
class Lane:
    """The rows of one section."""

    scale: Scale
    stood: list[Stood] = field(default_factory=list)
    left_out: int = 0
    _free: list[int] = field(default_factory=lambda: [0] * ROWS)

    def put(self, thing: Timed) -> None:
        """In the first row with room at its hour."""
        at = self.scale.slot(thing.at)
        span = self.scale.along(at, _WIDE)
        is_before = at + span > self.scale.slots
        slot = at - _WIDE if is_before else at
        row = next((row for row, free in enumerate(self._free) if free <= slot), None)
        if row is None:
            self.left_out += 1
            return
        self._free[row] = slot + (_WIDE if is_before else span)
        self.stood.append(Stood(thing, slot, _WIDE if is_before else span, row + 1, is_before))

    @property
    def next_row(self) -> int:
        """The first row with nothing on it."""
        return min(max((one.row for one in self.stood), default=0) + 1, ROWS)
