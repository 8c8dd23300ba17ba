"""Pages of rooms above that robots are to find: they hand them in, and this room knows nothing of letters."""

from collections.abc import Callable, Iterable
from datetime import datetime

Found = Callable[[], Iterable[tuple[str, datetime | None]]]
_FOUND: list[Found] = []


def declare(found: Found) -> None:
    """Let a room above hand in paths, with when each changed last where that is known. Once, at the start."""
    _FOUND.append(found)


def gathered() -> list[tuple[str, datetime | None]]:
    return [page for found in _FOUND for page in found()]
