"""Hours that have strayed: set for a clock on a wall whose zone has other rules since, as governments make them.

What is set stays the moment that it was: nobody moves a story unasked. But the desk is told, and puts it right.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet

from articles import clock, wall
from articles.models import Edition
from articles.preflight import spoken
from articles.wall import Kept

OPENS, ENDS = "opens", "ends"


@dataclass(frozen=True)
class Stray:
    """An edition that opens, or ends, when the clocks that it was set by will show another hour. `at` is the moment."""

    edition: Edition
    which: str
    at: datetime
    kept: Kept
    can_be_moved: bool  # Only what has not opened yet can be put right; the end of what readers have stays.

    @property
    def meant(self) -> list[datetime]:
        """When the clocks will show the hour that was meant: aware, in its zone; where they skip it, what lies nearest.

        None, where nobody knows the zone any more.
        """
        zone = wall.zone_called(self.kept.zone)
        if zone is None:
            return []
        found = self.kept.shown_at or [
            one.replace(tzinfo=zone) for one in wall.beside_the_gap(self.kept.wall, zone)
        ]
        return [one.astimezone(zone) for one in found]

    @property
    def key(self) -> str:
        """How a form names it: the edition, and which of its hours."""
        return f"{self.edition.pk} {self.which}"

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Each hour that was meant, as a form sends it and in words."""
        return [(one.astimezone(UTC).isoformat(), spoken(one)) for one in self.meant]

    def __str__(self):
        """What it was set for, and what clocks will show instead."""
        said = f"Edition {self.edition.number} was set for {_hour(self.kept.wall)} in {self.kept.zone}"
        zone = wall.zone_called(self.kept.zone)
        if zone is None:
            return f"{said}, a zone that nobody knows any more: it {self.which} {spoken(self.at)}."
        shown = _hour(self.at.astimezone(zone))
        return f"{said}, whose rules have changed: it {self.which} when clocks there show {shown}."


def strays(now: datetime | None = None, *, among: QuerySet | None = None) -> list[Stray]:
    """All that have strayed of what is still to open or to end, the next first. One glance at two indexes.

    `among` says of which editions; None means all.
    """
    now, among = now or clock.now(), Edition.objects.all() if among is None else among
    coming = Q(live_from__gt=now) & ~Q(opens_as="", ends_as="")
    ending = Q(live_until__gt=now) & ~Q(ends_as="")
    found = among.filter(coming | ending).order_by().select_related("story").defer("body", "corrections")
    return sorted(strays_of(found, now), key=lambda stray: stray.at)


def strays_of(editions: Iterable[Edition], now: datetime) -> Iterator[Stray]:
    """Those among some editions."""
    for edition in editions:
        hours = ((OPENS, edition.opens_at, edition.opens_as), (ENDS, edition.closes_at, edition.ends_as))
        for which, at, kept in hours:
            if kept and at and at > now and (set_for := Kept.read(kept)).has_strayed:
                yield Stray(edition, which, at, set_for, edition.live_from > now)


def put_right(stray: Stray, *, at: datetime) -> dict:
    """What `workflow.reschedule` is told, so that this hour of an edition is put right and the other one stays.

    `at` is one of those that the stray's clock `meant`.
    """
    put = "at" if stray.which == OPENS else "until"
    return {"edition": stray.edition, **window_as_kept(stray.edition), put: at}


def window_as_kept(edition: Edition) -> dict[str, datetime | None]:
    """When an edition opens and ends, each in the zone in which it was set, as `workflow.reschedule` is told."""
    return {
        "at": _as_kept(edition.opens_at, edition.opens_as),
        "until": _as_kept(edition.closes_at, edition.ends_as),
    }


def _hour(local: datetime) -> str:
    return f"{local:%H:%M} on {local:%a} {local.day} {local:%b %Y}"


def _as_kept(moment: datetime | None, kept: str) -> datetime | None:
    """A moment in the zone in which it was set."""
    zone = wall.zone_called(Kept.read(kept).zone) if kept else None
    return moment.astimezone(zone) if moment and zone else moment
