"""What the pages of places read: where live stories were written from, how many, and how that looks on the map."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, OuterRef, Subquery

from articles import clock, freshness, gazetteer, worldmap
from articles.models import Dateline, Edition
from articles.worldmap import Mark

KEY = "paper-places"
REMEMBERED_FOR = 60
MOST_MARKS = 150


@dataclass(frozen=True)
class Country:
    name: str
    places: list[Any]  # datelines, each with its `count` of live stories

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)


@dataclass(frozen=True)
class Atlas:
    """Every place that something live was written from, under its country, and those that the map has room for."""

    countries: list[Country]
    marks: list[Mark]

    @property
    def places(self) -> int:
        return sum(len(country.places) for country in self.countries)


def atlas() -> Atlas:
    """The places as they are now. Counting them looks at the whole paper, so it is done once after each change of it.

    What is remembered holds for as long as nothing opened, ended or was done, and for a minute at most: two verbs that
    cross each other can look like one.
    """
    freshness.counts("datelines")
    if clock.stands_at():
        return drawn(_counted())
    pulse = Edition.objects.pulse()
    remembered = cache.get(KEY)
    if remembered and remembered[0] == pulse:
        return remembered[1]
    found = drawn(_counted())
    cache.set(KEY, (pulse, found), timeout=REMEMBERED_FOR)
    return found


def drawn(places: list[Any]) -> Atlas:
    """The atlas of some places, each with its `count`. The busiest are on the map; more would only hide each other."""
    busiest = sorted(places, key=lambda place: -place.count)[:MOST_MARKS]
    return Atlas(_by_country(places), worldmap.marks(busiest))


def mark_of(place: Any) -> Mark | None:
    """A place alone on the map, if the map shows it."""
    return (
        Mark(place, *worldmap.project(place.latitude, place.longitude), r=9)
        if worldmap.is_shown(place)
        else None
    )


def _counted() -> list[Any]:
    """The places with their number of live stories, by name; a place without any does not exist for readers."""
    live = Edition.objects.live().filter(dateline=OuterRef("pk")).order_by().values("dateline")
    count = Subquery(live.annotate(count=Count("*")).values("count"))
    return [place for place in Dateline.objects.annotate(count=count).order_by("place", "pk") if place.count]


def _by_country(places: list[Any]) -> list[Country]:
    """Countries by name; what lies in none comes last."""
    by_country = defaultdict(list)
    for place in places:
        by_country[gazetteer.country_name(place.country)].append(place)
    return [Country(name, by_country[name]) for name in sorted(by_country, key=lambda name: (not name, name))]
