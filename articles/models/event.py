from django.conf import settings
from django.db import models


class StoryEvent(models.Model):
    """What was done to a story, by whom, when and why. The ledger: rows are added and never changed."""

    story = models.ForeignKey("articles.Story", models.PROTECT, related_name="events")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(
        max_length=150, help_text="Kept, so that history can be read after people have left."
    )
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    status_before = models.CharField(max_length=10, blank=True)
    status_after = models.CharField(max_length=10)
    revision = models.ForeignKey("articles.Revision", models.PROTECT, null=True, related_name="+")
    edition_number = models.PositiveIntegerField(null=True)
    live_from = models.DateTimeField(null=True, help_text="The window that the edition had after this.")
    live_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=("-at",), name="event_newest_first"),
            models.Index(fields=("verb", "-at"), name="event_by_verb"),
        )

    def __str__(self):
        return f"{self.by_name}: {self.verb}"
