"""Atom 1.0 (RFC 4287), with GeoRSS."""

from django.conf import settings
from django.templatetags.static import static

from articles.feeds.channel import (
    Channel,
    content_of,
    point_of,
    summary_of,
    writers_of,
)
from articles.models import Edition
from articles.renditions import absolute
from articles.renditions.addresses import lasting_id, of_author, rfc3339
from articles.renditions.pictures import MEDIA_TYPE, lead_files
from articles.xml import Document

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACES = {"xmlns": "http://www.w3.org/2005/Atom", "xmlns:georss": "http://www.georss.org/georss"}


def written(channel: Channel) -> bytes:
    document = Document("feed", NAMESPACES | {"xml:lang": settings.LANGUAGE_CODE})
    document.element("id", channel.address_as("atom"))
    document.element("title", channel.title)
    document.element("subtitle", channel.description)
    document.element("updated", rfc3339(channel.updated_at))
    document.element("link", "", _link("self", "application/atom+xml", channel.address_as("atom")))
    document.element("link", "", _link("alternate", "text/html", channel.address))
    if settings.WEBSUB_HUB:
        document.element("link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})
    _person(document, "author", settings.SITE_NAME, absolute("/"))
    document.element("rights", f"© {settings.SITE_NAME}")
    document.element("icon", absolute(static("paper/sign.png")))
    document.element("generator", "Newsroom")
    for edition in channel.editions:
        _entry(document, edition)
    return document.finished()


def _entry(document: Document, edition: Edition) -> None:
    address = absolute(edition.path)
    with document.within("entry", {"xml:lang": edition.language}):
        document.element("id", lasting_id(edition))
        document.element("title", edition.headline)
        document.element("link", "", _link("alternate", "text/html", address))
        for file in lead_files(edition, "lead"):
            document.element("link", "", _link("enclosure", MEDIA_TYPE, file.url))
        document.element("published", rfc3339(edition.first_published_at))
        document.element("updated", rfc3339(edition.updated_at))
        writers = writers_of(edition)
        for byline in edition.bylines:
            role = "author" if byline in writers else "contributor"
            _person(document, role, byline["name"], of_author(byline))
        for tag in edition.tags:
            document.element("category", "", {"term": tag["slug"], "label": tag["name"]})
        document.element("category", "", {"term": edition.section.slug, "label": edition.section.name})
        document.element("rights", edition.source or f"© {settings.SITE_NAME}")
        if summary := summary_of(edition):
            document.element("summary", summary)
        if content := content_of(edition):
            document.element("content", content, {"type": "html"})
        _place(document, edition)


def _person(document: Document, role: str, name: str, address: str) -> None:
    with document.within(role):
        document.element("name", name)
        if address:
            document.element("uri", address)


def _place(document: Document, edition: Edition) -> None:
    if point := point_of(edition):
        document.element("georss:point", point)
    if edition.dateline:
        document.element("georss:featurename", str(edition.dateline))


def _link(relation: str, kind: str, address: str) -> dict[str, str]:
    return {"rel": relation, "type": kind, "href": address}
