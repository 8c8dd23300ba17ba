from datetime import datetime, timedelta

from django.db import models


class Shift(models.Model):
    """From when until when a worker was seen at work. Nothing that readers see hangs on it."""

    worker = models.CharField(max_length=120, help_text="Its machine and process.")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When it last said that it is at work.")
    away_since = models.DateTimeField(
        null=True, help_text="Since when nobody had been at work as it began. Empty: somebody was."
    )

    before: datetime  # When anybody was at work last, where the worker has asked.

    class Meta:
        ordering = ("-began_at", "-pk")
        indexes = (
            models.Index(fields=("-seen_at",), name="shift_last_seen"),
            models.Index(fields=("-began_at",), name="shift_by_beginning"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(seen_at__gte=models.F("began_at")), name="shift_is_seen_after_it_began"
            ),
            models.CheckConstraint(
                condition=models.Q(away_since=None) | models.Q(away_since__lt=models.F("began_at")),
                name="shift_begins_after_nobody_was_there",
            ),
        )

    def __str__(self):
        return f"{self.worker} from {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def away(self) -> timedelta:
        """How long nobody had been at work as it began."""
        return self.began_at - self.away_since if self.away_since else timedelta()
