"""Which part of a text became which part of another, and which were moved."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TypeVar

from articles.differences.pairing import MOST_PAIRS, likeness, paired, words_in, work

MOST_PARTS = 1_500  # Of each text; longer ones are laid side by side only where they begin and end alike.
MOST_SAME_PARTS = 10_000  # How often anything in one may stand for the same in the other.
MOVED = 0.7  # The share of words that a part has kept where it was moved and changed at once.

Part = TypeVar("Part")


@dataclass
class Alignment:
    """Where each part of the base stands on a side, by their places; `moved` are those that left their order."""

    to: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)

    def back(self) -> dict[int, int]:
        """From places on the side to places in the base."""
        return {there: here for here, there in self.to.items()}


def align(base: Sequence[str], side: Sequence[str], words: Callable[[str], str] = str) -> Alignment:
    """Lay a text's parts beside those of another. `words` says what a part reads as: by that its likeness is judged."""
    found = Alignment()
    stretches = list(_stretches(base, side, found))
    _find_moved_whole(base, side, found)
    taken = set(found.to.values())
    for stretch in stretches:
        before = [i for i in stretch[0] if i not in found.to]
        after = [k for k in stretch[1] if k not in taken]
        if len(before) == len(after) == 1:
            found.to[before[0]] = after[0]
            continue
        pairs = paired([words(base[i]) for i in before], [words(side[k]) for k in after])
        found.to |= {before[i]: after[k] for i, k in pairs if i is not None and k is not None}
    _find_moved_and_changed(base, side, words, found)
    return found


def align_by(base: Sequence[Part], side: Sequence[Part], key: Callable[[Part], Hashable]) -> Alignment:
    """The same for rows that are known by a key, each of which stands once."""
    places = {key(part): place for place, part in enumerate(side)}
    found = Alignment({n: places[key(part)] for n, part in enumerate(base) if key(part) in places})
    order = [found.to[n] for n in sorted(found.to)]
    still = {
        order[i + n]
        for i, _, size in SequenceMatcher(None, order, sorted(order), autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    found.moved = {here for here, there in found.to.items() if there not in still}
    return found


def _stretches(base: Sequence[str], side: Sequence[str], found: Alignment):
    """Find what stayed as it was; yield the places of what did not, stretch by stretch."""
    shorter = min(len(base), len(side))
    head = next((n for n in range(shorter) if base[n] != side[n]), shorter)
    tail = next((n for n in range(shorter - head) if base[-1 - n] != side[-1 - n]), shorter - head)
    found.to |= {n: n for n in range(head)}
    found.to |= {len(base) - 1 - n: len(side) - 1 - n for n in range(tail)}
    before, after = base[head : len(base) - tail], side[head : len(side) - tail]
    if max(len(before), len(after)) > MOST_PARTS or work(before, after) > MOST_SAME_PARTS:
        yield range(head, len(base) - tail), range(head, len(side) - tail)
        return
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.to |= {head + i + n: head + k + n for n in range(j - i)}
        elif i < j and k < m:
            yield range(head + i, head + j), range(head + k, head + m)


def _find_moved_whole(base: Sequence[str], side: Sequence[str], found: Alignment) -> None:
    """Match what vanished from its place with the same that appeared elsewhere."""
    gone, new = _left(base, side, found)
    places: dict[str, list[int]] = {}
    for there in reversed(new):
        places.setdefault(side[there], []).append(there)
    for here in gone:
        if places.get(base[here]):
            _move(found, here, places[base[here]].pop())


def _find_moved_and_changed(base: Sequence[str], side: Sequence[str], words, found: Alignment) -> None:
    """Match what vanished from its place with the likest that appeared elsewhere."""
    gone, new = _left(base, side, found)
    if len(gone) * len(new) > MOST_PAIRS:
        return
    readings = {there: words_in(words(side[there])) for there in new}
    for here in gone:
        reading = words_in(words(base[here]))
        likest = max(readings, key=lambda there: likeness(reading, readings[there]), default=None)
        if likest is not None and likeness(reading, readings[likest]) >= MOVED:
            _move(found, here, likest)
            del readings[likest]


def _left(base: Sequence[str], side: Sequence[str], found: Alignment) -> tuple[list[int], list[int]]:
    """The places that have no partner yet."""
    taken = set(found.to.values())
    gone = [n for n in range(len(base)) if n not in found.to]
    return gone, [n for n in range(len(side)) if n not in taken]


def _move(found: Alignment, here: int, there: int) -> None:
    found.to[here] = there
    found.moved.add(here)
