"""The picture at an article's head, as a line of JSON says it: one of the library by its number, or a drawing of ours.

From another site nothing is taken over: readers' browsers fetch pictures from the paper alone.
"""

from collections.abc import Iterator
from typing import Any

from wires.incoming import Incoming, one_line

WORDS = ("alt", "caption", "credit")


def put(article: Incoming, said: dict) -> Iterator[str]:
    """Put a line's picture at the head of an article; yields what is wrong with it."""
    picture = said.get("lead_picture")
    if not picture:
        return
    if not isinstance(picture, dict):
        yield "lead_picture is not an object with fields."
        return
    wrong = [*_where(picture), *_words(picture)]
    yield from wrong
    if not wrong:
        named = {"picture": picture["picture"]} if "picture" in picture else _drawing(picture)
        words = {name: one_line(picture.get(name) or "") for name in WORDS}
        article.lead_picture = named | words | {"is_decorative": bool(picture.get("is_decorative"))}


def _where(picture: dict) -> Iterator[str]:
    if "picture" in picture:
        if not _is_count(picture["picture"]):
            yield "lead_picture: picture is the number of one in the library."
        return
    url = picture.get("url")
    if not (isinstance(url, str) and url.startswith("/") and not url.startswith("//")):
        yield "lead_picture: url is an address of the paper itself, such as /static/harbour.svg."
    if not (_is_count(picture.get("width")) and _is_count(picture.get("height"))):
        yield "lead_picture: width and height are its size in pixels."


def _words(picture: dict) -> Iterator[str]:
    for name in WORDS:
        if not isinstance(picture.get(name), str | None):
            yield f"lead_picture: {name} is not text."


def _drawing(picture: dict) -> dict[str, Any]:
    return {name: picture[name] for name in ("url", "width", "height")}


def _is_count(value: object) -> bool:
    return type(value) is int and 0 < value < 2**31
