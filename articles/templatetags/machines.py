"""What pages say to machines: linked data, and what may be done with it. Pure: nothing asks the database."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import machine_use
from articles.models import Author, Edition
from articles.renditions import as_news_article, linked_lists, share_image_of

register = template.Library()
register.filter("share_image", share_image_of)
register.filter("robots", machine_use.robots)
register.filter("is_reserved", machine_use.is_reserved)

# What could end the element, or a line in an old script reader.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.filter
def has_markdown(edition: Edition) -> bool:
    """Whether its text may be had without the page around it."""
    return machine_use.of(edition) == machine_use.ALL


@register.simple_tag
def linked_story(edition: Edition) -> SafeString:
    return data_block(as_news_article(edition))


@register.simple_tag
def linked_front() -> SafeString:
    return data_block(linked_lists.as_front())


@register.simple_tag
def linked_list(
    title: str, path: str, page: Any, description: str = "", over: str = "", over_url: str = ""
) -> SafeString:
    """The first page of a list of stories; further pages are no pages of their own to a search engine."""
    if page and page.number > 1:
        return SafeString("")
    trail = [(over, over_url)] if over else []
    editions = page.editions if page else []
    return data_block(
        linked_lists.as_collection(
            title, path, editions, description=description or "", trail=[*trail, (title, path)]
        )
    )


@register.simple_tag
def linked_author(author: Author, page: Any, portrait: dict | None = None) -> SafeString:
    if page.number > 1:
        return SafeString("")
    return data_block(linked_lists.as_profile(author, page.editions, portrait))


def data_block(data: dict) -> SafeString:
    """Data in a script element, which no browser runs: whatever stands in it, it cannot end the element."""
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))
