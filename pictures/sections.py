"""The sections of the paper: the room above says which there are, for terms name sections, and this room has none."""

from collections.abc import Callable

_NAMES: list[Callable[[], dict[str, str]]] = []
_LINEAGES: list[Callable[[str], dict[str, str]]] = []


def declare(*, names: Callable[[], dict[str, str]], lineage: Callable[[str], dict[str, str]]) -> None:
    """Let a room above say which sections there are, slug → name, in their order; and of one, what it is a part of too.

    Once, when the house starts.
    """
    _NAMES.append(names)
    _LINEAGES.append(lineage)


def names() -> dict[str, str]:
    """Slug → name of every section there is, in their order."""
    return {slug: name for asked in _NAMES for slug, name in asked().items()}


def lineage(slug: str) -> dict[str, str]:
    """Slug → name of a section and of the one that it is a part of: what terms deny to either they deny to it."""
    return {one: name for asked in _LINEAGES for one, name in asked(slug).items()}
