"""How the schedule says an hour: short, as a countdown, and in full with my clock and what the night makes of it."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from articles import hours
from articles.wall import change_of, is_twice, offsets

A_DAY = timedelta(days=1)
A_MINUTE, A_MILLISECOND = timedelta(minutes=1), timedelta(milliseconds=1)
# Of so many years the page tells browsers how clocks go: those before and after this one.
YEARS_BACK, YEARS_AHEAD = 1, 3


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
    """A moment in full: `Sun 06:00 Paris`, `05:00 for you` (with its day, if that is another), `clocks change that
    night`."""
    wall, there = moment.astimezone(zone), moment.astimezone(other)
    said = [f"{_day(wall, now.astimezone(zone))}{hour(moment, zone)} {hours.place(zone)}"]
    if there.utcoffset() != wall.utcoffset():
        whose = "for you" if zone == settings.SITE_ZONE else hours.place(other)
        day = "" if there.date() == wall.date() else f"{there:%a} "
        said.append(f"{day}{there:%H:%M} {whose}")
    if change_of(wall.date(), zone):
        said.append("clocks change that night")
    return said


def _day(wall: datetime, today: datetime) -> str:
    """Nothing today, `Sun ` within six days, `Sun 25 Oct ` this year, `Sun 25 Oct 2099 ` in another."""
    away = abs(wall.date() - today.date())
    if away <= 6 * A_DAY:
        return f"{wall:%a} " if away else ""
    return f"{wall:%a} {wall.day} {wall:%b} " + (f"{wall.year} " if wall.year != today.year else "")


def clocks(zones: Iterable[ZoneInfo], now: datetime) -> str:
    """How the clocks of some zones go, for scripts: from which moment on they are how far from UTC, in milliseconds.

    A browser has rules of its own, older ones or newer: by them it would send another hour than the one it moved.
    """
    begins = datetime(now.year - YEARS_BACK, 1, 1, tzinfo=UTC)
    ends = datetime(now.year + YEARS_AHEAD, 1, 1, tzinfo=UTC)
    rules = {
        zone.key: [
            (round(at.timestamp() * 1000), offset // A_MILLISECOND)
            for at, offset in offsets(zone, begins, ends)
        ]
        for zone in zones
    }
    return json.dumps({"until": round(ends.timestamp() * 1000), "rules": rules}, separators=(",", ":"))
