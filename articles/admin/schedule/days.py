"""What a week and a day of the schedule show: days with their blocks, lanes with their rows, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from articles import hours, wall
from articles.admin.schedule import ruler, walls
from articles.admin.schedule.asked import Asked
from articles.admin.schedule.ruler import Block, Lane, Scale
from articles.admin.schedule.timed import Timed
from articles.admin.schedule.wrongs import Gap
from articles.models import Section

A_DAY = timedelta(days=1)
# The hours beside a week: few by night, and each by day.
RAIL = (0, 3, *range(5, 24))
# How many of the next two days the list tells.
LISTED = 40
NEAR = timedelta(minutes=30)


@dataclass(frozen=True)
class Band:
    """Some hours of a day that are as no others: skipped, shown twice, or under an embargo."""

    slot: int
    span: int
    says: str
    short: str = ""


@dataclass(frozen=True)
class WeekDay:
    """A day of the week, as the clocks of a zone show it."""

    day: date
    zone: ZoneInfo
    now: datetime
    things: list[Timed]
    url: str  # Of the day alone.
    is_wide: bool = False
    embargo: Band | None = None

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    @property
    def said(self) -> str:
        """`25 hours · 14 out · 8 to come`."""
        counts = _counted(self.things, "out")
        long = wall.length(self.day, self.zone)
        return " · ".join([long] * bool(long) + (counts or ["nothing"]))

    @cached_property
    def blocks(self) -> list[Block]:
        return ruler.blocks(self.things, self.zone, columns=2 if self.is_wide else 1)

    @property
    def now_slot(self) -> int:
        return ruler.quarter(self.now, self.zone)

    @property
    def before_now(self) -> list[Block]:
        """Blocks in the order of their hours, so that the line of now stands between."""
        return [block for block in self.blocks if block.things[0].at <= self.now]

    @property
    def after_now(self) -> list[Block]:
        return [block for block in self.blocks if block.things[0].at > self.now]

    @property
    def clock(self) -> Band | None:
        """The hours that the clocks skip or show twice."""
        change = wall.change_of(self.day, self.zone)
        if change is None:
            return None
        span = max((change.last - change.first) // timedelta(minutes=15), 4)
        slot = change.first.hour * 4 + change.first.minute // 15
        return Band(min(slot, ruler.QUARTERS - span), span, change.said, change.short)


def _counted(things: Sequence[Timed], out: str) -> list[str]:
    """`14 out`, `8 to come`, `3 held`: what there is none of is not said."""
    counts = (
        (sum(thing.kind == "live" for thing in things), out),
        (sum(not thing.is_past and not thing.is_held for thing in things), "to come"),
        (sum(thing.is_held for thing in things), "held"),
    )
    return [f"{number} {word}" for number, word in counts if number]


def week(asked: Asked, things: Sequence[Timed]) -> list[WeekDay]:
    by_day: dict[date, list[Timed]] = {day: [] for day in asked.days}
    for thing in things:
        day = thing.at.astimezone(asked.zone).date()
        if day in by_day:
            by_day[day].append(thing)
    embargoes = [thing for thing in things if thing.kind == "embargo"]
    return [
        WeekDay(
            day,
            asked.zone,
            asked.now,
            by_day[day],
            asked.address(is_day=True, day=day),
            asked.day == asked.today and day in (asked.today, asked.today + A_DAY),
            _embargo(day, asked, embargoes),
        )
        for day in asked.days
    ]


def _embargo(day: date, asked: Asked, embargoes: Sequence[Timed]) -> Band | None:
    """The hours of a day to come on which something is still under embargo."""
    begins = max(wall.begins(day, asked.zone), asked.now)
    ends = wall.begins(day + A_DAY, asked.zone)
    under = [thing for thing in embargoes if thing.at > begins]
    if not under or begins >= ends:
        return None
    last = under[-1].at
    slot = ruler.quarter(begins, asked.zone)
    until = ruler.QUARTERS if last >= ends else ruler.quarter(last, asked.zone)
    said = "; ".join(f"“{thing.title}” until {thing.hour}" for thing in under)
    return Band(slot, max(until - slot, 1), f"Under embargo: {said}")


@dataclass(frozen=True)
class SectionLane:
    """A section's row of a day."""

    name: str
    lane: Lane
    things: list[Timed]
    url: str  # Of the section alone.
    gap: Gap | None = None

    @property
    def said(self) -> str:
        if any(thing.lane for thing in self.things):
            return f"{len(self.things)} in all"
        count = len({thing.story.pk for thing in self.things})
        return f"{count} {'story' if count == 1 else 'stories'}" if count else "nothing"


@dataclass(frozen=True)
class LongDay:
    """A day along its hours, in lanes by section."""

    scale: Scale
    now: datetime
    lanes: list[SectionLane]

    @property
    def length(self) -> str:
        return wall.length(self.scale.day, self.scale.zone)

    @property
    def said(self) -> str:
        """`3 went out, 9 to come; one gap.`"""
        things = [thing for lane in self.lanes for thing in lane.things]
        counts = _counted(things, "went out")
        missed = sum(lane.gap is not None for lane in self.lanes)
        gap = ["one gap" if missed == 1 else f"{missed} gaps"] * bool(missed)
        return "; ".join([", ".join(counts) or "Nothing has an hour on this day", *gap]) + "."

    @property
    def now_slot(self) -> int | None:
        slot = self.scale.slot(self.now)
        return slot if 0 <= slot < self.scale.slots else None


def long_day(
    asked: Asked, things: Sequence[Timed], sections: Sequence[Section], gaps: Sequence[Gap]
) -> LongDay:
    """The day in lanes: every top section, and what stands in none."""
    scale = Scale(asked.day, asked.zone)
    ends = scale.begins + scale.slots * ruler.FIVE
    all_day = [thing for thing in things if scale.begins <= thing.at < ends]
    on_day = [thing for thing in all_day if not thing.lane]
    missed = {gap.section.pk: gap for gap in gaps if gap.day == asked.day}
    tops = [section for section in sections if section.parent_id is None]
    names: list[tuple[int | None, str, str]] = [(top.pk, top.name, top.slug) for top in tops]
    if any(thing.section_id is None for thing in on_day):
        names.append((None, "No section yet", ""))
    lanes = []
    for pk, name, slug in names:
        theirs = [thing for thing in on_day if thing.section_id == pk]
        if asked.section and not theirs and asked.section != slug:
            continue
        lane = Lane(scale)
        for thing in theirs:
            lane.put(thing)
        lanes.append(SectionLane(name, lane, theirs, asked.address(section=slug), missed.get(pk or 0)))
    lanes += _lanes_beside(asked, scale, [thing for thing in all_day if thing.lane])
    return LongDay(scale, asked.now, lanes)


def _lanes_beside(asked: Asked, scale: Scale, things: Sequence[Timed]) -> list[SectionLane]:
    """Under the sections, what is no story's: a lane for each kind."""
    lanes = []
    for name in dict.fromkeys(thing.lane for thing in things):
        theirs, lane = [thing for thing in things if thing.lane == name], Lane(scale)
        for thing in theirs:
            lane.put(thing)
        lanes.append(SectionLane(name, lane, theirs, asked.here))
    return lanes


@dataclass(frozen=True)
class Soon:
    """A line of what comes in the next 48 hours. `day` heads the first of a day that is not today."""

    thing: Timed
    day: str
    countdown: str  # Empty for what is held.
    also: list[str]  # What it is for me, and that the clocks change.
    is_near: bool


def soon(asked: Asked, coming: Sequence[Timed]) -> list[Soon]:
    """The first of what comes, as the list says it."""
    found, last = [], asked.today
    for thing in coming[:LISTED]:
        day = thing.at.astimezone(asked.zone).date()
        head = _headed(day, asked.zone) if day != last else ""
        last = day
        countdown = "" if thing.is_held else walls.countdown(thing.at, asked.now)
        is_near = thing.at < asked.now + NEAR and not thing.is_held
        found.append(Soon(thing, head, countdown, _also(asked, thing.at), is_near))
    return found


def _headed(day: date, zone: ZoneInfo) -> str:
    """`Sunday 25 October, 25 hours`."""
    long = wall.length(day, zone)
    return f"{hours.day_named(day)}{', ' if long else ''}{long}"


def _also(asked: Asked, moment: datetime) -> list[str]:
    """The moment in full, where there is more to say than its hour; of today what more there is."""
    full = walls.sentence(moment, asked.zone, asked.other, asked.now)
    is_today = moment.astimezone(asked.zone).date() == asked.today
    return full[1:] if is_today or len(full) == 1 else full
