"""Subheads in plain text: short lines set apart between paragraphs, without the full stop of a sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block
from articles.text.byline import read_byline, read_date_line
from articles.text.furniture import has_picture_credit

_LONGEST = 9
_MOST_CHARACTERS = 70
_NOT_A_SUBHEAD = re.compile(
    r"^[\"“«„—–\-•*@#(\[]|[.,;:!?…–—”»\"'’)\]。，；：！？،؛؟]$|https?://|\d{1,2}:\d{2}"
)
_ENDED = frozenset({"blockquote", "ul", "ol", "table", "advert"})
_LETTER = re.compile(r"[^\W\d_]")


def with_subheads(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with paragraphs that are subheads made h2. In doubt a line stays a paragraph."""
    found: list[Block] = []
    for index, block in enumerate(blocks):
        before = blocks[index - 1] if index else None
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        is_subhead = (
            bool(before and after) and _reads_like_one(block) and _stands_between(before, block, after)
        )
        found.append(replace(block, kind="h2") if is_subhead else block)
    return found


def _reads_like_one(block: Block) -> bool:
    text = block.text
    if block.kind != "p" or not text or block.links or "<" in block.html:
        return False
    if block.words > _LONGEST or len(text) > _MOST_CHARACTERS or _NOT_A_SUBHEAD.search(text):
        return False
    first = _LETTER.search(text)
    if not first or first[0].islower():
        return False
    return not (read_byline(text) or read_date_line(text) or has_picture_credit(text))


def _stands_between(before: Block | None, block: Block, after: Block | None) -> bool:
    """Running text must end before it, and running text must begin after it."""
    if before is None or after is None or not block.apart:
        return False
    ended = before.ends_a_sentence if before.kind == "p" else before.kind in _ENDED
    return ended and after.is_prose and after.words > 2 * block.words
