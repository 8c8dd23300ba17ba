"""Quotation marks, dashes and spaces as the language prints them; letters, digits and addresses stay as they are.

Repairing repaired text changes nothing.
"""

import html
import re

from articles.text.quotes import Style, curl, style_of

# Two characters that no text may hold (Unicode noncharacters) stand for what must not be touched.
TAG, ADDRESS = "\ufdd0", "\ufdd1"
NARROW = "\u202f"
_KEPT = "\ufdd2"

_TAG = re.compile(r"<[^>]*>")
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>\"“”«»„\ufdd0]+"
    r"|(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|(?<![\w@.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?:com|org|net|info|gov|edu|int)\b(?:/[^\s<>\"“”«»„\ufdd0]*)?"
)
_AFTER_ADDRESS = re.compile(r"[.,;:!?…'\"’)\]]+$")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f]+")
_UNBREAKABLE = re.compile(r"(?<=\d)[\u00a0\u202f\u2007\u2009](?=[\d%€$£¥°])")
_SPACED_DOTS = re.compile(r"(?<![.…])\.(?: \.){2}(?! ?\.)")
_DOTS = re.compile(r"(?<![.…])\.{3}(?![.…])")
_DOUBLE_HYPHEN = re.compile(r"(?<![-<!])--(?![->])")
_OPTION = re.compile(r"(?<= )--(?=[a-z])")
_INSIDE_OPEN = re.compile(r"(?<=[(\[]) +")
_INSIDE_CLOSE = re.compile(r"(?<=\S) +(?=[)\]])")
_CLOSING = rf"""(?=[\s”"’'»)\]{TAG}]|$)"""
_BEFORE_STOP = re.compile(rf"(?<=\S) +(?=,(?!\d)|[،؛؟]|\.{_CLOSING})")
_BEFORE_MARK = re.compile(r"""(?<=\S) +(?=[!?]+(?:[\s”"’'»)\]\ufdd0]|$)|[;:](?:\s|$))(?!:\s?\d)""")
_FRENCH_BEFORE = re.compile(r"""(?<=[^\s«(]) (?=[;:!?»](?:[\s.,;:!?»)\]…\ufdd0]|$))""")
_FRENCH_AFTER = re.compile(r"(?<=«) (?=\S)")
_SPACE_IN_GUILLEMETS = re.compile(r"(?<=«) +(?=\S)|(?<=\S) +(?=»)")


def repair(text: str, language: str | None = None) -> str:
    """Text as a careful printer would set it.

    `language` is a tag such as “en”, “fr” or “de-CH”. Straight quotes become that language's own, spaces that
    strayed before punctuation go (French keeps them, narrow and unbreakable), two hyphens become its dash, three
    dots an ellipsis. Without a language: English marks, and only what is wrong everywhere is mended. Addresses
    are not touched, and the words and figures are the same before and after.
    """
    text = text.replace(TAG, "").replace(ADDRESS, "")
    addresses: list[str] = []
    held = _ADDRESS.sub(lambda found: _hold(found[0], addresses), text)
    return _give_back(_until_quiet(held, style_of(language)), ADDRESS, addresses)


def repair_html(fragment: str, language: str | None = None) -> str:
    """The same for a piece of our own escaped HTML: a quotation may begin inside `<em>` and end outside it."""
    tags = _TAG.findall(fragment)
    text = html.unescape(_TAG.sub(TAG, fragment.replace(TAG, "")))
    addresses: list[str] = []
    held = _ADDRESS.sub(lambda found: _hold(found[0], addresses), text.replace(ADDRESS, ""))
    repaired = _give_back(_until_quiet(held, style_of(language)), ADDRESS, addresses)
    return _give_back(html.escape(repaired, quote=False), TAG, tags)


def _hold(address: str, held: list[str]) -> str:
    after = _AFTER_ADDRESS.search(address)
    tail = after[0] if after else ""
    held.append(address[: len(address) - len(tail)])
    return ADDRESS + tail


def _give_back(text: str, sign: str, held: list[str]) -> str:
    waiting = iter(held)
    return re.sub(sign, lambda _: next(waiting), text)


def _until_quiet(text: str, style: Style) -> str:
    """One mended thing can bring another to light; every step only shortens or settles, so this ends."""
    while (again := _once(text, style)) != text:
        text = again
    return text


def _once(text: str, style: Style) -> str:
    text = _single_spaces(text)
    text = _DOTS.sub("…", _SPACED_DOTS.sub("…", text))
    text = _INSIDE_CLOSE.sub("", _INSIDE_OPEN.sub("", text))
    text = _dashes(text, style)
    text = curl(text, style) if style.open else text
    text = _BEFORE_STOP.sub("", text)
    if style.narrow:
        return _FRENCH_AFTER.sub(NARROW, _FRENCH_BEFORE.sub(NARROW, text))
    if style.known:
        text = _BEFORE_MARK.sub("", text)
        text = _SPACE_IN_GUILLEMETS.sub("", text) if style.open == "«" else text
    return text


def _single_spaces(text: str) -> str:
    """Every run of spaces becomes one plain space, but for the unbreakable one inside a figure (“10 000”, “5 %”)."""
    text = text.replace(_KEPT, "")
    kept = _UNBREAKABLE.findall(text)
    return _give_back(_SPACES.sub(" ", _UNBREAKABLE.sub(_KEPT, text)), _KEPT, kept)


def _dashes(text: str, style: Style) -> str:
    """Two hyphens are a typewriter's dash, unless they begin an option of a command (“--help”)."""
    text = text.replace(_KEPT, "")
    options = _OPTION.findall(text)
    return _give_back(_DOUBLE_HYPHEN.sub(style.dash, _OPTION.sub(_KEPT, text)), _KEPT, options)
