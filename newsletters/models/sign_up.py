from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from articles.clock import DatabaseNow


class SignUpQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def due(self) -> Self:
        """What a worker may take in hand now, by the database's clock."""
        return self.waiting().filter(offered_at__lte=DatabaseNow())

    def answer(self, at: datetime, *, mailed_at: datetime | None = None) -> int:
        """They wait no more, whether a letter went out for them or none; who it was goes."""
        facts = {"address": "", "newsletters": [], "asked_on": "", "answered_at": at}
        return self.update(**facts, mailed_at=mailed_at)


class SignUp(models.Model):
    """A slip that somebody dropped into the letterbox: an address, and which newsletters are to go there.

    Whoever takes it in knows nothing of the address; the worker opens it. Once it is answered, only what is needed to
    count stays of it, and that for a day.
    """

    address = models.CharField(max_length=254, blank=True, help_text="Gone once it is answered.")
    newsletters = models.JSONField(default=list, help_text="Their numbers.")
    asked_on = models.CharField(max_length=200, blank=True, help_text="The page with the box.")
    is_by_link = models.BooleanField(
        default=False, help_text="By a link that was sent to the address, to which nothing is sent any more."
    )
    at = models.DateTimeField()
    network = models.CharField(max_length=64, help_text="A digest of where it came from.")
    root = models.CharField(max_length=64, help_text="A digest of the address behind the address.")
    offered_at = models.DateTimeField(help_text="From when a worker may take it.")
    answered_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True, help_text="When a letter went out for it, if one did.")

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("at",), name="sign_up_by_hour"),
            models.Index(fields=("network", "at"), name="sign_up_by_network"),
            models.Index(fields=("root", "mailed_at"), name="sign_up_by_root"),
            models.Index(
                fields=("offered_at", "id"), condition=Q(answered_at=None), name="sign_up_to_answer"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(address=""), name="answered_sign_up_keeps_no_address"
            ),
        )

    def __str__(self):
        return f"Sign-up of {self.at:%Y-%m-%d %H:%M}"
