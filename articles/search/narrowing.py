"""How addresses narrow a search: `section`, `author`, `dateline`, `from`, `until`, `order`. Nonsense is left out."""

from collections.abc import Mapping
from datetime import date

from articles.search.filters import Filters

_LONGEST_SLUG = 120
_SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def read(asked: Mapping[str, str]) -> Filters:
    """What a request's query narrows a search to. Days that are the wrong way round are turned."""
    first, last = _day(asked.get("from", "")), _day(asked.get("until", ""))
    if first and last and first > last:
        first, last = last, first
    return Filters(
        section=_slug(asked.get("section", "")),
        author=_slug(asked.get("author", "")),
        dateline=_slug(asked.get("dateline", "")),
        first=first,
        last=last,
        newest_first=asked.get("order") == "new",
    )


def written(filters: Filters) -> dict[str, str]:
    """The same as an address says it; what is not narrowed is left out."""
    said = {
        "section": filters.section,
        "author": filters.author,
        "dateline": filters.dateline,
        "from": filters.first.isoformat() if filters.first else "",
        "until": filters.last.isoformat() if filters.last else "",
        "order": "new" if filters.newest_first else "",
    }
    return {name: text for name, text in said.items() if text}


def _slug(text: str) -> str:
    text = text.strip().lower()
    return text if len(text) <= _LONGEST_SLUG and _SLUG_LETTERS.issuperset(text) else ""


def _day(text: str) -> date | None:
    """A day such as 2026-11-22; years that no clock reaches are none."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 1 < day.year < 9999 else None
