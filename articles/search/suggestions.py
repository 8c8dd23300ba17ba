"""What a reader may mean who has typed a few letters: topics, places, writers, series and sections by their names."""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, NullIf
from django.urls import reverse

from articles import slugs
from articles.models import Author, Dateline, Edition, EditionAuthor, EditionTag, Section, Series, Tag

MOST = 8
SHORTEST = 2
LONGEST = 60

_NAMES: dict[str, Combinable] = {
    "Place": Coalesce(NullIf("full_place", Value("")), "place"),
    "Series": F("title"),
}
_URLS = {"Topic": "topic", "Place": "dateline", "Writer": "author", "Series": "series", "Section": "section"}


@dataclass(frozen=True)
class Suggestion:
    kind: str
    name: str
    url: str


def suggest(typed: str) -> list[Suggestion]:
    """At most eight, those first whose name begins so. Letters count as they stand in addresses, without accents.

    Of a name that no live story bears readers learn nothing. One query.
    """
    start = slugs.slugify(typed[:LONGEST])
    if len(start) < SHORTEST:
        return []
    first, *others = (_beginning(kind, rows, start) for kind, rows in _known().items())
    rows = first.union(*others, all=True).order_by("later", "named", "noun")[:MOST]
    return [Suggestion(noun, name, reverse(_URLS[noun], args=[slug])) for noun, name, slug, _ in rows]


def _known() -> dict[str, QuerySet]:
    """The rows of each kind that readers may know of."""
    live = Edition.objects.live()
    of_links = live.filter(pk=OuterRef("edition"))
    tagged = EditionTag.objects.filter(Exists(of_links), tag=OuterRef("pk"))
    written = EditionAuthor.objects.filter(Exists(of_links), author=OuterRef("pk"))
    return {
        "Topic": Tag.objects.filter(Exists(tagged)),
        "Place": Dateline.objects.filter(Exists(live.filter(dateline=OuterRef("pk")))),
        "Writer": Author.objects.filter(Exists(written)),
        "Series": Series.objects.filter(Exists(live.filter(series=OuterRef("pk")))),
        "Section": Section.objects.all(),
    }


def _beginning(kind: str, rows: QuerySet, start: str) -> QuerySet:
    """Rows with a name of which a word begins so, in the form in which all kinds can be put together."""
    return (
        rows.filter(Q(slug__startswith=start) | Q(slug__contains=f"-{start}"))
        .order_by()
        .annotate(
            noun=Value(kind),
            named=Cast(_NAMES.get(kind, F("name")), CharField()),
            later=Case(When(slug__startswith=start, then=Value(0)), default=Value(1)),
        )
        .values_list("noun", "named", "slug", "later")
    )
