"""Where a story’s copy uses pictures, read from its content alone: at its head, in its text, in a gallery."""

import html
import re
from typing import NamedTuple

LEAD, BODY, GALLERY = "lead", "body", "gallery"
WHERE = {LEAD: "at the head", BODY: "in the text", GALLERY: "in a gallery"}

_FIGURE = re.compile(r'<figure data-node="picture"([^>]*)>')
_ATTRIBUTE = re.compile(r'data-([a-z]+)="([^"]*)"')
_GALLERY = '<div data-node="gallery"'
_NUMBERS = re.compile(r'<div data-node="gallery"[^>]* data-pictures="([\d ]+)"')


class Use(NamedTuple):
    """One picture in one place, with what the story says of it there; empty words mean: as the picture says."""

    picture: int
    place: str
    alt: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""


def field_of(place: str) -> str:
    """The field of a story in which a place is."""
    return "lead_picture" if place == LEAD else "body"


def pictures_of(content: dict) -> list[Use]:
    """Every use of a picture in a revision's content, in the order in which readers meet them.

    `content` is as a revision keeps it: `lead_picture`, and `body` in its stored form. Pictures from elsewhere, which
    have an address and no number, are none of the library's.
    """
    uses = _at_the_head(content.get("lead_picture") or {})
    stored = content.get("body", "")
    if "data-picture" in stored:
        for block in stored.split("\n"):
            uses += _in_block(block)
    return uses


def numbers_of(content: dict) -> list[int]:
    """The pictures that a revision's content uses, each once, by their numbers."""
    return list(dict.fromkeys(use.picture for use in pictures_of(content)))


def exchanged(content: dict, picture: int, other: Use) -> dict:
    """What changes of a revision's content if another picture takes the place of one, with words of its own.

    `other` says number, description, caption and credit; its place and size, and whether it only decorates, stay.
    """
    lead, stored = content.get("lead_picture") or {}, content.get("body", "")
    changed = {}
    if lead.get("picture") == picture:
        words = {"alt": other.alt, "caption": other.caption, "credit": other.credit}
        changed["lead_picture"] = lead | {"picture": other.picture} | words
    body = _FIGURE.sub(lambda figure: _exchanged(figure, picture, other), stored)
    return changed | ({"body": body} if body != stored else {})


def _exchanged(figure: re.Match, picture: int, other: Use) -> str:
    given = dict(_ATTRIBUTE.findall(figure[1]))
    if given.get("picture") != str(picture):
        return figure[0]
    words = {"alt": other.alt, "caption": other.caption, "credit": other.credit}
    given |= {"picture": str(other.picture)} | {name: html.escape(text) for name, text in words.items()}
    said = "".join(f' data-{name}="{text}"' for name, text in given.items() if text)
    return f'<figure data-node="picture"{said}>'


def _at_the_head(lead: dict) -> list[Use]:
    number = lead.get("picture")
    if type(number) is not int:
        return []
    words = {name: lead.get(name, "") for name in ("alt", "caption", "credit")}
    return [Use(number, LEAD, is_decorative=bool(lead.get("is_decorative")), **words)]


def _in_block(block: str) -> list[Use]:
    """The uses in a stored block. A gallery of numbers alone says nothing of its own of any of them."""
    place = GALLERY if block.startswith(_GALLERY) else BODY
    listed = _NUMBERS.match(block)
    numbers = [Use(int(number), place) for number in listed[1].split()] if listed else []
    return numbers + [
        _in_figure(dict(_ATTRIBUTE.findall(opening)), place) for opening in _FIGURE.findall(block)
    ]


def _in_figure(given: dict[str, str], place: str) -> Use:
    words = {name: html.unescape(given.get(name, "")) for name in ("alt", "caption", "credit")}
    return Use(int(given["picture"]), place, is_decorative=given.get("decorative") == "yes", **words)
