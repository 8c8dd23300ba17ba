from django.db import models


class Report(models.Model):
    """What a mail server said of a letter afterwards: that it came back, this time or for good, or is unwanted."""

    class Kind(models.TextChoices):
        HARD = "hard", "Nobody has that mailbox"
        SOFT = "soft", "It came back this time"
        COMPLAINT = "complaint", "Said to be junk"
        UNSUBSCRIBED = "unsubscribed", "Unsubscribed at the provider"

    key = models.CharField(
        max_length=64, unique=True, help_text="By which a report is known that comes twice."
    )
    delivery = models.ForeignKey("newsletters.Delivery", models.SET_NULL, null=True, related_name="reports")
    subscriber = models.ForeignKey(
        "newsletters.Subscriber", models.CASCADE, null=True, related_name="reports"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    said = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("subscriber", "kind", "-at"), name="report_of_subscriber"),)

    def __str__(self):
        return self.get_kind_display()
