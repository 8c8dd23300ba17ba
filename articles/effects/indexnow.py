"""Telling search engines that a page is new, changed or gone (indexnow.org)."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from articles import machine_use
from articles.effects.channel import Channel, Choose, only
from articles.effects.sending import Send, post_json
from articles.models import Effect
from articles.renditions import absolute


def _recipients() -> Choose:
    """Nobody without a key."""
    where = urlsplit(settings.INDEXNOW_URL).hostname if settings.INDEXNOW_KEY else ""
    return only(where or "", Effect.Occasion.OPENING, Effect.Occasion.ENDING, Effect.Occasion.KILL)


def _prepare(effect: Effect) -> Send | None:
    """The article's address. Search engines are not called to what they may not index or what stood elsewhere."""
    edition = effect.edition
    if not settings.INDEXNOW_KEY or edition is None:
        return None
    if edition.canonical_url or machine_use.of(edition) == machine_use.NONE:
        return None
    said = {
        "host": urlsplit(settings.SITE_URL).netloc,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": absolute(reverse("indexnow_key", args=[settings.INDEXNOW_KEY])),
        "urlList": [absolute(edition.path)],
    }
    return partial(post_json, settings.INDEXNOW_URL, said, {"Idempotency-Key": str(effect.key)})


CHANNEL = Channel("indexnow", "Ping to search engines", True, _recipients, _prepare)
