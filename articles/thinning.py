"""Which of a story's saves are let go in time, so that ten thousand of them leave a bounded number of rows."""

from collections.abc import Hashable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

# How old, and one for each so long a time: the newest in it.
STEPS = (
    (timedelta(minutes=10), timedelta(0)),
    (timedelta(days=1), timedelta(minutes=10)),
    (timedelta(days=90), timedelta(hours=1)),
    (timedelta.max, timedelta(days=1)),
)
MOST = 1_000  # Beyond it the oldest go, however far they lie apart.
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def let_go(saves: Iterable[tuple[Key, datetime]], now: datetime) -> list[Key]:
    """The keys of what is let go. `saves` come with their moments, the newest first; that one always stays."""
    gone: list[Key] = []
    kept = 0
    taken: set[tuple[timedelta, int]] = set()
    for key, at in saves:
        span = next(span for age, span in STEPS if now - at <= age)
        bucket = (span, (at - _EPOCH) // span) if span else None
        if kept and (bucket in taken or kept >= MOST):
            gone.append(key)
            continue
        kept += 1
        if bucket:
            taken.add(bucket)
    return gone
