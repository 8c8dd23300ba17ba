from django.conf import settings
from django.db import models
from django.db.models import Q


class Suppression(models.Model):
    """An address, or a whole domain, that nothing is sent to, whoever asks for it.

    It outlives the subscriber: kept as a digest, so that whoever had their data erased is not written to again.
    """

    class Why(models.TextChoices):
        BOUNCE = "bounce", "Letters came back"
        COMPLAINT = "complaint", "Said to be junk"
        ERASED = "erased", "Asked to be forgotten"
        REFUSED = "refused", "Asked not to be asked again"
        DESK = "desk", "Kept out by the desk"

    digest = models.CharField(max_length=64, unique=True, help_text="Of the mailbox, or of “@” and a domain.")
    domain = models.CharField(max_length=253, blank=True, help_text="Where a whole domain is meant.")
    why = models.CharField(max_length=10, choices=Why)
    said = models.CharField(max_length=500, blank=True, help_text="What the mail server said, or the desk.")
    since = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (models.CheckConstraint(condition=~Q(digest=""), name="suppression_is_of_somebody"),)

    def __str__(self):
        return self.domain or self.get_why_display()
