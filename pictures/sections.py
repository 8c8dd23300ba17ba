"""What the sections of the paper are called: the room above says, for terms name sections, and this room has none."""

from collections.abc import Callable

_NAMES: list[Callable[[], dict[str, str]]] = []


def declare(names: Callable[[], dict[str, str]]) -> None:
    """Let a room above say which sections there are: slug → name, in their order. Once, when the house starts."""
    _NAMES.append(names)


def names() -> dict[str, str]:
    """Slug → name of every section there is, in their order."""
    return {slug: name for asked in _NAMES for slug, name in asked().items()}
