from django.conf import settings
from django.db import models


class IssueEvent(models.Model):
    """What was done to an issue, by whom, when and why. The ledger: rows are added and never changed."""

    issue = models.ForeignKey("newsletters.Issue", models.CASCADE, related_name="events")
    verb = models.CharField(max_length=20)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    state_before = models.CharField(max_length=10, blank=True)
    state_after = models.CharField(max_length=10)
    sends_at = models.DateTimeField(null=True, help_text="The hour that the issue had after this.")

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"{self.by_name}: {self.verb}"
