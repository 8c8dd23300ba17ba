"""Handing deliveries out, and keeping what became of each. The row is the queue, and the only truth.

Whoever takes a row moves the moment from when it is offered to the end of a lease, and counts one attempt. If they die,
it is offered again by itself; what was accepted never is. The number of attempts fences: who was too slow cannot
disturb who has the row now. On PostgreSQL workers step over each other's rows; on SQLite they queue.
"""

import random
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q

from articles import clock
from articles.clock import DatabaseNow
from newsletters.deliveries import mark
from newsletters.deliveries.pacing import Buckets
from newsletters.models import Delivery, Issue

TAKE = 100
# Far longer than a batch takes, so that no two workers have a row in hand while both live.
LEASE = timedelta(minutes=5)
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
ATTEMPTS = 12  # With the rests between them some seven hours: a morning’s letter is no use at night.

State = Delivery.State


def next_issue() -> Issue | None:
    """An issue of which something is due; of several any, so that none waits for another's end."""
    due = Delivery.objects.waiting().filter(issue=OuterRef("pk"), offered_at__lte=DatabaseNow())
    issues = Issue.objects.leaving().filter(Exists(due)).select_related("newsletter")
    return issues.order_by("?").first()


def take(issue: Issue) -> list[Delivery]:
    """Take in hand what is due of an issue, the longest waiting first, as far as the pace allows."""
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    with transaction.atomic():
        now = clock.now()
        buckets = Buckets.locked(now)
        due = Delivery.objects.due().filter(buckets.open_to(), issue=issue).order_by("offered_at", "pk")
        rows = list(due.select_related("subscriber").select_for_update(of=("self",), **lock)[:TAKE])
        worn_out = [row.pk for row in rows if row.attempts >= ATTEMPTS]
        Delivery.objects.filter(pk__in=worn_out).update(state=State.FAILED, said="It was tried to the end.")
        rows = buckets.within(row for row in rows if row.attempts < ATTEMPTS)
        buckets.keep(now)
        if not rows:
            return []
        taken = Delivery.objects.filter(pk__in=[row.pk for row in rows])
        taken.update(attempts=F("attempts") + 1, offered_at=now + LEASE)
        Issue.objects.filter(pk=issue.pk).update(moved_at=now)
        reached = mark.advance()
    mark.note(reached)
    for row in rows:
        row.attempts += 1
    return rows


def accepted(row: Delivery, said: str = "") -> None:
    """A mail server has it: kept at once, by itself. From here on it is never offered again, whoever has it in hand."""
    ours = Delivery.objects.filter(Q(state=State.WAITING) | Q(state=State.LEFT_OUT), pk=row.pk)
    ours.update(state=State.SENT, sent_at=DatabaseNow(), said=said[:500])


def put_back(row: Delivery, why: str) -> None:
    """Not now, said the server: it is offered again after a rest, or has failed after too many."""
    if row.attempts >= ATTEMPTS:
        refused(row, why)
    else:
        _still_mine(row).update(offered_at=clock.now() + rest_after(row.attempts), said=why[:500])


def refused(row: Delivery, why: str) -> None:
    """Not ever: it has failed."""
    _still_mine(row).update(state=State.FAILED, said=why[:500])


def leave_out(rows: Iterable[Delivery], why: str) -> None:
    """Nobody wants it by now."""
    keys = [row.pk for row in rows]
    Delivery.objects.waiting().filter(pk__in=keys).update(state=State.LEFT_OUT, said=why)


def give_back(rows: Iterable[Delivery]) -> None:
    """What was taken and not begun is offered again at once, as if nobody had taken it."""
    for row in rows:
        _still_mine(row).update(offered_at=DatabaseNow(), attempts=F("attempts") - 1)


def rest_after(attempts: int) -> timedelta:
    """Twice as long each time, up to an hour, and by chance less, so that what failed together does not come back."""
    return min(FIRST_REST * 2 ** min(attempts - 1, 20), LONGEST_REST) * random.uniform(0.5, 1)


def _still_mine(row: Delivery):
    return Delivery.objects.waiting().filter(pk=row.pk, attempts=row.attempts)
