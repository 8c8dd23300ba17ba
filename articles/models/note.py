from typing import Self

from django.conf import settings
from django.db import models


class NoteQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that begin a thread, and whose thread nobody has resolved."""
        return self.filter(parent=None, resolved_at=None)

    def stopping(self) -> Self:
        """Those that must be answered before the copy is cleared."""
        return self.open().filter(is_blocking=True)


class Note(models.Model):
    """A remark from one colleague to others about a story, or about some words of it. Never published."""

    LONGEST_PASSAGE = 300  # Characters of the words it is about.
    BESIDE = 60  # Characters on each side of them.

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="notes")
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        editable=False,
        related_name="replies",
        help_text="What it answers.",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    link = models.ForeignKey(
        "articles.PreviewLink",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="notes",
        help_text="By which somebody who does not sign in wrote it.",
    )
    by_name = models.CharField(max_length=150, editable=False)
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    passage = models.CharField(
        max_length=LONGEST_PASSAGE, blank=True, help_text="The words it is about, if it is about some."
    )
    before = models.CharField(
        max_length=60,
        blank=True,
        help_text="What stands before them: it tells which of several places is meant.",
    )
    after = models.CharField(max_length=BESIDE, blank=True, help_text="What stands behind them.")
    is_blocking = models.BooleanField("must be answered before a clear", default=False)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by_name = models.CharField(max_length=150, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent=None) | models.Q(is_blocking=False, resolved_at=None),
                name="only_what_begins_a_thread_blocks_and_is_resolved",
            ),
        )

    def __str__(self):
        return f"{self.by_name}: {self.text}"
