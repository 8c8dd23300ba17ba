from django.conf import settings
from django.db import models
from django.urls import reverse

from .event import StoryEvent
from .note import Note
from .receipt import Receipt


class Notice(models.Model):
    """Word to a colleague that somebody wants something of them, or the paper does: on their screen, once by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="+")
    note = models.ForeignKey("articles.Note", models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey("articles.StoryEvent", models.CASCADE, null=True, related_name="+")
    receipt = models.ForeignKey("articles.Receipt", models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(
                fields=("user", "-at"), condition=models.Q(seen_at=None), name="notice_unseen_by_whom"
            ),
            models.Index(fields=("at",), condition=models.Q(mailed_at=None), name="notice_to_be_mailed"),
        )
        constraints = (
            models.UniqueConstraint(fields=("user", "note"), name="somebody_is_told_of_a_note_once"),
            models.UniqueConstraint(fields=("user", "event"), name="somebody_is_told_of_an_event_once"),
            models.UniqueConstraint(fields=("user", "receipt"), name="somebody_is_told_of_a_receipt_once"),
            models.CheckConstraint(
                condition=models.Q(note__isnull=False, event=None, receipt=None)
                | models.Q(note=None, event__isnull=False, receipt=None)
                | models.Q(note=None, event=None, receipt__isnull=False),
                name="a_notice_is_of_one_thing",
            ),
        )

    def __str__(self):
        return f"{self.who} {self.does} “{self.story}”"

    @property
    def who(self) -> str:
        return "The worker" if self.receipt else self._said.by_name

    @property
    def does(self) -> str:
        """What they did, so that the story's name ends the sentence."""
        if self.receipt:
            return "does not see" if self.receipt.kind == Receipt.Kind.OPENING else "still sees"
        if self.event:
            return "stopped a bundle with" if self.event.verb == "unbundle" else "sent back"
        assert self.note, "a notice is of a note, an event or a receipt"
        return "answers on" if self.note.parent_id else "writes to you on"

    @property
    def does_it(self) -> str:
        """The same, where the story’s name stands already."""
        return "sent it back" if self.does == "sent back" else f"{self.does} it"

    @property
    def words(self) -> str:
        if self.receipt:
            return self.receipt.complaint
        return self._said.text if isinstance(self._said, Note) else self._said.note

    @property
    def url(self) -> str:
        """Where it leads: which of the story's pages at the desk."""
        page = "change" if self.receipt else "notes"
        return reverse(f"admin:articles_story_{page}", args=[self.story_id])

    @property
    def _said(self) -> Note | StoryEvent:
        found = self.note or self.event
        assert found, "a notice is of a note, an event or a receipt"
        return found
