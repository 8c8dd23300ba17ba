"""What readers have of a story, have had, and will have, told by the database's clock."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils import timezone

from articles import bundled, clock, effects
from articles.admin.hearers import Listening
from articles.clock import DatabaseNow
from articles.models import Bundle, Edition, Story
from articles.preflight import spoken

LIVE, COMING, ENDED = "live", "coming", "ended"
WINDOW = ("live_from", "live_until", "expires_at", "opens_as", "ends_as", "held_from", "held_until")


def with_place(editions: QuerySet) -> QuerySet:
    """Editions, each with its `place` in time: live, coming or ended."""
    now = DatabaseNow()
    place = Case(
        When(live_from__gt=now, then=Value(COMING)),
        When(live_until__lte=now, then=Value(ENDED)),
        default=Value(LIVE),
    )
    return editions.annotate(place=place)


def window(edition: Edition) -> str:
    """When readers get an edition, in the site's zone; one that is held waits beside its hour."""
    closes = edition.closes_at if edition.is_held else edition.live_until
    until = f" until {spoken(closes)}" if closes else ""
    return f"{'held, ' if edition.is_held else ''}from {spoken(edition.opens_at)}{until}"


@dataclass(frozen=True)
class Out:
    """The editions of one story, the newest first."""

    story: Story
    editions: list[Any]  # Each with its `place`.

    @classmethod
    def of(cls, story: Story) -> "Out":
        editions = with_place(story.editions.order_by("-live_from"))
        return cls(story, list(editions.only("story", "revision", "number", "path", "made_at", *WINDOW)))

    @cached_property
    def live(self) -> Edition | None:
        return next((edition for edition in self.editions if edition.place == LIVE), None)

    @cached_property
    def coming(self) -> list[Edition]:
        """What waits for its hour, the next first."""
        return [edition for edition in reversed(self.editions) if edition.place == COMING]

    @cached_property
    def bundle(self) -> Bundle | None:
        """That with which it waits, if it goes out as one with others."""
        place = bundled.place_of(self.story, clock.now()) if self.coming else None
        return place.bundle if place else None

    @cached_property
    def listening(self) -> Listening:
        """Who hears of what becomes of it."""
        return Listening.to(self.story)

    @cached_property
    def ran(self) -> bool:
        return len(self.editions) > len(self.coming)

    @cached_property
    def recallable_until(self) -> datetime | None:
        """Up to when what was published at once can still be recalled; None where it cannot."""
        last = next((edition for edition in self.editions if edition.place != COMING), None)
        until = effects.recallable_until(last) if last else None
        return until if until and timezone.now() < until else None

    def has(self, revision_id: int | None) -> bool:
        """Whether readers have this very copy, or will."""
        return any(edition.revision_id == revision_id and edition.place != ENDED for edition in self.editions)

    @property
    def summary(self) -> str:
        """In a few words, for lists."""
        words = ["live"] if self.live else []
        words += [
            f"{'held, ' if edition.is_held else ''}opens {spoken(edition.opens_at)}"
            for edition in self.coming[:1]
        ]
        return "; ".join(words) or ("ended" if self.ran else "")
