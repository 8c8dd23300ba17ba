"""A story's public history: the editions that readers had, and what each changed in the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles import body, freshness, reading
from articles.differences import Passage, Piece, between, is_slight, within
from articles.models import Edition

PER_PAGE = 10


class Line(NamedTuple):
    """A line around the text that reads otherwise than before."""

    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Step:
    """One edition, and what it changed in the one before it.

    It is minor if nothing was told with it and it says, word for word, what the one before said: see `is_slight`.
    """

    edition: Edition
    before: Edition | None
    told: list[dict]
    lines: list[Line]
    passages: list[Passage]
    is_minor: bool


@dataclass(frozen=True)
class History:
    """One page of a story's history. `now` is what readers get of the story today."""

    now: Edition
    page: reading.Page
    steps: list[Step]

    @property
    def material(self) -> list[Step]:
        return [step for step in self.steps if not step.is_minor]

    @property
    def minor(self) -> list[Step]:
        return [step for step in self.steps if step.is_minor]


def history_at(path: str, request) -> History | None:
    """The history of the story that is live at an article's address; None if none is, or if it is kept back."""
    now = Edition.objects.live().with_history().for_reading().filter(path=path).first()
    if now is None:
        return None
    freshness.shows([now])
    editions = Edition.objects.opened().filter(story=now.story_id).for_reading().order_by("-live_from")
    page = reading.page_of(editions, request, PER_PAGE)
    if page is None:
        return None
    before = [*page.editions[1:], page.beyond]
    return History(now, page, [_step(*pair) for pair in zip(page.editions, before, strict=True)])


def last_at(path: str) -> Edition | None:
    """For an address that led somewhere once: the last edition there, if the history of its story is not kept back."""
    return Edition.objects.opened().with_history().filter(path=path).order_by("live_from").last()


def _step(edition: Edition, before: Edition | None) -> Step:
    told = [
        told
        for told, kept in zip(edition.corrections_told, edition.corrections, strict=True)
        if not kept["at"]  # told by this edition first: it is as old as its opening
    ]
    if before is None:
        return Step(edition, None, told, [], [], is_minor=False)
    old, new = body.seen(before.body), body.seen(edition.body)
    lines = [(label, *texts) for label, texts in _around(before, edition).items()]
    return Step(
        edition,
        before,
        told,
        lines=[Line(label, within(was, is_now)) for label, was, is_now in lines if was != is_now],
        passages=between(old, new) if old != new else [],
        is_minor=not told
        and is_slight(old, new)
        and all(is_slight([was], [is_now], slips=0) for _, was, is_now in lines),
    )


def _around(before: Edition, edition: Edition) -> dict[str, tuple[str, str]]:
    """The lines around a text as they were and are, by what readers call them."""
    return {
        "Headline": (before.headline, edition.headline),
        "Above it": (before.kicker, edition.kicker),
        "Under it": (before.deck, edition.deck),
        "By": (_names(before), _names(edition)),
    }


def _names(edition: Edition) -> str:
    names = (
        f"{byline['name']} ({byline['role']})" if byline["role"] else byline["name"]
        for byline in edition.bylines
    )
    return ", ".join(names)
