"""Handing out what is due, and keeping what became of it. The row is the queue, and the only truth.

Whoever takes a row moves the moment from when it is offered to the end of a lease, and counts one attempt. If they
die, it is offered again by itself. What was recorded as delivered is never offered again. On PostgreSQL workers step
over each other's rows; on SQLite whoever begins to write first has them.
"""

import random
from collections.abc import Iterable
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F

from articles import clock
from articles.clock import DatabaseNow
from articles.effects.sending import Undelivered
from articles.models import Edition, Effect

TAKE = 24
# Far longer than a try takes, so that no two workers have a row in hand while both live.
LEASE = timedelta(seconds=60)
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(hours=1)
ATTEMPTS = 16  # With the rests between them some seven hours.
KEPT = timedelta(days=30)
_SWEPT_AT_ONCE = 1000


def take() -> list[Effect]:
    """Take in hand what is due, the longest waiting first: as much as one worker does while a lease runs.

    Each comes with its story, and its edition as it is read, with what is asked of its story now. A row that has
    ended with its worker again and again is dead.
    """
    lock = {"skip_locked": True} if connection.features.has_select_for_update_skip_locked else {}
    with transaction.atomic():
        due = Effect.objects.due().order_by("offered_at", "pk").select_related("story__desk")
        rows = list(due.select_for_update(of=("self",), **lock)[:TAKE])
        worn_out = [row.pk for row in rows if row.attempts >= ATTEMPTS]
        rows = [row for row in rows if row.attempts < ATTEMPTS]
        now = clock.now()
        if worn_out:
            died = f"Its worker ended {ATTEMPTS} times without saying why."
            Effect.objects.filter(pk__in=worn_out).update(dead_at=now, last_error=died)
        if rows:
            taken = Effect.objects.filter(pk__in=[row.pk for row in rows])
            taken.update(attempts=F("attempts") + 1, offered_at=now + LEASE)
    editions = Edition.objects.for_reading().in_bulk({row.edition_id for row in rows if row.edition_id})
    for row in rows:
        row.attempts += 1
        row.edition = editions.get(row.edition_id) if row.edition_id else None
    return rows


def delivered(effect: Effect) -> None:
    """Somebody has it. From here on it is never offered again, whoever else may have it in hand."""
    done = Effect.objects.filter(pk=effect.pk)
    done.update(delivered_at=DatabaseNow(), dead_at=None, last_error="")


def failed(effect: Effect, why: Undelivered) -> None:
    """Nobody took it: it is offered again after a rest, or is dead; unless it is somebody else's by now."""
    now, mine = clock.now(), Effect.objects.waiting().filter(pk=effect.pk, attempts=effect.attempts)
    if why.is_final or effect.attempts >= ATTEMPTS:
        mine.update(dead_at=now, last_error=str(why))
    else:
        again_in = why.again_in or rest_after(effect.attempts)
        mine.update(offered_at=now + again_in, last_error=str(why))


def give_back(effects: Iterable[Effect]) -> None:
    """What was taken and not begun is offered again at once, as if nobody had taken it."""
    for effect in effects:
        mine = Effect.objects.waiting().filter(pk=effect.pk, attempts=effect.attempts)
        mine.update(offered_at=DatabaseNow(), attempts=F("attempts") - 1)


def let_rest(channel: str, recipient: str) -> None:
    """Somebody does not answer: what else is due to them waits a little, while others are served."""
    until = clock.now() + FIRST_REST
    theirs = Effect.objects.waiting().filter(channel=channel, recipient=recipient, offered_at__lt=until)
    theirs.update(offered_at=until)


def rest_after(attempts: int) -> timedelta:
    """How long an effect rests after so many attempts: twice as long each time, up to an hour, and by chance less, so
    that what failed together does not come back together."""
    longest = min(FIRST_REST * 2 ** min(attempts - 1, 20), LONGEST_REST)
    return longest * random.uniform(0.5, 1)


def retry(effects: Iterable[Effect]) -> int:
    """Offer the dead again, with all their attempts before them; returns how many were."""
    dead = Effect.objects.dead().filter(pk__in=[effect.pk for effect in effects])
    return dead.update(dead_at=None, attempts=0, offered_at=DatabaseNow())


def sweep() -> int:
    """Let go of what was delivered long ago; returns how many rows went."""
    old = Effect.objects.filter(delivered_at__lt=clock.now() - KEPT).values("pk")[:_SWEPT_AT_ONCE]
    return Effect.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()[0]
