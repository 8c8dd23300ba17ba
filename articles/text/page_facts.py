"""What a whole web page says about itself in its head: title, author, hour, section. Knowledge, not guesses."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

_ARTICLE_TYPES = re.compile(
    r"(?:News|Report|Analysis|Opinion|Review|Background)?(?:News)?Article$|BlogPosting$"
)
_SEVERAL = re.compile(r"\s*(?:,|;|\band\b|\bund\b|\bet\b|&)\s*")


@dataclass
class PageFacts:
    """The head of a page. What it does not say is empty or None; times keep the offset that they were given."""

    title: str = ""
    site_name: str = ""
    url: str = ""
    language: str = ""
    section: str = ""
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    published_at: datetime | None = None


def read_facts(page: LexborHTMLParser) -> PageFacts:
    """From Open Graph and article meta tags, then schema.org data, then the plain title."""
    facts = PageFacts()
    metas = list(_metas(page))
    found: dict[str, str] = {}
    for name, content in metas:
        found.setdefault(name, content)
    article = next(_articles(page), {})
    title = page.css_first("title")
    facts.title = (
        found.get("og:title") or _text(article.get("headline")) or (title.text().strip() if title else "")
    )
    facts.site_name = found.get("og:site_name", "")
    facts.url = _canonical(page) or found.get("og:url", "")
    root = page.css_first("html")
    facts.language = ((root.attributes.get("lang") or "") if root else "").replace("_", "-")
    facts.section = found.get("article:section") or _text(article.get("articleSection"))
    facts.authors = _names([content for name, content in metas if name in ("author", "article:author")])
    facts.authors = facts.authors or _names(list(_authors(article.get("author"))))
    facts.keywords = [content for name, content in metas if name == "article:tag"]
    for when in (found.get("article:published_time"), found.get("date"), _text(article.get("datePublished"))):
        facts.published_at = facts.published_at or _moment(when or "")
    return facts


def _metas(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for meta in page.css("meta[content]"):
        name = meta.attributes.get("property") or meta.attributes.get("name") or ""
        content = " ".join((meta.attributes.get("content") or "").split())
        if name and content:
            yield name.lower(), content


def _canonical(page: LexborHTMLParser) -> str:
    link = page.css_first('link[rel="canonical"]')
    href = (link.attributes.get("href") or "") if link else ""
    return href if href.startswith(("http://", "https://")) else ""


def _articles(page: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The schema.org articles that a page declares in JSON; broken JSON declares nothing."""
    for script in page.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text())
        except (ValueError, RecursionError):
            continue
        things = data if isinstance(data, list) else [data]
        for thing in [*things, *(part for one in things if isinstance(one, dict) for part in _graph(one))]:
            if isinstance(thing, dict) and _ARTICLE_TYPES.match(_text(thing.get("@type"))):
                yield thing


def _graph(thing: dict[str, Any]) -> list[Any]:
    graph = thing.get("@graph")
    return graph if isinstance(graph, list) else []


def _authors(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        yield _text(one.get("name")) if isinstance(one, dict) else _text(one)


def _names(values: list[str]) -> list[str]:
    """Names of people; an address or a handle is none."""
    names = [name.strip() for value in values for name in _SEVERAL.split(value)]
    return list(dict.fromkeys(name for name in names if name and not re.search(r"[/@<>:\d]", name)))


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _moment(when: str) -> datetime | None:
    """An hour with its offset. One without is no moment, since nobody knows whose clock it was."""
    try:
        moment = datetime.fromisoformat(when.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None
