"""From the bytes of a file to clean characters: which letters they stand for, and none of the invisible rubbish."""

import codecs
import re
import unicodedata

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CHARSETS = (
    "iso",
    "windows",
    "cp",
    "koi8",
    "gb",
    "big5",
    "shift",
    "sjis",
    "euc",
    "latin",
    "mac",
    "tis",
    "us-ascii",
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# What is never seen and never meant: zero-width spaces, joiners of words, byte-order marks, replacement boxes
# that stand for a picture, control and private-use characters. The joiners U+200C and U+200D stay: Persian and
# Hindi spell with them; so do the marks of direction that Arabic and Hebrew need.
_INVISIBLE = re.compile(
    "[\u200b\u2060-\u2064\ufeff\ufffc\u00ad\u180e\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]"
)
_SOFT_HYPHEN_AT_LINE_END = re.compile("\u00ad\n[ \t]*")
_LETTER_AND_MARKS = re.compile("[A-Za-z\u00c0-\u024f\u0400-\u04ff\u0370-\u03ff][\u0300-\u036f]+")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_MOST_CONTROLS = 0.01
# Words in letters beyond plain Latin: those are the ones that a wrong code turns to rubbish.
_FOREIGN_WORD = re.compile(r"(?=\S*[^\x00-\x7f])\S{4,}")
_SIGNS = frozenset({"Cc", "Co", "Sc", "Sk", "Sm", "So"})


class NotText(ValueError):
    """Bytes that hold no text, or text in letters that nobody can tell. The message says which, and what to do."""


def decode(raw: bytes) -> str:
    """The text in a file's bytes, whatever machine it comes from.

    In order: a byte-order mark; UTF-16 without one; valid UTF-8; the charset that the page declares (first 2 kB);
    UTF-8 with a few broken letters (shown as “�”); and at last Windows-1251 or Windows-1252, whichever makes
    words of the bytes. Raises NotText if neither does, and for a picture or a program that is named like a text.
    """
    text = _told(raw)
    is_guessed = text is None
    if text is None:
        text = raw.decode("cp1251" if _looks_cyrillic(raw) else "cp1252", "replace")
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise NotText("It holds no text, whatever its name says.")
    if is_guessed and _is_garbled(text):
        raise NotText("Nothing tells in which code its letters are written: save it as UTF-8.")
    return text


def normalise(text: str) -> str:
    """Text with one kind of line end, letters composed (é is one character) and nothing invisible in it.

    Non-breaking spaces stay: what they mean is a question of typography.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _INVISIBLE.sub("", _SOFT_HYPHEN_AT_LINE_END.sub("", text))
    return _LETTER_AND_MARKS.sub(lambda letter: unicodedata.normalize("NFC", letter[0]), text)


def _told(raw: bytes) -> str | None:
    """The text where the bytes themselves, or their page, say how they are to be read."""
    for mark, name in _BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    if sixteen := _sixteen_bits(raw):
        return raw.decode(sixteen, "replace")
    for charset in ("utf-8", _declared(raw)):
        if (text := _strictly(raw, charset)) is not None:
            return text
    return raw.decode("utf-8", "replace") if _mostly_utf8(raw) else None


def _sixteen_bits(raw: bytes) -> str | None:
    """Western text in UTF-16 has a zero in every other byte; nothing else has."""
    sample = raw[:2000]
    if len(sample) < 4:
        return None
    for name, at in (("utf-16-le", 1), ("utf-16-be", 0)):
        if sample[at::2].count(0) > 0.6 * len(sample[at::2]) and not sample[1 - at :: 2].count(0):
            return name
    return None


def _declared(raw: bytes) -> str:
    """The charset that a page names, if it is one that pages are written in (Python knows stranger codecs too)."""
    found = _DECLARED.search(raw[:2048])
    name = found[1].decode("ascii").lower() if found else ""
    return name if name.startswith(_CHARSETS) else ""


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name) if name else None
    except (UnicodeDecodeError, LookupError):
        return None


def _mostly_utf8(raw: bytes) -> bool:
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - broken > 10 * broken


def _looks_cyrillic(raw: bytes) -> bool:
    """Cyrillic words are runs of high bytes; in French or German a high byte stands alone among plain letters."""
    runs = [len(run) for run in _HIGH_RUN.findall(raw)]
    return bool(runs) and sum(length for length in runs if length > 2) > 0.5 * sum(runs)


def _is_garbled(text: str) -> bool:
    """Letters that were read in a wrong code, which leaves capitals behind small ones and signs inside words.

    “чМБДЕМЕГ” and “Ґ«Ґж” are more then than words that begin with their capital; a “КамАЗ” among those is none.
    """
    words = _FOREIGN_WORD.findall(text)
    broken = sum(map(_breaks, words))
    return broken > 1 and broken > sum(word.istitle() for word in words)


def _breaks(word: str) -> int:
    """How often a capital stands behind a small letter, or a sign between two letters, beyond plain Latin."""
    return sum(
        letter > "\x7f"
        and letter != "´"
        and (
            (before.islower() and letter.isupper())
            or (before.isalpha() and after.isalpha() and unicodedata.category(letter) in _SIGNS)
        )
        for before, letter, after in zip(word, word[1:], f"{word[2:]} ", strict=False)
    )
