"""The links in letters. Each holds a signed key instead of an address, is good for one thing, and does nothing alone.

A link that was sent stays good for as long as its reader keeps their key, but for the one that confirms. It is signed
with the paper's key, and read with former ones too (SECRET_KEY_FALLBACKS): letters are kept for years.
"""

from collections.abc import Iterable
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from articles.renditions.addresses import absolute
from newsletters.models import Newsletter, Subscriber

CONFIRM_WITHIN = timedelta(days=7)
_PREFERENCES, _UNSUBSCRIPTION = "newsletters.preferences", "newsletters.unsubscription"
_CONFIRMATION, _REFUSAL = "newsletters.confirmation", "newsletters.refusal"


def preferences(subscriber: Subscriber) -> str:
    """Where somebody says which letters they want, and has what we know of them."""
    return _absolute("newsletter_preferences", _signed([subscriber.key], _PREFERENCES))


def unsubscription(subscriber: Subscriber, newsletter: Newsletter) -> str:
    """Where one newsletter ends: with a button for people, and at once for a mail program that posts (RFC 8058)."""
    return _absolute("newsletter_end", _signed([subscriber.key, newsletter.pk], _UNSUBSCRIPTION))


def confirmation(subscriber: Subscriber, newsletters: Iterable[Newsletter]) -> str:
    """Where somebody says that it was they who asked for these, and no others. Good for a week."""
    said = [subscriber.key, sorted(newsletter.pk for newsletter in newsletters)]
    return _absolute("newsletter_confirmation", signing.dumps(said, salt=_CONFIRMATION))


def refusal(subscriber: Subscriber) -> str:
    """Where somebody says that it was not they, and that we are not to ask again."""
    return _absolute("newsletter_refusal", _signed([subscriber.key], _REFUSAL))


def read_preferences(signed: str) -> Subscriber | None:
    """Whose link that is; None if it is nobody's, whatever is wrong with it."""
    return _reader(_unsigned(signed, _PREFERENCES))


def read_unsubscription(signed: str) -> tuple[Subscriber, Newsletter] | None:
    said = _unsigned(signed, _UNSUBSCRIPTION)
    subscriber = _reader(said)
    newsletter = Newsletter.objects.filter(pk=said[1]).first() if subscriber else None
    return (subscriber, newsletter) if subscriber and newsletter else None


def read_confirmation(signed: str) -> tuple[Subscriber, list[Newsletter]] | None:
    try:
        said = signing.loads(signed, salt=_CONFIRMATION, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    subscriber = _reader(said)
    newsletters = list(Newsletter.objects.filter(pk__in=said[1]))
    return (subscriber, newsletters) if subscriber and newsletters else None


def read_refusal(signed: str) -> Subscriber | None:
    return _reader(_unsigned(signed, _REFUSAL))


def _absolute(name: str, signed: str) -> str:
    return absolute(reverse(name, args=[signed]))


def _signed(said: list, salt: str) -> str:
    return signing.Signer(salt=salt).sign_object(said)


def _unsigned(signed: str, salt: str) -> list:
    try:
        return signing.Signer(salt=salt).unsign_object(signed)
    except signing.BadSignature:
        return []


def _reader(said: list) -> Subscriber | None:
    return Subscriber.objects.filter(key=said[0]).first() if said else None
