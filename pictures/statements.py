"""What a file says of itself, as the fields of a picture: the most trusted statement is where an editor begins."""

import re
from datetime import date
from pathlib import PurePath
from typing import Any

from pictures import made
from pictures.models import Picture

_ONE_LINE = ("byline", "credit", "source", "copyright")
_TEXT = ("caption", "alt", "terms")
_LISTED = ("people", "keywords")
_PLACE = ("location", "city", "country")
_DATE = re.compile(r"(\d{4})[:-]?(\d\d)[:-]?(\d\d)")


def fields(metadata: dict[str, list[list]], file_name: str) -> dict[str, Any]:
    """The columns of a picture, each no longer than it may be; and what was said, whole, with where it was said."""
    first = {name: _written(said[0][1]) for name, said in metadata.items()}
    lines = {name: _one_line(first.get(name, ""), name) for name in _ONE_LINE}
    texts = {name: first.get(name, "")[: _longest(name)] for name in _TEXT}
    title = first.get("headline") or PurePath(file_name).stem
    return {
        **lines,
        **texts,
        **{name: first.get(name, "") for name in _LISTED},
        "title": _one_line(title, "title"),
        "place": _one_line(", ".join(first[name] for name in _PLACE if name in first), "place"),
        "taken_on": _day(metadata.get("taken", [])),
        "label": made.label_for(source_types(metadata)),
        "metadata": metadata,
    }


def source_types(metadata: dict[str, list[list]]) -> list[str]:
    """How the picture was made, as its file says it: IPTC’s codes, wherever they stand."""
    return made.codes(value for _, value in metadata.get("made", []))


def _written(value: str | list[str]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _one_line(text: str, name: str) -> str:
    return " ".join(text.split())[: _longest(name)]


def _longest(name: str) -> int | None:
    """How long a column may be, where it has an end."""
    return getattr(Picture._meta.get_field(name), "max_length", None)


def _day(said: list[list]) -> date | None:
    """The first of what is said that is a day at all."""
    for _, written in said:
        if found := _DATE.match(written):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                continue
    return None
