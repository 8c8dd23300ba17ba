"""What is filled into a rendered body later: the dateline when an edition is made, the rest when it is read."""

import re
from collections.abc import Mapping, Sequence
from itertools import cycle

from django.utils.html import conditional_escape

# Cleaning leaves no class in a story's text, so none can hold a slot that the renderer did not make.
_RELATED = re.compile(r'<aside class="related" data-story="(\d+)"></aside>(?:\n|\Z)')
_ADVERT = re.compile(
    r'(<aside class="advert advert--text".*?<div class="advert__room">)(</div></aside>)(?:\n|\Z)'
)


def related_slot(story: str) -> str:
    """The place of a related story, by its number, until it is known whether it is live."""
    return f'<aside class="related" data-story="{story}"></aside>'


def related_ids(rendered: str) -> list[int]:
    """The stories that a rendered body points to, each once, in their order."""
    return list(dict.fromkeys(int(story) for story in _RELATED.findall(rendered)))


def fill_related(rendered: str, cards: Mapping[int, str]) -> str:
    """Put the card of each related story in its place; a story without a card leaves no trace.

    `cards` maps a story's number to its HTML, whole and safe.
    """

    def card(slot: re.Match[str]) -> str:
        html = cards.get(int(slot[1]), "").strip()
        return f"{html}\n" if html else ""

    return _RELATED.sub(card, rendered).removesuffix("\n")


def advert_slot(label: str) -> str:
    """The place of an advert at a break, labelled, with its room kept."""
    return (
        f'<aside class="advert advert--text" aria-label="{label}">'
        f'<p class="advert__label">{label}</p><div class="advert__room"></div></aside>'
    )


def has_adverts(rendered: str) -> bool:
    """Whether a text has a place for an advert."""
    return bool(_ADVERT.search(rendered))


def fill_adverts(rendered: str, adverts: Sequence[str]) -> str:
    """Put adverts into the places of a text, in their order and from the first again; with none they stay empty.

    `adverts` are HTML, whole and safe.
    """
    if not adverts:
        return rendered
    following = cycle(adverts)
    filled = _ADVERT.sub(lambda slot: f"{slot[1]}{next(following).strip()}{slot[2]}\n", rendered)
    return filled.removesuffix("\n")


def without_adverts(rendered: str) -> str:
    """A text without its places for adverts: nothing shows that there were any."""
    return _ADVERT.sub("", rendered).removesuffix("\n")


def insert_dateline(rendered: str, dateline: str) -> str:
    """Put the dateline before the first words of the text: of the first paragraph, not of a box or quotation.

    `dateline` is text, which is escaped here, or HTML that Django marked as safe. A body without any paragraph
    has no place for it, and stays as it is.
    """
    words = f'<p><span class="dateline">{conditional_escape(dateline)}</span> '
    return re.sub(r"^<p>", lambda _: words, rendered, count=1, flags=re.M)
