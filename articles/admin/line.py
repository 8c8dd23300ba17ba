"""A story on a line, as the day, the budget and the list show it: its two facts, whose turn, how long, due when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from articles import hours, turns
from articles.admin import leases
from articles.models import Edition, Story
from articles.models.story import StoryQuerySet


@dataclass(frozen=True)
class Mark:
    """A sign with its word: `kind` chooses the shape and the colour."""

    kind: str
    word: str


def coming(opens_at: datetime, now: datetime, *, is_held: bool) -> Mark:
    """The mark of what waits for its hour, or beside it."""
    hour = hours.hour(opens_at, now)
    return Mark("held", f"Held, {hour}") if is_held else Mark("scheduled", hour)


def for_lines(stories: StoryQuerySet) -> QuerySet:
    """Stories with all that a line shows, in one query."""
    mine = Edition.objects.filter(story=OuterRef("pk"))
    return leases.with_ends(turns.with_hands(stories.for_desk_list())).annotate(
        is_live=Exists(mine.live()),
        opens_at=Subquery(mine.coming().values(hour=Coalesce("held_from", "live_from"))[:1]),
        is_held=Exists(mine.filter(held_from__isnull=False)),
    )


@dataclass(frozen=True)
class Line:
    """One story as `for_lines` fetched it, for somebody at a moment (aware)."""

    story: Any  # With what `for_lines` adds.
    user: Any
    now: datetime

    @property
    def url(self) -> str:
        return reverse("admin:articles_story_change", args=[self.story.pk])

    @property
    def slug(self) -> str:
        """What the desk calls it."""
        return self.story.slugline or self.story.slug

    @property
    def copy(self) -> Mark:
        """How far the copy is."""
        if self.story.killed_from and self.story.killed_from > self.now:
            return Mark("killed", f"Killed from {hours.hour(self.story.killed_from, self.now)}")
        return Mark(self.story.status, self.story.get_status_display())

    @property
    def readers(self) -> list[Mark]:
        """What readers have and will have of it."""
        story, found = self.story, []
        if story.is_live:
            found.append(Mark("changed", "Live, changed") if story.is_in_work else Mark("live", "Live"))
        if story.opens_at:
            found.append(coming(story.opens_at, self.now, is_held=story.is_held))
        if story.embargoed_until and story.embargoed_until > self.now:
            found.append(Mark("embargo", f"to {hours.hour(story.embargoed_until, self.now)}"))
        return found + self.lease

    @property
    def lease(self) -> list[Mark]:
        """The next end of a lease among its pictures, where that is near or past."""
        ends = leases.end_of(self.story)
        if ends is None:
            return []
        word = f"picture to {hours.hour(ends, self.now)}" if ends > self.now else "picture’s lease over"
        return [Mark("weigh", word)]

    @cached_property
    def turn(self) -> turns.Turn | None:
        return turns.turn_of(self.story)

    @property
    def whose(self) -> str:
        """Who has it, as whoever looks would say it."""
        if self.turn is None:
            return ""
        return "you" if self.turn.person == self.user else str(self.turn)

    @property
    def lateness(self) -> str:
        return turns.lateness(self.story, self.now)

    @property
    def due(self) -> str:
        return hours.hour(self.story.due_at, self.now) if self.story.due_at else ""

    @property
    def length(self) -> str:
        """Its words, against the length that was ordered."""
        asked = self.story.commissioned_words
        return f"{self.words:,} of {asked:,}" if asked else f"{self.words:,}"

    @cached_property
    def words(self) -> int:
        return self.story.words

    @property
    def came_back(self) -> str:
        """The note with which a draft was sent back, as long as it lies there."""
        story = self.story
        return (
            story.hand_note if story.status == Story.Status.DRAFT and story.last_hand == "send_back" else ""
        )

    @property
    def can_be_taken(self) -> bool:
        """Whether whoever looks may press “Take it”, as far as a list can tell: the verb itself asks again."""
        edits = self.user.has_perm("articles.send_back_story")
        nobodys = not (self.story.created_by_id or self.story.assignee_id)
        writes = nobodys and self.user.has_perm("articles.change_story")
        return self.turn is not None and self.turn.person is None and (edits or writes)
