from secrets import token_urlsafe

from django.db import models
from django.db.models import Q


def new_key() -> str:
    return token_urlsafe(16)


class Subscriber(models.Model):
    """An address that somebody gave us: whoever reads there, or somebody else, until it is confirmed."""

    address = models.CharField(
        max_length=254, unique=True, help_text="Its domain in small letters and in ASCII."
    )
    mailbox = models.CharField(
        max_length=254,
        db_index=True,
        help_text="The same in small letters throughout: who writes in capitals is the same reader.",
    )
    language = models.CharField(max_length=12, default="en")
    key = models.CharField(
        max_length=22,
        unique=True,
        default=new_key,
        help_text="What signed links hold instead of the address; changed, all that were sent are void.",
    )
    made_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField(null=True, help_text="When a confirmation was last mailed: once a day.")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=~Q(address="") & ~Q(key=""), name="subscriber_has_an_address"),
            models.UniqueConstraint(fields=("mailbox",), name="a_mailbox_is_one_subscriber"),
        )

    def __str__(self):
        return self.address
