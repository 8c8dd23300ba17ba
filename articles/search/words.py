"""Words as search knows them, in any script: what editions are indexed by and what readers ask for. Pure functions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import category, normalize

LONGEST_QUERY = 200
MOST_TERMS = 10
LONGEST_WORD = 250

# Scripts that put no spaces between words are cut into letters, and a word of theirs is found as letters in a row:
# Thai, Lao, Burmese, Khmer, Japanese, Chinese; and Korean, whose particles stick to the words.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_UNSPACED_PAIR = re.compile(f"[{_UNSPACED}]{{2}}")
_SEAM = re.compile(rf"(?<=[{_UNSPACED}])(?=[^\W_])|(?<=[^\W_])(?=[{_UNSPACED}])")
SEPARATOR = "\x1f"

# Letters of Indian scripts carry marks that Python does not count as parts of a word.
_MARKS = "".join(chr(point) for point in range(0x0900, 0x1100) if category(chr(point)).startswith("M"))
_WORD = re.compile(rf"[\w{_MARKS}]+")
# Text in plain letters is split without a pattern, five times as quick: so its quotation marks and dashes go first.
_PUNCTUATION = re.compile("[\u2000-\u206f]+")
_PLAIN_LETTERS = str.maketrans({chr(point): " " for point in range(128) if not chr(point).isalnum()})
_ACCENTS = re.compile("[\u0300-\u036f]")
# Vowel points and the stretching stroke of Arabic and Hebrew, invisible hyphens and joiners, and control characters.
_SILENT = (
    "\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u2060\ufeff\ud800-\udfff"
)
_IS_SILENT = re.compile(f"[{_SILENT}]")
_NEEDS_CARE = re.compile(f"[{_SILENT}{_UNSPACED}]")

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_POSSESSIVE = re.compile("['’][sS]$")


@dataclass(frozen=True)
class Term:
    """A word or a quoted phrase that a reader asks for, or, with a minus before it, wants left out."""

    text: str
    words: tuple[str, ...]
    spelled: tuple[str, ...]
    quoted: bool
    wanted: bool

    def __str__(self):
        text = f"“{self.text}”" if self.quoted else self.text
        return text if self.wanted else f"-{text}"


def prepared(text: str) -> str:
    """Text as it is indexed and shown in snippets: single spaces, nothing silent, letters of unspaced scripts apart."""
    if not _NEEDS_CARE.search(text):
        return " ".join(text.split())
    text = " ".join(_IS_SILENT.sub("", text).split())
    return _SEAM.sub(SEPARATOR, text) if _IS_UNSPACED.search(text) else text


def parted(text: str) -> str:
    """A prepared text with spaces for quotation marks, dashes and other general punctuation: no word has any in it."""
    return text if text.isascii() else _PUNCTUATION.sub(" ", text)


def plain_words(text: str) -> list[str]:
    """The words of a prepared text without case and accents: “L’Été” gives `l`, `ete`."""
    return _split(bare(text))


def bare(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.lower()
    return normalize("NFKC", _ACCENTS.sub("", normalize("NFKD", text.casefold())))


def spelled_words(text: str) -> list[str]:
    """The words of a parted text in small letters with their accents, as the stemmers of languages want them."""
    return _split(normalize("NFC", text).lower())


def pairs(words: Iterable[str]) -> list[str]:
    """Letters of unspaced scripts that follow each other, two by two: closer to words than single letters are."""
    return [first + second for first, second in pairwise(words) if _UNSPACED_PAIR.fullmatch(first + second)]


def _split(text: str) -> list[str]:
    words = (
        text.translate(_PLAIN_LETTERS).split() if text.isascii() else _WORD.findall(text.replace("_", " "))
    )
    too_long = max(map(len, words), default=0) > LONGEST_WORD
    return [word[:LONGEST_WORD] for word in words] if too_long else words


def asked(query: str) -> list[Term]:
    """What a reader asks for: words, "phrases" in any quotation marks, and either with a minus. Never refuses.

    Reads the first 200 characters and ten terms. What holds no letter or digit is passed over.
    """
    terms: dict[Term, None] = {}
    for match in _TERM.finditer(query[:LONGEST_QUERY].translate(_QUOTES)):
        quoted = match["phrase"] is not None
        text = prepared(match["phrase"] if quoted else _POSSESSIVE.sub("", match["word"]))
        words = tuple(plain_words(text))
        if words:
            # Some signs are words only once they are taken apart, such as a month in one letter.
            spelled = tuple(spelled_words(parted(text))) or words
            terms[Term(text, words, spelled, quoted, wanted=not match["minus"])] = None
    return list(terms)[:MOST_TERMS]
