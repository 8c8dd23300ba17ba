from django.conf import settings
from django.db import models
from django.db.models.lookups import IsNull


class Hold(models.Model):
    """Everything that has not opened waits, until somebody releases it. What readers have is untouched."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, help_text="Kept, so that it can be read after they have left.")
    at = models.DateTimeField()
    reason = models.TextField(help_text="Why: everybody at the desk reads it beside the name.")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    released_by_name = models.CharField(max_length=150, blank=True)
    released_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, help_text="What was said at the release.")

    class Meta:
        ordering = ("-at", "-pk")
        default_permissions = ()
        permissions = (("hold_everything", "Hold and release all that has not opened"),)
        constraints = (
            models.UniqueConstraint(
                IsNull(models.F("released_at"), True),
                condition=models.Q(released_at=None),
                name="one_hold_stands_at_a_time",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=models.Q(released_at=None) | models.Q(released_at__gte=models.F("at")),
                name="hold_is_released_after_it_was_placed",
            ),
        )

    def __str__(self):
        return f"{self.by_name}: {self.reason}"
