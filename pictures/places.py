"""Where pictures are used, and what becomes of the working copies there: the rooms above say so, and are asked."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from accounts.models import User
from pictures.models import Picture


@dataclass(frozen=True)
class Place:
    """Where a picture is used, for the desk: what uses it, the signs of how far that is, where in it."""

    title: str
    url: str
    said: str
    language: str = ""
    direction: str = ""
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

    ahead: Callable[[Picture, User], int]
    rewrite: Callable[[Picture, Picture, User], list]
    put_back: Callable[[list, Picture, Picture, User], None]


Where = Callable[[Picture, User], Places]
Against = Callable[[Collection[Picture], User], Places]

_WHERE: list[Where] = []
_AGAINST: list[Against] = []
_REWRITING: list[Rewriting] = []


def declare(*, where: Where, against: Against | None = None, rewriting: Rewriting | None = None) -> None:
    """Let a room above find where pictures are used, and where against their terms, and rewrite its copies.

    Once, when the house starts.
    """
    _WHERE.append(where)
    if against is not None:
        _AGAINST.append(against)
    if rewriting is not None:
        _REWRITING.append(rewriting)


def where(picture: Picture, user: User) -> Places:
    """Everywhere that a picture is used, as far as somebody may see it."""
    return _together([find(picture, user) for find in _WHERE])


def against(pictures: Collection[Picture], user: User) -> Places:
    """Where readers have some pictures, or are to have them, though the terms that these say now deny it."""
    return _together([find(pictures, user) for find in _AGAINST])


def ahead(picture: Picture, user: User) -> int:
    """How many working copies somebody would rewrite by replacing a picture."""
    return sum(room.ahead(picture, user) for room in _REWRITING)


def rewrite(picture: Picture, other: Picture, by: User) -> list:
    """Have all working copies use another picture; what was rewritten, room by room."""
    return [room.rewrite(picture, other, by) for room in _REWRITING]


def put_back(rewritten: list, picture: Picture, other: Picture, by: User) -> None:
    """Have what was rewritten use the picture again that it used before."""
    for room, rows in zip(_REWRITING, rewritten, strict=False):
        room.put_back(rows, picture, other, by)


def _together(asked: list[Places]) -> Places:
    return Places(
        [place for places in asked for place in places.found],
        older=sum(places.older for places in asked),
        unseen=sum(places.unseen for places in asked),
    )
