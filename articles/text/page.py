"""A whole web page pasted with everything around the article: which stretch of it is the article.

Ordinary pasted text is left alone. Only where a page betrays itself, by a crowd of short lines such as menus have,
is the stretch with the most running text looked for; the rest is handed back as removed.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.text.blocks import Block
from articles.text.furniture import Mark, Removed, is_picture_credit, mark_of

_SHORT = 4
_HEAD_LINES = 16
_WIDEST_BOX = 12
_SURELY_PROSE = 11
_CROWD = 14
_REASON = "page around the article"
_CHART = "labels of a chart that was not pasted"
_ENDINGS = frozenset({"comments", "copyright"})
_FIGURE = re.compile(r"^[\W_]*\d[\d\W_]*$")
_LETTERED = re.compile(r"[^\W\d_]{4,}")
_HANGING = re.compile(r"\b(?:by|on|for|of|the|von|par|por|di)$", re.IGNORECASE)
_DATED = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\d{1,2}[./]\d{1,2}[./]\d{2,4}")


def trim(blocks: Sequence[Block], *, surely: bool = False) -> tuple[list[Block], list[Removed]]:
    """The blocks of the article, with the lines above it that may be its headline, and what was cut away.

    `surely` says that this is a whole page, however it looks.
    """
    marks = [mark_of(block) for block in blocks]
    if not surely and not is_whole_page(blocks, marks):
        return list(blocks), []
    first, last = _densest(blocks, marks)
    if last < first:
        return list(blocks), []
    last = _with_its_tail(blocks, marks, last)
    charts = _charts(blocks, first, last)
    head = _head(blocks, marks, first)
    keep = {*head, *range(first, last + 1)} - charts
    blocks = [
        replace(block, kind="h1") if head[:1] == [index] else block for index, block in enumerate(blocks)
    ]
    return (
        [block for index, block in enumerate(blocks) if index in keep],
        [
            Removed(block.line, _CHART if index in charts else _REASON)
            for index, block in enumerate(blocks)
            if index not in keep
        ],
    )


def is_whole_page(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> bool:
    """A menu is many short lines with known words among them; no article has that."""
    short = sum(_is_short(block) for block in blocks)
    known = sum(bool(mark) for mark in marks)
    return short >= _CROWD and short >= 0.3 * len(blocks) and known >= 4


def _is_short(block: Block) -> bool:
    return block.kind == "p" and block.words <= _SHORT and not block.ends_a_sentence


def _densest(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> tuple[int, int]:
    """The stretch with the highest sum of what each line adds to or takes from an article (Kadane's maximum sum)."""
    best, first, last = 0.0, 0, -1
    total, start = 0.0, 0
    for index, block in enumerate(blocks):
        if total <= 0:
            total, start = 0.0, index
        total += _worth(block, marks[index])
        if total > best:
            best, first, last = total, start, index
    return first, last


def _worth(block: Block, mark: Mark | None) -> float:
    if mark and mark.kind != "advert":
        if mark.where == "tail":
            return -25.0
        return -15.0 if mark.kind in _ENDINGS else -6.0
    if block.kind not in ("p", "h1", "h2", "h3"):
        return min(block.words, 40) * (1 - 2 * block.links)
    if block.words < 15 and block.text.endswith(("?", "!")):
        return 0.0  # a headline as likely as a sentence
    if block.is_prose and not _in_title_case(block.text):
        return min(block.words, 40) * (1 - block.links)
    return -1.0 - 2 * block.links


def _in_title_case(text: str) -> bool:
    """Other stories' headlines have capitals in nearly all longer words; running text, even German, has not."""
    words = _LETTERED.findall(text)
    return len(words) >= 4 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _with_its_tail(blocks: Sequence[Block], marks: Sequence[Mark | None], last: int) -> int:
    """Text below a box in the text is text, and short last lines are; the first sure sign of the page's end ends it."""
    end = next(
        (index for index in range(last + 1, len(blocks)) if _ends_the_article(marks[index])), len(blocks)
    )
    for index in range(last + 1, end):
        if index - last > _WIDEST_BOX:
            break
        if not marks[index] and _worth(blocks[index], None) > _SURELY_PROSE:
            last = index
    for index in range(last + 1, min(last + 7, end)):
        if marks[index] or blocks[index].links > 0.9:
            return index - 1
    return end - 1 if end - last < 7 else last


def _ends_the_article(mark: Mark | None) -> bool:
    return mark is not None and (mark.where == "tail" or mark.kind in _ENDINGS)


def _head(blocks: Sequence[Block], marks: Sequence[Mark | None], first: int) -> list[int]:
    """The headline above the text, and what stands between the two: deck, byline, date."""
    above = [index for index in range(_end_of_menu(marks, first), first) if not marks[index]]
    if not above:
        return []
    lines = [block.text for block in blocks]
    # A page prints its headline more than once: in its title, above the text, above the picture.
    fitting = [index for index in above if _could_be_headline(blocks[index])]
    top = max(fitting, key=lambda index: (lines.count(lines[index]) > 1, index), default=above[-1])
    if blocks[top].words < 2:
        return []
    return [index for index in above if index >= top]


def _end_of_menu(marks: Sequence[Mark | None], first: int) -> int:
    """Above the last two lines of a menu there is no headline."""
    menu = [index for index in range(first) if (mark := marks[index]) and mark.kind == "navigation"]
    return max(first - _HEAD_LINES, menu[-1] + 1 if len(menu) > 1 else 0, 0)


def _could_be_headline(block: Block) -> bool:
    return (
        block.kind in ("p", "h1", "h2")
        and 4 <= block.words <= 30
        and not block.text.endswith((".", "。", ":"))
        and not _HANGING.search(block.text)
        and not _DATED.search(block.text)
        and not is_picture_credit(block.text)
    )


def _charts(blocks: Sequence[Block], first: int, last: int) -> set[int]:
    """Long runs of tiny lines, most of them figures, inside a page: the axes of a graphic that stayed behind."""
    charts: set[int] = set()
    run: list[int] = []
    for index in [*range(first, last + 1), last + 1]:
        if index <= last and blocks[index].kind == "p" and blocks[index].words <= 3:
            run.append(index)
            continue
        figures = sum(bool(_FIGURE.match(blocks[other].text)) for other in run)
        if len(run) >= 8 and figures >= len(run) / 2:
            charts.update(run)
        run = []
    return charts
