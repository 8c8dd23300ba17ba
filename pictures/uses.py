"""What the rooms above do with pictures: they say so, and this room asks. By default nobody uses any.

Conditions are asked inside this room's own queries, of the rows that are true at that moment: so there is no second
record of what is published, which could fall behind the first (decision 20).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, Q

if TYPE_CHECKING:
    from accounts.models import User
    from pictures.models import Picture

Condition = Q | Exists


@dataclass(frozen=True)
class Place:
    """Where a picture is used, for the desk: what uses it, the signs of how far that is, where in it."""

    title: str
    url: str
    said: str
    marks: list[tuple[str, str]] = field(default_factory=list)  # kind and word (components/mark.css)


@dataclass(frozen=True)
class Places:
    """The places that somebody may see, the newest first; how many are older, and how many out of their reach."""

    found: list[Place]
    older: int = 0
    unseen: int = 0


@dataclass(frozen=True)
class Rewriting:
    """How a room rewrites its working copies when a picture is replaced.

    `ahead` says of how many it would, for somebody; `rewrite` does, and returns plain data by which `put_back` finds
    each again.
    """

    ahead: Callable[["Picture", "User"], int]
    rewrite: Callable[["Picture", "Picture", "User"], list]
    put_back: Callable[[list, "Picture", "Picture", "User"], None]


Where = Callable[["Picture", "User"], Places]

_SHOWN: list[Condition] = []
_USED: list[Condition] = []
_WHERE: list[Where] = []
_REWRITING: list[Rewriting] = []


def declare(
    *,
    shown: Condition | None = None,
    used: Condition | None = None,
    where: Where | None = None,
    rewriting: Rewriting | None = None,
) -> None:
    """Let a room above say what it does with pictures. Once, when the house starts.

    `shown` and `used` are conditions on `Picture`, asked with the database's clock: readers have it,
    `Exists(Edition.objects.live().filter(pictures=OuterRef("pk")))`, or it is used, by the desk alone or ever.
    `where` finds the places in which one is used, as far as somebody may see them; `rewriting` changes its copies.
    """
    if shown is not None:
        _SHOWN.append(shown)
    if used is not None:
        _USED.append(used)
    if where is not None:
        _WHERE.append(where)
    if rewriting is not None:
        _REWRITING.append(rewriting)


def shown() -> Q:
    """The condition under which a picture is before readers."""
    return _any(_SHOWN)


def used() -> Q:
    """The condition under which something uses a picture: the desk's copy, or what readers have or had."""
    return _any([*_USED, *_SHOWN])


def where(picture: "Picture", user: "User") -> Places:
    """Everywhere that a picture is used, as far as somebody may see it."""
    asked = [find(picture, user) for find in _WHERE]
    return Places(
        [place for places in asked for place in places.found],
        older=sum(places.older for places in asked),
        unseen=sum(places.unseen for places in asked),
    )


def ahead(picture: "Picture", user: "User") -> int:
    """How many working copies somebody would rewrite by replacing a picture."""
    return sum(room.ahead(picture, user) for room in _REWRITING)


def rewrite(picture: "Picture", other: "Picture", by: "User") -> list:
    """Have all working copies use another picture; what was rewritten, room by room."""
    return [room.rewrite(picture, other, by) for room in _REWRITING]


def put_back(rewritten: list, picture: "Picture", other: "Picture", by: "User") -> None:
    """Have what was rewritten use the picture again that it used before."""
    for room, rows in zip(_REWRITING, rewritten, strict=False):
        room.put_back(rows, picture, other, by)


def _any(conditions: list[Condition]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= Q(condition)
    return found
