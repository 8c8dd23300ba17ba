"""Lists, quotations and tables put together from the blocks that were found inside them."""

import re
from collections.abc import Iterator, Sequence

from articles.text.blocks import Block

GATHERING = frozenset({"ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "caption"})

_EMPTY_INLINE = re.compile(r"<(strong|em|sub|sup|cite|a)(?: [^>]*)?>((?:\s|<br>)*)</\1>")
_TWICE = re.compile(r"<(strong|em)>((?:(?!</?\1>).)*)<\1>(.*?)</\1>", re.DOTALL)
_AT_ENDS = re.compile(r"^(?:[\s\u00a0]|<br>)+|(?:[\s\u00a0]|<br>)+$")
_JOINED = re.compile(r"</(strong|em)>(\s*)<\1>")
_TAG = re.compile(r"<[^>]*>")
_BULLET = re.compile(r"^((?:<(?:strong|em)>)*)\s*(?:[·•▪§o–-]|\(?(?P<number>\d{1,3}|[a-z])[.)])[\s\u00a0]+")
_WHOLE_CITE = re.compile(r"<cite>((?:(?!</?cite>).)*)</cite>", re.DOTALL)
_SOURCE_DASH = re.compile(r"^(?:[—–]|--)\s*")
_LAYOUT_WORDS = 80


def tidy(inside: str) -> str:
    """Inline HTML without empty emphasis, doubled emphasis and breaks at its ends; empty if no text is in it."""
    before = None
    while before != inside:
        before = inside
        inside = _EMPTY_INLINE.sub(r"\2", inside)
        inside = _JOINED.sub(r"\2", inside)
        inside = _TWICE.sub(r"<\1>\2\3", inside)
    inside = _AT_ENDS.sub("", inside)
    return inside if _TAG.sub("", inside).strip() else ""


def built(tag: str, blocks: Sequence[Block]) -> list[Block]:
    """What an element becomes, given the blocks inside it. Parts of lists and tables stay parts until their whole."""
    if not blocks:
        return []
    match tag:
        case "li" | "td" | "th" | "caption":
            return [Block(tag, _as_inline(blocks), links=_links(blocks), source=_lines(blocks))]
        case "tr":
            cells = "".join(f"<{cell.kind}>{cell.html}</{cell.kind}>" for cell in blocks)
            return [Block("tr", cells, source=_lines(blocks))]
        case "ul" | "ol":
            return [_list(tag, blocks)]
        case "blockquote":
            return [_quotation(blocks)]
        case "table":
            return _table(blocks)
        case "note":
            return [Block("note", "".join(_as_blocks(blocks)), source=_lines(blocks))]
    return list(blocks)


def word_lists(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that Word marks as list items, and items without a list, put into lists; their bullets go."""
    joined: list[Block] = []
    run: list[Block] = []
    for block in [*blocks, Block("end", "")]:
        if block.kind == "li":
            run.append(block)
            continue
        if run:
            number = _BULLET.match(run[0].html)
            ordered = bool(number and number["number"])
            items = [Block("li", _BULLET.sub(r"\1", item.html, count=1), source=item.line) for item in run]
            joined.append(_list("ol" if ordered else "ul", items))
            run = []
        joined.append(block)
    return joined[:-1]


def _list(tag: str, blocks: Sequence[Block]) -> Block:
    items = "".join(f"<li>{item}</li>" for item in _items(blocks))
    return Block(tag, items, links=_links(blocks), source=_lines(blocks))


def _items(blocks: Sequence[Block]) -> Iterator[str]:
    """Items; a list that stands between items (as old pages nest them) belongs to the item before it."""
    items: list[str] = []
    for block in blocks:
        if block.kind in ("ul", "ol") and items:
            items[-1] += f"<{block.kind}>{block.html}</{block.kind}>"
        elif block.html:
            items.append(_as_inline([block]))
    yield from items


def _quotation(blocks: Sequence[Block]) -> Block:
    """Paragraphs, and a source where the last of them is one: cited, or set after a dash."""
    source = ""
    if len(blocks) > 1:
        last = blocks[-1]
        cited = _WHOLE_CITE.fullmatch(last.html)
        if cited or (_SOURCE_DASH.match(last.text) and last.words <= 14):
            source = _SOURCE_DASH.sub("", cited[1] if cited else last.html)
            blocks = blocks[:-1]
    footer = f"<footer>{source}</footer>" if source else ""
    return Block("blockquote", "".join(_as_blocks(blocks)) + footer, source=_lines(blocks))


def _table(blocks: Sequence[Block]) -> list[Block]:
    """A table of data; one that only lays a page out gives back the text of its cells."""
    rows = [block for block in blocks if block.kind == "tr"]
    cells = sum(row.html.count("<td>") + row.html.count("<th>") for row in rows)
    if cells <= 1 or any(row.words > _LAYOUT_WORDS * max(1, row.html.count("<td>")) for row in rows):
        texts = [part for block in blocks for part in re.split(r"</?(?:td|th)>|<br>", block.html)]
        return [Block("p", inside) for text in texts if (inside := tidy(text))]
    caption = next((f"<caption>{block.html}</caption>" for block in blocks if block.kind == "caption"), "")
    body = "".join(f"<tr>{row.html}</tr>" for row in rows)
    return [Block("table", caption + body, source=_lines(blocks))]


def _as_inline(blocks: Sequence[Block]) -> str:
    """Blocks inside an item or a cell: paragraphs become lines, lists stay lists."""
    inside = ""
    for block in blocks:
        if block.kind in ("ul", "ol"):
            inside += f"<{block.kind}>{block.html}</{block.kind}>"
        else:
            flat = re.sub(r"</?(?:p|footer|tr|td|th|caption)>", " ", block.html).strip()
            inside += f"<br>{flat}" if inside and not inside.endswith("l>") else flat
    return inside


def _as_blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind in ("ul", "ol"):
            yield f"<{block.kind}>{block.html}</{block.kind}>"
        elif block.kind == "blockquote":
            yield re.sub(r"<footer>(.*?)</footer>", r"<p>\1</p>", block.html)
        elif block.kind != "advert":
            yield f"<p>{block.html}</p>"


def _links(blocks: Sequence[Block]) -> float:
    return sum(block.links for block in blocks) / len(blocks)


def _lines(blocks: Sequence[Block]) -> str:
    return "\n".join(block.line for block in blocks)
