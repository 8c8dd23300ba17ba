"""The strip of hours at the head of the day: what opens, ends and lifts in the next six, and tomorrow after them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles import hours, wall
from articles.admin.line import Mark
from articles.models import Edition, Story

HOURS = 6
SLOT = timedelta(minutes=5)
LANES = 3
# How many slots a headline takes, and where tomorrow's column stands.
REACH, TOMORROW = 18, 72


@dataclass(frozen=True)
class Item:
    """Something that happens to readers at an hour; `slot`, `lane` and `span` say where it stands."""

    at: datetime
    kind: str  # "opens", "held", "live", "ends" or "embargo"
    mark: Mark
    title: str
    language: str
    direction: str
    url: str
    hour: str
    slot: int = 0
    lane: int = 0
    span: int = REACH


@dataclass
class Strip:
    """From the hour that has begun. What finds no room is counted, and is on the list."""

    begins: datetime
    now: datetime
    items: list[Item] = field(default_factory=list)
    left_out: int = 0
    tomorrow: str = ""

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(hours=HOURS)

    @property
    def now_slot(self) -> int:
        return (self.now - self.begins) // SLOT

    @property
    def scale(self) -> list[tuple[int, str]]:
        """The slot and the hour of each mark."""
        steps = [(number * 12, self.begins + timedelta(hours=number)) for number in range(HOURS)]
        return [(slot, f"{hours.local(moment):%H:%M}") for slot, moment in steps]

    @property
    def next_out(self) -> Item | None:
        return next((item for item in self.items if item.kind == "opens"), None)


def span(now: datetime) -> tuple[datetime, datetime]:
    """What the strip is about: from the hour that has begun to the end of tomorrow."""
    begins = hours.local(now).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    return begins, wall.begins(hours.local(now).date() + timedelta(days=2), settings.SITE_ZONE)


def strip(editions: Iterable[Edition], embargoed: Iterable[Story], now: datetime) -> Strip:
    """The strip at a moment, of editions whose windows open or end in its `span`, and of stories under embargo."""
    begins, ends = span(now)
    found = Strip(begins, now)
    day = hours.local(now).date() + timedelta(days=1)
    long = wall.length(day, settings.SITE_ZONE)
    found.tomorrow = f"{day:%a} {day.day} {day:%b}{', ' if long else ''}{long}"
    coming = [*_windows(editions, begins, ends, now), *_embargoes(embargoed, now)]
    free = [[0] * LANES, [0]]
    for item in sorted(coming, key=lambda item: (item["at"], item["title"])):
        _stand(found, item, free)
    return found


def _windows(editions, begins, ends, now):
    for edition in editions:
        if begins <= edition.opens_at < ends:
            is_out = edition.live_from <= now
            word = "live" if is_out else f"edition {edition.number}" if edition.number > 1 else "opens"
            mark = Mark("held", "held") if edition.is_held else Mark("live" if is_out else "scheduled", word)
            kind = "held" if edition.is_held else "live" if is_out else "opens"
            yield _happening(edition.opens_at, kind, mark, edition, now)
        killed = edition.killed_from
        if killed and killed == edition.live_until and begins <= killed < ends:
            yield _happening(edition.killed_from, "ends", Mark("killed", "killed"), edition, now)
        elif (
            edition.expires_at
            and edition.expires_at == edition.live_until
            and begins <= edition.expires_at < ends
        ):
            word = "ended" if edition.expires_at <= now else "ends"
            yield _happening(edition.expires_at, "ends", Mark("expired", word), edition, now)


def _embargoes(stories, now):
    for story in stories:
        yield _happening(story.embargoed_until, "embargo", Mark("embargo", "lifts"), story, now)


def _happening(at, kind, mark, thing, now) -> dict[str, Any]:
    pk = getattr(thing, "story_id", thing.pk)
    return {
        "at": at,
        "kind": kind,
        "mark": mark,
        "title": getattr(thing, "headline", "") or str(thing),
        "language": thing.language,
        "direction": thing.direction,
        "url": reverse("admin:articles_story_change", args=[pk]),
        "hour": f"{hours.local(at):%H:%M}",
    }


def _stand(found: Strip, item: dict[str, Any], free: list[list[int]]) -> None:
    """Put it in the first lane that is free at its hour. `free` are the slots from which each is; and tomorrow's."""
    if item["at"] >= found.ends:
        free[1][0] += 1
        if free[1][0] > LANES:
            found.left_out += 1
        else:
            found.items.append(Item(**item, slot=TOMORROW + 1, lane=free[1][0], span=11))
        return
    slot = (item["at"] - found.begins) // SLOT
    lane = next((lane for lane in range(LANES) if free[0][lane] <= slot), None)
    if lane is None:
        found.left_out += 1
        return
    free[0][lane] = slot + REACH
    found.items.append(Item(**item, slot=slot, lane=lane + 1, span=min(REACH, TOMORROW - slot)))
