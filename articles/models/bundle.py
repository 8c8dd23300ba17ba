from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models

from articles.clock import DatabaseNow


class BundleQuerySet(models.QuerySet):
    def waiting(self, at: datetime | None = None) -> Self:
        """Those that are set, and have not gone out."""
        members = BundledStory.objects.filter(edition__live_from__gt=DatabaseNow() if at is None else at)
        return self.filter(set_at__isnull=False, pk__in=members.values("bundle"))


class Bundle(models.Model):
    """Stories that go out as one, in one second: all of them or none."""

    name = models.CharField(max_length=120)
    opens_at = models.DateTimeField(
        null=True, help_text="The hour that is wished for it, or that it is set for."
    )
    set_at = models.DateTimeField(
        null=True, help_text="Since when each of its stories waits for the hour. Empty: none does."
    )
    fell_because = models.TextField(blank=True, help_text="Why it does not go any more.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    stories: models.ManyToManyField = models.ManyToManyField(
        "articles.Story", through="articles.BundledStory", related_name="bundles"
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        default_permissions = ()
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="bundle_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(set_at=None) | models.Q(opens_at__isnull=False),
                name="bundle_that_is_set_has_an_hour",
            ),
        )

    def __str__(self):
        return self.name


class BundledStory(models.Model):
    """A story's place in a bundle, with the edition that waits for its hour."""

    bundle = models.ForeignKey(Bundle, models.CASCADE, related_name="members")
    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="bundled")
    edition = models.OneToOneField("articles.Edition", models.SET_NULL, null=True, related_name="bundled")

    class Meta:
        ordering = ("pk",)
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("bundle", "story"), name="story_is_once_in_a_bundle"),)

    def __str__(self):
        return f"{self.story} in {self.bundle}"
