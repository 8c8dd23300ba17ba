"""Two texts of one story, field by field: what stands, and what a revision keeps."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from articles.models import Dateline, Revision, Section, Series, Story
from articles.models.revision import CONTENT_FIELDS, content_of
from articles.preflight import spoken

# What a revision does not keep, because readers never get it.
DESK_FIELDS = (
    *("slugline", "ednote", "desk", "assignee", "due_at", "commissioned_words", "embargoed_until"),
    "no_history",
)
_NAMED: dict[str, type[Section | Series | Dateline]] = {
    "section": Section,
    "series": Series,
    "dateline": Dateline,
}
_COLUMNS = {column.name: column for column in Story._meta.concrete_fields}


@dataclass(frozen=True)
class Row:
    label: str
    theirs: str
    yours: str


def label(name: str) -> str:
    """What the desk calls a part of the content."""
    return str(_COLUMNS[name].verbose_name) if name in _COLUMNS else name


def readable(content: dict) -> dict[str, str]:
    """A revision's content as text, by the name of each field."""
    named = {
        name: str(model._default_manager.filter(pk=content[name]).first() or "gone since")
        if content[name]
        else ""
        for name, model in _NAMED.items()
    }
    bylines = [f"{row['name']} ({row['role']})" if row["role"] else row["name"] for row in content["bylines"]]
    return (
        {name: str(content[name]) for name in CONTENT_FIELDS}
        | named
        | {"dateline_date": content["dateline_date"] or "", "bylines": "; ".join(bylines)}
        | {"tags": ", ".join(tag["name"] for tag in content["tags"])}
    )


def differences(story: Story, revision: Revision, beside: dict[str, Any] | None = None) -> list[Row]:
    """Where a revision differs from the copy as it stands. `beside` are the desk's own columns, as they were typed."""
    theirs, yours = readable(content_of(story)), readable(revision.content)
    if beside:
        typed = Story(**beside)
        theirs |= {name: _shown(story, name) for name in DESK_FIELDS}
        yours |= {name: _shown(typed, name) for name in DESK_FIELDS}
    return [Row(label(name), theirs[name], yours[name]) for name in theirs if theirs[name] != yours[name]]


def _shown(story: Story, name: str) -> str:
    value = getattr(story, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else spoken(value) if isinstance(value, datetime) else str(value)


def pack(fields: dict[str, Any]) -> dict[str, str | None]:
    """The desk's own columns of a refused save as plain words, to be kept until it is decided which text stands."""
    columns = [_COLUMNS[name] for name in DESK_FIELDS]
    given = {
        name: fields[name] for column in columns for name in {column.name, column.attname} & fields.keys()
    }
    typed = Story(**given)
    return {
        column.attname: None if getattr(typed, column.attname) is None else column.value_to_string(typed)
        for column in columns
        if given.keys() & {column.name, column.attname}
    }


def unpack(packed: dict[str, str | None]) -> dict[str, Any]:
    """What `pack` made plain, as the columns want it."""
    columns = {column.attname: column for column in _COLUMNS.values()}
    return {name: None if text is None else columns[name].to_python(text) for name, text in packed.items()}
