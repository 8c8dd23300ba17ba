"""Telling the hub that feeds have changed, so that whoever follows them through it hears at once (W3C WebSub)."""

from functools import partial
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from articles.effects.channel import Channel, Choose, only
from articles.effects.places import feeds_of
from articles.effects.sending import Send, post
from articles.models import Effect

_FORM = "application/x-www-form-urlencoded"


def _recipients() -> Choose:
    heard = (Effect.Occasion.OPENING, Effect.Occasion.ENDING, Effect.Occasion.KILL)
    return only(urlsplit(settings.WEBSUB_HUB).hostname or "", *heard)


def _prepare(effect: Effect) -> Send | None:
    """How a publisher tells its hub is left open by the standard; all hubs take this, from PubSubHubbub 0.3 on."""
    if not settings.WEBSUB_HUB or effect.edition is None:
        return None
    said = [("hub.mode", "publish"), *(("hub.url", url) for url in feeds_of(effect.edition))]
    headers = {"Content-Type": _FORM, "Idempotency-Key": str(effect.key)}
    return partial(post, settings.WEBSUB_HUB, urlencode(said).encode(), headers)


CHANNEL = Channel("websub", "Ping to the feed hub", True, _recipients, _prepare)
