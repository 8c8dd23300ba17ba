"""Setting words in lines for a picture: which can be set at all, and how large they can be to fit."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import ImageFont, features

TYPE = Path(__file__).parent.parent / "data" / "type" / "newsroom-card.woff2"
# Joins Arabic letters and turns lines round; Pillow's own wheels have it.
HAS_SHAPER = features.check("raqm")
_TURNED = frozenset({"R", "AL"})
_NOBODYS = "\U0010ffff"


@dataclass(frozen=True)
class Line:
    """Some words on one line, in a size of type; widths and leadings are pixels."""

    words: str
    width: int
    leading: int
    font: ImageFont.FreeTypeFont
    shaping: dict[str, Any]


@cache
def font_of(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(TYPE, size)


def can_be_set(words: str) -> bool:
    """Whether the type has every letter, and letters that must be joined can be."""
    is_turned = any(unicodedata.bidirectional(letter) in _TURNED for letter in words)
    return (HAS_SHAPER or not is_turned) and all(map(_has, words))


def without_signs(words: str) -> str:
    """Words on one line, without emoji and other signs that the type has not: they are not what is said."""
    kept = (sign for sign in words if unicodedata.category(sign)[0] in "LNZ" or _has(sign))
    return " ".join("".join(kept).split())


def fitted(
    words: str, sizes: tuple[int, ...], width: int, height: int, language: str, direction: str
) -> list[Line]:
    """Words in lines, in the largest of the sizes that fits; in the last of them cut off, where none does."""
    shaping = {"language": language, "direction": direction} if HAS_SHAPER else {}
    for size in sizes:
        font, leading = font_of(size), round(size * (1.35 if direction == "rtl" else 1.14))
        room = max(1, height // leading)
        lines = _broken(words, font, width, shaping)
        if len(lines) <= room:
            break
    else:
        lines = [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), font, width, shaping)]
    return [Line(line, _width(line, font, shaping), leading, font, shaping) for line in lines]


def _broken(words: str, font: ImageFont.FreeTypeFont, width: int, shaping: dict[str, Any]) -> list[str]:
    """Words in lines no longer than a width; a word that is longer is broken where it must be."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, font, shaping) <= width:
            lines[-1] = longer
            continue
        while _width(word, font, shaping) > width:
            part = _cut(word, font, width, shaping, sign="")
            lines.append(part)
            word = word[len(part) :]
        lines.append(word)
    return [line for line in lines if line]


def _cut(
    words: str, font: ImageFont.FreeTypeFont, width: int, shaping: dict[str, Any], sign: str = "…"
) -> str:
    """As many of the letters as a line holds, and a sign that there are more."""
    least, most = 1, len(words)
    while least < most:
        middle = (least + most + 1) // 2
        fits = _width(words[:middle] + sign, font, shaping) <= width
        least, most = (middle, most) if fits else (least, middle - 1)
    return words[:least].rstrip() + sign


def _width(words: str, font: ImageFont.FreeTypeFont, shaping: dict[str, Any]) -> int:
    return round(font.getlength(words, **shaping))


@lru_cache(4_000)
def _has(letter: str) -> bool:
    """Whether the type draws a letter otherwise than as the box that stands for what it has not."""
    font = font_of(24)
    return bytes(font.getmask(letter)) != bytes(font.getmask(_NOBODYS))
