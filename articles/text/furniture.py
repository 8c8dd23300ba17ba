"""What a web page prints around an article: advertisement lines, newsletter boxes, share and link lists.

The phrases are a table, `data/text/furniture.tsv`, by language and kind; this module only says how far a phrase
reaches. Whatever is taken out is handed back with the reason. In doubt a line stays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from articles.text import tables
from articles.text.blocks import Block

REASONS = {
    "newsletter": "newsletter box",
    "share": "share line",
    "related": "link to other stories",
    "comments": "comment line",
    "cookies": "cookie notice",
    "account": "account or subscription line",
    "copyright": "copyright or legal line",
    "navigation": "page navigation",
    "caption": "caption of a player or picture that was not pasted",
    "advert": "advertisement line at an edge or doubled",
}
# One word of these can as well be a subhead or a sentence's end: they go only where the page's furniture stands.
_WEAK = frozenset({"navigation", "account", "copyright", "cookies", "caption"})
_PLACES = ("tail", "line", "heading", "prefix", "start", "has", "mention", "count")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_COUNT = re.compile(r"^\d[\d.,]*\s*(?:with \d+ )?")
_LONGEST_NOTICE = 60
_LONGEST_LINK = 24
_LONGEST_CREDIT = 20


@dataclass(frozen=True)
class Removed:
    """A line that was taken out of the pasted text, and why."""

    line: str
    reason: str


@dataclass(frozen=True)
class Mark:
    """What the table says of a line: its kind, and where in the line the phrase was looked for."""

    kind: str
    where: str

    @property
    def is_weak(self) -> bool:
        return self.is_mention or (self.kind in _WEAK and self.where == "line")

    @property
    def is_mention(self) -> bool:
        """A sentence that may be the article's own: a report on cookies is no cookie notice."""
        return self.where == "mention"


def mark_of(block: Block) -> Mark | None:
    """What kind of furniture a block is, by its words alone; None for anything that may be the article's own."""
    if block.kind in ("ul", "ol", "table", "blockquote", "advert", "note"):
        return None
    return _mark_of_line(block.text, block.is_prose)


def remove(blocks: Sequence[Block]) -> tuple[list[Block], list[Removed]]:
    """The article without its furniture, and what was removed.

    Advertisement lines become blocks of kind “advert” in their place.
    """
    marks = _marks(blocks)
    gone = _boxes(blocks, marks) | _single_lines(blocks, marks)
    kept: list[Block] = []
    removed: list[Removed] = []
    for index, (block, mark) in enumerate(zip(blocks, marks, strict=True)):
        if mark and mark.kind == "advert":
            kept.append(Block("advert", "", source=block.line))
        elif index in gone:
            removed.append(Removed(block.line, REASONS[_kind_of_gone(marks, index)]))
        else:
            kept.append(block)
    return kept, removed


def _marks(blocks: Sequence[Block]) -> list[Mark | None]:
    """The marks of all blocks; a list of nothing but links above or below the text is one of links to elsewhere."""
    marks = [mark_of(block) for block in blocks]
    prose = [index for index, block in enumerate(blocks) if block.is_prose and not marks[index]]
    for index, block in enumerate(blocks):
        outside = prose and not prose[0] < index < prose[-1]
        if outside and block.kind in ("ul", "ol") and block.links > 0.9:
            marks[index] = Mark("related", "list")
    return marks


def _kind_of_gone(marks: Sequence[Mark | None], index: int) -> str:
    """A line without a mark of its own went with the box that the last marked line before it opened."""
    return next(mark.kind for mark in reversed(marks[: index + 1]) if mark)


def is_picture_credit(text: str) -> bool:
    """“Photo: Jane Doe / Agency”: stays in the text, since the picture desk may want it; the editor is told."""
    if len(text.split()) > _LONGEST_CREDIT:
        return False
    begun = any(
        kind == "credit" and _plain(text).startswith(phrase) for phrase, kind in _phrases()["start"].items()
    )
    return begun or bool(_headed("credit").match(text.lstrip("([")))


def has_picture_credit(text: str) -> bool:
    """“Divers at work Image: The Coast”: a caption, with its credit at the end."""
    return any(is_picture_credit(text[word.start() :]) for word in re.finditer(r"\S+", text))


@lru_cache(maxsize=4096)
def _mark_of_line(text: str, is_prose: bool) -> Mark | None:
    size = len(text.split())
    plain = _plain(text)
    if not plain or size > _LONGEST_NOTICE:
        return None
    by_phrase = _phrases()
    for form in (plain, _DIGITS.sub("", plain).strip()):
        for where in ("tail", "heading", "line"):
            kind = by_phrase[where].get(form)
            # With a full stop, a word such as “next” is the end of a sentence and no button.
            if kind and not (kind in _WEAK and text.rstrip().endswith(".")):
                return Mark(kind, where)
    if size <= _LONGEST_LINK and (mark := _counted(text) or _linked(text) or _begun(plain)):
        return mark
    # A quotation that speaks of cookies is no cookie notice.
    return None if text.lstrip()[:1] in '"“«„' else _holding(text, plain, is_prose)


def _holding(text: str, plain: str, is_prose: bool) -> Mark | None:
    """A line with a phrase anywhere in it. A notice of copyright says so at once, however long it is."""
    speaks_for_itself = not is_prose or text.lstrip().startswith("©") or plain.startswith("copyright")
    for where in ("has", "mention"):
        if kind := next((kind for phrase, kind in _phrases()[where].items() if phrase in plain), None):
            return Mark(kind, "has" if speaks_for_itself else where)
    return None


def _counted(text: str) -> Mark | None:
    """“941 comments”, “评论 12”: a number and the word, and nothing else."""
    number = _COUNT.match(text)
    rest = _plain(text[number.end() :]) if number else ""
    kind = _phrases()["count"].get(rest)
    return Mark(kind, "count") if kind else None


def _linked(text: str) -> Mark | None:
    """“Read more: Rivers rise”: the phrase, a colon or bar, and a headline without a full stop."""
    if text.rstrip().endswith((".", "。")) or not _headed("related").match(text):
        return None
    return Mark("related", "prefix")


def _begun(plain: str) -> Mark | None:
    for phrase, kind in _phrases()["start"].items():
        if kind != "credit" and plain.startswith(phrase):
            return Mark(kind, "start")
    return None


def _single_lines(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """Marked lines that go; weak ones only beside other furniture or outside the running text, mentions only beside."""
    prose = [index for index, block in enumerate(blocks) if block.is_prose and not marks[index]]
    first, last = (prose[0], prose[-1]) if prose else (0, 0)
    gone = set()
    for index, mark in enumerate(marks):
        if not mark or mark.kind == "advert":
            continue
        beside = any(
            other and not other.is_mention
            for other in (*marks[max(0, index - 1) : index], *marks[index + 1 : index + 2])
        )
        outside = not first <= index <= last and not mark.is_mention
        if not mark.is_weak or beside or outside:
            gone.add(index)
    return gone


def _boxes(blocks: Sequence[Block], marks: Sequence[Mark | None]) -> set[int]:
    """The lines that belong to a heading such as “Related” or “Subscribe to our newsletter”."""
    gone = set()
    for index, mark in enumerate(marks):
        if not mark or mark.where not in ("heading", "tail"):
            continue
        if mark.kind == "related":
            gone |= _links_below(blocks, marks, index)
        elif mark.kind == "newsletter":
            gone |= _box_at_the_end(blocks, marks, index)
    return gone


def _links_below(blocks: Sequence[Block], marks: Sequence[Mark | None], index: int) -> set[int]:
    """The headlines under “Related”: as far as the next empty line, or one group of lines after it."""
    below = set()
    for at in range(index + 1, len(blocks)):
        block = blocks[at]
        if marks[at] or not _could_be_link(block) or (block.apart and at > index + 1):
            break
        below.add(at)
    return below


def _could_be_link(block: Block) -> bool:
    if block.kind in ("ul", "ol"):
        short = block.words <= _LONGEST_LINK * block.html.count("<li>")
        return block.links > 0.8 or (short and not block.ends_a_sentence)
    is_line = block.kind in ("p", "h2", "h3") and block.words <= _LONGEST_LINK
    return is_line and not block.text.endswith((".", "…", "。", ":"))


def _box_at_the_end(blocks: Sequence[Block], marks: Sequence[Mark | None], index: int) -> set[int]:
    """A newsletter heading with only a line or two of unknown words after it, and then the end or its button."""
    for at in range(index + 1, min(index + 4, len(blocks))):
        mark = marks[at]
        if blocks[at].kind != "p" or (blocks[at].words > _LONGEST_LINK and not mark):
            return set()
        if mark and mark.kind in ("newsletter", "account", "cookies", "copyright"):
            return set(range(index + 1, at))
    return set()


def _plain(text: str) -> str:
    return _NOT_WORD.sub(" ", text.casefold()).strip()


@cache
def _headed(kind: str) -> re.Pattern[str]:
    """A line that begins with one of the phrases of a kind, then a colon, a bar or a dash, then more."""
    phrases = (phrase for phrase, of in _phrases()["prefix"].items() if of == kind)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"[\W_]+") for phrase in phrases)
    return re.compile(rf"[\W_]*(?:{words})\s*(?:[:：|»>›→]|[–—-]\s)\s*\S", re.IGNORECASE)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    """The table by where a phrase is looked for: phrase → kind, the longest first."""
    found: dict[str, dict[str, str]] = {where: {} for where in _PLACES}
    for row in sorted(tables.rows("furniture"), key=lambda row: -len(row["phrase"])):
        if row["where"] in found:
            found[row["where"]].setdefault(_plain(row["phrase"]), row["kind"])
    return found


@cache
def insertion_pattern() -> re.Pattern[str]:
    """An editor's insertion: brackets that end with a dash and “ed.”, “прим. ред.” or its like in any language."""
    rows = [row["phrase"].rstrip(".") for row in tables.rows("furniture") if row["kind"] == "insertion"]
    marks = "|".join(re.escape(mark) for mark in sorted(rows, key=len, reverse=True))
    begins = r"[(\[][^()\[\]]{0,300}?(?:[–—-]\s*|(?<=[(\[]))"
    return re.compile(rf"{begins}(?:{marks})\.?[^()\[\]\w]{{0,3}}[)\]]", re.IGNORECASE)
