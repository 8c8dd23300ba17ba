"""The desk's doors, one noun a file, in Django's own admin."""

from django.conf import settings
from django.contrib import admin

from . import (
    author,
    byline,
    correction,
    dateline,
    desk,
    edition,
    event,
    note,
    revision,
    section,
    series,
    story,
    tag,
)

__all__ = [
    "author",
    "byline",
    "correction",
    "dateline",
    "desk",
    "edition",
    "event",
    "note",
    "revision",
    "section",
    "series",
    "story",
    "tag",
]

admin.site.site_header = admin.site.site_title = settings.SITE_NAME
admin.site.index_title = "The desk"
admin.site.enable_nav_sidebar = False
