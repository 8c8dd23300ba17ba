"""The ruler under the bar: eighteen hours around where one stands, with what opens and ends in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from articles import hours
from newsroom.time_machine import changes
from newsroom.time_machine.changes import Change
from newsroom.time_machine.telling import Place

SPAN = timedelta(hours=18)
SLOT = timedelta(minutes=6)
_STEP = timedelta(hours=2)
_ROOM = 11  # Slots that an hour in figures takes.


@dataclass(frozen=True)
class Tick:
    """What changes within six minutes."""

    slot: int
    changes: list[Change]
    url: str

    @property
    def at(self) -> datetime:
        return self.changes[0].at

    @property
    def only_ends(self) -> bool:
        return all(change.kind == changes.ENDS for change in self.changes)

    @property
    def says(self) -> str:
        """“17:00 Storm Lidia opens”, and how much else does."""
        first, *others = self.changes
        more = f", and {len(others)} more" if others else ""
        return f"{hours.local(first.at):%H:%M} {first.edition.headline} {first.kind}{more}"


@dataclass(frozen=True)
class Track:
    begins: datetime
    now: datetime
    at: datetime
    ticks: list[Tick]

    @classmethod
    def around(cls, at: datetime, now: datetime, place: Place) -> "Track":
        """The hours that hold both a moment and now; where they are too far apart, those around the moment."""
        near = min(at, now) if abs(at - now) < SPAN - 2 * _STEP else at - SPAN / 3
        begins = near - timedelta(hours=1, minutes=hours.local(near).minute)
        begins = begins.replace(second=0, microsecond=0)
        found = changes.within(begins, SPAN)
        by_slot = groupby(found, key=lambda change: _slot(change.at, begins))
        parted = [(slot, list(of_slot)) for slot, of_slot in by_slot]
        ticks = [Tick(slot, of_slot, place.at(of_slot[-1].at)) for slot, of_slot in parted]
        return cls(begins, now, at, ticks)

    @property
    def ends(self) -> datetime:
        return self.begins + SPAN

    @property
    def now_slot(self) -> int | None:
        return _slot(self.now, self.begins) if self.begins <= self.now < self.ends else None

    @property
    def here_slot(self) -> int:
        return _slot(self.at, self.begins)

    @property
    def scale(self) -> Iterator[tuple[int, str]]:
        """The slot and the hour of each mark; the day where one begins, and which of two where clocks go back.

        No hour, where now or the moment stands beside it.
        """
        day = None
        for number in range(SPAN // _STEP):
            moment = self.begins + number * _STEP
            wall = hours.local(moment)
            said = f"{wall:%H:%M}" if wall.date() == day else f"{wall:%a %H:%M}"
            day = wall.date()
            slot = _slot(moment, self.begins)
            is_free = all(abs(slot - taken) > _ROOM for taken in (self.here_slot, self.now_slot or -_ROOM))
            yield slot, (f"{said} again" if wall.fold else said) if is_free else ""


def _slot(moment: datetime, begins: datetime) -> int:
    return (moment - begins) // SLOT
