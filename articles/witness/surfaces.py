"""Where the witness looks: each surface of the paper, and how what stands there tells one edition from another.

The article, the section's front and the home page bear the edition's mark. A feed tells it by the address and the
hour of its last update, a sitemap by the address and the hour at which it opened. A slight correction changes neither
the hour nor the headline of a feed's entry: there it counts as seen with the entry.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import clock, reading
from articles.feeds import channel
from articles.models import Edition, Receipt
from articles.renditions import absolute
from articles.renditions.addresses import rfc3339
from articles.sitemaps import openings


@dataclass(frozen=True)
class Surface:
    """A surface of the paper: its name, where it is for an edition, and what it says of one.

    `told` is what stands there of an edition and of no other, `read` finds all such on a page that was fetched, and
    `holds` says what readers should find there now, by the gate.
    """

    name: str
    path: Callable[[Edition], str]
    told: Callable[[Edition], str]
    read: Callable[[str], set[str]]
    holds: Callable[[Edition], set[str]]


def _mark(edition: Edition) -> str:
    return edition.mark


def _marks(page: str) -> set[str]:
    """The marks of the cards on a page."""
    return {node.attributes["data-edition"] or "" for node in LexborHTMLParser(page).css("[data-edition]")}


def _mark_of_article(page: str) -> set[str]:
    """The mark of the article itself, whatever cards stand under it."""
    found = LexborHTMLParser(page).css("article.article[data-edition]")
    return {node.attributes["data-edition"] or "" for node in found}


def _on_section(edition: Edition) -> set[str]:
    newest = Edition.objects.live().in_section(edition.section).newest_first()
    return {one.mark for one in newest.only("pk")[: reading.PER_PAGE]}


def _on_front(edition: Edition) -> set[str]:
    front = reading.front()
    lead = [front["lead"]] if front["lead"] else []
    river = [one for _, editions in front["river"] for one in editions]
    return {one.mark for one in (*lead, *front["secondary"], *front["also"], *river)}


def _in_feed(edition: Edition) -> str:
    return _pair(absolute(edition.path), rfc3339(edition.updated_at) if edition.is_updated else "")


def _entries(feed: str) -> set[str]:
    entries = feed.split("<item")[1:]
    return {_pair(_first(r"<guid[^>]*>([^<]*)<", one), _first(_MODIFIED, one)) for one in entries}


_MODIFIED = r"<dcterms:modified>([^<]*)<"


def _on_sitemap(edition: Edition) -> str:
    return _pair(absolute(edition.path), rfc3339(edition.live_from))


def _urls(sitemap: str) -> set[str]:
    return {_pair(*found) for found in re.findall(r"<loc>([^<]*)</loc><lastmod>([^<]*)</lastmod>", sitemap)}


def _in_month(edition: Edition) -> set[str]:
    first = edition.live_from.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return {_pair(absolute(path), rfc3339(opened)) for path, opened in openings.in_month(first)}


def _told_of_all(editions: Iterable[Edition], told: Callable[[Edition], str]) -> set[str]:
    return {told(edition) for edition in editions}


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found.group(1) if found else ""


def _pair(address: str, hour: str) -> str:
    return f"{address} {hour}"


# Every surface that is looked at. One is told by its name wherever receipts are read.
SURFACES = {
    surface.name: surface
    for surface in (
        Surface(
            Receipt.OWN_PAGE, lambda edition: edition.path, _mark, _mark_of_article, lambda one: {one.mark}
        ),
        Surface("section", lambda edition: edition.section.get_absolute_url(), _mark, _marks, _on_section),
        Surface("front", lambda edition: reverse("front"), _mark, _marks, _on_front),
        Surface(
            "feed",
            lambda edition: reverse("feed"),
            _in_feed,
            _entries,
            lambda edition: _told_of_all(channel.of_site().editions, _in_feed),
        ),
        Surface(
            "sitemap",
            lambda edition: reverse("sitemap_month", args=f"{edition.live_from:%Y %m}".split()),
            _on_sitemap,
            _urls,
            _in_month,
        ),
        Surface(
            "news sitemap",
            lambda edition: reverse("news_sitemap"),
            _on_sitemap,
            _urls,
            lambda edition: _told_of_all(openings.news(clock.now()), _on_sitemap),
        ),
    )
}
