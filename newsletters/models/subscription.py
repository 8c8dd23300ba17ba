from typing import Self

from django.db import models
from django.db.models import Q


class SubscriptionQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Those whom the newsletter goes to: confirmed, and not ended."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None, ended_at=None)


class Subscription(models.Model):
    """That a subscriber has asked for a newsletter, has confirmed it, and, at last, has had enough."""

    class End(models.TextChoices):
        READER = "reader", "The reader had enough"
        BOUNCE = "bounce", "Letters came back"
        COMPLAINT = "complaint", "Said to be junk"
        DESK = "desk", "Taken off by the desk"

    subscriber = models.ForeignKey("newsletters.Subscriber", models.CASCADE, related_name="subscriptions")
    newsletter = models.ForeignKey("newsletters.Newsletter", models.CASCADE, related_name="subscriptions")
    asked_at = models.DateTimeField()
    asked_on = models.CharField(max_length=200, blank=True, help_text="The page with the box.")
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=End, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("newsletter", "id"),
                condition=Q(confirmed_at__isnull=False, ended_at=None),
                name="subscription_in_force",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("subscriber", "newsletter"), name="one_subscription_to_a_newsletter"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by="") | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
                name="subscription_ended_by_something",
            ),
        )

    def __str__(self):
        return f"{self.subscriber}: {self.newsletter}"

    @property
    def is_in_force(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None
