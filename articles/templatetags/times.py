"""How the paper tells time: each time names its zone, and all are told in the site's, whoever is looking.

Pure. Where there is no time nothing is said.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles import clock

register = template.Library()

NOTHING = SafeString("")


@register.filter
def stamp(moment: datetime | None) -> str:
    """A moment in full: “21 November 2026, 18:40 GMT”."""
    return _time(moment, with_day=True) if moment else NOTHING


@register.filter
def stamp_in_words(moment: datetime) -> str:
    """A moment where no element may stand, as in a list to choose from: “21 Nov 2026, 18:40 GMT”."""
    here = _at_home(moment)
    return f"{here.day} {here:%b %Y, %H:%M} {_zone(here)}"


@register.filter
def stamp_beside(moment: datetime | None, day: date | datetime | None) -> str:
    """A moment as briefly as the day beside it allows: “18:40 GMT” on that day, “21 November” in that year.

    `day` is what the page says already: the day that it is about, or today.
    """
    if not moment:
        return NOTHING
    here, beside = _at_home(moment), _day(day)
    if here.date() == beside:
        return _time(moment)
    year = "" if beside and here.year == beside.year else f" {here.year}"
    return _marked(here.date(), f"{here.day} {here:%B}{year}")


@register.filter
def hour_beside(moment: datetime | None, day: date | datetime | None) -> str:
    """The hour of something of today, “18:40”, in a column under a named zone; else the day, “21 Nov”."""
    if not moment:
        return NOTHING
    here = _at_home(moment)
    if here.date() == _day(day):
        return _marked(iso(moment), f"{here:%H:%M}")
    return _marked(here.date(), f"{here.day} {here:%b}")


@register.filter
def stamp_day(day: date | datetime | None) -> str:
    """A day: “Sunday 22 November 2026”."""
    day = _day(day)
    return _marked(day, f"{day:%A} {day.day} {day:%B %Y}") if day else NOTHING


@register.filter
def stamp_part(day: date | None, part: str) -> str:
    """A part of a day, by strftime's letters: “Sunday”, “November 2026”."""
    return _marked(day, f"{day:{part}}") if day else NOTHING


@register.filter
def iso(moment: datetime | None) -> str:
    """A moment for machines: RFC 3339, in UTC, to the minute."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}" if moment else ""


@register.filter
def clocks_of(zone: str, at: datetime | None) -> str:
    """How far a zone's clocks are from UTC at a moment: “UTC+5:30”. Nothing for a zone that nobody knows."""
    try:
        return _offset((at or clock.present()).astimezone(ZoneInfo(zone)))
    except (KeyError, ValueError, OSError):  # no such name, no name at all, the name of a folder of zones
        return ""


@register.filter
def by_day(things: Iterable, moment: str = "first_published_at") -> list[tuple[date, list]]:
    """Things already in order of time, parted by day in the site's zone; `moment` is where their time is."""
    days = groupby(things or (), key=lambda thing: _at_home(_part(thing, moment)).date())
    return [(day, list(of_day)) for day, of_day in days]


def _at_home(moment: datetime) -> datetime:
    """A moment by the paper's own clock, not by the reader's or the signed-in editor's."""
    return moment.astimezone(timezone.get_default_timezone())


def _day(day: date | datetime | None) -> date | None:
    return _at_home(day).date() if isinstance(day, datetime) else day


def _time(moment: datetime, with_day: bool = False) -> str:
    here = _at_home(moment)
    day = f"{here.day} {here:%B %Y}, " if with_day else ""
    return _marked(iso(moment), f"{day}{here:%H:%M} {_zone(here)}")


def _zone(here: datetime) -> str:
    """What a zone is called; how far it is from UTC where it has no name."""
    zone = here.tzname() or ""
    return _offset(here) if zone[:1] in "+-" else zone


def _marked(for_machines: date | str, for_people: str) -> str:
    return mark_safe(f'<time datetime="{for_machines}">{for_people}</time>')


def _offset(moment: datetime) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def _part(thing: object, name: str) -> datetime:
    return thing[name] if isinstance(thing, dict) else getattr(thing, name)
