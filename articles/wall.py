"""The clock on the wall: when it shows an hour, how long its days are, and how a moment is kept together with what it
showed. Pure functions.

A moment is kept as RFC 9557 writes it, `2026-10-25T02:30:00+01:00[Europe/Paris]`: the hour on the wall, its zone and,
by how far that was from UTC, which of the two it is where an hour comes twice.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_SECOND = timedelta(seconds=1)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


def zone_called(name: str) -> ZoneInfo | None:
    """The zone of that name; None where nobody knows it, or knows it no more."""
    try:
        return ZoneInfo(name)
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # no such name, no name at all, the name of a folder of zones
        return None


def moments(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """When the clocks of a zone show an hour: once; never, if they skip it in spring; twice, if they go back over it.

    `wall` is naive; the answers are aware, in UTC, the earlier first.
    """
    meant = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in meant if moment.astimezone(zone).replace(tzinfo=None) == wall)


def beside_the_gap(wall: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The last minute that clocks show before an hour that they skip, and the first after it: naive, both."""
    wall = wall.replace(microsecond=0)
    # Reckoned from after the change the hour lies before it, and reckoned from before the change after it (PEP 495).
    last, first = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    offset = first.astimezone(zone).utcoffset()
    while first - last > _SECOND:
        middle = last + (first - last) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            first = middle
        else:
            last = middle
    before, after = (moment.astimezone(zone).replace(tzinfo=None) for moment in (last, first))
    return before.replace(second=0), after


@dataclass(frozen=True)
class Kept:
    """An hour as it was set: what the wall showed (naive), in which zone, and how far that was from UTC then."""

    wall: datetime
    zone: str
    offset: timedelta

    @classmethod
    def of(cls, moment: datetime, zone: ZoneInfo) -> Self:
        """A moment on the clocks of its own zone, or of the given one where it has none with a name."""
        own = moment.tzinfo if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key else zone
        local = moment.astimezone(own)
        return cls(local.replace(tzinfo=None, fold=0), own.key, local.utcoffset() or timedelta(0))

    @classmethod
    def read(cls, kept: str) -> Self:
        """What `str` wrote."""
        hour, _, zone = kept.removesuffix("]").partition("[")
        local = datetime.fromisoformat(hour)
        return cls(local.replace(tzinfo=None), zone, local.utcoffset() or timedelta(0))

    def __str__(self):
        return f"{self.wall.replace(tzinfo=timezone(self.offset)).isoformat()}[{self.zone}]"

    @property
    def moment(self) -> datetime:
        """When it was set for, by the rules of that time: in UTC."""
        return (self.wall - self.offset).replace(tzinfo=UTC)

    @property
    def shown_at(self) -> list[datetime]:
        """When clocks show it by the rules of now, in UTC: never, where they skip it or nobody knows the zone."""
        zone = zone_called(self.zone)
        return moments(self.wall, zone) if zone else []

    @property
    def has_strayed(self) -> bool:
        """Whether the rules of its zone have changed, so that clocks will show another hour at the moment."""
        return self.moment not in self.shown_at


@dataclass(frozen=True)
class Change:
    """A night on which the clocks of a zone go forward or back. `first` to `last` is what they skip, or show twice."""

    at: datetime
    first: datetime  # As the clocks show it.
    last: datetime
    is_twice: bool

    @property
    def said(self) -> str:
        skipped = f"{self.first:%H:%M}–{self.last:%H:%M}"
        return f"{skipped} comes twice" if self.is_twice else f"There is no {skipped}"

    @property
    def short(self) -> str:
        """The same where there is no room."""
        return f"{self.first:%H:%M} twice" if self.is_twice else f"no {self.first:%H:%M}"

    @property
    def goes(self) -> str:
        """What the clocks do, when they show what hour: `back on Sunday at 03:00`."""
        when = self.last if self.is_twice else self.first
        return f"{'back' if self.is_twice else 'forward'} on {when:%A} at {when:%H:%M}"


def begins(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins, in UTC."""
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)


def minutes(day: date, zone: ZoneInfo) -> int:
    """How long a day is: 1440, or an hour (in some zones half an hour) more or less."""
    return (begins(day + A_DAY, zone) - begins(day, zone)) // A_MINUTE


def length(day: date, zone: ZoneInfo) -> str:
    """`25 hours` where the clocks change, and nothing on plain days."""
    long = minutes(day, zone)
    return "" if long == 24 * 60 else f"{long / 60:g} hours"


def change_of(day: date, zone: ZoneInfo) -> Change | None:
    """The change of clocks in a day, if there is one: at midnight, it is in the day whose first hour is skipped."""
    low, high = begins(day, zone) - A_MINUTE, begins(day + A_DAY, zone) - A_MINUTE
    was = offset(low, zone)
    if was == offset(high, zone):
        return None
    at = _turn(low, high, zone)
    before, after = (at.replace(tzinfo=None) + one for one in (was, offset(at, zone)))
    return Change(at, min(before, after), max(before, after), after < before)


def offsets(zone: ZoneInfo, low: datetime, high: datetime) -> list[tuple[datetime, timedelta]]:
    """How far the clocks of a zone are from UTC in a span: from when on (in UTC), and how far."""
    found = [(low, offset(low, zone))]
    while low < high:
        week = min(low + 7 * A_DAY, high)
        if offset(week, zone) != found[-1][1]:
            at = _turn(low, week, zone)
            found.append((at, offset(at, zone)))
        low = week
    return found


def offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    """How far the clocks of a zone are from UTC at a moment."""
    return moment.astimezone(zone).utcoffset() or timedelta(0)


def _turn(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The minute within a span at which clocks change, which they do once in it."""
    was = offset(low, zone)
    while high - low > A_MINUTE:
        middle = low + (high - low) // A_MINUTE // 2 * A_MINUTE
        low, high = (middle, high) if offset(middle, zone) == was else (low, middle)
    return high


def is_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks show this hour twice."""
    return len(moments(moment.astimezone(zone).replace(tzinfo=None, fold=0), zone)) > 1
