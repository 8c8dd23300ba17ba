"""How a language prints its quotation marks, dashes and spaces: asked about in every language whose marks are known."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from articles.text import tables, typography

_PIECE = re.compile(r"[^ ]+| +")  # Unbreakable spaces belong to what they hold together.
# What can be set otherwise at all: quotation marks, two hyphens, dots, and spaces beside a mark.
_MAY_SLIP = re.compile(r"[\"'`´“”„‟‘’‚‹›«»]|--|\.\.|\. \.|\s[,.;:!?…)\]،؛؟]|[(\[]\s|\d\s")
ENGLISH = "en"


def is_known(language: str) -> bool:
    """Whether it is known how a language prints: by its own row of marks, or that of its language without a country."""
    written = {row["language"].lower() for row in tables.rows("quotes") if row["language"]} | {ENGLISH}
    tag = language.lower()
    return tag in written or tag.partition("-")[0] in written


@lru_cache(maxsize=2_000)
def slips(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Where a line is not as a careful printer of its language would set it: start, end, and what would stand there.

    Remembered, for while somebody writes all lines but one are those of a moment ago.
    """
    return tuple(_slips(text, language)) if is_known(language) and _MAY_SLIP.search(text) else ()


def _slips(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    old, new = _PIECE.findall(text), _PIECE.findall(typography.repair(text, language))
    at = [0]
    for piece in old:
        at.append(at[-1] + len(piece))
    for i, j, k, m in _hunks(old, new):
        if text[at[i] : at[j]].strip():
            yield at[i], at[j], "".join(new[k:m])


def _hunks(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """What differs, with what differs right behind it: a mark may have gone from one word to the next."""
    hunks: list[tuple[int, int, int, int]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if hunks and not "".join(old[hunks[-1][1] : i]).strip():
            i, _, k, _ = hunks.pop()
        hunks.append((i, j, k, m))
    return hunks
