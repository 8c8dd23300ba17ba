"""Which dateline of the house a printed place means, and one made from the gazetteer where there is none."""

from collections.abc import Iterable

from django.db.models import Q

from articles import gazetteer, slugs
from articles.models import Dateline


def known(places: Iterable[str]) -> dict[str, Dateline | None]:
    """The dateline that each place means as it is printed (“BEIRA, Mozambique”); None where no editor entered one."""
    found = {place: gazetteer.find(place) for place in dict.fromkeys(places)}
    if not found:
        return {}
    names = {
        name for place in filter(None, found.values()) for name in (place.name, place.full_name)
    } | found.keys()
    spelt = [slugs.slugify(place) for place in found]
    asked = Q(place__in=names) | Q(full_place__in=names) | Q(slug__in=spelt)
    rows = list(Dateline.objects.filter(asked).order_by("pk"))
    return {
        printed: next((row for row in rows if _is_it(row, printed, place)), None)
        for printed, place in found.items()
    }


def known_or_made(places: Iterable[str]) -> dict[str, Dateline | None]:
    """The same, made from the gazetteer where there is none.

    None for a place that neither an editor nor the gazetteer has entered: nobody invents where it lies.
    """
    means = known(places)
    made: dict[tuple, Dateline] = {}
    for printed, row in means.items():
        place = None if row else gazetteer.find(printed)
        if place:
            named = (place.full_name, place.country)
            made[named] = made.get(named) or _from_gazetteer(place)
            means[printed] = made[named]
    return means


def _is_it(row: Dateline, printed: str, place: gazetteer.Place | None) -> bool:
    if place is None:
        return gazetteer.key(printed) in (gazetteer.key(row.place), gazetteer.key(row.full_place))
    return (
        gazetteer.key(row.place) == gazetteer.key(place.name)
        and row.country in ("", place.country)
        and (not row.full_place or gazetteer.key(row.full_place) == gazetteer.key(place.full_name))
    )


def _from_gazetteer(place: gazetteer.Place) -> Dateline:
    return Dateline.objects.create(
        place=place.name,
        full_place=place.full_name,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        time_zone=place.time_zone,
        stands_alone=place.stands_alone,
    )
