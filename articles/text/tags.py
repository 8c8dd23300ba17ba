"""Tags that a text may deserve, from those that exist."""

import re
from collections.abc import Iterable

from articles.text.language import SPACELESS

_MOST = 8
_ABBREVIATION = 5


def suggest_tags(text: str, tags: Iterable[str]) -> list[str]:
    """At most eight of the tags whose name stands in the text, whole words only, in any script.

    The longest name wins where names overlap (“South Africa” is not “Africa”). Those named most come first, and of
    those the earliest. Capitals matter for abbreviations: “US” is not “us”. A word in passing is no topic: where the
    name has a capital and the text has none, it must be named twice (one “work” is not “Work”).
    """
    by_form = {_form(tag): tag for tag in tags if tag.strip()}
    if not by_form:
        return []
    counts: dict[str, int] = {}
    first: dict[str, int] = {}
    named: set[str] = set()
    for found in _pattern(by_form).finditer(text):
        words = " ".join(found[0].split())
        tag = by_form.get(words) or by_form.get(words.casefold())
        if tag is not None:
            counts[tag] = counts.get(tag, 0) + 1
            if not words.islower() or tag.islower():
                named.add(tag)
            first.setdefault(tag, found.start())
    told = [tag for tag, count in counts.items() if tag in named or count > 1]
    return sorted(told, key=lambda tag: (-counts[tag], first[tag]))[:_MOST]


def _form(tag: str) -> str:
    """An abbreviation as it stands, any other name without regard to capitals."""
    words = " ".join(tag.split())
    return words if words.isupper() and len(words) <= _ABBREVIATION else words.casefold()


def _pattern(by_form: dict[str, str]) -> re.Pattern[str]:
    alternatives = "|".join(_one(form) for form in sorted(by_form, key=len, reverse=True))
    return re.compile(alternatives)


def _one(form: str) -> str:
    """The pattern of one name; scripts without spaces have no word boundaries to ask for."""
    words = r"\s+".join(re.escape(word) for word in form.split())
    if not form.isupper() or len(form) > _ABBREVIATION:
        words = f"(?i:{words})"
    before = "" if SPACELESS.match(form[0]) else r"(?<!\w)"
    after = "" if SPACELESS.match(form[-1]) else r"(?!\w)"
    return before + words + after
