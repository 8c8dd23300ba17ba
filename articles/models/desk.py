from django.conf import settings
from django.db import models


class Desk(models.Model):
    """Who holds a story now: the World desk, the Culture desk. People on desks work on their desks' stories alone."""

    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=60, unique=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="desks",
        help_text="Somebody on no desk at all works for every desk.",
    )
    followers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="followed_desks",
        help_text="Whoever wants a letter when a story of this desk comes out, or is withdrawn.",
    )

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name
