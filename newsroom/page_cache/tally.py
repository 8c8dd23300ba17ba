"""How often this process answered a reader with a page that was kept, and how often it had to make one."""

from collections import Counter
from threading import Lock

HIT, STALE, SHARED, MADE, NOT_KEPT = "hit", "stale", "shared", "made", "not kept"

_counts: Counter[str] = Counter(dict.fromkeys((HIT, STALE, SHARED, MADE, NOT_KEPT), 0))
_lock = Lock()


def add(kind: str) -> None:
    """One more answer of a kind."""
    with _lock:
        _counts[kind] += 1


def counts() -> dict[str, int]:
    """How many of each kind since the process began."""
    with _lock:
        return dict(_counts)


def kind_of(status: str) -> str:
    """The kind of an answer, by what its Cache-Status says."""
    if status.startswith("hit"):
        return HIT
    return SHARED if status.endswith("collapsed") else MADE
