"""Telling whoever an administrator has named, as Standard Webhooks 1.0 has it (standardwebhooks.com).

A message is signed with the webhook's own secret over its key, the second and the body. The key stays the same from
try to try, so that a receiver who had it before knows it again.
"""

import base64
import hmac
from collections.abc import Mapping
from functools import partial
from time import time

from django.conf import settings

from articles import reading
from articles.effects.channel import Channel, Choose
from articles.effects.sending import Send, as_json, post
from articles.models import Edition, Effect, Webhook
from articles.renditions import absolute
from articles.renditions.addresses import lasting_id, of_author, rfc3339

_HEARS = {
    Effect.Occasion.OPENING: "hears_openings",
    Effect.Occasion.ENDING: "hears_endings",
    Effect.Occasion.KILL: "hears_kills",
}


def signature(secret: str, key: str, second: int, body: bytes) -> str:
    """What proves that a message is ours: HMAC-SHA256 over `key.second.body`, in base64, after its version."""
    secret_bytes = (
        base64.b64decode(secret.removeprefix("whsec_")) if secret.startswith("whsec_") else secret.encode()
    )
    signed = b".".join((key.encode(), str(second).encode(), body))
    return "v1," + base64.b64encode(hmac.digest(secret_bytes, signed, "sha256")).decode()


def said_of(effect: Effect, edition: Edition) -> dict:
    """What a receiver reads: only what readers can read, and of what is gone no more than that it is gone."""
    story = {"id": lasting_id(edition), "url": absolute(edition.path)}
    match effect.occasion:
        case Effect.Occasion.KILL:
            told = reading.notice_for(edition)
            kind, story = "story.killed", story | {"notice": told.note if told else ""}
        case Effect.Occasion.ENDING:
            kind = "story.ended"
        case _:
            kind = "story.published" if edition.ordinal == 1 else "story.updated"
            story |= _told(edition)
    return {"type": kind, "timestamp": rfc3339(_hour(effect, edition)), "data": story}


def _told(edition: Edition) -> dict:
    return {
        "edition": edition.ordinal,
        "headline": edition.headline,
        "deck": edition.deck,
        "kicker": edition.kicker,
        "language": edition.language,
        "section": {"name": edition.section.name, "url": absolute(edition.section.get_absolute_url())},
        "authors": [{"name": byline["name"], "url": of_author(byline)} for byline in edition.bylines],
        "topics": [tag["name"] for tag in edition.tags],
        "published_at": rfc3339(edition.first_published_at),
        "updated_at": rfc3339(edition.updated_at),
        "paper": settings.SITE_NAME,
    }


def _hour(effect: Effect, edition: Edition):
    return edition.live_from if effect.occasion == Effect.Occasion.OPENING else effect.due_at


def _recipients() -> Choose:
    hooks = list(Webhook.objects.filter(is_on=True))

    def choose(occasion: str, edition: Edition) -> list[str]:
        return [str(hook.pk) for hook in hooks if _is_heard(hook, occasion)]

    return choose


def _is_heard(hook: Webhook, occasion: str) -> bool:
    return occasion in _HEARS and getattr(hook, _HEARS[Effect.Occasion(occasion)])


def _prepare(effect: Effect) -> Send | None:
    hook = Webhook.objects.filter(pk=effect.recipient, is_on=True).first()
    if hook is None or effect.edition is None or not _is_heard(hook, effect.occasion):
        return None
    return partial(_tell, hook.url, hook.secret, str(effect.key), as_json(said_of(effect, effect.edition)))


def _tell(url: str, secret: str, key: str, body: bytes) -> None:
    post(url, body, headers_of(secret, key, int(time()), body))


def headers_of(secret: str, key: str, second: int, body: bytes) -> Mapping[str, str]:
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": key,
        "Webhook-Id": key,
        "Webhook-Timestamp": str(second),
        "Webhook-Signature": signature(secret, key, second, body),
    }


def _names(recipients: set[str]) -> dict[str, str]:
    return {str(hook.pk): hook.name for hook in Webhook.objects.filter(pk__in=recipients)}


CHANNEL = Channel("webhook", "Webhook", True, _recipients, _prepare, _names)
