"""Where pages are kept: Django's cache, in this process or in Redis. A cache that fails is an empty one."""

from django.core.cache import cache

from articles.freshness import REMEMBERED, SIGNAL
from newsroom.page_cache.entry import Entry

# A render that takes longer has died.
CLAIM_SECONDS = 20


def look(key: str) -> tuple[Entry | None, str | None]:
    """The page under a key, if it is kept, and the signal of the last touch."""
    found = cache.get_many((key, SIGNAL))
    return found.get(key), found.get(SIGNAL)


def keep(key: str, entry: Entry) -> None:
    cache.set(key, entry, REMEMBERED.total_seconds())


def claim(key: str) -> bool:
    """Whether making this page is ours alone; where the cache is away, everybody makes their own."""
    return cache.add(f"{key}:made", True, CLAIM_SECONDS)


def is_claimed(key: str) -> bool:
    return cache.get(f"{key}:made") is not None


def let_go(key: str) -> None:
    cache.delete(f"{key}:made")
