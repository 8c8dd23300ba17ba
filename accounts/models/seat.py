from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef


class SeatQuerySet(models.QuerySet):
    def kept(self, at: datetime) -> Self:
        """Those whose session has neither been ended nor run out."""
        sessions = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=at)
        return self.filter(Exists(sessions))


class Seat(models.Model):
    """A device on which somebody is signed in: which kind it is, since when, and when they were seen there last."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    session_key = models.CharField(max_length=40, unique=True)
    held_to = models.CharField(
        max_length=64, help_text="What the session is held to: a new password or round ends it."
    )
    device = models.CharField(max_length=60)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("-seen_at", "-pk")

    def __str__(self):
        return self.device
