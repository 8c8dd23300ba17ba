"""The parts of a copy in their readings, ready for a page: what was put in and taken out, and by whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from articles import body, merging
from articles.admin.copies import Telling, label
from articles.differences import Piece, within
from articles.merging import Part, Together

# The parts that are shown as they will be read; the others are lines of a table.
PROSE = ("kicker", "headline", "deck")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


@dataclass(frozen=True)
class Reading:
    """One part as it is shown: the words of what comes out, or of both sides where somebody has to choose."""

    part: Part
    label: str
    pieces: tuple[Piece, ...] = ()
    was: str = ""
    mine: tuple[Piece, ...] = ()
    theirs: tuple[Piece, ...] = ()
    whose: str = ""  # Who wrote it and when, where that is known.
    ordinal: int = 0  # Of a paragraph: the how many-eth it is.

    @property
    def title(self) -> str:
        """What a fork is called: “Headline”, “2nd paragraph”."""
        return f"{_ordinal(self.ordinal)} paragraph" if self.ordinal else self.label

    @property
    def has_mine(self) -> bool:
        return any(piece.kind != "out" for piece in self.mine)

    @property
    def has_theirs(self) -> bool:
        return any(piece.kind != "out" for piece in self.theirs)

    @property
    def is_new(self) -> bool:
        return not self.part.base and bool(self.pieces)

    @property
    def is_gone(self) -> bool:
        return bool(self.part.base) and not self.part.value and not self.part.is_fork

    @property
    def is_marks_alone(self) -> bool:
        """Whether links or emphasis changed, and no word."""
        return (
            bool(self.part.by) and all(piece.kind == "same" for piece in self.pieces) and not self.part.moved
        )


@dataclass(frozen=True)
class Unchanged:
    """Some paragraphs in which nothing changed."""

    paragraphs: list[str] = field(default_factory=list)


def fields(together: Together, telling: Telling, whose: dict[str, str] | None = None) -> Iterator[Reading]:
    """The fields that changed or have to be chosen; without the text."""
    for part in together.fields:
        if part.by or part.is_fork:
            yield _reading(part, telling, whose or {})


def paragraphs(
    together: Together, telling: Telling, whose: dict[str, str] | None = None
) -> list[Reading | Unchanged]:
    """The text in order: what changed, what has to be chosen, and between them what nobody touched."""
    rows: list[Reading | Unchanged] = []
    number = 0
    for part in together.text:
        number += bool(part.value or part.is_fork)
        if part.by or part.is_fork:
            rows.append(_reading(part, telling, whose or {}, number))
        elif part.value:
            last = rows[-1] if rows else None
            if not isinstance(last, Unchanged):
                last = Unchanged()
                rows.append(last)
            last.paragraphs.append(body.told(part.value))
    return rows


def tally(rows: Iterable[Any]) -> dict[str, int]:
    """How many words were put in and taken out, and how many paragraphs were moved."""
    shown = [row for row in rows if isinstance(row, Reading)]
    count = {"in": 0, "out": 0}
    for piece in (piece for row in shown for piece in row.pieces):
        if piece.kind in count:
            count[piece.kind] += len(piece.words.split())
    return count | {"moved": sum(bool(row.part.moved) for row in shown)}


def _reading(part: Part, telling: Telling, whose: dict[str, str], ordinal: int = 0) -> Reading:
    base, mine, theirs, value = (
        telling.said(part.name, one) for one in (part.base, part.mine, part.theirs, part.value)
    )
    facts: dict[str, Any] = {"whose": whose.get(part.key, ""), "ordinal": ordinal}
    facts["label"] = label(part.name)
    if part.is_fork:
        return Reading(part, was=base, mine=within(base, mine), theirs=within(base, theirs), **facts)
    return Reading(part, pieces=within(base, value), was=base, **facts)


def _ordinal(number: int) -> str:
    last = number % 100 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{_ENDINGS.get(last, 'th')}"


def compared(old: dict, new: dict) -> Together:
    """What one copy changed in another: each change is `mine`, and `base` is what stood."""
    return merging.bring_together(old, new, old | {name: new[name] for name in new.keys() - old.keys()})


def changed_back(together: Together, part: Part) -> dict:
    """The newer copy with one change undone: a field, or a paragraph with its place."""
    if not part.is_text:
        return {part.name: part.base}
    if not part.moved:
        return {"body": together.copy({part.key: part.base})["body"]}
    return {"body": "\n".join(filter(None, _moved_back(together, part)))}


def _moved_back(together: Together, moved: Part) -> list[str]:
    """The text with one paragraph behind the one that it stood behind."""
    order = merging.blocks(together.base_text)
    before = order[: order.index(moved.base)]
    rest = [part for part in together.text if part is not moved]
    place = max((n for n, part in enumerate(rest, 1) if part.base and part.base in before[-1:]), default=0)
    return [*(part.value for part in rest[:place]), moved.base, *(part.value for part in rest[place:])]
