"""The clock on the wall of a zone: when its days begin, how long they are, and what a night makes of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from articles import hours

A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


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
    """The change of clocks in a day, if there is one."""
    low, high = begins(day, zone), begins(day + A_DAY, zone)
    was = low.astimezone(zone).utcoffset()
    if was == high.astimezone(zone).utcoffset():
        return None
    while high - low > A_MINUTE:
        middle = low + (high - low) // A_MINUTE // 2 * A_MINUTE
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == was else (low, middle)
    assert was is not None, "clocks of a zone have an offset"
    after = high.astimezone(zone).replace(tzinfo=None)
    before = (high + was).replace(tzinfo=None)
    return Change(high, min(before, after), max(before, after), after < before)


def is_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clocks show this hour twice."""
    wall = moment.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


def hour(moment: datetime, zone: ZoneInfo) -> str:
    """`06:00`; and `02:30 CEST` where that alone could be either of two."""
    wall = moment.astimezone(zone)
    return f"{wall:%H:%M %Z}" if is_twice(moment, zone) else f"{wall:%H:%M}"


def countdown(moment: datetime, now: datetime) -> str:
    """How long it is: `18 min`, `1 h 18`, `3 days`; `now` within the minute, and nothing for what is past."""
    left = (moment - now) // A_MINUTE
    if moment <= now:
        return ""
    if left < 60:
        return f"{left} min" if left else "now"
    return f"{left // 60} h {left % 60:02}" if left < 72 * 60 else f"{left // (24 * 60)} days"


def sentence(moment: datetime, zone: ZoneInfo, other: ZoneInfo, now: datetime) -> list[str]:
    """A moment in full: `Sun 06:00 Paris`, `05:00 for you`, `clocks change that night`."""
    wall = moment.astimezone(zone)
    day = "" if wall.date() == now.astimezone(zone).date() else f"{wall:%a} "
    day += f"{wall.day} {wall:%b} " if abs(wall.date() - now.astimezone(zone).date()) > 6 * A_DAY else ""
    said = [f"{day}{hour(moment, zone)} {hours.place(zone)}"]
    there = moment.astimezone(other)
    if there.utcoffset() != wall.utcoffset():
        whose = "for you" if zone == settings.SITE_ZONE else hours.place(other)
        said.append(f"{there:%H:%M} {whose}")
    if change_of(wall.date(), zone):
        said.append("clocks change that night")
    return said
