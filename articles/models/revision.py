import hashlib
import json
from datetime import UTC, date, datetime
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.utils import formats, translation

# The columns of a story that readers will get. A change to any of them is a change of content.
CONTENT_FIELDS = (
    "headline",
    "deck",
    "kicker",
    "slug",
    "body",
    "summary",
    "search_headline",
    "social_headline",
    "language",
    "urgency",
    "source",
    "canonical_url",
    "dateline_text",
)

# What the desk keeps beside the copy, and readers never get: a change to it is no change of the copy.
DESK_FIELDS = (
    *("slugline", "budget_line", "ednote", "desk", "assignee", "due_at", "commissioned_words"),
    *("embargoed_until", "machine_use", "no_adverts", "no_history"),
)


def digest(content: dict) -> str:
    """A fingerprint of content: equal for equal content, whatever the order it was put together in."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def content_of(story) -> dict:
    """A story's content as plain data, with the names beside the keys, so that it can be read for ever."""
    bylines = story.bylines.select_related("author").order_by("position", "pk")
    tags = [tagged.tag for tagged in story.tagged.select_related("tag").order_by("tag__name")]
    return assemble(story, bylines=bylines, tags=tags)


def columns_of(story) -> dict:
    """What of its content stands in the story's own columns: all but credits and topics."""
    content = {field: getattr(story, field) for field in CONTENT_FIELDS}
    return content | {
        "section": story.section_id,
        "series": story.series_id,
        "dateline": story.dateline_id,
        "dateline_date": story.dateline_date.isoformat() if story.dateline_date else None,
        "dateline_printed": _dateline_printed(story),
        "lead_picture": story.lead_picture,
    }


def assemble(story, *, bylines, tags) -> dict:
    """The content from rows already at hand: bylines in their order, tags by name."""
    return columns_of(story) | {"bylines": credited(bylines), "tags": tagged(tags)}


def credited(bylines) -> list[dict]:
    """Credits as plain data."""
    return [
        {
            "author": byline.author_id,
            "name": byline.credit or byline.author.name,
            "slug": byline.author.slug,
            "role": byline.role,
            "credit": byline.credit,
        }
        for byline in bylines
    ]


def tagged(tags) -> list[dict]:
    """Topics as plain data."""
    return [{"tag": tag.pk, "name": tag.name, "slug": tag.slug} for tag in tags]


def desk_of(story) -> dict:
    """What the desk keeps beside a story's copy, as plain data."""
    columns = [story._meta.get_field(name) for name in DESK_FIELDS]
    values = {column.name: getattr(story, column.attname) for column in columns}
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


def _dateline_printed(story) -> str:
    if story.dateline_text or not story.dateline:
        return story.dateline_text
    if not story.dateline_date:
        return story.dateline.printed
    return f"{story.dateline.printed}, {_day_printed(story.dateline_date, story.language)}"


@lru_cache(maxsize=1000)
def _day_printed(day: date, language: str) -> str:
    with translation.override(language):
        return formats.date_format(day, "MONTH_DAY_FORMAT")


class Revision(models.Model):
    """What the desk saved: a story's content as it stood, with who, when and why. Added, never changed.

    Only a run, which is what one person's page saves by itself in one sitting, is one revision, and grows until
    something else comes between.
    """

    class Kind(models.TextChoices):
        SAVED = "saved", "Saved"
        AUTOSAVED = "autosaved", "Saved by itself"
        MERGED = "merged", "Brought together"
        DESK = "desk", "Beside the copy"
        IMPORTED = "imported", "Came in"
        REFUSED = "refused", "Waits to be brought together"

    story = models.ForeignKey("articles.Story", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(
        null=True, help_text="The story’s version that it made; of what was refused, the one it began from."
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SAVED)
    milestone = models.BooleanField(
        default=False, help_text="Filed, cleared, published or named: kept for ever."
    )
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    desk = models.JSONField(default=dict, help_text="What the desk keeps beside the copy.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    run = models.CharField(
        max_length=36, blank=True, help_text="The sitting in which it was saved by itself."
    )
    saves = models.PositiveIntegerField(default=1)
    since = models.DateTimeField(null=True, help_text="When its run began.")

    class Meta:
        ordering = ("story", "-number")
        indexes = (
            models.Index(fields=("kind", "-id"), name="revision_by_kind"),
            models.Index(fields=("run",), condition=~models.Q(run=""), name="revision_by_run"),
        )
        constraints = (
            models.UniqueConstraint(fields=("story", "number"), name="revision_number_is_its_own_in_a_story"),
        )

    SETTLED = "Brought together with the copy."  # The note of what was refused, and waits no more.

    def __str__(self):
        return f"Revision {self.number}"

    @property
    def is_settled(self) -> bool:
        """Whether it was refused, and somebody brought it together with the copy since."""
        return self.kind == self.Kind.REFUSED and self.note == self.SETTLED

    @property
    def copy(self) -> dict:
        """All that was typed: the content, and what the desk keeps beside it."""
        return self.content | self.desk
