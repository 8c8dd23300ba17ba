"""The house's lists, by the names that copy gives: sections are found; authors, tags and datelines found or made."""

from collections.abc import Iterable

from django.db.models import Q

from articles import gazetteer, slugs
from articles.models import Author, Dateline, Section, Tag, TagSynonym


class UnknownSection(ValueError):
    """No section is called that. The message names those there are."""


class Sections:
    """All sections, asked for once: there are few, and no import makes one."""

    def __init__(self) -> None:
        self.all = list(Section.objects.select_related("parent"))
        self._named = {section.name.casefold(): section for section in reversed(self.all)}
        self._named |= {section.slug.casefold(): section for section in self.all}

    def find(self, words: str) -> Section:
        """The section with this slug or name, whatever the case. Raises UnknownSection."""
        section = self._named.get(words.strip().casefold())
        if not section:
            known = ", ".join(section.slug for section in self.all) or "none yet"
            raise UnknownSection(f"There is no section “{words}”. There are: {known}.")
        return section


def authors(names: Iterable[str]) -> dict[str, Author]:
    """The author behind each name, made where there is none. JANE DOE is Jane Doe."""
    names = list(dict.fromkeys(names))
    rows = Author.objects.filter(_named(names)).order_by("-pk") if names else ()
    known = {row.name.casefold(): row for row in rows}
    for name in names:
        if name.casefold() not in known:
            known[name.casefold()] = Author.objects.create(name=name)
    return {name: known[name.casefold()] for name in names}


def tags(names: Iterable[str]) -> dict[str, Tag]:
    """The tag that each name means, by itself or as a synonym, made where there is none."""
    names = list(dict.fromkeys(names))
    if not names:
        return {}
    synonyms = TagSynonym.objects.filter(_named(names)).select_related("tag")
    known = {row.name.casefold(): row.tag for row in synonyms}
    known |= {row.name.casefold(): row for row in Tag.objects.filter(_named(names)).order_by("-pk")}
    for name in names:
        if name.casefold() not in known:
            known[name.casefold()] = Tag.objects.create(name=name)
    return {name: known[name.casefold()] for name in names}


def datelines(places: Iterable[str]) -> dict[str, Dateline | None]:
    """The dateline that each printed place means, made from the gazetteer where there is none.

    None for a place that neither an editor nor the gazetteer has entered: nobody invents where it lies.
    """
    found = {place: gazetteer.find(place) for place in dict.fromkeys(places)}
    if not found:
        return {}
    names = {
        name for place in filter(None, found.values()) for name in (place.name, place.full_name)
    } | found.keys()
    spelt = [slugs.slugify(place) for place in found]
    known = Q(place__in=names) | Q(full_place__in=names) | Q(slug__in=spelt)
    rows = list(Dateline.objects.filter(known).order_by("pk"))
    means: dict[str, Dateline | None] = {}
    for printed, place in found.items():
        row = next((row for row in rows if _is_it(row, printed, place)), None)
        if not row and place:
            row = _from_gazetteer(place)
            rows.append(row)
        means[printed] = row
    return means


def _named(names: list[str]) -> Q:
    """Rows with these names, or with the slugs they spell: that finds them in any case, by an index."""
    return Q(name__in=names) | Q(slug__in=[slugs.slugify(name) for name in names])


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
