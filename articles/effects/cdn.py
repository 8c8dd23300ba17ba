"""Purging at a content delivery network, by the tags its pages bear and by their addresses.

Within the house there is nothing to purge: no page is served here past a change (decision 9). A shared cache outside
cannot ask the database, and may show a page for ten seconds more; a purge makes that one.
"""

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings

from articles import freshness
from articles.effects.channel import Channel, Choose, only
from articles.effects.places import pages_of
from articles.effects.sending import Send, post_json
from articles.models import Edition, Effect

AT_ONCE = 30  # How many tags each of them takes in one request.

# What each kind of network is sent, and by which header it knows us: Cloudflare’s “purge by tags”, Fastly’s “batch
# purge”, and for any other a hook of its own, which gets both tags and addresses.
_Form = tuple[Callable[[list[str], list[str]], dict], Callable[[str], dict[str, str]]]


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


FORMS: dict[str, _Form] = {
    "hook": (lambda tags, urls: {"tags": tags, "urls": urls}, _bearer),
    "cloudflare": (lambda tags, urls: {"tags": tags}, _bearer),
    "fastly": (lambda tags, urls: {"surrogate_keys": tags}, lambda token: {"Fastly-Key": token}),
}


def left_behind(edition: Edition) -> dict:
    """What is to be purged of an edition, kept for when it is gone."""
    return {"tags": sorted(freshness.tags_of(edition)), "urls": pages_of(edition)}


def _recipients() -> Choose:
    where = urlsplit(settings.CDN_PURGE_URL).hostname or ""
    return only(where, *Effect.Occasion.values)


def _prepare(effect: Effect) -> Send | None:
    if not settings.CDN_PURGE_URL:
        return None
    stood = left_behind(effect.edition) if effect.edition else effect.left_behind
    return partial(_purge, stood["tags"], stood["urls"], str(effect.key))


def _purge(tags: list[str], urls: list[str], key: str) -> None:
    say, sign = FORMS[settings.CDN_PURGE_AS]
    headers = {"Idempotency-Key": key} | (sign(settings.CDN_PURGE_TOKEN) if settings.CDN_PURGE_TOKEN else {})
    for first in range(0, len(tags), AT_ONCE):
        post_json(settings.CDN_PURGE_URL, say(tags[first : first + AT_ONCE], urls), headers)


CHANNEL = Channel("cdn", "Purge at the CDN", False, _recipients, _prepare)
