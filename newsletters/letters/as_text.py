"""A letter as plain text, for who reads mail so: written for that, with every address in a line of its own."""

import textwrap
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsletters.letters.page import PREFERENCES, UNSUBSCRIPTION, Item, Page

_WIDTH = 72  # letters in a line
_RULE = "-" * _WIDTH
_BLOCKS = frozenset({"p", "ul", "ol", "h2", "h3", "table", "div", "dl"})
_PARTED = frozenset({"li", "td", "th", "p", "dt", "dd", "caption"})


def printed(page: Page) -> str:
    """All that the letter says, in its order."""
    parts = [
        "\n".join(filter(None, (page.mark, page.newsletter.name.upper(), f"{page.day} · {page.number}"))),
        *_blocks(page.intro),
        *(_item(item, number) for number, item in enumerate(page.items, start=1)),
        *(_withdrawn(page, told) for told in page.withdrawn),
        _wrapped(page.more),
        f"{_wrapped(page.words.elsewhere)}\n{page.url}" if page.url else "",
        f"{_RULE}\n{_wrapped(page.why)}",
        f"{page.words.preferences}:\n{PREFERENCES}",
        f"{page.words.leave}:\n{UNSUBSCRIPTION}",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _item(item: Item, number: int) -> str:
    entry = item.entry
    told = [f"{one['label']}: {one['text']}" for one in entry["told"]]
    lines = [item.marked.upper(), f"{number}. {entry['headline']}", item.said, *told, item.by]
    return "\n".join([_RULE, "", *(_wrapped(line) for line in lines if line), item.url])


def _withdrawn(page: Page, told: dict) -> str:
    return "\n".join([_RULE, "", page.words.withdrawn.upper(), _wrapped(told["text"])])


def _wrapped(words: str, first: str = "", rest: str | None = None) -> str:
    """Words in lines that no client has to break; an address is never broken."""
    lines = textwrap.wrap(
        " ".join(words.split()),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


def _blocks(html: str) -> Iterator[str]:
    """What an editor says first, a block at a time."""
    room = LexborHTMLParser(html).body if html else None
    for node in room.iter() if room else ():
        yield _block(node)


def _block(node: LexborNode) -> str:
    if node.tag in ("ul", "ol"):
        return "\n".join(_listed(node))
    if node.tag == "blockquote":
        return "\n\n".join(_wrapped(_words(one), "> ") for one in node.iter())
    if node.tag in ("h2", "h3"):
        return _wrapped(_words(node).upper())
    inner = [one for one in node.iter() if one.tag in _BLOCKS]
    return "\n\n".join(_block(one) for one in inner) if inner else _wrapped(_words(node))


def _listed(node: LexborNode) -> Iterator[str]:
    for number, item in enumerate((one for one in node.iter() if one.tag == "li"), start=1):
        sign = f"{number}. " if node.tag == "ol" else "- "
        yield _wrapped(_words(item), sign, " " * len(sign))


def _words(node: LexborNode) -> str:
    """Its words, and after those of a link where that leads."""
    said = ""
    for child in node.iter(include_text=True):
        said += (child.text_content or "") if child.tag == "-text" else _inline(child)
    return said


def _inline(node: LexborNode) -> str:
    if node.tag == "br":
        return "\n"
    words, address = _words(node), node.attributes.get("href") or ""
    if node.tag == "a" and address not in ("", words.strip()):
        return f"{words} ({address.removeprefix('mailto:')})"
    return f" {words} " if node.tag in _PARTED else words
