"""How much one text changes in another, in numbers."""

from collections.abc import Iterable
from typing import NamedTuple

from articles.differences.side_by_side import IN, OUT, Passage
from articles.differences.tokens import is_letter, tokens


class Tally(NamedTuple):
    """Words put in and taken out, and paragraphs that only moved: their words are not counted."""

    put_in: int
    taken_out: int
    moved: int


def tally(passages: Iterable[Passage]) -> Tally:
    """The sum of a difference. A word is what has a letter or figure at its head; Han and kana count one by one."""
    passages = list(passages)
    changed = [piece for passage in passages if not passage.moved for piece in passage.pieces]
    put_in, taken_out = (
        sum(is_letter(token[0]) for piece in changed if piece.kind == kind for token in tokens(piece.words))
        for kind in (IN, OUT)
    )
    moved = sum(passage.moved for passage in passages if passage.pieces[:1] and passage.pieces[0].kind == IN)
    return Tally(put_in, taken_out, moved)
