"""Plain text to blocks: paragraphs put together again from wrapped lines, lists and quoted passages found."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise

from articles.text.blocks import Block, paragraph
from articles.text.language import SPACELESS

_RULE = re.compile(r"^\s*(?:[-=_*#~+·•–—]\s*){3,}$")
_BULLET = re.compile(r"^\s*(?:[•●▪‣◦■▶►]|[-*+](?=\s+[^-]*[^\s\-]$))\s+(?=\S)")
_ROUND_BULLET = re.compile(r"^\s*[•●▪‣◦■▶►]\s*(?=\S)")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+(?=\S)")
_QUOTED = re.compile(r"^\s*>\s?")
_ALL_QUOTED = re.compile(r"^(?:\s*>)+\s?")
_SPEECH_DASH = re.compile(r"^\s*[—–]\s")
_SOURCE_OF_QUOTATION = re.compile(r"^\s*(?:[—–]|--|-(?=\s))\s*(?=\S)")
_ENDS = re.compile(r"[.!?…:;。！？؟»”\"')\]]$")
_LAST_WORD = re.compile(r"([^\W\d_]+)-$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)-\n[ \t]*([^\W\d_]+)")
_LONGEST_COLUMN = 110
_SHORTEST_COLUMN = 26


@dataclass(frozen=True)
class _Wrapping:
    """How a text was wrapped: at which width (0: not at all), and the words that it has whole."""

    column: int
    words: frozenset[str]


def blocks_of(text: str) -> list[Block]:
    """The blocks of normalised plain text, in order; nothing is left out but ruled lines."""
    groups = _groups(_unquoted(text))
    wrapping = _Wrapping(_column(groups), frozenset(text.lower().split()))
    indented = sum(_indent(group[0]) >= 2 for group in groups) > 0.3 * len(groups)
    blocks: list[Block] = []
    for group in groups:
        blocks += _blocks_of_group(group, wrapping, quotes_are_indented=not indented)
    return _lists_joined(blocks)


def broken_words(text: str) -> list[str]:
    """Words that a hyphen breaks at the end of a line and that the text never has whole: “chan-nel” or “well-known”?"""
    words = frozenset(text.lower().split())
    pairs = ((found[1] + found[2], f"{found[1]}-{found[2]}") for found in _BROKEN.finditer(text))
    return [
        hyphened for whole, hyphened in pairs if whole.lower() not in words and hyphened.lower() not in words
    ]


def _unquoted(text: str) -> str:
    """A mail that was passed on is quoted from its first line to its last: there the quotation is the text.

    One paragraph alone is a quotation all the same.
    """
    lines = text.split("\n")
    if not all(_QUOTED.match(line) for line in lines if line.strip()):
        return text
    bare = "\n".join(_ALL_QUOTED.sub("", line) for line in lines)
    return bare if len(_groups(bare)) > 1 else text


def _groups(text: str) -> list[list[str]]:
    """Lines between empty lines; ruled lines count as empty."""
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip() or _RULE.match(line):
            groups.append([])
        else:
            groups[-1].append(line.rstrip().replace("\t", "    "))
    return [group for group in groups if group]


def _column(groups: list[list[str]]) -> int:
    """The width at which the text was wrapped, or 0 where every line is a paragraph.

    In wrapped text the first word of the next line would not have fitted on this one; in other text that is chance.
    """
    lengths = sorted(len(line) for group in groups for line in group)
    width = lengths[int(0.97 * (len(lengths) - 1))] if lengths else 0
    groups = [group for group in groups if not _is_list(group)]
    if not _SHORTEST_COLUMN <= width <= _LONGEST_COLUMN:
        return 0
    # Short lines say nothing: a paragraph ends in one, and so do menus and addresses.
    pairs = [pair for group in groups for pair in pairwise(group) if len(pair[0]) >= 0.6 * width]
    full = sum(_is_full(line, following, width) for line, following in pairs)
    return width if full >= 2 and full >= 0.55 * len(pairs) and full >= 0.15 * len(lengths) else 0


def _is_wrapped(group: list[str], column: int) -> bool:
    """Do most of a group's lines go as far as the width allows?"""
    full = sum(_is_full(line, following, column) for line, following in pairwise(group))
    return full > 0 and full >= 0.55 * (len(group) - 1)


def _is_full(line: str, following: str, column: int) -> bool:
    first = following.split(maxsplit=1)[0]
    room = 1 if SPACELESS.match(first) else len(first) + 1
    return len(line) + room > column - max(2, column // 16)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \u00a0\u3000"))


def _is_list(group: list[str]) -> bool:
    marks = (_BULLET, _QUOTED, _NUMBER)
    return any(all(mark.match(line) for line in group) for mark in marks)


def _is_speech(group: list[str]) -> bool:
    """Where somebody asks, hyphens at the beginning of lines are those of a conversation, not of a list."""
    return any(line.endswith(("?", "؟", "？")) for line in group)


def _blocks_of_group(group: list[str], wrapping: _Wrapping, *, quotes_are_indented: bool) -> Iterator[Block]:
    if all(_QUOTED.match(line) for line in group):
        if quoted := _groups("\n".join(_QUOTED.sub("", line) for line in group)):
            yield _quotation(quoted, wrapping)
    elif quotes_are_indented and len(group) > 1 and min(map(_indent, group)) >= 3:
        yield _quotation([group], wrapping)
    elif len(group) > 1 and all(_BULLET.match(line) for line in group) and not _is_speech(group):
        yield _list("ul", _BULLET, group)
    elif len(group) > 1 and _is_numbered(group):
        yield _list("ol", _NUMBER, group)
    else:
        for index, text in enumerate(_paragraphs(group, wrapping)):
            yield paragraph(text, apart=not index)


def _is_numbered(lines: list[str]) -> bool:
    numbers = [found[1] for line in lines if (found := _NUMBER.match(line))]
    return numbers == [str(number) for number in range(1, len(lines) + 1)]


def _list(kind: str, mark: re.Pattern[str], lines: list[str]) -> Block:
    items = "".join(f"<li>{html.escape(mark.sub('', line).strip(), quote=False)}</li>" for line in lines)
    return Block(kind, items, source="\n".join(line.strip() for line in lines))


def _lists_joined(blocks: list[Block]) -> list[Block]:
    """Items with empty lines between them are one list; only round bullets and counted numbers say so surely."""
    joined: list[Block] = []
    at = 0
    while at < len(blocks):
        for kind, mark in (("ul", _ROUND_BULLET), ("ol", _NUMBER)):
            run = _run_of_items(blocks, at, mark)
            if len(run) > 1:
                joined.append(_list(kind, mark, run))
                break
        else:
            joined.append(blocks[at])
            run = run[:1]
        at += max(1, len(run))
    return joined


def _run_of_items(blocks: list[Block], start: int, mark: re.Pattern[str]) -> list[str]:
    run: list[str] = []
    for place, at in enumerate(range(start, len(blocks)), 1):
        block = blocks[at]
        found = mark.match(block.text) if block.kind == "p" else None
        if not found or (found.groups() and found[1] != str(place)):
            break
        run.append(block.text)
    return run


def _quotation(groups: list[list[str]], wrapping: _Wrapping) -> Block:
    """A passage quoted as a block; a last line that begins with a dash names its source."""
    *lines, last = chain(*groups)
    source = ""
    if lines and _SOURCE_OF_QUOTATION.match(last) and len(last.split()) <= 14:
        source = _SOURCE_OF_QUOTATION.sub("", last)
        groups = [group for group in (*groups[:-1], groups[-1][:-1]) if group]
    else:
        lines.append(last)
    depth = min(map(_indent, lines))
    # A quoted passage has a width of its own.
    inner = _Wrapping(max(map(len, lines)) - depth, wrapping.words)
    paragraphs = [text for group in groups for text in _paragraphs([line[depth:] for line in group], inner)]
    inside = "".join(f"<p>{html.escape(text, quote=False)}</p>" for text in paragraphs)
    footer = f"<footer>{html.escape(source.strip(), quote=False)}</footer>" if source else ""
    return Block("blockquote", inside + footer, source="\n".join(lines))


def _paragraphs(group: list[str], wrapping: _Wrapping) -> list[str]:
    """The lines of a group put together where they were only wrapped."""
    margin = min(map(_indent, group))
    column = wrapping.column
    is_wrapped = bool(column) and _is_wrapped(group, column)
    texts = [group[0].strip()]
    for line, following in pairwise(group):
        if column and _goes_on(line, following, column if is_wrapped else 0, margin):
            texts[-1] = _joined(texts[-1], following.strip(), wrapping.words)
        else:
            texts.append(following.strip())
    return texts


def _goes_on(line: str, following: str, column: int, margin: int) -> bool:
    """Is the following line of the same paragraph? An indent or a dash of speech begins a new one."""
    if _SPEECH_DASH.match(following) or _indent(following) >= max(margin, _indent(line)) + 2:
        return False
    begins_small = following.lstrip()[:1].islower()
    is_full = bool(column) and _is_full(line, following, column)
    return is_full or (begins_small and not _ENDS.search(line))


def _joined(text: str, following: str, words: frozenset[str]) -> str:
    """Two lines as one. A word broken by a hyphen is mended only where the text has it whole elsewhere."""
    if SPACELESS.match(text[-1:]) and SPACELESS.match(following):
        return text + following
    broken, rest = _LAST_WORD.search(text[-60:]), _FIRST_WORD.match(following)
    if not broken or not rest or not rest[0][0].islower():
        return text + following if text.endswith("-") and rest else f"{text} {following}"
    whole = broken[1] + rest[0]
    return (text[:-1] if whole.lower() in words else text) + following
