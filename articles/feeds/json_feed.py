"""JSON Feed 1.1 (jsonfeed.org)."""

import json

from django.conf import settings
from django.templatetags.static import static

from articles.feeds.channel import Channel, content_of, point_of, summary_of, writers_of
from articles.models import Edition
from articles.renditions import absolute
from articles.renditions.addresses import lasting_id, of_author, rfc3339, share_image
from articles.renditions.news_article import known
from articles.renditions.pictures import lead_files

CONTENT_TYPE = "application/feed+json; charset=utf-8"
_COMMENT = "This feed lets you read {} in any feed reader: copy its address, {}, and add it there."


def written(channel: Channel) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.address,
        "feed_url": channel.address_as("json"),
        "description": channel.description,
        "user_comment": _COMMENT.format(channel.title, channel.address_as("json")),
        "favicon": absolute(static("paper/sign.png")),
        "authors": [{"name": settings.SITE_NAME, "url": absolute("/")}],
        "language": settings.LANGUAGE_CODE,
        "hubs": [{"type": "WebSub", "url": settings.WEBSUB_HUB}] if settings.WEBSUB_HUB else [],
    }
    items = [_item(edition) for edition in channel.editions]
    return json.dumps(known(feed) | {"items": items}, ensure_ascii=False).encode("utf-8", "replace")


def _item(edition: Edition) -> dict:
    summary, content = summary_of(edition), content_of(edition)
    item = {
        "id": lasting_id(edition),
        "url": absolute(edition.path),
        "title": edition.headline,
        "summary": summary,
        "content_html": content,
        "content_text": "" if content else summary or edition.headline,
        "image": next((file.url for file in lead_files(edition, "lead")), share_image(edition)),
        "date_published": rfc3339(edition.first_published_at),
        "date_modified": rfc3339(edition.updated_at) if edition.is_updated else "",
        "authors": [
            known({"name": byline["name"], "url": of_author(byline)}) for byline in writers_of(edition)
        ],
        "tags": [tag["name"] for tag in edition.tags],
        "language": edition.language,
        "external_url": edition.canonical_url,
        "_place": _place(edition),
    }
    return known(item)


def _place(edition: Edition) -> dict:
    """An extension, as the specification allows: where the story was written from."""
    if not edition.dateline:
        return {}
    latitude, _, longitude = point_of(edition).partition(" ")
    point = {"latitude": float(latitude), "longitude": float(longitude)} if longitude else {}
    return {"name": str(edition.dateline)} | point
