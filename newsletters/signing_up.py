"""How somebody signs up: a slip is dropped into a letterbox, and opened by the worker, who asks by letter whether it
was they.

Whoever takes the slip in looks nothing up, so that the answer, and the time it takes, cannot tell whether an address
is new, known, not confirmed or suppressed. What is taken in is bounded by network and in all, and so is what goes out:
to a mailbox one letter a day, and to all the names of one three.
"""

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from articles import clock
from newsletters import asking, audience, links, mailboxes, numbers, suppressing
from newsletters.models import Newsletter, SignUp, Subscriber, Subscription
from newsletters.words import spoken

A_NETWORK_AN_HOUR, ALL_AN_HOUR = 20, 600
A_ROOT_A_DAY = 3
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEASE, TRY_AGAIN = timedelta(minutes=5), timedelta(minutes=10)
AT_ONCE = 50


class Asked(NamedTuple):
    """Who is asked for what they do not have, and told of what they have."""

    subscriber: Subscriber
    wanted: list[Newsletter]
    had: list[Newsletter]


class TooMany(Exception):
    """More came in the last hour, from one network or in all, than is asked about. The message tells readers so."""

    def __init__(self):
        super().__init__("Too many sign-ups came from your network in the last hour: try again in an hour.")


def drop(address: str, newsletters: list[int], *, network: str, asked_on: str = "") -> None:
    """Drop a slip into the letterbox. Raises TooMany, and then keeps nothing.

    `address` is as `mailboxes.address_of` gives it. Those who come in the same instant do not see each other: it may
    be more by as many.
    """
    _drop(address, newsletters, network=network, asked_on=asked_on)


def come_back(subscriber: Subscriber, newsletters: list[int], *, network: str) -> None:
    """Have somebody asked whose letters came back or were said to be junk, and who shows a link of their own.

    Only a letter tells whether they still read there, and it is theirs to say yes. Raises TooMany.
    """
    _drop(subscriber.address, newsletters, network=network, asked_on="preferences", is_by_link=True)


def _drop(address: str, newsletters: list[int], *, network: str, **facts) -> None:
    now = clock.now()
    lately = SignUp.objects.filter(at__gt=now - HOUR)
    if lately.filter(network=network).count() >= A_NETWORK_AN_HOUR or lately.count() >= ALL_AN_HOUR:
        raise TooMany
    facts["asked_on"] = facts["asked_on"][:200]
    SignUp.objects.create(
        **facts,
        address=address,
        newsletters=newsletters,
        at=now,
        network=network,
        root=mailboxes.digest_of(mailboxes.root_of(address.lower())),
        offered_at=now,
    )


def answer_due() -> int:
    """Open the slips that wait, and send the letters they ask for. Returns how many were answered.

    A worker that dies in the midst of one leaves it to another after some minutes. A letter that may have gone is not
    sent again: of two a day and none, none is the smaller harm.
    """
    answered = 0
    for slip in SignUp.objects.due()[:AT_ONCE]:
        leased_until = clock.now() + LEASE
        if SignUp.objects.due().filter(pk=slip.pk).update(offered_at=leased_until):
            answered += _answer(slip)
    return answered


def forget_old() -> int:
    """Let go of what nobody confirmed in a week, and of slips after a day. Returns how many rows went."""
    now = clock.now()
    long_ago = now - links.CONFIRM_WITHIN
    slips, _ = SignUp.objects.filter(at__lt=now - DAY).delete()
    unconfirmed, _ = Subscription.objects.unconfirmed().filter(asked_at__lt=long_ago).delete()
    nobodys = Subscriber.objects.filter(subscriptions=None, made_at__lt=long_ago)
    asked_long_ago = Q(asked_at=None) | Q(asked_at__lt=long_ago)
    subscribers, _ = nobodys.filter(asked_long_ago).delete()
    return slips + unconfirmed + subscribers


def _answer(slip: SignUp) -> bool:
    """Ask whether it was they, if they may be asked. False if the letter could not leave, and is tried again."""
    now = clock.now()
    asked = _claimed(slip, now)
    if asked:
        try:
            asking.letter(asked.subscriber, wanted=asked.wanted, had=asked.had).send()
        except OSError as fault:
            if not _is_for_good(fault):
                _put_back(slip, asked, now)
                return False
            asked = None
    SignUp.objects.filter(pk=slip.pk).answer(now, mailed_at=now if asked else None)
    return True


@transaction.atomic
def _claimed(slip: SignUp, now: datetime) -> Asked | None:
    """Whom to ask for what, claimed so that no other letter goes there today; None if none may go."""
    newsletters, mailbox = _asked_for(slip), slip.address.lower()
    may_be_asked = suppressing.may_be_asked_back if slip.is_by_link else suppressing.may_be_asked
    lately = SignUp.objects.filter(root=slip.root, mailed_at__gt=now - DAY)
    if not newsletters or not may_be_asked(mailbox) or lately.count() >= A_ROOT_A_DAY:
        return None
    facts = {"address": slip.address, "language": spoken(newsletters[0].language)}
    subscriber, _ = Subscriber.objects.get_or_create(mailbox=mailbox, defaults=facts)
    not_today = Q(asked_at=None) | Q(asked_at__lte=now - DAY)
    if not Subscriber.objects.filter(not_today, pk=subscriber.pk).update(asked_at=now):
        return None
    rows = {row.newsletter: row for row in subscriber.subscriptions.select_related("newsletter")}
    had = [row.newsletter for row in audience.open_to(subscriber) if row.is_in_force]
    wanted = [newsletter for newsletter in newsletters if newsletter not in had]
    for newsletter in wanted:
        _note(subscriber, newsletter, slip, before=rows.get(newsletter))
    return Asked(subscriber, wanted, had)


def _asked_for(slip: SignUp) -> list[Newsletter]:
    """What takes sign-ups; by a link of their own somebody may also have again what takes nobody else now."""
    named = Newsletter.objects.filter(pk__in=slip.newsletters)
    return list(named if slip.is_by_link else named.filter(is_offered=True))


def _note(
    subscriber: Subscriber, newsletter: Newsletter, slip: SignUp, *, before: Subscription | None
) -> None:
    """That somebody asked for it and has not confirmed it; whoever asks again begins anew."""
    begun = {"asked_at": slip.at, "asked_on": slip.asked_on, "confirmed_at": None}
    Subscription.objects.update_or_create(
        subscriber=subscriber, newsletter=newsletter, defaults=begun | {"ended_at": None, "ended_by": ""}
    )
    if before is None or before.ended_at:
        numbers.count(newsletter, "asked")


def _put_back(slip: SignUp, asked: Asked, now: datetime) -> None:
    """As if it had not been tried, for a while."""
    SignUp.objects.filter(pk=slip.pk).update(offered_at=now + TRY_AGAIN)
    Subscriber.objects.filter(pk=asked.subscriber.pk).update(asked_at=asked.subscriber.asked_at)


def _is_for_good(fault: OSError) -> bool:
    """Whether a mail server will not take it later either; greylisting, it will (RFC 6647)."""
    refused = getattr(fault, "recipients", {}) if isinstance(fault, SMTPRecipientsRefused) else {}
    return bool(refused) and all(code >= 500 for code, _ in refused.values())
