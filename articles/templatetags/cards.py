"""Cards: what a list shows of an edition. What is printed on one is frozen, and the same card stands on many pages."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import get_template

from articles.memory import Memory
from articles.models import Edition

register = template.Library()

cards: Memory[str] = Memory(4_096)


@register.simple_tag
def card(
    edition: Edition,
    today: date | datetime | None,
    kind: str = "",
    said: str = "",
    author: str = "",
    snippet: str = "",
) -> str:
    """A card, remembered for as long as the process lives and others do not crowd it out.

    Of all that it says only the section's name and the hour of first publication can change, and `today`, beside which
    the hour is told. Where its picture may not be seen it is printed anew: what stands in for that can change too.
    """
    context = {"edition": edition, "today": today, "kind": kind, "said": said, "author": author}
    if snippet or edition.pk is None or edition.barred:
        return _print(context | {"snippet": snippet})
    day = today.date() if isinstance(today, datetime) else today
    section = edition.section.name if edition.section else ""
    key = (edition.pk, edition.path, edition.first_published_at, section, kind, said, author, day)
    return cards.get(key, lambda: _print(context))


def _print(context: dict[str, Any]) -> str:
    return get_template("articles/_card.html").render(context)
