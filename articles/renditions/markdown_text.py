"""HTML of a story's grammar as Markdown: what a mark means is kept, and what only looks like a mark is escaped."""

import re
from collections.abc import Callable

from selectolax.lexbor import LexborHTMLParser, LexborNode

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~]")
# What would make a heading, a list or a rule of a line.
_STARTS = re.compile(r"^(\s*)([#+=-])|^(\s*\d{1,9})([.)])", re.M)
_SPACES = re.compile(r"[ \t\n\r\f]+")
_MARKS = {"strong": "**", "b": "**", "em": "*", "cite": "*"}
_HEADINGS = {"h2": "## ", "h3": "### "}


def escaped(words: str) -> str:
    """Words that Markdown would print as they are."""
    words = _SPECIAL.sub(r"\\\g<0>", words)
    return _STARTS.sub(lambda start: f"{start[1] or start[3] or ''}\\{start[2] or start[4]}", words)


def from_html(html: str) -> str:
    """The blocks of some HTML as Markdown, with an empty line between them."""
    body = LexborHTMLParser(html).body
    return _blocks(body) if body else ""


def _blocks(room: LexborNode) -> str:
    """The blocks in a room. Words that stand there without a paragraph of their own become one."""
    found, loose = [], ""
    for node in room.iter(include_text=True):
        write = _WRITERS.get(node.tag or "")
        if write:
            found += [loose, write(node)]
            loose = ""
        else:
            loose += _inline(node)
    return "\n\n".join(filter(None, (block.strip("\n ") for block in [*found, loose])))


def _inline(node: LexborNode) -> str:
    """Words with their marks on one line."""
    match node.tag:
        case "-text":
            return escaped(_SPACES.sub(" ", node.text_content or ""))
        case "br":
            return "\\\n"
        case "img":
            return f"![{escaped(node.attributes.get('alt') or '')}]({_address(node, 'src')})"
    inner = "".join(_inline(child) for child in node.iter(include_text=True))
    if node.tag == "a":
        return f"[{inner}]({_address(node, 'href')})"
    return _marked(inner, node) if node.tag in _MARKS else inner


def _marked(inner: str, node: LexborNode) -> str:
    """Words between marks. Markdown knows a mark only where no space stands inside it, and is not sure beside signs."""
    core = inner.strip()
    if not core:
        return inner
    start, end = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    before, after = _beside(node.prev, -1), _beside(node.next, 0)
    is_sure = (core[0].isalnum() or start or before.isspace()) and (
        core[-1].isalnum() or end or after.isspace()
    )
    opening, closing = (_MARKS[node.tag or ""],) * 2 if is_sure else (f"<{node.tag}>", f"</{node.tag}>")
    return f"{start}{opening}{core}{closing}{end}"


def _beside(node: LexborNode | None, place: int) -> str:
    """The letter next to a mark; a space where nothing is."""
    words = node.text() if node else ""
    return words[place] if words else " "


def _line(node: LexborNode) -> str:
    return "".join(_inline(child) for child in node.iter(include_text=True)).strip()


def _quoted(node: LexborNode) -> str:
    return "\n".join(f"> {line}".rstrip() for line in _blocks(node).split("\n"))


def _listed(node: LexborNode) -> str:
    items = [child for child in node.iter() if child.tag == "li"]
    lines = []
    for number, item in enumerate(items, start=1):
        sign = f"{number}. " if node.tag == "ol" else "- "
        inner = _blocks(item).replace("\n", f"\n{' ' * len(sign)}")
        lines.append(f"{sign}{inner}")
    return "\n".join(lines)


def _terms(node: LexborNode) -> str:
    return "\n\n".join(f"**{_line(one)}**" if one.tag == "dt" else _line(one) for one in node.iter())


def _table(node: LexborNode) -> str:
    """A table as GitHub writes it: the first row is its head, and every cell is one line."""
    caption = node.css_first("caption")
    rows = [[_line(cell).replace("\\\n", " ") for cell in row.css("th, td")] for row in node.css("tr")]
    width = max(map(len, rows), default=0)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    lines[1:1] = ["|" + " --- |" * width]
    return "\n\n".join(filter(None, [_line(caption) if caption else "", "\n".join(lines)]))


def _heading(node: LexborNode) -> str:
    return _HEADINGS[node.tag or ""] + _line(node).replace("\\\n", " ")


def _address(node: LexborNode, name: str) -> str:
    address = node.attributes.get(name) or ""
    return f"<{address.replace('<', '%3C').replace('>', '%3E')}>"


_WRITERS: dict[str, Callable[[LexborNode], str]] = {
    "p": _line,
    "footer": lambda node: f"— {_line(node)}",
    "figcaption": _line,
    "h2": _heading,
    "h3": _heading,
    "blockquote": _quoted,
    "aside": _quoted,
    "ul": _listed,
    "ol": _listed,
    "dl": _terms,
    "table": _table,
    "figure": _blocks,
    "section": _blocks,
    "div": _blocks,
}
