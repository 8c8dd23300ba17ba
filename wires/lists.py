"""The house's lists, by the names that copy gives: sections are found; authors and tags found or made."""

from collections.abc import Iterable

from django.db.models import Q

from articles import slugs
from articles.models import Author, Section, Tag, TagSynonym


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


def _named(names: list[str]) -> Q:
    """Rows with these names, or with the slugs they spell: that finds them in any case, by an index."""
    return Q(name__in=names) | Q(slug__in=[slugs.slugify(name) for name in names])
