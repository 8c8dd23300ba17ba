"""A page of search results, as a request asks for it."""

from dataclasses import dataclass
from math import ceil
from urllib.parse import urlencode

from articles import search
from articles.search import found

PER_PAGE = 20


@dataclass(frozen=True)
class Page:
    """One page of what readers find, with the addresses of its neighbours. Without a question it is empty."""

    q: str
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
        return self._url(self.number + 1) if self.said.total > self.number * PER_PAGE else None

    @property
    def previous_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    def _url(self, number: int) -> str:
        return f"{self.path}?{urlencode({'q': self.q} | ({'page': number} if number > 1 else {}))}"


def page_of(request) -> Page | None:
    """The page of results that a request asks for; None if there is none such."""
    q, asked = request.GET.get("q", "").strip(), request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:6]) <= ceil(found.DEEPEST / PER_PAGE)):
        return None
    number = int(asked)
    said = search.find(q, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return Page(q, number, said, request.path) if said.hits or number == 1 else None
