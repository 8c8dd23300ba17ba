from django.conf import settings
from django.db import models

from .event import StoryEvent
from .note import Note


class Notice(models.Model):
    """Word to a colleague that somebody wants something of them: on their screen, and once by mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="+")
    note = models.ForeignKey("articles.Note", models.CASCADE, null=True, related_name="+")
    event = models.ForeignKey("articles.StoryEvent", models.CASCADE, null=True, related_name="+")
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
            models.CheckConstraint(
                condition=models.Q(note=None) ^ models.Q(event=None), name="a_notice_is_of_a_note_or_an_event"
            ),
        )

    def __str__(self):
        return f"{self.who} {self.does} “{self.story}”"

    @property
    def who(self) -> str:
        return self._of.by_name

    @property
    def does(self) -> str:
        """What they did, so that the story's name ends the sentence."""
        if self.note is None:
            return "sent back"
        return "answers on" if self.note.parent_id else "writes to you on"

    @property
    def words(self) -> str:
        return self._of.text if isinstance(self._of, Note) else self._of.note

    @property
    def _of(self) -> Note | StoryEvent:
        found = self.note or self.event
        assert found, "a notice is of a note or an event"
        return found
