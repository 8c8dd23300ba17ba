"""House style: what a copy editor would ask about, found in a text by a small set of rules that are kept as data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from articles import body
from articles.house_style import measuring, printing
from articles.house_style.rules import Measures, Rule, Sheet, languages, sheet

__all__ = ["Hint", "hints", "in_copy", "languages", "lines", "reading_ease"]

_QUOTATION = re.compile(r"“[^”]*(?:”|$)|(?<!\w)\"[^\"]*(?:\"|$)|«[^»]*(?:»|$)")
# Blocks that are no running prose of the paper's own: what is quoted, and figures in boxes and tables.
_NOT_PROSE = ("<blockquote", '<aside data-node="pullquote"', '<aside data-node="factbox"', "<table")
PRINTING = "So are quotes, dashes and spaces printed in this language."
_OF_SENTENCES = ("long-sentence", "passive-chain")
Line = tuple[str, str]  # the field it stands in, its words


@dataclass(frozen=True)
class Hint:
    """What the house would ask about: a rule, the words, where they stand, what it would write, and why.

    `line` counts the lines of what was looked at from 0; `start` and `end` are characters of that line. `use` is None
    where there is no one better word, and empty where the words can go.
    """

    rule: str
    field: str
    line: int
    start: int
    end: int
    words: str
    use: str | None
    reason: str


def lines(content: Mapping[str, Any]) -> list[Line]:
    """What house style looks at in a revision's content, in the order it is read: its prose, without quotations."""
    head = [(name, content[name]) for name in ("kicker", "headline", "deck") if content[name]]
    blocks = [block for block in content["body"].split("\n") if not block.startswith(_NOT_PROSE)]
    return head + [("body", text) for block in blocks for text in body.paragraphs(block)]


def in_copy(content: Mapping[str, Any]) -> list[Hint]:
    """All hints for a revision's content."""
    return hints(lines(content), language=content["language"])


def hints(lines: Iterable[Line], *, language: str) -> list[Hint]:
    """What the house would ask about in some lines of a language, in their order.

    Where it has no sheet for the language, only how that prints its marks and spaces.
    """
    style, lines = sheet(language), list(lines)
    found = [hint for number, line in enumerate(lines) for hint in _of_line(style, language, number, *line)]
    return found + (list(_as_a_whole(style.measures, lines)) if style else [])


def reading_ease(lines: Iterable[Line]) -> float:
    """How easily the text is read, by Flesch's score."""
    return measuring.reading_ease([text for field, text in lines if field == "body"])


def _of_line(style: Sheet | None, language: str, number: int, field: str, text: str) -> list[Hint]:
    found = _in_line(style, number, field, text) if style else []
    slips = [
        Hint("printing", field, number, start, end, text[start:end], use, PRINTING)
        for start, end, use in printing.slips(text, language)
        if not any(hint.start < end and start < hint.end for hint in found if hint.rule not in _OF_SENTENCES)
    ]
    return sorted(found + slips, key=lambda hint: (hint.start, -hint.end)) if slips else found


def _in_line(style: Sheet, number: int, field: str, text: str) -> list[Hint]:
    quoted = [match.span() for match in _QUOTATION.finditer(text)]
    found = [
        Hint(rule.key, field, number, *match.span(), match[0], rule.instead(match), rule.reason)
        for rule in style.rules
        if field in rule.fields
        for match in rule.pattern.finditer(text)
        if _stands(rule, match, quoted)
    ]
    if field == "body":
        found.extend(_in_sentences(style.measures, number, text))
    return _longest_only(found)


def _stands(rule: Rule, match: re.Match[str], quoted: list[tuple[int, int]]) -> bool:
    is_said = any(start <= match.start() < end for start, end in quoted)
    return rule.asks_about(match) and (rule.in_quotations or not is_said)


def _in_sentences(measures: Measures, number: int, text: str) -> Iterator[Hint]:
    for start, end in measuring.sentences(text):
        sentence = text[start:end]
        length = len(measuring.words(sentence))
        if length > measures.sentence:
            reason = f"It has {length} words: a reader loses the thread after {measures.sentence}."
            yield Hint("long-sentence", "body", number, start, end, sentence, None, reason)
        for first, last, links in measuring.passive_chains(sentence, apart=measures.passives_apart):
            words = sentence[first:last]
            reason = f"{links} things are done one after the other, and nobody does them: say who."
            yield Hint("passive-chain", "body", number, start + first, start + last, words, None, reason)


def _as_a_whole(measures: Measures, lines: list[Line]) -> Iterator[Hint]:
    """What no single line shows: that the whole is hard to read."""
    copy = [(number, text) for number, (field, text) in enumerate(lines) if field == "body"]
    texts = [text for _, text in copy]
    if sum(len(measuring.words(text)) for text in texts) < measures.reading_ease_from:
        return
    ease = measuring.reading_ease(texts)
    if ease < measures.reading_ease:
        contract = measures.reading_ease
        reason = (
            f"Its reading ease is {ease:.0f}, where {contract} is a contract: shorter words and sentences."
        )
        yield Hint("reading-ease", "body", copy[0][0], 0, 0, "", None, reason)


def _longest_only(found: list[Hint]) -> list[Hint]:
    """Of two hints on the same words, the one that says more: but a sentence may be too long and hold other hints."""
    kept: list[Hint] = []
    for hint in sorted(found, key=lambda hint: (hint.start, -hint.end)):
        of_words = hint.rule not in _OF_SENTENCES
        if not (of_words and any(_covers(other, hint) for other in kept)):
            kept.append(hint)
    return kept


def _covers(other: Hint, hint: Hint) -> bool:
    return other.rule not in _OF_SENTENCES and other.start <= hint.start and hint.end <= other.end
