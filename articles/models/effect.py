from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from articles.clock import DatabaseNow


class EffectQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        """What is still to be done, at its hour or again."""
        return self.filter(delivered_at=None, dead_at=None)

    def dead(self) -> Self:
        """What was tried in vain until nobody tries any more."""
        return self.filter(dead_at__isnull=False)

    def due(self) -> Self:
        """What a worker may take in hand now, by the database's clock. The window decides, whatever the row says."""
        now = DatabaseNow()
        opened = Q(occasion=Effect.Occasion.OPENING, edition__live_from__lte=now)
        ended = Q(occasion=Effect.Occasion.ENDING, edition__live_until__lte=now)
        said = Q(occasion__in=(Effect.Occasion.KILL, Effect.Occasion.RECALL))
        return self.waiting().filter(opened | ended | said, offered_at__lte=now)


class Effect(models.Model):
    """What an edition's opening, or its end, must cause outside: one row for each channel and recipient.

    Made in the transaction of the verb that makes the edition; done by `manage.py work` when the hour has come.
    """

    class Occasion(models.TextChoices):
        OPENING = "opening", "It opened"
        ENDING = "ending", "It ended"
        KILL = "kill", "It was killed"
        RECALL = "recall", "It was recalled"

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="effects")
    edition = models.ForeignKey(
        "articles.Edition",
        models.CASCADE,
        null=True,
        related_name="effects",
        help_text="Empty: it was recalled, and never existed.",
    )
    occasion = models.CharField(max_length=10, choices=Occasion)
    channel = models.CharField(max_length=20)
    recipient = models.CharField(max_length=200, help_text="As its channel knows it.")
    key = models.UUIDField(
        default=uuid4, unique=True, help_text="By which a receiver knows it again, if it comes twice."
    )
    left_behind = models.JSONField(
        default=dict, help_text="What stood at a recalled edition: its path, and the tags of its pages."
    )
    due_at = models.DateTimeField(help_text="Its hour: the window’s, or when it can no longer be recalled.")
    offered_at = models.DateTimeField(
        help_text="From when a worker may take it: its hour, the end of a lease, the next try."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = EffectQuerySet.as_manager()

    recipient_name = ""  # What people call the recipient, where a page has looked it up.

    class Meta:
        ordering = ("due_at", "pk")
        indexes = (
            models.Index(
                fields=("offered_at",), condition=Q(delivered_at=None, dead_at=None), name="effect_to_be_done"
            ),
            models.Index(fields=("-dead_at",), condition=Q(dead_at__isnull=False), name="effect_dead"),
            models.Index(
                fields=("delivered_at",), condition=Q(delivered_at__isnull=False), name="effect_delivered"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "occasion", "channel", "recipient"), name="an_effect_happens_once"
            ),
            models.UniqueConstraint(
                fields=("story", "due_at", "channel", "recipient"),
                condition=Q(edition=None),
                name="a_recall_is_told_once",
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(dead_at=None),
                name="an_effect_is_not_both_delivered_and_dead",
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False) | Q(occasion="recall"), name="an_effect_is_of_an_edition"
            ),
        )

    def __str__(self):
        return f"{self.channel} to {self.recipient}: {self.get_occasion_display()}"
