"""The characters of running copy: what is invisible and does harm goes, and every space is one that somebody meant."""

import re
import unicodedata

# Control characters and noncharacters (XML feeds may hold neither), byte-order marks, object placeholders,
# annotation marks, deprecated format characters, and the two bidi overrides, which can make a name read as another.
# Joiners, direction marks, isolates and soft hyphens do work in real copy and stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202d\u202e\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACES = re.compile(r" \s+|[^\S ]\s*")  # every run of white space but one plain space

# Figure, thin, hair and narrow no-break space, and the ideographic one: nobody's paste is filled with these.
_MEANT = frozenset("\u2007\u2009\u200a\u202f\u3000")
# Normalising sorts marks that are piled on one letter, and parsers join written-out signs, in quadratic time. Real copy
# has two or three marks on a letter (Unicode's stream-safe limit is 30), and no paragraph of thousands of signs.
_COMBINING = "".join(chr(code) for code in range(0x300, 0x20000) if unicodedata.combining(chr(code)))
_PILES = re.compile(f"([{_COMBINING}]{{30}})[{_COMBINING}]+")
_SIGNS = dict.fromkeys(map(ord, "&<>\xa0"), " ")
_MOST_SIGNS = 5_000
_LONG = 500

_HOLDS_AFTER = frozenset("«‹№§")
_HOLDS_BEFORE = frozenset("»›:;!?%‰°€$£¥")

# U+0338 strikes through what stands before it. First after a tag it would fuse with that tag's ">" as soon as
# anybody normalised the stored text to NFC, and the tag would swallow what follows as its attributes.
STROKE = "\u0338"
BLANK = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + STROKE


def encodable(text: str) -> str:
    """Text that can be written as UTF-8: without halves of surrogate pairs, and without NUL."""
    if not text.isascii():
        text = _SURROGATES.sub("", text)
    return text.replace("\x00", "")


def seen(text: str) -> str:
    """Text without the characters that are not to be seen."""
    if text.isprintable() and "\ufffc" not in text:
        return text
    if "".join(text.replace("\ufffc", "\ufeff").split()).isprintable():  # all that is odd is white space
        return text
    return _UNSEEN.sub("", text)


def tidy(text: str) -> str:
    """Text as the paper stores it: Unicode NFC, and one space where there were several.

    A single no-break space is kept where it does typographic work, beside a figure (“12 km”, “§ 4”) or inside
    French punctuation (“« oui »”, “quoi ?”); anywhere else, and in runs, it is what word processors fill text
    with, and becomes a plain space. White space at the ends is left for the caller, as one space.
    """
    if len(text) > _LONG:
        text = _without_piles(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text if text.isprintable() and "  " not in text else _SPACES.sub(_one_space, text)


def _without_piles(text: str) -> str:
    if not text.isascii():
        text = _PILES.sub(r"\1", text)
    return text.translate(_SIGNS) if sum(map(text.count, "&<>\xa0")) > _MOST_SIGNS else text


def _one_space(match: re.Match[str]) -> str:
    run = match[0]
    if run in _MEANT:
        return run
    if run != "\xa0":
        return " "
    text, start, end = match.string, match.start(), match.end()
    before = text[start - 1] if start else ""
    after = text[end] if end < len(text) else ""
    holds = before.isdigit() or after.isdigit() or before in _HOLDS_AFTER or after in _HOLDS_BEFORE
    return "\xa0" if holds and before and after else " "


def trimmed(text: str) -> str:
    """Tidied text without the white space, or a stroke with nothing to strike, at its ends."""
    return text.lstrip(BLANK).rstrip()


def words(value: str) -> str:
    """Words in an attribute: one line, seen, tidied and trimmed."""
    return trimmed(tidy(seen(value)))


def escape(text: str) -> str:
    """Text as HTML writes it; the no-break space as an entity, as every HTML serialiser does."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_attribute(value: str) -> str:
    """A value as HTML writes it between double quotes."""
    return escape(value).replace('"', "&quot;")
