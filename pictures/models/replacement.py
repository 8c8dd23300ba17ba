from typing import Self

from django.conf import settings
from django.db import models


class ReplacementQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Those that nobody took back."""
        return self.filter(undone_at=None)


class Replacement(models.Model):
    """That a picture was replaced everywhere by another, by whom and when; and what was rewritten for it."""

    picture = models.ForeignKey("pictures.Picture", models.CASCADE, related_name="replacements")
    other = models.ForeignKey("pictures.Picture", models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    rewritten = models.JSONField(
        default=list, help_text="What the rooms above rewrote, as they find it again (`pictures.places`)."
    )
    undone_at = models.DateTimeField(null=True)

    objects = ReplacementQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["picture"],
                condition=models.Q(undone_at=None),
                name="a_picture_is_replaced_by_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(picture=models.F("other")), name="replacement_is_another_picture"
            ),
        )

    def __str__(self):
        return f"{self.picture} by {self.other}"
