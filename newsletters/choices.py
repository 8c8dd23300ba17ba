"""What readers decide about their letters, once a link has shown that a mailbox is theirs. The only places where a
subscription begins or ends by their word."""

from collections.abc import Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from articles import clock
from newsletters import numbers, suppressing
from newsletters.models import Newsletter, Report, SignUp, Subscriber, Subscription, Suppression


@transaction.atomic
def confirm(subscriber: Subscriber, newsletters: Iterable[Newsletter]) -> list[Newsletter]:
    """It was they who asked. Returns which of the newsletters they have from here on, new or not.

    What they have ended since, a link from before does not bring back. Whoever was erased is back, and whose letters
    came back reads there again.
    """
    asked = subscriber.subscriptions.filter(newsletter__in=list(newsletters), ended_at=None)
    for subscription in asked.unconfirmed().select_related("newsletter"):
        _begin(subscription)
    suppressing.lift(subscriber.mailbox)
    return [subscription.newsletter for subscription in asked.in_force().select_related("newsletter")]


@transaction.atomic
def choose(subscriber: Subscriber, newsletters: Iterable[Newsletter], *, language: str) -> None:
    """Have exactly these, and the house's own letters in a language.

    What was not theirs to choose is not among the newsletters: see `audience.open_to`.
    """
    wanted = {newsletter.pk: newsletter for newsletter in newsletters}
    known = {row.newsletter_id: row for row in subscriber.subscriptions.select_related("newsletter")}
    for pk, subscription in known.items():
        if pk not in wanted:
            end(subscription)
    asked = {"asked_at": clock.now(), "asked_on": "preferences"}
    for newsletter in wanted.values():
        subscription, _ = subscriber.subscriptions.get_or_create(newsletter=newsletter, defaults=asked)
        _begin(subscription, **asked)
    write_in(subscriber, language)


def write_in(subscriber: Subscriber, language: str) -> None:
    """Have the house's own letters in a language."""
    Subscriber.objects.filter(pk=subscriber.pk).update(language=language)


def end(subscription: Subscription, *, by: str = Subscription.End.READER) -> bool:
    """Enough of one newsletter. False if it had ended before; what was never confirmed goes without a trace."""
    rows = Subscription.objects.filter(pk=subscription.pk)
    rows.unconfirmed().delete()
    ended = rows.in_force().update(ended_at=clock.now(), ended_by=by)
    if ended:
        numbers.count(subscription.newsletter, "ended")
    return bool(ended)


@transaction.atomic
def end_all(subscriber: Subscriber, *, by: str = Subscription.End.READER) -> None:
    for subscription in _open(subscriber):
        end(subscription, by=by)


def known_of(subscriber: Subscriber) -> dict:
    """All that the house knows of somebody, for them to take with them."""
    stopped = suppressing.what_stops(subscriber.mailbox)
    return {
        "address": subscriber.address,
        "language": subscriber.language,
        "known_since": subscriber.made_at,
        "last_asked_to_confirm": subscriber.asked_at,
        "nothing_is_sent": {"because": stopped.get_why_display(), "since": stopped.since}
        if stopped
        else None,
        "newsletters": [
            {
                "name": row.newsletter.name,
                "asked": row.asked_at,
                "asked_on": row.asked_on,
                "confirmed": row.confirmed_at,
                "ended": row.ended_at,
                "ended_because": row.get_ended_by_display() or None,
            }
            for row in subscriber.subscriptions.select_related("newsletter")
        ],
        "letters": [
            {
                "newsletter": row.issue.newsletter.name,
                "issue": row.issue.number,
                "is": row.get_state_display(),
                "sent": row.sent_at,
            }
            for row in subscriber.deliveries.select_related("issue__newsletter")
        ],
        "said_by_mail_servers": [
            {"what": row.get_kind_display(), "words": row.said, "at": row.at}
            for row in Report.objects.filter(subscriber=subscriber)
        ],
    }


@transaction.atomic
def erase(subscriber: Subscriber) -> None:
    """Forget somebody: the address and all that hangs on it. A digest stays, so that nobody signs them up but they."""
    end_all(subscriber)
    _forget(subscriber, Suppression.Why.ERASED)


@transaction.atomic
def refuse(subscriber: Subscriber) -> None:
    """It was not they who asked, and they are not to be asked again. Whoever has a newsletter ends it instead."""
    if not subscriber.subscriptions.in_force().exists():
        _forget(subscriber, Suppression.Why.REFUSED)


def _begin(subscription: Subscription, **facts) -> None:
    """From here on, unless it is in force already: a button that is pressed twice begins it once."""
    waiting = Subscription.objects.filter(
        Q(confirmed_at=None) | Q(ended_at__isnull=False), pk=subscription.pk
    )
    if waiting.update(**facts, confirmed_at=clock.now(), ended_at=None, ended_by=""):
        numbers.count(subscription.newsletter, "confirmed")


def _open(subscriber: Subscriber) -> QuerySet[Subscription]:
    return subscriber.subscriptions.filter(ended_at=None).select_related("newsletter")


def _forget(subscriber: Subscriber, why: str) -> None:
    """What the desk's own log says of them, and what mail servers said of letters to them, may name the address, and a
    domain may be one person's. A sign-up of theirs that still waits is answered by no letter."""
    suppressing.suppress(subscriber.mailbox, why)
    SignUp.objects.waiting().filter(address__iexact=subscriber.mailbox).answer(clock.now())
    subscriber.deliveries.update(said="", domain="")
    Report.objects.filter(delivery__subscriber=subscriber).delete()
    noun = ContentType.objects.get_for_model(Subscriber)
    logged = LogEntry.objects.filter(content_type=noun, object_id=str(subscriber.pk))
    logged.update(object_repr="Somebody who was erased", change_message="")
    subscriber.delete()
