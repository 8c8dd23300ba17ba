"""Whom a newsletter goes to: the readers who signed up, or the newsroom's own people, who have it without asking.

It is asked when deliveries are made, and again at each one's turn: who has left the newsroom by then gets nothing.
"""

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.models.user import HOUSE
from newsletters import mailboxes, suppressing
from newsletters.models import Issue, Newsletter, Subscriber, Subscription
from newsletters.words import spoken

ENROLLED = "the newsroom"
# What ends a subscription without its reader: they may have it again.
BY_THE_MAIL = (Subscription.End.BOUNCE, Subscription.End.COMPLAINT)


def staff() -> QuerySet[User]:
    """Those who may enter the desk, as far as a letter finds them. The house itself reads no mail."""
    return User.objects.filter(is_active=True, is_staff=True).exclude(email__in=("", HOUSE))


def reached(newsletter: Newsletter) -> QuerySet[Subscription]:
    """The subscriptions by which a newsletter goes out now."""
    having = Subscription.objects.in_force().filter(newsletter=newsletter)
    return having.filter(subscriber__mailbox__in=_addresses()) if newsletter.is_for_staff else having


def enroll(issue: Issue) -> None:
    """Let everybody in the newsroom have what is theirs, as of when the issue was frozen.

    Whoever left the newsletter, had themselves erased or is kept out stays so.
    """
    newsletter, addresses = issue.newsletter, _willing(issue.newsletter)
    language = spoken(newsletter.language)
    Subscriber.objects.bulk_create(
        [
            Subscriber(address=address, mailbox=mailbox, language=language)
            for mailbox, address in addresses.items()
        ],
        ignore_conflicts=True,
    )
    begun = {"asked_at": issue.frozen_at, "asked_on": ENROLLED, "confirmed_at": issue.frozen_at}
    Subscription.objects.bulk_create(
        [
            Subscription(newsletter=newsletter, subscriber=subscriber, **begun)
            for subscriber in Subscriber.objects.filter(mailbox__in=addresses).order_by("pk")
        ],
        ignore_conflicts=True,
    )


def size(newsletter: Newsletter) -> int:
    """How many a newsletter reaches, if it leaves now."""
    return len(_willing(newsletter)) if newsletter.is_for_staff else reached(newsletter).count()


def in_words(newsletter: Newsletter) -> str:
    """How many it reaches, and who they are."""
    number = size(newsletter)
    if newsletter.is_for_staff:
        return f"{number} {'person' if number == 1 else 'people'} of the newsroom"
    return f"{number} {'reader' if number == 1 else 'readers'} who signed up"


def open_to(subscriber: Subscriber) -> list[Subscription]:
    """What somebody has, and what they may have again by their own word alone. Of the newsroom's, only its people."""
    theirs = Q(confirmed_at__isnull=False) & (
        Q(ended_at=None) | Q(ended_by__in=BY_THE_MAIL) | Q(newsletter__audience=Newsletter.Audience.STAFF)
    )
    rows = subscriber.subscriptions.filter(theirs).select_related("newsletter")
    found = list(rows.order_by("newsletter__position", "newsletter__name"))
    is_staff = any(row.newsletter.is_for_staff for row in found) and subscriber.mailbox in _addresses()
    return [row for row in found if is_staff or not row.newsletter.is_for_staff]


def _willing(newsletter: Newsletter) -> dict[str, str]:
    """Of the newsroom's addresses those that want a newsletter of theirs, by mailbox."""
    addresses = _addresses()
    ended = Subscription.objects.filter(newsletter=newsletter, ended_at__isnull=False)
    gone = set(ended.values_list("subscriber__mailbox", flat=True)) | suppressing.suppressed_among(addresses)
    return {mailbox: address for mailbox, address in addresses.items() if mailbox not in gone}


def _addresses() -> dict[str, str]:
    """The newsroom's addresses, by mailbox. One that no letter can go to is none."""
    found = {}
    for email in staff().values_list("email", flat=True):
        try:
            address, mailbox = mailboxes.address_of(email)
        except mailboxes.NotAnAddress:
            continue
        found[mailbox] = address
    return found
