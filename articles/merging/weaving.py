"""Three texts into one: what two people began from, and what each made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

from articles.differences.pairing import paired, work
from articles.merging.aligning import MOST_SAME_PARTS, Alignment

Blend = Callable[[str, str, str], str | None]
MINE, THEIRS, BOTH = "mine", "theirs", "both"
Reading = TypeVar("Reading")
Put = int | str  # What was moved to a place, by its place in the base, or put in there, as its text.


@dataclass(frozen=True)
class Strand:
    """One part of a text in its three readings, and what comes of them. Empty is a reading in which it does not stand.

    `text` is what comes out: empty if it goes, None if somebody has to choose between `mine` and `theirs`.
    """

    base: str
    mine: str
    theirs: str
    text: str | None
    moved: str = ""  # by whom

    @property
    def is_fork(self) -> bool:
        return self.text is None

    @property
    def by(self) -> str:
        """Whose change it is: mine, theirs, both's or nobody's."""
        if self.mine == self.theirs:
            return BOTH if self.mine != self.base else self.moved
        return MINE if self.theirs == self.base else THEIRS if self.mine == self.base else BOTH


def three_way(
    base: Reading,
    mine: Reading,
    theirs: Reading,
    blend: Callable[[Reading, Reading, Reading], Reading | None],
) -> Reading | None:
    """What comes of two people's changes of one thing; `blend` is asked where both changed it."""
    if mine == theirs or theirs == base:
        return mine
    return theirs if mine == base else blend(base, mine, theirs)


def weave(
    base: Sequence[str],
    mine: Sequence[str],
    theirs: Sequence[str],
    align: Callable[[Sequence[str], Sequence[str]], Alignment],
    blend: Blend,
    words: Callable[[str], str] = str,
) -> list[Strand]:
    """The parts of a text in the order in which they come out, those that go and those to be chosen among them.

    What neither moved keeps its order; what somebody moved or put in stands behind what it stands behind with them.
    """
    ours, others = align(base, mine), align(base, theirs)
    moved = ours.moved | others.moved

    def strand(i: int) -> Strand:
        readings = base[i], _at(mine, ours.to.get(i)), _at(theirs, others.to.get(i))
        by = (MINE if i in ours.moved else "") or (THEIRS if i in others.moved else "")
        return Strand(*readings, three_way(*readings, blend), by)

    of_mine = _slots(mine, ours, moved, ours.moved)
    of_theirs = _slots(theirs, others, moved, others.moved - ours.moved)
    woven: list[Strand] = []
    for i in range(-1, len(base)):
        if i >= 0 and i not in moved:
            woven.append(strand(i))
        woven += _side_by_side(of_mine.get(i, []), of_theirs.get(i, []), strand, words)
    return woven


def _at(side: Sequence[str], place: int | None) -> str:
    return "" if place is None else side[place]


def _slots(side, aligned: Alignment, moved: set[int], placed: set[int]) -> dict[int, list[Put]]:
    """What a side moved (by its place in the base) or put in (as its text), by the place of what it stands behind."""
    slots: dict[int, list[Put]] = {}
    behind, back = -1, aligned.back()
    for place, text in enumerate(side):
        i = back.get(place)
        if i is None or i in placed:
            slots.setdefault(behind, []).append(text if i is None else i)
        elif i not in moved:
            behind = i
    return slots


def _side_by_side(mine: list[Put], theirs: list[Put], strand, words) -> list[Strand]:
    """What both put at one place: once what is the same, side by side what is alike; of the rest theirs comes first."""
    woven: list[Strand] = []
    ours, others = [_named(part) for part in mine], [_named(part) for part in theirs]
    if not (mine and theirs) or work(ours, others) > MOST_SAME_PARTS:
        opcodes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(mine), 0, len(theirs))]
    else:
        opcodes = SequenceMatcher(None, ours, others, autojunk=False).get_opcodes()
    for tag, i, j, k, m in opcodes:
        if tag == "equal":
            woven += [
                strand(part) if isinstance(part, int) else Strand("", part, part, part) for part in mine[i:j]
            ]
            continue
        those, these = ([_read(part, words) for part in parts] for parts in (theirs[k:m], mine[i:j]))
        for there, here in paired(those, these):
            their_part = None if there is None else theirs[k + there]
            my_part = None if here is None else mine[i + here]
            woven += _pair(my_part, their_part, strand)
    return woven


def _named(part: Put) -> str:
    return f"\0{part}" if isinstance(part, int) else part


def _read(part: Put, words) -> str:
    return "" if isinstance(part, int) else words(part)


def _pair(mine: Put | None, theirs: Put | None, strand) -> list[Strand]:
    if isinstance(mine, str) and isinstance(theirs, str):
        return [Strand("", mine, theirs, None)]
    pair = []
    if theirs is not None:
        pair.append(strand(theirs) if isinstance(theirs, int) else Strand("", "", theirs, theirs))
    if mine is not None:
        pair.append(strand(mine) if isinstance(mine, int) else Strand("", mine, "", mine))
    return pair
