"""The desk's doors, one noun a file, in Django's own admin."""

from . import (
    author,
    byline,
    correction,
    dateline,
    desk,
    edition,
    effect,
    event,
    note,
    notice,
    revision,
    section,
    series,
    story,
    tag,
    webhook,
)

__all__ = [
    "author",
    "byline",
    "correction",
    "dateline",
    "desk",
    "edition",
    "effect",
    "event",
    "note",
    "notice",
    "revision",
    "section",
    "series",
    "story",
    "tag",
    "webhook",
]
