"""RSS 2.0, by the RSS Board's specification and best practices, with the modules that readers know."""

from datetime import UTC, datetime
from email.utils import format_datetime

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from articles.feeds.channel import (
    Channel,
    carries_text,
    content_of,
    point_of,
    summary_of,
    writers_of,
)
from articles.models import Edition
from articles.renditions import absolute
from articles.renditions.addresses import rfc3339
from articles.renditions.pictures import MEDIA_TYPE, File, lead_files
from articles.xml import Document

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:georss": "http://www.georss.org/georss",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def written(channel: Channel) -> bytes:
    document = Document("rss", {"version": "2.0"} | NAMESPACES)
    with document.within("channel"):
        _head(document, channel)
        for edition in channel.editions:
            _item(document, edition)
    return document.finished()


def _head(document: Document, channel: Channel) -> None:
    document.element("title", channel.title)
    document.element("link", channel.address)
    document.element("description", channel.description)
    document.element("language", settings.LANGUAGE_CODE)
    document.element("copyright", f"© {settings.SITE_NAME}")
    document.element("lastBuildDate", _rfc822(channel.updated_at))
    document.element("generator", "Newsroom")
    document.element("docs", "https://www.rssboard.org/rss-specification")
    me = {"rel": "self", "type": "application/rss+xml", "href": channel.address_as("rss")}
    document.element("atom:link", "", me)
    if settings.WEBSUB_HUB:
        document.element("atom:link", "", {"rel": "hub", "href": settings.WEBSUB_HUB})
    with document.within("image"):
        document.element("url", absolute(static("paper/sign.png")))
        document.element("title", channel.title)
        document.element("link", channel.address)


def _item(document: Document, edition: Edition) -> None:
    with document.within("item", {"xml:lang": edition.language}):
        document.element("title", edition.headline)
        document.element("link", absolute(edition.path))
        document.element("guid", absolute(edition.path), {"isPermaLink": "true"})
        document.element("pubDate", _rfc822(edition.first_published_at))
        if edition.is_updated:
            document.element("dcterms:modified", rfc3339(edition.updated_at))
        for byline in writers_of(edition):
            document.element("dc:creator", byline["name"])
        document.element(
            "category", edition.section.name, {"domain": absolute(edition.section.get_absolute_url())}
        )
        for tag in edition.tags:
            document.element("category", tag["name"], {"domain": absolute(reverse("topics"))})
        document.element("description", summary_of(edition))
        if carries_text(edition):
            document.element("content:encoded", content_of(edition))
        for file in lead_files(edition, "lead"):
            _picture(document, edition, file)
        if edition.dateline:
            _place(document, edition)


def _picture(document: Document, edition: Edition, file: File) -> None:
    """As Media RSS says it: an enclosure would have to tell how many bytes there are."""
    told = {"url": file.url, "type": MEDIA_TYPE, "medium": "image"}
    told |= {"width": f"{file.width}", "height": f"{file.height}"}
    with document.within("media:content", told):
        for name, words in (
            ("description", edition.picture["caption"]),
            ("credit", edition.picture["credit"]),
        ):
            if words:
                document.element(f"media:{name}", words)


def _place(document: Document, edition: Edition) -> None:
    if point := point_of(edition):
        document.element("georss:point", point)
    document.element("georss:featurename", str(edition.dateline))


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
