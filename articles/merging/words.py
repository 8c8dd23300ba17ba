"""One paragraph that two people changed: their changes together, if they changed different words."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from articles import body
from articles.differences.pairing import work
from articles.differences.tokens import tokens

MOST_SAME_WORDS = (
    30_000  # How often a word of one text may stand in the other where they are laid side by side.
)

_TAG = re.compile(r"(<[^>]*>)")


class Hunk(NamedTuple):
    """What one person did at one place: the words from `start` to `end` gave way to `put`."""

    start: int
    end: int
    put: str


def blend(base: str, mine: str, theirs: str, cut: Callable[[str], list[str]] = tokens) -> str | None:
    """Both people's changes of one text; None where no word stands between them: somebody has to choose."""
    words = cut(base)
    ours, others = set(_hunks(words, cut(mine))), set(_hunks(words, cut(theirs)))
    hunks = sorted(ours | others)
    for one, following in pairwise(hunks):
        is_one_persons = any({one, following} <= side for side in (ours, others))
        if not is_one_persons and not "".join(words[one.end : following.start]).strip():
            return None
    text, reached = [], 0
    for hunk in hunks:
        text += [*words[reached : hunk.start], hunk.put]
        reached = hunk.end
    return "".join([*text, *words[reached:]])


def blend_block(base: str, mine: str, theirs: str) -> str | None:
    """The same of one block of a body. Marks on words are as whole as words, and what comes out is in the grammar."""
    if not (base and mine and theirs):
        return None
    blended = blend(base, mine, theirs, _cut)
    return blended if blended is not None and body.clean(blended).strip() == blended else None


def _cut(html: str) -> list[str]:
    """A block's words, marks and spaces, and its tags."""
    return [
        piece
        for part in _TAG.split(html)
        for piece in ([part] if part.startswith("<") else tokens(part))
        if piece
    ]


def _hunks(old: list[str], new: list[str]) -> list[Hunk]:
    if work(old, new) > MOST_SAME_WORDS:
        return [Hunk(0, len(old), "".join(new))]
    opcodes = SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes()
    return [Hunk(i, j, "".join(new[k:m])) for tag, i, j, k, m in opcodes if tag != "equal"]
