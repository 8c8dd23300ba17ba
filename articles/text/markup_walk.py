"""The walk through a parsed page: elements in and out, text in between, gathered into blocks.

Written without recursion, so that no depth of nesting can stop it.
"""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from articles.text.blocks import Block
from articles.text.furniture import Removed
from articles.text.markup_build import GATHERING, built, tidy
from articles.text.markup_signs import (
    BLOCKS,
    HEADINGS,
    attribute,
    block_kind,
    inline_tags,
    is_advert,
    reason_to_drop,
)

_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass
class Gathering:
    """An element that holds blocks of its own: a list, a quotation, a table and their parts."""

    tag: str
    blocks: list[Block] = field(default_factory=list)


class Walk:
    """One pass over an element; `blocks` and `removed` are there when `through` is done."""

    def __init__(self, base: str = "") -> None:
        self.removed: list[Removed] = []
        self._base = base
        self._stack = [Gathering("")]
        self._kinds = ["p"]
        self._inline: list[list[str]] = []
        self._open: list[str] = []
        self._parts: list[str] = []
        self._letters = self._linked = self._in_link = 0

    @property
    def blocks(self) -> list[Block]:
        return self._stack[0].blocks

    def through(self, root: LexborNode) -> "Walk":
        size = len(root.text())
        for node, entering in _events(root, lambda node: self._drop(node, size)):
            if node.tag == "-text":
                self._text(node)
            elif entering:
                self._enter(node)
            else:
                self._leave(node)
        self._flush()
        return self

    def _drop(self, node: LexborNode, size: int) -> bool:
        if node.tag == "-text":
            return False
        if is_advert(node):
            self._flush()
            self._stack[-1].blocks.append(Block("advert", "", source=_seen(node)))
            return True
        reason = reason_to_drop(node, size)
        if reason and (line := _seen(node)):
            self.removed.append(Removed(line, reason))
        return reason is not None

    def _text(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if self._kinds[-1] == "pre":
            self._parts.append(html.escape(text, quote=False).replace("\n", "<br>"))
        else:
            self._parts.append(html.escape(_SPACE.sub(" ", text), quote=False))
        self._letters += len(text.strip())
        self._linked += len(text.strip()) if self._in_link else 0

    def _enter(self, node: LexborNode) -> None:
        tag = str(node.tag)
        if tag == "br":
            self._break()
        elif tag in GATHERING or self._is_note(node):
            self._flush()
            self._stack.append(Gathering("note" if tag == "aside" else tag))
            self._kinds.append("p")
        elif tag in BLOCKS:
            self._flush()
            above = self._kinds[-1]
            kind = "pre" if tag == "pre" else block_kind(node)
            self._kinds.append(above if kind == "p" and above in ("h1", "h2", "h3", "deck", "li") else kind)
        else:
            # Emphasis inside the same emphasis says nothing more.
            tags = [opened for opened in inline_tags(node, self._base) if opened not in self._open]
            self._inline.append(tags)
            self._open += tags
            self._parts += tags
            self._in_link += tag == "a"

    def _leave(self, node: LexborNode) -> None:
        tag = str(node.tag)
        if tag == "br":
            return
        if tag in GATHERING or self._is_note(node):
            self._flush()
            self._kinds.pop()
            gathered = self._stack.pop()
            self._stack[-1].blocks += built(gathered.tag, gathered.blocks)
        elif tag in BLOCKS:
            self._flush()
            self._kinds.pop()
        else:
            tags = self._inline.pop()
            del self._open[len(self._open) - len(tags) :]
            self._parts += [_closing(opened) for opened in reversed(tags)]
            self._in_link -= tag == "a"

    def _is_note(self, node: LexborNode) -> bool:
        return node.tag == "aside" and attribute(node, "data-node") == "note"

    def _break(self) -> None:
        """One break is a break; a second one right after it is how some editors end a paragraph."""
        so_far = next((part for part in reversed(self._parts) if part.strip()), "")
        if so_far == "<br>" and self._kinds[-1] not in HEADINGS:
            self._flush()
        else:
            self._parts.append("<br>")

    def _flush(self) -> None:
        """End the paragraph: what is emphasised goes on being so in the next one."""
        closing = "".join(_closing(opened) for opened in reversed(self._open))
        inside = tidy("".join(self._parts) + closing) if self._letters else ""
        if inside:
            kind = "p" if self._kinds[-1] in ("pre", "quote") else self._kinds[-1]
            block = Block(kind, inside, links=min(1.0, self._linked / max(1, self._letters)))
            quoted = self._kinds[-1] == "quote"
            self._stack[-1].blocks += built("blockquote", [block]) if quoted else [block]
        self._parts = list(self._open)
        self._letters = self._linked = 0


def _events(root: LexborNode, drops: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Every node below the root as the reader meets it: (node, True) going in, (node, False) coming out."""
    path: list[LexborNode] = []
    node = root.first_child
    while node is not None:
        below = None
        if not drops(node):
            yield node, True
            below = node.first_child if node.tag != "-text" else None
            if below is not None:
                path.append(node)
                node = below
                continue
            if node.tag != "-text":
                yield node, False
        while node.next is None:
            if not path:
                return
            node = path.pop()
            yield node, False
        node = node.next


def _closing(opened: str) -> str:
    return f"</{opened[1:-1].split(' ')[0]}>"


def _seen(node: LexborNode) -> str:
    """What a reader of the page saw of an element that was left out."""
    return " ".join(node.text(separator=" ").split()) if node.tag not in ("script", "style") else ""
