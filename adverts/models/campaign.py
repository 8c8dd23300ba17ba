from datetime import datetime
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from articles.clock import DatabaseNow

HEAVIEST = 10


class CampaignQuerySet(models.QuerySet):
    def live(self, at: datetime | None = None) -> Self:
        """What runs at a moment, which is aware; None means the database's own now."""
        now = DatabaseNow() if at is None else at
        return self.filter(Q(live_until=None) | Q(live_until__gt=now), live_from__lte=now)


class Campaign(models.Model):
    """Adverts of one advertiser, or of the paper itself, that run together: from when until when, where, how often."""

    name = models.CharField(max_length=120, unique=True, help_text="For the desk. Readers never see it.")
    live_from = models.DateTimeField("from")
    live_until = models.DateTimeField(
        "until", null=True, blank=True, help_text="The first moment without it. Empty: for good."
    )
    sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        related_name="+",
        help_text="Where it may stand, with their parts. None chosen: anywhere, the front included.",
    )
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)],
        help_text="How often it stands where several could: 3 stands three times as often as 1.",
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-live_from", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="campaign_ends_after_it_begins",
                violation_error_message="It must end after it begins.",
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(1, HEAVIEST)), name="campaign_weight_is_1_to_10"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="campaign_has_a_name"),
        )

    def __str__(self):
        return self.name
