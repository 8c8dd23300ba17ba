from datetime import datetime
from secrets import token_urlsafe
from typing import Self

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from .edition import Edition

_SIGNER = Signer(salt="articles.preview-link")


def _new_key() -> str:
    return token_urlsafe(9)


class PreviewLinkQuerySet(models.QuerySet):
    def open(self, at: datetime) -> Self:
        """Those that still lead somewhere: not ended by anybody, not run out, and not overtaken by publication."""
        published = Edition.objects.opened(at).filter(
            story=OuterRef("story"), live_from__gte=OuterRef("made_at")
        )
        overtaken = Q(Exists(published), until_published=True)
        return self.filter(ended_at=None, expires_at__gt=at).exclude(overtaken)

    def signed(self, token: str) -> Self:
        """The link that an address names, if it is ours."""
        try:
            return self.filter(key=_SIGNER.unsign(token))
        except BadSignature:
            return self.none()


class PreviewLink(models.Model):
    """An address at which somebody from outside, such as a lawyer, reads a story that is not out yet."""

    story = models.ForeignKey("articles.Story", models.CASCADE, related_name="preview_links")
    revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: always the newest.",
    )
    key = models.CharField(max_length=20, unique=True, default=_new_key, editable=False)
    for_whom = models.CharField("for whom", max_length=120, help_text="A name you will know later.")
    may_comment = models.BooleanField("they may comment", default=False)
    until_published = models.BooleanField("it ends when the story is published", default=False)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_by_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=150, blank=True)
    times_opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="preview_link_expires_after_it_is_made"
            ),
        )

    def __str__(self):
        return f"{self.for_whom} reads “{self.story}”"

    def get_absolute_url(self):
        return reverse("preview", args=[_SIGNER.sign(self.key)])
