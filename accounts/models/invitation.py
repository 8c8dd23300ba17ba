from django.conf import settings
from django.db import models


class Invitation(models.Model):
    """The letter with which somebody was asked to join, and chooses a password. There is one a person: the last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitation")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(help_text="The link in a letter sent earlier no longer works.")
    accepted_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"Invitation of {self.user}"
