"""Which addresses lead to pages of the paper, and what in an address makes it another page."""

from functools import lru_cache
from hashlib import blake2b
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

TURNED = frozenset({"page"})
LOOKED_BACK = frozenset({"page", "show", "from", "to"})
ASKED = frozenset({"q", "page", "section", "author", "dateline", "from", "until", "order"})

# Every page of the paper, by the name of its address, with the names in its query that it answers to. What is not
# here is nobody's page or somebody's own, and is left alone.
PAGES: dict[str, frozenset[str]] = {
    "front": frozenset(),
    "section": TURNED,
    "story": frozenset(),
    "history": LOOKED_BACK,
    "as_it_stood": frozenset(),
    "topics": frozenset(),
    "topic": TURNED,
    "author": TURNED,
    "datelines": frozenset(),
    "dateline": TURNED,
    "series": TURNED,
    "newsletter": TURNED,
    "newsletter_issue": frozenset(),
    "archive_year": frozenset(),
    "archive_month": frozenset(),
    "archive_day": TURNED,
    "corrections": TURNED,
    "search": ASKED,
    "newsletters": frozenset(),
    "newsletters_asked": frozenset(),
    "saved": frozenset(),
    "reading_settings": frozenset(),
    "offline": frozenset(),
    "search_suggestions": frozenset({"q"}),
    "feed": frozenset(),
    "section_feed": frozenset(),
    "topic_feed": frozenset(),
    "author_feed": frozenset(),
    "dateline_feed": frozenset(),
    "story_markdown": frozenset(),
    "llms_txt": frozenset(),
    "sitemap": frozenset(),
    "sitemap_pages": frozenset(),
    "sitemap_month": frozenset(),
    "news_sitemap": frozenset(),
}
LONGEST = 300


def names_answered(path: str) -> frozenset[str] | None:
    """The names in a query that the page at a path answers to; None where there is no page of the paper."""
    return _names(path) if len(path) <= LONGEST else None


@lru_cache(4096)
def _names(path: str) -> frozenset[str] | None:
    try:
        return PAGES.get(resolve(path).view_name)
    except Resolver404:
        return None


def strip(request: HttpRequest, names: frozenset[str]) -> None:
    """Take out of a request's query what its page does not answer to, and put the rest in order.

    The view sees what is left and nothing else, so no page can depend on what is not in its key. Of a name that
    comes twice the last counts, as everywhere in Django.
    """
    if not request.META.get("QUERY_STRING"):
        return
    kept = urlencode([(name, request.GET[name]) for name in sorted(names) if name in request.GET])
    request.META["QUERY_STRING"] = kept
    request.GET = QueryDict(kept)


def key_of(request: HttpRequest) -> str:
    """What a page is kept under: scheme, host, path, and the query as `strip` leaves it.

    Raises DisallowedHost for a host that is none of ours.
    """
    parts = (
        request.scheme or "",
        request.get_host().lower(),
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    whole = "\0".join(parts).encode(errors="surrogatepass")
    return f"page:{blake2b(whole, digest_size=20).hexdigest()}"
