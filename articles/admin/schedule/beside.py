"""What is no story and has an hour: other rooms hand it in, and the schedule shows it beside stories.

So a letter stands on the same page, and is moved by the same keys, and this room knows nothing of letters.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from articles.admin.schedule import walls
from articles.admin.schedule.timed import Timed
from articles.models import Story
from articles.models.story import direction

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Beside(Timed):
    """Something with an hour that is no story: where it stands on a day, what it is called and where it leads.

    `drawn` is the class that draws it, `about` the stories that it concerns, with how many there are `further`.
    `sent_to` is the address that a new hour is sent to, in the field named; empty if it stays. `stands` is its hour in
    a word, to tell whether it is still the same. What is held (`waits`) goes at no hour before a release.
    """

    pk: int = 0
    lane: str = ""
    called: str = ""
    leads_to: str = ""
    written: str = "en"
    whose: Any = None
    sent_to: str = ""
    stands: str = ""
    is_over: bool = False
    waits: bool = False
    drawn: str = "event--letter"
    about: tuple[Story, ...] = ()
    further: int = 0

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.pk}"

    @property
    def title(self) -> str:
        return self.called

    @property
    def language(self) -> str:
        return self.written

    @property
    def direction(self) -> str:
        return direction(self.written)

    @property
    def look(self) -> str:
        return "event--past" if self.is_over else self.drawn

    @property
    def is_past(self) -> bool:
        return self.is_over

    @property
    def is_held(self) -> bool:
        return self.waits

    @property
    def section_id(self) -> None:
        return None

    @property
    def person(self):
        return self.whose

    def is_of(self, person: int | None) -> bool:
        return person is None or (self.whose is not None and self.whose.pk == person)

    @property
    def moves(self) -> str:
        return self.sent_to

    @property
    def url(self) -> str:
        return self.leads_to

    @property
    def window(self) -> str:
        return self.stands


Found = Callable[[Any, list[Span]], Iterable[Beside]]
_FOUND: list[Found] = []


def declare(found: Found) -> None:
    """Let somebody hand in what there is in some spans of time, as far as a user may see it. Once, at the start."""
    _FOUND.append(found)


def gathered(user, spans: list[Span], zone: ZoneInfo) -> list[Timed]:
    """All of it, with its hours by the clocks of a zone."""
    within = [thing for found in _FOUND for thing in found(user, spans)]
    return [
        replace(thing, hour=walls.hour(thing.at, zone))
        for thing in within
        if any(begins <= thing.at < ends for begins, ends in spans)
    ]
