"""How the desk calls the parts of a copy, and how it says what stands in them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model
from django.utils.text import capfirst

from articles import body
from articles.merging import MISSING
from articles.models import Dateline, Desk, Section, Series, Story
from articles.preflight import spoken
from pictures.models import Picture

_NAMED: dict[str, type[Model]] = {
    "section": Section,
    "series": Series,
    "dateline": Dateline,
    "desk": Desk,
    "assignee": get_user_model(),
}
_COLUMNS = {column.name: column for column in Story._meta.concrete_fields}


def label(name: str) -> str:
    """What the desk calls a part of the copy."""
    return str(capfirst(_COLUMNS[name].verbose_name) if name in _COLUMNS else capfirst(name))


class Telling:
    """What stands in the parts of some copies, in words. Names are looked up once for all of them."""

    def __init__(self, copies: Iterable[dict]):
        copies = list(copies)
        self.names = {
            name: model._default_manager.in_bulk({copy[name] for copy in copies if copy.get(name)})
            for name, model in _NAMED.items()
        }
        shown = {(copy.get("lead_picture") or {}).get("picture") for copy in copies}
        self.pictures = Picture.objects.in_bulk(shown - {None})

    def said(self, name: str, value: Any) -> str:
        """A value of one part as a line of text."""
        if value is MISSING or value is None or value == "":
            return ""
        if name in _NAMED:
            return str(self.names[name].get(value, "gone since"))
        match name:
            case "body":
                return "\n".join(map(body.told, filter(None, value.split("\n"))))
            case "tags":
                return ", ".join(tag["name"] for tag in value)
            case "bylines":
                return "; ".join(
                    f"{row['name']} ({row['role']})" if row["role"] else row["name"] for row in value
                )
            case "lead_picture":
                return "; ".join(filter(None, self._picture(value)))
            case "due_at" | "embargoed_until":
                return spoken(datetime.fromisoformat(value))
        return ("yes" if value else "no") if isinstance(value, bool) else str(value)

    def _picture(self, lead: dict) -> Iterator[str]:
        """Which picture it is, and what is said of it for this use."""
        number = lead.get("picture")
        yield (
            str(self.pictures.get(number, f"picture {number}, gone since")) if number else lead.get("url", "")
        )
        for name, called in (("caption", "Caption"), ("alt", "In words"), ("credit", "Credit")):
            yield f"{called}: {lead[name]}" if lead.get(name) else ""
        yield "decorative" if lead.get("is_decorative") else ""
