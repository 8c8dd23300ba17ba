"""What stands above a story's text: headline, kicker, deck, byline and day, each only if it is set apart as such."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from articles import gazetteer
from articles.text import tables
from articles.text.blocks import Block
from articles.text.byline import Credit, is_affiliation, printed_day, read_byline, read_date_line
from articles.text.dateline import find_dateline
from articles.text.dates import PrintedDate
from articles.text.furniture import Removed, has_picture_credit, is_picture_credit

_COLON = re.compile(r"\s?[:：|]\s")
# “Iran: We will not talk” and “Paris: «Non»” are said by somebody; what stands before the colon is the speaker.
_SPOKEN = re.compile(
    r"^[\"'“‘«„‹「]"
    r"|\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y|me|[Ww]ir|uns|[Ii]ch|[Nn]ous|[Nn]otre|[Jj]e|[Nn]osotros|yo|[Мм]ы|нам|[Яя])\b"
)
_INITIALS = re.compile(r"(?:^|[\s.])[A-Z]\.$")
_LONGEST_HEADLINE = 30
_LONGEST_KICKER = 3
_SHORTEST_DECK = 4
_LONGEST_DECK = 60
_LINES_OF_A_HEAD = 10
_TAIL = 3
_WRITING = frozenset({"", "reporting"})


@dataclass
class Head:
    """The parts found, the blocks that are left, and the lines that were taken out without becoming a part."""

    blocks: list[Block]
    headline: str = ""
    kicker: str = ""
    deck: str = ""
    byline: list[Credit] = field(default_factory=list)
    printed_date: PrintedDate | None = None
    removed: list[Removed] = field(default_factory=list)


def read_head(blocks: Sequence[Block], headline: str = "") -> Head:
    """Take the head off a text. `headline` is what a page named as its headline, if it did."""
    head = Head(list(blocks), headline)
    _take_headline(head)
    _take_lines(head)
    _take_credits_below(head)
    if head.headline and not head.kicker:
        head.kicker = kicker_of(head.headline)
    return head


def kicker_of(headline: str) -> str:
    """What stands before a headline's colon, where it is surely no speaker: a country, a big city, a label.

    “Russia: Amidst …” gives “Russia”, “Opinion: …” gives “Opinion”, “Zimbabwe coup: …” gives “Zimbabwe coup”;
    “Peskov: …” gives nothing, and so does a country that speaks (“Iran: We will …”).
    """
    colon = _COLON.search(headline)
    if not colon:
        return ""
    first, rest = headline[: colon.start()].strip(), headline[colon.end() :].strip()
    if not rest or _SPOKEN.search(rest):
        return ""
    return first if is_kicker(first) else ""


def is_kicker(text: str) -> bool:
    """A label of the trade, or a place that everybody knows, alone or with a small word or two after it."""
    words = text.split()
    if not words or len(words) > _LONGEST_KICKER + 1:
        return False
    if text.casefold().strip(" -–—") in _labels():
        return True
    for size in range(len(words), 0, -1):
        rest = words[size:]
        if _is_known_place(" ".join(words[:size])):
            return len(words) <= _LONGEST_KICKER + (size > 1) and all(word.islower() for word in rest)
    return False


def _is_known_place(name: str) -> bool:
    if gazetteer.country(name):
        return True
    place = gazetteer.find(name)
    return bool(place and place.stands_alone)


def _take_headline(head: Head) -> None:
    """The h1; else the headline that the page names; else the first line, if it is set apart and reads like one."""
    blocks = head.blocks
    first = next((index for index, block in enumerate(blocks) if block.kind == "h1"), None)
    if first is not None:
        head.headline = head.headline or blocks[first].text
        _take_above(head, first)
        return
    if head.headline:
        _drop_repeated(head)
        return
    start = next((index for index, block in enumerate(blocks) if block.kind != "advert"), 0)
    rest = blocks[start:]
    if len(rest) > 2 and _is_line(rest[0]) and is_kicker(rest[0].text) and _begins_with_headline(rest[1:]):
        head.kicker = rest[0].text.strip(" -–—:|")
        rest = rest[1:]
    if _begins_with_headline(rest):
        head.headline = rest[0].text
        head.blocks = rest[1:]


def _take_above(head: Head, index: int) -> None:
    """Lines above the h1: a kicker, or remains of the page; running text there stays text."""
    above, head.blocks = head.blocks[:index], head.blocks[index + 1 :]
    kept: list[Block] = []
    for block in above:
        if block.kind in ("p", "h2", "h3") and is_kicker(block.text) and not head.kicker:
            head.kicker = block.text.strip(" -–—:|")
        elif block.is_prose or block.kind in ("blockquote", "table"):
            kept.append(block)
        elif block.kind == "advert" or not _take_fact(head, block):
            head.removed.append(Removed(block.line, "line above the headline"))
    head.blocks = kept + head.blocks


def _drop_repeated(head: Head) -> None:
    """A headline that the page names and also prints, as a heading or a line, stands once."""
    wanted = head.headline.casefold()
    for index, block in enumerate(head.blocks[:_LINES_OF_A_HEAD]):
        if block.kind in ("p", "h2", "h3") and block.text.casefold() == wanted:
            _take_above(head, index)
            return


def _is_line(block: Block) -> bool:
    return block.kind in ("p", "h2", "h3") and block.words <= _LONGEST_HEADLINE


def _begins_with_headline(blocks: Sequence[Block]) -> bool:
    """Whether the first line is set apart, or parted from the text by a deck alone, and reads like a headline."""
    if len(blocks) < 2:
        return False
    first, following, *more = blocks
    if following.apart or following.words > 2 * first.words or _fact_in(following.text):
        return _is_headline(first)
    is_deck = bool(more) and more[0].apart and _is_line(following) and _begins_text(more[0])
    return is_deck and _is_headline(first)


def _begins_text(block: Block) -> bool:
    """What stands between a head and its text, or at the beginning of that: byline, day or dateline."""
    return bool(_fact_in(block.text) or find_dateline(block.text))


def _is_headline(block: Block) -> bool:
    """Not too long, without a full stop, and not itself a byline, a day or a dateline."""
    text = block.text
    if not _is_line(block) or text.endswith((":", ",", ";", "：")):
        return False
    if text.endswith((".", "。")) and not _INITIALS.search(text):
        return False
    return not _begins_text(block) and not is_picture_credit(text)


def _fact_in(text: str) -> list[Credit] | PrintedDate | None:
    return read_byline(text) or read_date_line(text)


def _take_lines(head: Head) -> None:
    """Deck, byline and day, from the lines above the text and, at most, one paragraph of it."""
    if head.blocks and (head.blocks[0].kind == "deck" or _is_deck(head)):
        head.deck = head.blocks.pop(0).text
    kept: list[Block] = []
    prose = 0
    after_byline = False
    for index, block in enumerate(head.blocks):
        if index >= _LINES_OF_A_HEAD or prose > 1:
            kept += head.blocks[index:]
            break
        prose += block.is_prose
        if block.kind == "advert" and not kept:
            head.removed.append(Removed(block.line, "advertisement line at an edge or doubled"))
        elif head.headline and block.kind != "advert" and block.text.casefold() == head.headline.casefold():
            head.removed.append(Removed(block.line, "headline printed twice"))
        elif after_byline and _take_affiliation(head, block):
            pass
        elif block.kind not in ("p", "h2", "h3") or not _take_fact(
            head, block, days=not (kept and _is_timeline(head))
        ):
            kept.append(block)
            continue
        after_byline = bool(read_byline(block.text))
    head.blocks = kept


def _is_timeline(head: Head) -> bool:
    """Days that stand over several paragraphs are subheads of a chronicle; none of them is that of publication."""
    return (
        sum(block.kind in ("p", "h2", "h3") and bool(read_date_line(block.text)) for block in head.blocks) > 1
    )


def _take_affiliation(head: Head, block: Block) -> bool:
    """“By JANE DOE” and, right below it, “Associated Press Writer”."""
    if block.apart or not head.byline or block.kind != "p" or not is_affiliation(block.text):
        return False
    told = [
        credit if credit.affiliation else replace(credit, affiliation=block.text) for credit in head.byline
    ]
    head.byline[:] = told
    return True


def _take_fact(head: Head, block: Block, *, days: bool = True) -> bool:
    if credits := read_byline(block.text):
        _credit(head, credits)
        head.printed_date = head.printed_date or printed_day(block.text)
        return True
    if days and (day := read_date_line(block.text)):
        head.printed_date = head.printed_date or day
        head.removed.append(Removed(block.line, "line with the day of publication"))
        return True
    return False


def _credit(head: Head, credits: Sequence[Credit]) -> None:
    """Name people, each once: “(Reporting by …)” under a text says again who wrote it."""
    for credit in credits:
        named = [one.role for one in head.byline if one.name.casefold() == credit.name.casefold()]
        if credit.role not in named and not (credit.role in _WRITING and _WRITING.intersection(named)):
            head.byline.append(credit)


def _is_deck(head: Head) -> bool:
    """A short paragraph between headline and byline, day or dateline: the text begins only after those."""
    block = head.blocks[0]
    if (
        not head.headline
        or block.kind not in ("p", "h2", "h3")
        or not _SHORTEST_DECK <= block.words <= _LONGEST_DECK
    ):
        return False
    if _begins_text(block) or has_picture_credit(block.text):
        return False
    following = next((other for other in head.blocks[1:] if other.kind != "advert"), None)
    if following is None or following.kind not in ("p", "h2", "h3"):
        return False
    if read_date_line(following.text) and _is_timeline(head):
        return False
    return _begins_text(following)


def _take_credits_below(head: Head) -> None:
    """A byline under the text counts too, where a line says nothing else."""
    for index in range(len(head.blocks) - 1, max(0, len(head.blocks) - 1 - _TAIL), -1):
        block = head.blocks[index]
        if block.kind == "p" and (credits := read_byline(block.text)):
            _credit(head, credits)
            del head.blocks[index]


@cache
def _labels() -> frozenset[str]:
    return frozenset(label.casefold() for row in tables.rows("labels") for label in row["labels"].split("|"))
