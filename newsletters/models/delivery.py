from typing import Self

from django.db import models
from django.db.models import Q

from articles.clock import DatabaseNow


class DeliveryQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(state=Delivery.State.WAITING)

    def due(self) -> Self:
        """What a worker may take in hand now, by the database's clock."""
        return self.waiting().filter(issue__state="sending", offered_at__lte=DatabaseNow())

    def accepted(self) -> Self:
        """Those that a mail server took, whatever came back since."""
        return self.filter(state__in=Delivery.HAD)


class Delivery(models.Model):
    """One issue to one subscriber: whether it has left, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting", "To be sent"
        SENT = "sent", "Accepted"
        LEFT_OUT = "left_out", "Left out"
        FAILED = "failed", "Refused"
        BOUNCED = "bounced", "Came back"
        COMPLAINED = "complained", "Said to be junk"

    HAD = (State.SENT, State.BOUNCED, State.COMPLAINED)

    issue = models.ForeignKey("newsletters.Issue", models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(
        "newsletters.Subscriber", models.SET_NULL, null=True, related_name="deliveries"
    )
    message_id = models.CharField(
        max_length=200, unique=True, help_text="The same however often it is tried."
    )
    domain = models.CharField(max_length=253, help_text="Of the address: providers are spared one by one.")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    offered_at = models.DateTimeField(
        help_text="From when a worker may take it: at once, at the end of a lease, at the next try."
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True, help_text="What the mail server said last.")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("issue", "offered_at", "id"), condition=Q(state="waiting"), name="delivery_to_be_done"
            ),
            models.Index(fields=("issue", "state"), name="delivery_by_state"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("issue", "subscriber"), name="an_issue_goes_to_a_subscriber_once"
            ),
        )

    def __str__(self):
        return self.message_id
