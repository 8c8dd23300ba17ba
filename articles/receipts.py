"""Receipts: of which windows they are kept, and when each is looked for.

The looking itself is done by `articles.witness`, as readers do it; what they say together is in `articles.proof`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Exists, Min, OuterRef

from articles import alarms, freshness
from articles.models import Edition, Receipt
from articles.moments import NEVER

# A worker looks back to when one was at work last, and no further than a day: what an import or the demo lets open
# at an hour long past was never awaited by anybody.
FURTHEST_BACK = timedelta(days=1)
# Of what is due together, every list is asked for first of all, and some of the stories' own pages in each round.
MOST_OWN_PAGES, MOST_ON_LISTS = 24, 3_000
# Until when nobody else looks for what a worker has in hand.
LEASE = timedelta(minutes=1)

# At once, and then less and less often, for about ten minutes.
FIRST_PAUSE, GROWS, LONGEST_PAUSE = 0.25, 1.6, 15.0
MOST_LOOKS = 48

_LEARNED = ("looks", "state", "found", "next_look_at", "seen_at", "missed_at", "late_at")
_OPENING, _ENDING = Receipt.Kind.OPENING, Receipt.Kind.ENDING
_AWAITED, _SEEN, _GIVEN_UP = Receipt.State.AWAITED, Receipt.State.SEEN, Receipt.State.GIVEN_UP


def expect(surfaces: Iterable[str], *, since: datetime, now: datetime) -> None:
    """Write down what readers should see, surface by surface, of the windows that opened or ended since a moment.

    `since` is when a worker was last at work. What a verb opened may come to light a little later than its hour.
    """
    begins = max(since - freshness.LONGEST_TRANSACTION, now - FURTHEST_BACK)
    surfaces = list(surfaces)
    rows = [
        Receipt(edition_id=pk, kind=kind, surface=surface, due_at=due_at, next_look_at=due_at)
        for kind, pk, due_at in (*_opened(begins, now), *_ended(begins, now))
        for surface in surfaces
    ]
    Receipt.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def claim(*, now: datetime) -> list[Receipt]:
    """What is to be looked for now, each with its edition; until the lease runs out nobody else gets it."""
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    due = Receipt.objects.select_for_update(of=("self",), **lock).filter(next_look_at__lte=now)
    due = due.select_related("edition__section").order_by("next_look_at", "pk")
    own_pages, lists = due.filter(surface=Receipt.OWN_PAGE), due.exclude(surface=Receipt.OWN_PAGE)
    claimed = [*own_pages[:MOST_OWN_PAGES], *lists[:MOST_ON_LISTS]]
    Receipt.objects.filter(pk__in=[one.pk for one in claimed]).update(next_look_at=now + LEASE)
    return claimed


@transaction.atomic
def note(looked: Sequence[tuple[Receipt, str, str]], *, at: datetime) -> None:
    """Write down what looks came to: receipt, Receipt.State, and what stood there instead.

    What was looked for in vain is looked for again; what is late by now is told to the desk, once.
    """
    late = []
    for receipt, state, found in looked:
        receipt.looks += 1
        receipt.state, receipt.found, receipt.next_look_at = state, found[:120] or receipt.found, None
        if state == _SEEN:
            receipt.seen_at = at
        elif state == _AWAITED:
            receipt.missed_at = at
            if receipt.late_at is None and at >= receipt.late_from:
                receipt.late_at = at
                late.append(receipt)
            _look_again(receipt, at)
    Receipt.objects.bulk_update([receipt for receipt, _, _ in looked], _LEARNED, batch_size=500)
    alarms.ring(late, at=at)


def next_look(now: datetime) -> datetime | None:
    """When there is something to look for next: what is awaited, or the next window that opens or ends."""
    awaited = Receipt.objects.aggregate(next=Min("next_look_at"))["next"]
    coming = Edition.objects.coming(now).filter(live_from__lt=NEVER)  # What is held opens at no hour.
    opens = coming.values_list("live_from", flat=True).first()
    ending = Edition.objects.filter(live_until__gt=now, live_until__lt=NEVER)
    ends = ending.aggregate(next=Min("live_until"))["next"]
    return min((moment for moment in (awaited, opens, ends) if moment), default=None)


def _look_again(receipt: Receipt, at: datetime) -> None:
    if receipt.looks >= MOST_LOOKS:
        receipt.state = _GIVEN_UP
        return
    pause = timedelta(seconds=min(FIRST_PAUSE * GROWS ** (receipt.looks - 1), LONGEST_PAUSE))
    again = at + pause
    # Whether it is late is known at the moment from which it is.
    receipt.next_look_at = min(again, receipt.late_from) if at < receipt.late_from else again


def _opened(begins: datetime, now: datetime) -> list[tuple[str, int, datetime]]:
    """Editions that readers have since then, and no receipt speaks of yet."""
    found = Edition.objects.live(now).filter(live_from__gt=begins).exclude(_has_receipts(_OPENING))
    return [(_OPENING, *row) for row in found.order_by("live_from").values_list("pk", "live_from")]


def _ended(begins: datetime, now: datetime) -> list[tuple[str, int, datetime]]:
    """Editions that ended since then, and left readers without any of their story."""
    ended = Edition.objects.filter(live_until__gt=begins, live_until__lte=now)
    followed = Exists(Edition.objects.live(now).filter(story=OuterRef("story")))
    went_on = Exists(Edition.objects.filter(story=OuterRef("story"), live_from=OuterRef("live_until")))
    found = ended.exclude(followed).exclude(went_on).exclude(_has_receipts(_ENDING))
    rows = found.order_by("live_until").values_list("pk", "live_until")
    return [(_ENDING, pk, ended_at) for pk, ended_at in rows if ended_at]


def _has_receipts(kind: str) -> Exists:
    return Exists(Receipt.objects.filter(edition=OuterRef("pk"), kind=kind))
