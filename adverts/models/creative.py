from datetime import datetime, timedelta
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from articles.clock import DatabaseNow
from articles.models.story import direction

from .placement import Placement

# Said of each column: a comparison with what is not there is neither true nor false, and a check lets it pass.
NO_PICTURE = Q(picture__isnull=True, picture_width__isnull=True, picture_height__isnull=True)
HAS_PICTURE = Q(picture__isnull=False, picture_width__isnull=False, picture_height__isnull=False)


class CreativeQuerySet(models.QuerySet):
    def begun(self, at: datetime | None = None) -> Self:
        """What has ever stood before readers: of campaigns that run, and of those that have ended."""
        return self.filter(campaign__live_from__lte=DatabaseNow() if at is None else at)

    def within(self, span: timedelta) -> Self:
        """What runs now or will begin within a span, each with the database's `now` and one `section_id` a row."""
        now = DatabaseNow()
        return (
            self.filter(Q(campaign__live_until=None) | Q(campaign__live_until__gt=now))
            .filter(campaign__live_from__lte=now + span)
            .annotate(now=now, section_id=F("campaign__sections"))
            .select_related("campaign")
            .defer("picture")
            .order_by("pk")
        )


class Creative(models.Model):
    """One advert as readers see it: a few words or a picture, made for one placement, and where it leads."""

    campaign = models.ForeignKey("adverts.Campaign", models.CASCADE, related_name="creatives")
    placement = models.CharField(max_length=20, choices=Placement)
    link = models.CharField(
        max_length=500, help_text="https://… elsewhere, or an address of ours such as /search/."
    )

    headline = models.CharField(max_length=80, blank=True, help_text="One line, said well.")
    text = models.CharField(max_length=160, blank=True, help_text="A sentence under it.")
    call = models.CharField(
        "words of the link", max_length=40, blank=True, help_text="What one does: “Have it sent to you”."
    )
    language = models.CharField(max_length=12, default="en", help_text="Such as en, fr, ar or pt-BR.")

    picture = models.BinaryField(null=True, blank=True)
    picture_width = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    picture_height = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(
        "description of the picture",
        max_length=250,
        blank=True,
        help_text="Describe the picture for someone who cannot see it, with every word that stands in it.",
    )

    # The database's hour when it was asked `within` a span.
    now: datetime
    # Where it may stand, as keys of sections, once `adverts.running` has gathered them. Empty: anywhere.
    section_ids: frozenset[int]

    objects = CreativeQuerySet.as_manager()

    class Meta:
        ordering = ("placement", "pk")
        constraints = (
            models.CheckConstraint(
                condition=(~Q(headline="") & NO_PICTURE) | (Q(headline="", text="", call="") & HAS_PICTURE),
                name="creative_is_words_or_a_picture",
                violation_error_message="An advert is either words, with a headline, or a picture.",
            ),
            models.CheckConstraint(
                condition=Q(picture=None) | ~Q(alt=""),
                name="creative_picture_is_described",
                violation_error_message="Describe the picture for someone who cannot see it.",
            ),
            models.CheckConstraint(
                condition=Q(headline="") | ~Q(call=""),
                name="creative_in_words_says_what_its_link_does",
                violation_error_message="Say what one does by following it.",
            ),
            models.CheckConstraint(
                condition=Q(link__startswith="https://")
                | (Q(link__startswith="/") & ~Q(link__startswith="//") & ~Q(link__startswith="/\\")),
                name="creative_leads_into_the_paper_or_to_https",
                violation_error_message="It must lead to https://… or to an address of ours, such as /search/.",
            ),
            models.CheckConstraint(
                condition=Q(placement__in=Placement.values), name="creative_has_a_known_placement"
            ),
        )

    def __str__(self):
        return self.headline or self.alt

    def clean(self):
        if any(letter.isspace() or not letter.isprintable() for letter in self.link):
            raise ValidationError({"link": "An address has no spaces."})

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def has_picture(self) -> bool:
        return self.picture_width is not None

    @property
    def click_url(self) -> str:
        """Where a reader who follows it goes first, to be counted."""
        return reverse("advert_click", args=[self.pk])

    @cached_property
    def picture_url(self) -> str:
        return reverse("advert_picture", args=[self.pk])
