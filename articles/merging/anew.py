"""A paragraph written anew in plain words: what was linked or set off in the texts that it was made of stays so."""

import html as entities
import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from articles import body
from articles.body.characters import escape
from articles.body.grammar import GRAMMAR
from articles.differences.pairing import work
from articles.differences.tokens import tokens
from articles.merging.words import MOST_SAME_WORDS

_PIECE = re.compile(r"<(/?)([a-z0-9]+)[^>]*>|[^<]+")
_MARKS = {kind.tag for kind in GRAMMAR.values() if kind.is_mark}
_HEADING = re.compile(r"<(h[23])>")
Marks = tuple[str, ...]  # Opening tags of what a word is marked as, the outermost first.


def written_anew(text: str, *readings: str) -> str:
    """Plain text as blocks of a body, a line each, with the marks that its words have in blocks that it was made of.

    Of several `readings` the first that has the words says how they are marked. A heading stays one.
    """
    lines = [line for line in text.split("\n") if line.strip()]
    heading = _HEADING.match(readings[0]) if readings and len(lines) == 1 else None
    tag = heading[1] if heading else "p"
    return body.clean("\n".join(f"<{tag}>{_marked(line, readings)}</{tag}>" for line in lines))


def _marked(line: str, readings: Iterable[str]) -> str:
    words = tokens(line)
    found: list[Marks | None] = [None] * len(words)
    for reading in readings:
        for place, marks in _marks_of(words, reading):
            found[place] = marks if found[place] is None else found[place]
    return "".join(map(_set, words, found))


def _marks_of(words: list[str], reading: str) -> Iterable[tuple[int, Marks]]:
    """Which of some words stand in a block in their order, and how they are marked there."""
    theirs = _words(reading)
    there = [word for word, _ in theirs]
    if work(there, words) > MOST_SAME_WORDS:
        return
    for at, place, size in SequenceMatcher(str.isspace, there, words, autojunk=False).get_matching_blocks():
        for step in range(size):
            yield place + step, theirs[at + step][1]


def _words(block: str) -> list[tuple[str, Marks]]:
    """The words, marks and spaces of a block, each with what it is marked as."""
    words: list[tuple[str, Marks]] = []
    marks: list[str] = []
    for piece in _PIECE.finditer(block):
        closes, tag = piece[1], piece[2]
        if tag in _MARKS and closes:
            marks.pop()
        elif tag in _MARKS:
            marks.append(piece[0])
        elif not tag:
            words += [(word, tuple(marks)) for word in tokens(entities.unescape(piece[0]))]
    return words


def _set(word: str, marks: Marks | None) -> str:
    opening = marks or ()
    closing = "".join(f"</{_PIECE.match(mark)[2]}>" for mark in reversed(opening))  # type: ignore[index]
    return f"{''.join(opening)}{escape(word)}{closing}"
