"""Sitemaps as XML, in the words of sitemaps.org and of Google News."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from articles.models import Edition
from articles.renditions import absolute
from articles.renditions.addresses import rfc3339
from articles.renditions.pictures import lead_files
from articles.xml import Document

SITEMAP = {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"}
NEWS = {
    "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
    "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
}
# Google News knows two kinds of Chinese, and of all other languages the first letters alone.
_TRADITIONAL = {"hant", "tw", "hk", "mo"}


def index(sitemaps: Iterable[tuple[str, datetime | None]]) -> bytes:
    """An index of sitemaps: their paths, with when each changed last, as far as that is known."""
    return _listed("sitemapindex", "sitemap", sitemaps)


def urlset(pages: Iterable[tuple[str, datetime | None]]) -> bytes:
    """A sitemap of pages: their paths, with when each changed last."""
    return _listed("urlset", "url", pages)


def news(editions: Iterable[Edition]) -> bytes:
    """A sitemap for Google News."""
    document = Document("urlset", SITEMAP | NEWS)
    for edition in editions:
        with document.within("url"):
            _entry(document, edition.path, edition.live_from)
            with document.within("news:news"):
                with document.within("news:publication"):
                    document.element("news:name", settings.SITE_NAME)
                    document.element("news:language", news_language(edition.language))
                document.element("news:publication_date", rfc3339(edition.first_published_at))
                document.element("news:title", edition.headline)
            for file in lead_files(edition, "lead"):
                with document.within("image:image"):
                    document.element("image:loc", file.url)
    return document.finished()


def news_language(language: str) -> str:
    """A language as Google News writes it: `pt` for pt-BR, but `zh-cn` and `zh-tw`."""
    first, *rest = language.lower().split("-")
    if first != "zh":
        return first
    return "zh-tw" if set(rest) & _TRADITIONAL else "zh-cn"


def _listed(root: str, each: str, entries: Iterable[tuple[str, datetime | None]]) -> bytes:
    document = Document(root, SITEMAP)
    for path, changed_at in entries:
        with document.within(each):
            _entry(document, path, changed_at)
    return document.finished()


def _entry(document: Document, path: str, changed_at: datetime | None) -> None:
    document.element("loc", absolute(path))
    if changed_at:
        document.element("lastmod", rfc3339(changed_at))
