from django.conf import settings
from django.db import models


class Look(models.Model):
    """Up to when somebody has seen what their colleagues did: their day begins there."""

    by = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="look", primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.by}: {self.at}"
