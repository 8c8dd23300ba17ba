"""Which way a quotation mark faces: straight marks turned, and strayed spaces inside the turned ones removed."""

import re
from dataclasses import dataclass
from functools import cache

from articles.text import tables

_TYPEWRITTEN = re.compile(
    r"``(?=.*'')|(?<![^\s(\[])''(?=\w.{0,1000}?\w[.,!?]?'')|(?<!\d)''(?=[\s.,;:!?)\]]|$)"
)
_FEET_AND_INCHES = re.compile(r"(\d)'(\d{1,2})\"")
_DECADE = re.compile(r"'(?=\d0s?\b|\d\ds?\b(?!['’]))")
_CLIPPED = re.compile(r"'(?=(?:em|tis|twas|til|cause|bout|cuz|neath|n)\b)", re.IGNORECASE)
_COULD_CLOSE = re.compile(r"(?<=\S)'(?=[\s.,;:!?…)\]”\"\ufdd0]|$)")
# After these and a space, even a quotation opened in an earlier paragraph can only close.
_ENDS_SPEECH = (", ", ". ", "! ", "? ", "… ")
# “he said," For years it leaked".”: the mark before the space opens, if the next one can only close.
_STRAYED = re.compile(
    r'^((?:[^"]*"[^"]*")*[^"]*[^\W\d_][,:])" (?=[^\s"][^"]*[^\s"(\[\d]"(?:[\s.,;:!?)\]]|$))'
)
_TURNED_AWAY = re.compile(r"(“[^“”„]*[^\s“”„(\[])“(?=[\s.,;:!?)\]]|$)")
_TICK_IN_WORD = re.compile(r"(?<=[^\W\d_])[`´](?=[^\W\d_])")
_NO_WORD = "\ufdd0"
_OPENERS = "([{«„“‘‚‹¿¡—–/=|"
_CLOSERS = ".,;:!?…)]}»”’›—–،؛؟。，"


@dataclass(frozen=True)
class Style:
    """How a language prints quotations: its marks, its dash, and whether spaces stand inside (French)."""

    known: bool
    open: str
    close: str
    inner_open: str
    inner_close: str
    dash: str
    narrow: bool


@cache
def style_of(language: str | None) -> Style:
    """The style of a language tag, of its first part (“de” for “de-AT”), or the plain English one."""
    by_tag = {row["language"].lower(): row for row in tables.rows("quotes")}
    tag = (language or "").lower().replace("_", "-")
    row = by_tag.get(tag) or by_tag.get(tag.partition("-")[0]) or by_tag[""]
    return Style(
        known=bool(tag),
        open=row["open"],
        close=row["close"],
        inner_open=row["inner_open"],
        inner_close=row["inner_close"],
        dash=row["dash"],
        narrow=row["spaced"] == "narrow",
    )


def curl(text: str, style: Style) -> str:
    """Straight marks become the style's own, and spaces just inside its quotations go.

    A mark faces by what stands on either side of it; one that stands free between spaces closes the quotation
    that is open, if one is. Feet, inches, decades and apostrophes are none.
    """
    text = _TICK_IN_WORD.sub("’", text)
    if style.open == "“" and "„" not in text:
        text = _TURNED_AWAY.sub(r"\1”", text)
    if '"' in text or "'" in text:
        text = _STRAYED.sub(r'\1 "', _TYPEWRITTEN.sub('"', text))
        text = _FEET_AND_INCHES.sub("\\1′\\2″", text)
        text = _CLIPPED.sub("’", _DECADE.sub("’", text))
        text = _Turning(text, style).done()
    if style.narrow or style.open == style.close:
        return text
    return _close_up(text, style)


def _close_up(text: str, style: Style) -> str:
    """“ So it is, ” he said: the spaces inside go, but only where the marks do belong to one quotation."""
    parts: list[str] = []
    is_open = False
    for index, part in enumerate(re.split(f"([{style.open}{style.close}])", text)):
        if index % 2 == 0:
            parts.append(part.lstrip(" ") if is_open and parts and parts[-1] == style.open else part)
        elif part == style.open:
            # Right after a word it closes a quotation of another style („so“ in a text of unknown language).
            is_open = not parts[-1] or parts[-1][-1] in _OPENERS or parts[-1][-1].isspace()
            parts.append(part)
        else:
            if is_open or (style.close == "”" and parts[-1].endswith(_ENDS_SPEECH)):
                parts[-1] = parts[-1].rstrip(" ")
            parts.append(part)
            is_open = False
    return "".join(parts)


class _Turning:
    """One pass over a paragraph's straight marks, remembering which quotations are open."""

    def __init__(self, text: str, style: Style) -> None:
        self.text, self.style = text, style
        self.out: list[str] = []
        self.doubles = 0
        self.singles = 0
        closing = [found.start() for found in _COULD_CLOSE.finditer(text)]
        self.last_closing = closing[-1] if closing else -1

    def done(self) -> str:
        for at, character in enumerate(self.text):
            if character == '"':
                self.out.append(self._double(at))
            elif character == "'":
                self.out.append(self._single(at))
            else:
                self._note(character)
                self.out.append(character)
        return "".join(self.out)

    def _note(self, character: str) -> None:
        if self.style.open != self.style.close and character in (self.style.open, self.style.close):
            self.doubles = max(0, self.doubles + (1 if character == self.style.open else -1))

    def _sides(self, at: int) -> tuple[bool, bool]:
        """Is the left side that of an opening mark, the right side that of a closing one?"""
        before, after = self._visible(at, -1), self._visible(at, 1)
        left = (
            not before
            or before.isspace()
            or before in _OPENERS
            or (before in "\"'-" and self._opened(before))
        )
        right = not after or after.isspace() or after in _CLOSERS or after in "\"'"
        return left, right

    def _visible(self, at: int, step: int) -> str:
        """The next character on one side that is no tag; empty at the end of the text."""
        at += step
        while 0 <= at < len(self.text) and self.text[at] == _NO_WORD:
            at += step
        return self.text[at] if 0 <= at < len(self.text) else ""

    def _opened(self, before: str) -> bool:
        """A mark right after another one opens if the other did; after a hyphen either may be."""
        return before == "-" or self.out[-1].strip() in (self.style.open, self.style.inner_open)

    def _double(self, at: int) -> str:
        left, right = self._sides(at)
        before = self.text[at - 1] if at else ""
        if before.isdigit() and not self._closes(at):
            return "″"
        opens = left if left != right else not self.doubles and at < len(self.text) - 1
        self.doubles = self.doubles + 1 if opens else max(0, self.doubles - 1)
        if opens:
            return self.style.open + ("\u202f" if self.style.narrow else "")
        return ("\u202f" if self.style.narrow else "") + self.style.close

    def _closes(self, at: int) -> bool:
        """After a figure: does a mark end the open quotation, or is it inches with the end still to come?"""
        return bool(self.doubles) and self.text.count('"', at + 1) % 2 == 0

    def _single(self, at: int) -> str:
        left, right = self._sides(at)
        before, after = self.text[at - 1 : at], self.text[at + 1 : at + 2]
        if before.isdigit() and after.isdigit():
            return "′"
        if left and not right and self.last_closing > at:
            self.singles += 1
            return self.style.inner_open
        if left and right:
            return "'"
        if right and self.singles and not left:
            self.singles -= 1
            return self.style.inner_close
        return "’"
