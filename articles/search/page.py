"""A page of search results, as a request asks for it."""

from collections import Counter
from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from django.urls import reverse

from articles import freshness, reading, search
from articles.search import found, narrowing
from articles.search.filters import EVERYTHING, Filters

PER_PAGE = 20
_ALSO = 5


@dataclass(frozen=True)
class Link:
    """A name on the page and where it leads."""

    name: str
    url: str


@dataclass(frozen=True)
class Page:
    """One page of what readers find, with the addresses of its neighbours. Without a question it is empty."""

    q: str
    filters: Filters
    number: int
    said: search.Results
    path: str

    @property
    def results(self) -> list[search.Hit]:
        return self.said.hits

    @property
    def total_label(self) -> str:
        """How many stories were found, on all pages."""
        if self.said.is_more:
            return f"More than {self.said.total:,} stories"
        return "1 story" if self.said.total == 1 else f"{self.said.total:,} stories"

    @property
    def next_url(self) -> str | None:
        return self._url(page=self.number + 1) if self.said.total > self.number * PER_PAGE else None

    @property
    def previous_url(self) -> str | None:
        return self._url(page=self.number - 1) if self.number > 1 else None

    @property
    def meant(self) -> Link | None:
        """What the reader may have meant, where nothing was found."""
        return Link(self.said.meant, self._url(q=self.said.meant)) if self.said.meant else None

    @property
    def lacks_words(self) -> bool:
        """Whether a reader narrowed a search down, and did not say what to look for."""
        return not self.q and self.filters != EVERYTHING

    @property
    def within(self) -> list[Link]:
        """The writer and the place to which the search is narrowed, each with the address that leaves it out again."""
        return [
            Link(said.format(self._name(noun, slug)), self._url(**{noun: ""}))
            for noun, said in (("author", "By {}"), ("dateline", "From {}"))
            if (slug := getattr(self.filters, noun))
        ]

    @property
    def topics(self) -> list[Link]:
        """What several stories of this page are about."""
        tags = Counter(
            (tag["name"], tag["slug"]) for hit in self.results for tag in hit.edition.tags if tag["slug"]
        )
        return [
            Link(name, reverse("topic", args=[slug]))
            for (name, slug), count in tags.most_common(_ALSO)
            if count > 1
        ]

    @property
    def narrower(self) -> list[Link]:
        """By whom, and from where, several stories of this page are: each a narrower search."""
        ways = Counter(
            way
            for hit in self.results
            for way in dict.fromkeys(_ways(hit.edition))
            if not getattr(self.filters, way[0])
        )
        said = {"author": "By {}", "dateline": "From {}"}
        return [
            Link(said[noun].format(name), self._url(**{noun: slug}))
            for (noun, slug, name), count in ways.most_common(_ALSO)
            if 1 < count < len(self.results)
        ]

    def _name(self, noun: str, slug: str) -> str:
        """What a slug stands for, as the stories found say it; where none is found, the slug as it was asked for."""
        names = {(way, known): name for hit in self.results for way, known, name in _ways(hit.edition)}
        return names.get((noun, slug), slug.replace("-", " "))

    def _url(self, **other) -> str:
        """This search with something other; a new one begins at its first page."""
        said = {"q": self.q} | narrowing.written(self.filters) | other
        if said.get("page") == 1:
            del said["page"]
        return f"{self.path}?{urlencode({name: text for name, text in said.items() if text})}"


def _ways(edition) -> list[tuple[str, str, str]]:
    """How a search that found this edition can be narrowed: the noun, its slug, its name."""
    writers = [("author", byline["slug"], byline["name"]) for byline in edition.bylines]
    place = edition.dateline
    return [*writers, ("dateline", place.slug, str(place))] if place else writers


def page_of(request) -> Page | None:
    """The page of results that a request asks for; None if there is none such."""
    number = reading.number_asked(request, ceil(found.DEEPEST / PER_PAGE))
    if number is None:
        return None
    q, filters = request.GET.get("q", "").strip(), narrowing.read(request.GET)
    said = search.find(q, filters=filters, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    freshness.counts("search")
    freshness.shows(hit.edition for hit in said.hits)
    return Page(q, filters, number, said, request.path) if said.hits or number == 1 else None
