"""Measuring English prose: its sentences, chains of passives in them, and how easily the whole is read."""

import re
from collections.abc import Iterator

# A full point ends a sentence where a capital, a figure or a quotation follows, unless it belongs to an initial or
# to one of the few abbreviations that news copy has.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Gov|Rep|Gen|Col|Lt|Capt|Sgt|Prof|No|vs|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b[ap]\.m)\.$"
)
_END = re.compile(r"[.!?…][”’\"')\]]*(?=\s+[“‘\"'(\[]?[A-Z\d])")
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^l]e|es|ed)$")
_IRREGULAR = (
    "begun|born|bought|broken|brought|built|caught|chosen|cut|dealt|done|drawn|driven|fed|felt|fought|found|given|held|"
    "hidden|hit|hurt|kept|known|laid|led|left|lent|lost|made|met|paid|put|read|run|said|seen|sent|set|shot|shown|shut|"
    "sold|spent|stolen|struck|sworn|taken|taught|thrown|told|torn|understood|won|worn|written"
)
_PASSIVE = re.compile(
    r"\b(?:(?:has|have|had|will|would|could|may|might|must|should|can)(?: not)? )?"
    r"(?:am|is|are|was|were|be|been|being)\b(?: (?:not|also|now|still|then|later|first|\w+ly))?"
    rf" (?:{_IRREGULAR}|\w{{2,}}[^aeiou\W]ed|\w{{2,}}[aeiou]ed)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends, in characters."""
    start = 0
    for end in _END.finditer(text):
        if _ABBREVIATION.search(text, start, end.start() + 1):
            continue
        yield start, end.end()
        start = end.end() + len(text[end.end() :]) - len(text[end.end() :].lstrip())
    if text[start:].strip():
        yield start, len(text.rstrip())


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def passive_chains(sentence: str, *, apart: int) -> Iterator[tuple[int, int, int]]:
    """Where passives follow each other, at most `apart` words between them: start, end, and how many there are."""
    links: list[tuple[int, int]] = []
    for start, end in [found.span() for found in _PASSIVE.finditer(sentence)]:
        if links and len(words(sentence[links[-1][1] : start])) > apart:
            yield from _chain(links)
            links = []
        links.append((start, end))
    yield from _chain(links)


def _chain(links: list[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    if len(links) > 1:
        yield links[0][0], links[-1][1], len(links)


def reading_ease(paragraphs: list[str]) -> float:
    """Flesch's reading ease (1948): 60 and up is plain English, under 30 reads like a contract.

    Syllables are counted by their vowels, as good as a dictionary over a hundred words. Text without a word gives 100.
    """
    lengths = [len(words(text[start:end])) for text in paragraphs for start, end in sentences(text)]
    total, count = sum(lengths), len([length for length in lengths if length])
    if not total:
        return 100.0
    syllables = sum(_syllables(word.lower()) for text in paragraphs for word in words(text))
    return 206.835 - 1.015 * total / count - 84.6 * syllables / total


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    if (
        groups > 1
        and _SILENT_END.search(word)
        and not word.endswith(("ted", "ded", "ses", "ces", "ges", "ches", "shes"))
    ):
        groups -= 1
    return max(groups, 1)
