"""Hours as the desk says them: short where the day is plain, in the paper's zone, and beside them mine."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings

from articles.moments import NEVER

MINUTE, HOUR = 60, 3600


def zone_of(user) -> ZoneInfo:
    """The zone in which somebody thinks: their own, or else the paper's."""
    try:
        return ZoneInfo(user.time_zone) if user.time_zone else settings.SITE_ZONE
    except (ZoneInfoNotFoundError, ValueError):
        return settings.SITE_ZONE


def local(moment: datetime) -> datetime:
    """A moment as the paper's clocks show it."""
    return moment.astimezone(settings.SITE_ZONE)


def hour(moment: datetime, now: datetime) -> str:
    """`17:30` today, `Sun 07:00` within six days, `3 May 07:00` this year, `3 May 2027 07:00` in one to come, and
    `3 May 2025` in one that is past."""
    if moment >= NEVER:
        return "further notice"
    wall, today = local(moment), local(now)
    away = abs((wall.date() - today.date()).days)
    if away == 0:
        return f"{wall:%H:%M}"
    if away < 7:
        return f"{wall:%a %H:%M}"
    if wall.year == today.year:
        return f"{wall.day} {wall:%b %H:%M}"
    return f"{wall.day} {wall:%b %Y %H:%M}" if moment > now else f"{wall.day} {wall:%b %Y}"


def away(moment: datetime, now: datetime) -> str:
    """How far a moment is: `in 18 min`, `in 3 h`, `5 h ago`; nothing beyond a day."""
    seconds = (moment - now).total_seconds()
    if abs(seconds) >= 24 * HOUR:
        return ""
    whole = (
        f"{round(abs(seconds) / MINUTE)} min"
        if abs(seconds) < 1.5 * HOUR
        else f"{round(abs(seconds) / HOUR)} h"
    )
    return f"in {whole}" if seconds > 0 else f"{whole} ago"


def mine(moment: datetime, user) -> str:
    """The hour on somebody's own clock, where it is another than the paper's: `05:00 for you`, `Sun 01:30 for you`."""
    here, there = moment.astimezone(zone_of(user)), local(moment)
    if here.utcoffset() == there.utcoffset():
        return ""
    return f"{'' if here.date() == there.date() else f'{here:%a} '}{here:%H:%M} for you"


def clock(moment: datetime, zone: ZoneInfo) -> str:
    """What the clocks of a zone show."""
    return f"{moment.astimezone(zone):%H:%M}"


def to_a_tenth(moment: datetime) -> str:
    """`06:00:00.8`, as the paper's clocks show it."""
    return f"{local(moment):%H:%M:%S}.{moment.microsecond // 100_000}"


def lasting(time: timedelta) -> str:
    """How long something took: `0.6 s`, `41 s`, `3 min`, `5 h`."""
    seconds = time.total_seconds()
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 2 * MINUTE:
        return f"{seconds:.0f} s"
    return f"{seconds / MINUTE:.0f} min" if seconds < 2 * HOUR else f"{seconds / HOUR:.0f} h"


def place(zone: ZoneInfo) -> str:
    """The city that a zone is named for: `New York`."""
    return zone.key.rpartition("/")[2].replace("_", " ")


def day_named(day: date) -> str:
    """`Saturday 24 October`."""
    return f"{day:%A} {day.day} {day:%B}"


def slot(moment: datetime) -> int:
    """Where a moment stands on the ruler of a day: the five minutes since midnight, as the clocks show it."""
    wall = local(moment)
    return (wall.hour * 60 + wall.minute) // 5
