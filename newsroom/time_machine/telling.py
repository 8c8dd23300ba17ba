"""How the bar says what it knows: the moment, how far it is, and what is other there than now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.utils.timesince import timesince, timeuntil

from articles import hours
from articles.models import Edition
from newsroom.time_machine.changes import Difference

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Place:
    """The page on which somebody stands, with its addresses at other moments and those of other pages."""

    path: str
    zone: str

    def at(self, moment: datetime | None, path: str = "") -> str:
        asked = {"at": moment and moment.isoformat(), "path": path or self.path, "zone": self.zone}
        return f"?{urlencode({name: value for name, value in asked.items() if value})}"


@dataclass(frozen=True)
class Told:
    """A story that is other than now, with the words that lie over it on the page: “opens 06:00”."""

    edition: Edition
    flag: str
    url: str


def moment(at: datetime) -> str:
    """“Sunday 25 October 2026, 06:00”, by the paper's clocks, with seconds where there are any."""
    wall = hours.local(at)
    return f"{hours.day_named(wall.date())} {wall.year}, {wall:%H:%M:%S}".removesuffix(":00")


def clocks(at: datetime) -> str:
    """By whose clocks: “Paris, CET”."""
    return f"{hours.place(settings.SITE_ZONE)}, {hours.local(at):%Z}"


def away(at: datetime, now: datetime) -> str:
    """How far a moment is, in words."""
    if abs(at - now) < A_DAY:
        return hours.away(at, now)
    return f"in {timeuntil(at, now, depth=1)}" if at > now else f"{timesince(at, now, depth=1)} ago"


def told(difference: Difference, place: Place, *, at: datetime, now: datetime) -> Iterator[Told]:
    """The stories of a difference one by one: those that stand at the moment, then those that do not."""
    is_ahead = at > now
    for edition in difference.come:
        end = edition.live_until or at  # What has come by itself and stands no more has an end.
        flag = f"opens {_hour(edition.live_from, at)}" if is_ahead else f"ended {_hour(end, at)}"
        yield Told(edition, flag, place.at(at, edition.path))
    for edition in difference.changed:
        word = "updated" if is_ahead else "as of"
        yield Told(edition, f"{word} {_hour(edition.live_from, at)}", place.at(at, edition.path))
    for edition in difference.gone:
        end = edition.live_until or at
        flag = f"ends {_hour(end, at)}" if is_ahead else f"opened {_hour(edition.live_from, at)}"
        yield Told(edition, flag, place.at(at, edition.path))


def counted(difference: Difference, *, is_ahead: bool) -> list[str]:
    """“4 open by then”, “1 updated by then”; or, of a moment that is past, “3 ended since”."""
    words = ("open by then", "updated by then", "gone by then")
    if not is_ahead:
        words = ("ended since", "updated since", "opened since")
    found = zip((difference.come, difference.changed, difference.gone), words, strict=True)
    return [f"{len(editions)} {word}" for editions, word in found if editions]


def _hour(moment: datetime, at: datetime) -> str:
    return hours.hour(moment, at)
