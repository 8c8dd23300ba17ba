"""Cutting a text where one word may change for another: at spaces and marks, in any script."""

import re
from functools import cache
from unicodedata import category

# Han and kana are words of their own, as their readers count them.
_WIDE = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# Letters with the signs written on them, figures with the points in them, apostrophes inside; spaces; marks singly.
_TOKEN = re.compile(r"[ld]+(?:(?:a(?=[ld])|(?<=d)n(?=d))[ld]+)*|s+|.")


def tokens(text: str) -> list[str]:
    """The words, marks and spaces of a text. Joined they are the text, and no letter is parted from its signs."""
    return [text[slice(*found.span())] for found in _TOKEN.finditer("".join(map(_kind, text)))]


def is_word(token: str) -> bool:
    """Whether it is a word, a number or a sign that counts (“%”, “€”), as against a mark or a space."""
    return token in "%‰" or _kind(token[0]) in "ldhy"


def is_letter(character: str) -> bool:
    return _kind(character) in "ldh"


@cache
def _kind(character: str) -> str:
    """A letter for what a character is: Letter, Digit, Han or kana, Space, sYmbol, Apostrophe, poiNt, Mark."""
    if character.isspace():
        return "s"
    if character in "'’ʼ":
        return "a"
    if character in ".,:":
        return "n"
    if _WIDE.match(character):
        return "h"
    kind = category(character)
    return "d" if kind == "Nd" else {"L": "l", "M": "l", "N": "l", "C": "l", "S": "y"}.get(kind[0], "m")
