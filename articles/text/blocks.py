"""The pieces an article is made of before it is an article: one block for each paragraph, heading, list or line."""

import html
import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from articles.text.language import SPACELESS

_BREAK = re.compile(r"<br>|</(?:li|p|td|th|tr|footer)>")
_TAG = re.compile(r"<[^>]*>")
_EMPTY = re.compile(r"^(?:\s*<(strong|em|cite)>\s*</\1>|<br>|\s)+")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_PIECE = re.compile(r"<[^>]*>|&[a-z]+;|[ \t\n\r\f]+|.", re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_ENDS_A_SENTENCE = re.compile(r"[.!?…。！？؟۔।:：;；]['\"”’»›“‘)\]）」』]*$")

PROSE_WORDS = 9


@dataclass(frozen=True)
class Block:
    """One piece, in the order of the page.

    `kind` is p, h1, h2, h3, blockquote, ul, ol, table, advert or note; `html` its inside in the stored grammar,
    escaped; `apart` says that an empty line (or a block of its own in HTML) stood before it; `links` how much of
    its text was link, from 0 to 1; `source` the line as it was pasted, where that differs from the text.
    """

    kind: str
    html: str
    apart: bool = True
    links: float = 0.0
    source: str = field(default="", compare=False)

    @cached_property
    def text(self) -> str:
        """What a reader reads, without tags."""
        return _SPACE.sub(" ", html.unescape(_TAG.sub("", _BREAK.sub(" ", self.html)))).strip()

    @property
    def line(self) -> str:
        """How the piece stood in what was pasted."""
        return self.source or self.text

    @cached_property
    def words(self) -> int:
        """Length in words; two characters count as one in scripts that are written without spaces."""
        spaceless = len(SPACELESS.findall(self.text))
        return len(_WORD.findall(SPACELESS.sub(" ", self.text))) + spaceless // 2

    @property
    def ends_a_sentence(self) -> bool:
        return bool(_ENDS_A_SENTENCE.search(self.text))

    @property
    def is_prose(self) -> bool:
        """Running text, as against a heading, a caption or a label: a sentence of some length, with its end."""
        return self.kind == "p" and self.words >= PROSE_WORDS and self.ends_a_sentence


def paragraph(text: str, *, apart: bool = True, source: str = "") -> Block:
    """A paragraph of plain text, escaped."""
    return Block("p", html.escape(text, quote=False), apart=apart, source=source)


def as_html(block: Block) -> str:
    """The block in the grammar in which bodies are stored."""
    match block.kind:
        case "advert":
            return '<div data-node="advert"></div>'
        case "note":
            return f'<aside data-node="note">{block.html}</aside>'
        case kind:
            return f"<{kind}>{block.html}</{kind}>"


def without_beginning(block: Block, length: int) -> Block:
    """The block without the first so many characters of its text; the tags around what is left stay whole."""
    opened: list[str] = []
    left, rest = length, ""
    after_space = True  # spaces at the beginning, and all but one of several, are not in the text
    for piece in _PIECE.findall(block.html):
        if left <= 0:
            rest += piece
        elif piece.startswith("</"):
            opened.pop()
        elif piece.startswith("<") and piece != "<br>":
            opened.append(piece)
        else:
            is_space = piece == "<br>" or piece.isspace()
            left -= not (is_space and after_space)
            after_space = is_space
    return replace(block, html=_EMPTY.sub("", "".join(opened) + rest).strip())
