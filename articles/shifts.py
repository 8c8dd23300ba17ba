"""When workers were at work, so that the desk can see what came to pass while none was."""

import os
import socket
from datetime import datetime, timedelta

from articles import clock
from articles.models import Shift

# Between one word of a worker and its next: a letter to a slow post office takes a while, and is no absence.
AWAY_AFTER = timedelta(minutes=2)
KEPT = timedelta(days=90)


def clock_in(shift: Shift | None = None) -> Shift:
    """Say that this worker is at work: for as long as it goes on, in the shift in which it said so before.

    Where nobody had been at work for longer than AWAY_AFTER, be it that none ran or that the machine slept, a new
    shift begins, and keeps since when. Its `before` says when anybody was at work last.
    """
    now, last = clock.now(), last_seen()
    is_waking = is_long_ago(last, now)
    if shift is None or is_waking:
        Shift.objects.filter(seen_at__lt=now - KEPT).delete()
        away_since = last if is_waking else None
        shift = Shift.objects.create(worker=_name(), began_at=now, seen_at=now, away_since=away_since)
    else:
        shift.seen_at = max(now, shift.seen_at)
        shift.save(update_fields=["seen_at"])
    shift.before = last or now
    return shift


def last_seen() -> datetime | None:
    """When anybody was at work last; None if never."""
    return Shift.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


def is_long_ago(last: datetime | None, now: datetime) -> bool:
    """Whether nobody is at work, if somebody was last seen at work then; not so where nobody ever was."""
    return last is not None and now - last > AWAY_AFTER


def _name() -> str:
    return f"{socket.gethostname()}, process {os.getpid()}"[:120]
