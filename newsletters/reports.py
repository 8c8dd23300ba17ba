"""What becomes of a reader when letters come back, or are said to be junk.

For good: nothing is sent to that address any more. For now: after several issues, as if for good. Junk: the same, and
at once. Each report counts once, however often it comes.
"""

from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max

from articles import clock
from newsletters import choices, mailboxes, suppressing
from newsletters.models import Delivery, Report, Subscriber, Subscription, Suppression

Kind = Report.Kind
# In so many issues within so long a time letters came back: nobody reads there any more.
SOFT, WITHIN = 5, timedelta(days=60)

_STATES = {Kind.HARD: Delivery.State.BOUNCED, Kind.COMPLAINT: Delivery.State.COMPLAINED}
_ENDS = {
    Kind.HARD: Subscription.End.BOUNCE,
    Kind.SOFT: Subscription.End.BOUNCE,
    Kind.COMPLAINT: Subscription.End.COMPLAINT,
    Kind.UNSUBSCRIBED: Subscription.End.READER,
}
_SUPPRESSED = {
    Kind.HARD: Suppression.Why.BOUNCE,
    Kind.SOFT: Suppression.Why.BOUNCE,
    Kind.COMPLAINT: Suppression.Why.COMPLAINT,
}


def hear(
    key: str, kind: str, *, delivery: Delivery | None = None, address: str = "", said: str = ""
) -> Report | None:
    """Take in a report, once: `key` is what its sender calls it. Of whom nobody knows, nothing is kept.

    Who is meant is the reader of the delivery, or else whoever has that address.
    """
    said = mailboxes.hidden_in(said)[:500]
    subscriber = delivery.subscriber if delivery else _at(address)
    if delivery is None and subscriber is None:
        return None
    with transaction.atomic():
        report, is_new = Report.objects.get_or_create(
            key=sha256(key.encode()).hexdigest(),
            defaults={
                "kind": kind,
                "delivery": delivery,
                "subscriber": subscriber,
                "said": said,
                "at": clock.now(),
            },
        )
        if not is_new:
            return None
        if delivery and kind in _STATES:
            left = Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.FAILED)
            left.update(state=_STATES[Kind(kind)], said=said)
        if subscriber and (kind != Kind.SOFT or _comes_back_always(subscriber)):
            _end(subscriber, kind, said, delivery)
    return report


def refused_at_once(row: Delivery, said: str, *, is_nobody: bool) -> None:
    """A mail server refused a letter for good while we were speaking to it."""
    hear(f"smtp:{row.pk}", Kind.HARD if is_nobody else Kind.SOFT, delivery=row, said=said)


def _at(address: str) -> Subscriber | None:
    mailbox = address.strip().lower()
    return Subscriber.objects.filter(mailbox=mailbox).first() if "@" in mailbox else None


def _comes_back_always(subscriber: Subscriber) -> bool:
    """Counted from when they last said that they read there."""
    said_yes = subscriber.subscriptions.aggregate(last=Max("confirmed_at"))["last"]
    since = max(filter(None, (clock.now() - WITHIN, said_yes)))
    lately = subscriber.reports.filter(kind=Kind.SOFT, at__gt=since)
    return lately.values("delivery__issue").distinct().count() >= SOFT


def _end(subscriber: Subscriber, kind: str, said: str, delivery: Delivery | None) -> None:
    if kind in _SUPPRESSED:
        suppressing.suppress(subscriber.mailbox, _SUPPRESSED[Kind(kind)], said)
    by = _ENDS[Kind(kind)]
    if kind == Kind.UNSUBSCRIBED and delivery:
        for subscription in subscriber.subscriptions.filter(newsletter=delivery.issue.newsletter_id):
            choices.end(subscription, by=by)
    else:
        choices.end_all(subscriber, by=by)
