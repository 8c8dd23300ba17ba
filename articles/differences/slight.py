"""Whether a change is slight: a slip of the pen put right, and nothing that a reader was told."""

import re
from collections.abc import Sequence
from unicodedata import normalize

from articles.differences.tokens import is_word, tokens

MOST_SLIPS = 3
SHORTEST = 4  # In shorter words one letter makes another word of too many.

# Signs that may come and go on a letter without making another of it: accents, Arabic and Hebrew vowels.
_SIGNS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_MINUS = re.compile(r"(?<![\w.,])[-–−](?=\d)")


def is_slight(old: Sequence[str], new: Sequence[str], *, slips: int = MOST_SLIPS) -> bool:
    """Whether the new text says what the old one did, word for word.

    Marks, spaces, capitals, accents and paragraphs may differ, and so may one letter inside as many words as `slips`.
    Figures, signs such as % and €, words with a capital (they may be names), short words, the first and last letters
    of a word, and scripts that know no capitals have to be the same, and so has the number of words.
    """
    words, others = _words(old), _words(new)
    if len(words) != len(others):
        return False
    changed = [(one, other) for one, other in zip(words, others, strict=True) if _bare(one) != _bare(other)]
    return len(changed) <= slips and all(_is_slip(one, other) for one, other in changed)


def _words(paragraphs: Sequence[str]) -> list[str]:
    """The words of a text. A minus that stands before figures is one."""
    signed = (_MINUS.sub("\N{MINUS SIGN}", paragraph) for paragraph in paragraphs)
    return [token for paragraph in signed for token in tokens(paragraph) if is_word(token)]


def _bare(word: str) -> str:
    return _SIGNS.sub("", normalize("NFKD", word.casefold()))


def _is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter inside: added, left out, wrong, or changed for its neighbour."""
    if min(len(one), len(other)) < SHORTEST or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    are_plain = all(word.islower() and word.isalpha() for word in (one, other))
    return are_plain and _differ_by_one(one, other)


def _differ_by_one(one: str, other: str) -> bool:
    head = next(n for n in range(len(one)) if one[n : n + 1] != other[n : n + 1])
    one, other = one[head:], other[head:]
    return one[1:] == other or one == other[1:] or one[1:] == other[1:] or one[1::-1] + one[2:] == other
