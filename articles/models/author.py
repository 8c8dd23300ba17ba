from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse

from articles import slugs

from .edition import Edition


class AuthorQuerySet(models.QuerySet):
    def before_readers(self) -> Self:
        """Those whose work readers have now: they have a page."""
        live = Edition.objects.live().filter(author_links__author=models.OuterRef("pk"))
        return self.filter(models.Exists(live))


class Author(models.Model):
    """A person, or an agency, whom readers see in a byline. May have a sign-in, need not."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True, blank=True, help_text="Empty: made from the name.")
    bio = models.TextField(blank=True, help_text="A few sentences for readers: who, what, where.")
    links = models.TextField(
        blank=True, help_text="Where readers find them elsewhere: one web address a line."
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        help_text="Their sign-in, if they have one: stories with this byline are theirs to file.",
    )

    portrait = models.ForeignKey(
        "pictures.Picture",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="portrayed",
        help_text="Readers see it on the author’s page, cut to a square around the point that matters.",
    )
    portrait_alt = models.CharField(
        "description of the portrait",
        max_length=300,
        blank=True,
        help_text="Describe the portrait for someone who cannot see it: “Ana Reyes at a river, in a raincoat”.",
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(portrait=None) | ~models.Q(portrait_alt=""),
                name="portrait_is_described",
                violation_error_message="Describe the portrait for someone who cannot see it.",
            ),
        )

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Author.objects.exclude(pk=self.pk)
            self.slug = slugs.unused(self.name, lambda slug: others.filter(slug=slug).exists()) or "author"
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("author", args=[self.slug])

    @property
    def link_list(self) -> list[str]:
        """The web addresses, https and http alone."""
        return [line for line in self.links.split() if line.startswith(("https://", "http://"))]
