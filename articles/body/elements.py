"""What an element is in the grammar: its kind, its attributes as they are stored, and what a table is for."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.body.characters import escape_attribute
from articles.body.grammar import GRAMMAR, LISTED, SPELLINGS, Kind
from articles.body.values import numbers

_BY_TAG = {kind.tag: name for name, kind in GRAMMAR.items() if kind.tag and not kind.node}
_BY_NODE = {(kind.tag, kind.node): name for name, kind in GRAMMAR.items() if kind.node}
_NODE_TAGS = frozenset(tag for tag, _ in _BY_NODE)

# Each tag that marks words, in any spelling, with the name of its kind.
MARKS = {tag: name for tag, name in _BY_TAG.items() if GRAMMAR[name].is_mark}
MARKS |= {other: MARKS[tag] for other, tag in SPELLINGS.items() if tag in MARKS}

# Google's editor wraps all it copies in <b style="font-weight:normal">.
_NOT_MARKED = re.compile(r"font-(weight:\s*(normal|[1-4]00)|style:\s*normal)", re.I)
_TABLE = re.compile("<table", re.I)


def kind_of(tag: str, node: LexborNode) -> str:
    """The name of an element's kind; empty if the grammar has none such."""
    tag = SPELLINGS.get(tag, tag)
    if tag in _NODE_TAGS:
        return _BY_NODE.get((tag, node.attributes.get("data-node") or ""), "")
    return _BY_TAG.get(tag, "")


def attributes_of(kind: Kind, node: LexborNode) -> str | None:
    """The attributes of an element in the grammar's order and spelling; None if it lacks what it needs."""
    html = f' data-node="{kind.node}"' if kind.node else ""
    if not kind.attributes:
        return html
    given, kept = node.attributes, set()
    for name, rule in kind.attributes.items():
        value = given.get(name)
        if not value:
            continue
        if isinstance(rule, frozenset):
            value = value.strip().lower()
            value = value if value in rule else ""
        else:
            value = rule(value)
        if value:
            kept.add(name)
            html += f' {name}="{escape_attribute(value)}"'
    return html if not kind.needs or kept.intersection(kind.needs) else None


def listed(node: LexborNode) -> list[str]:
    """The pictures that an element names by number, as the attributes of one each."""
    given = numbers(node.attributes.get(LISTED) or "")
    return [f' data-node="picture" data-picture="{number}"' for number in given.split()]


def is_unmarked(node: LexborNode) -> bool:
    """Whether bold or italic type says in its own style that it is neither."""
    return bool(_NOT_MARKED.search(node.attributes.get("style") or ""))


def figure_tables(tree: LexborHTMLParser, html: str) -> set[int]:
    """The tables that show something in rows and columns, by identity.

    One that holds another, or has no row of two cells, only places things on a page: its words are paragraphs.
    """
    if not _TABLE.search(html):
        return set()
    holding, with_rows = set(), set()
    for table in tree.css("table"):
        holding.add(_table_around(table.parent))
    for cell in tree.css(":is(td, th) + :is(td, th)"):
        with_rows.add(_table_around(cell.parent))
    return with_rows - holding


def _table_around(node: LexborNode | None) -> int:
    while node is not None and node.tag != "table":
        node = node.parent
    return node.mem_id if node is not None else 0
