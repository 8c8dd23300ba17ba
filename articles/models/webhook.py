import base64
import secrets

from django.core.exceptions import ValidationError
from django.db import models


def new_secret() -> str:
    """A key for signing, in the form in which receivers' libraries read it (standardwebhooks.com)."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class Webhook(models.Model):
    """Somebody outside who wants to hear when readers get a story, or lose it."""

    name = models.CharField(max_length=80, help_text="Who hears of it: the app, the archive, a partner.")
    url = models.URLField("address", max_length=500, help_text="Each event is POSTed there as JSON.")
    secret = models.CharField(
        max_length=200,
        default=new_secret,
        help_text="Give it to the receiver, who checks our signature with it. Change it, and both must.",
    )
    hears_openings = models.BooleanField(
        "hears of openings", default=True, help_text="A story comes out, is updated or corrected."
    )
    hears_endings = models.BooleanField(
        "hears of endings", default=True, help_text="A story ends at the hour that was set for it."
    )
    hears_kills = models.BooleanField("hears of kills", default=True, help_text="A story is withdrawn.")
    is_on = models.BooleanField(
        "switched on", default=True, help_text="Off: nothing more is sent, and what waits is dropped."
    )

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name

    def clean(self):
        """A secret in the standard's form must be readable by its libraries, and by us."""
        if self.secret.startswith("whsec_"):
            try:
                base64.b64decode(self.secret.removeprefix("whsec_"), validate=True)
            except ValueError as error:
                raise ValidationError({"secret": "After “whsec_” comes base64, and this is none."}) from error
