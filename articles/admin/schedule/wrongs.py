"""What is to be put right on the schedule: each a sentence, with the ways to do it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from articles import turns
from articles.admin.line import Mark
from articles.admin.schedule import walls
from articles.admin.schedule.forms import typed_in
from articles.admin.schedule.timed import Timed
from articles.models import Edition, Section, Story
from articles.rules import ground
from articles.wall import is_twice

A_DAY = timedelta(days=1)
# A section is missed on a day on which it had something new in three of the last four weeks.
WEEKS, USUAL = 4, 3
APART = timedelta(minutes=5)


@dataclass(frozen=True)
class Way:
    """A way to put something right: a page to go to (a slot's, if `is_slot`), or what is to be sent there."""

    label: str
    url: str
    is_slot: bool = False
    typed: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wrong:
    """`kind` is "must" where readers would notice, and else "weigh"."""

    kind: str
    title: str
    says: str
    ways: list[Way] = field(default_factory=list)
    about: tuple[str, ...] = ()  # The keys of the things that it marks.

    @property
    def mark(self) -> Mark:
        return Mark(self.kind, self.title)


@dataclass(frozen=True)
class Gap:
    """A section that has nothing new on a day on which it usually has."""

    section: Section
    day: date


def wrongs(
    things: Sequence[Timed], gaps: Sequence[Gap], zone: ZoneInfo, now: datetime, until: datetime
) -> list[Wrong]:
    """All of it, what readers would notice first. `until` is how far ahead copy must be cleared by now."""
    coming = [thing for thing in things if thing.at > now or thing.kind == "due"]
    found = [*_two_leads(coming, zone, now), *_nothing_between(coming, zone, now)]
    found += [_missed(gap, zone, now) for gap in gaps]
    found += [*_twice(coming, zone, now), *_not_cleared(coming, zone, now, until)]
    return sorted(found, key=lambda wrong: wrong.kind != "must")


def gaps(user, sections: Sequence[Section], now: datetime, zone: ZoneInfo) -> list[Gap]:
    """The sections that are missed today and tomorrow: top ones, of those that somebody works for."""
    today, theirs = now.astimezone(zone).date(), ground(user).sections
    days = [today, today + A_DAY]
    new = set(
        Edition.objects.filter(published_on__gte=today - WEEKS * 7 * A_DAY, published_on__lte=days[-1])
        .order_by()
        .values_list("top_section", "published_on")
        .distinct()
    )
    weeks = Counter((section, day.weekday()) for section, day in new if day < today)
    return [
        Gap(section, day)
        for section in sections
        if section.parent_id is None and (not theirs or section.pk in theirs)
        for day in days
        if weeks[section.pk, day.weekday()] >= USUAL and (section.pk, day) not in new
    ]


def named(thing: Timed) -> str:
    """A headline within a sentence, whichever way either is written."""
    return f"“\u2068{thing.title}\u2069”"


def _spoken(moment: datetime, zone: ZoneInfo, now: datetime) -> str:
    wall = moment.astimezone(zone)
    day = "" if wall.date() == now.astimezone(zone).date() else f"{wall:%a} "
    return f"{day}{walls.hour(moment, zone)}"


def _ways(thing: Timed) -> list[Way]:
    """To its hour, for who may set it, or to the story."""
    return [Way("Set its hour" if thing.has_slot else "Open it", thing.url, thing.has_slot)]


def _two_leads(coming: Iterable[Timed], zone: ZoneInfo, now: datetime) -> Iterator[Wrong]:
    """Two stories of the first urgencies in one minute: each would push the other from the top of the front."""
    minutes: dict[datetime, list[Timed]] = defaultdict(list)
    for thing in coming:
        if thing.is_lead:
            minutes[thing.at.replace(second=0, microsecond=0)].append(thing)
    for minute, leads in sorted(minutes.items()):
        if len({lead.story.pk for lead in leads}) < 2:
            continue
        said = " and ".join([", ".join(map(named, leads[:-1])), named(leads[-1])])
        last, free = leads[-1], minute + APART
        while free in minutes:
            free += APART
        typed = typed_in(zone, at=free) | {"was": last.window}
        ways = [Way(f"Move {named(last)} to {walls.hour(free, zone)}", last.moves, typed=typed)]
        yield Wrong(
            "must",
            f"{'Two' if len(leads) == 2 else len(leads)} leads in one minute",
            f"{_spoken(minute, zone, now)}: {said} ask for the top of the front.",
            ways if last.noun else _ways(last),
            tuple(lead.key for lead in leads),
        )


def _nothing_between(coming: Iterable[Timed], zone: ZoneInfo, now: datetime) -> Iterator[Wrong]:
    """An end before what is to replace it: readers would find nothing in between."""
    for thing in coming:
        if thing.kind != "ends" or not thing.edition.follows_at or thing.edition.follows_at <= thing.at:
            continue
        number = thing.edition.number + 1
        ways = [Way("Set the hour of what follows", _slot(thing), True)] if thing.may_move else _ways(thing)
        yield Wrong(
            "must",
            "It ends before what replaces it",
            f"{named(thing)} ends {_spoken(thing.at, zone, now)}, and edition {number} opens "
            f"{_spoken(thing.edition.follows_at, zone, now)}: readers find nothing between.",
            ways,
            (thing.key,),
        )


def _slot(thing: Timed) -> str:
    return reverse("admin:articles_story_slot", args=[thing.story.pk, thing.edition.following])


def _missed(gap: Gap, zone: ZoneInfo, now: datetime) -> Wrong:
    name = "today" if gap.day == now.astimezone(zone).date() else f"{gap.day:%A}"
    stories = reverse(
        "admin:articles_story_changelist",
        query={
            "section__id__exact": gap.section.pk,
            "status__exact": Story.Status.CLEARED,
            "readers": "waiting",
        },
    )
    return Wrong(
        "weigh",
        f"A gap in {gap.section}",
        f"Nothing new is planned {name}, and most {gap.day:%A}s have something.",
        [Way("What is cleared and waits", stories)],
    )


def _twice(coming: Iterable[Timed], zone: ZoneInfo, now: datetime) -> Iterator[Wrong]:
    """Something set at an hour that the clocks show twice. (One that they skip cannot be set.)"""
    for thing in coming:
        if is_twice(thing.at, zone):
            wall = thing.at.astimezone(zone)
            which = "second" if wall.fold else "first"
            yield Wrong(
                "weigh",
                f"{wall:%H:%M} comes twice that night",
                f"{wall:%A}: {named(thing)} is set at the {which}, {wall:%H:%M %Z}.",
                _ways(thing),
                (thing.key,),
            )


def _not_cleared(coming: Iterable[Timed], zone: ZoneInfo, now: datetime, until: datetime) -> Iterator[Wrong]:
    """Copy that is due and not cleared; and a slot that keeps older copy while newer is not passed."""
    for thing in coming:
        if thing.kind == "due" and thing.at <= now + turns.SOON:
            when = f"due in {walls.countdown(thing.at, now)}" if thing.at > now else "late"
            whose = f"{thing.person} has it." if thing.person else "Nobody has it."
            yield Wrong(
                "weigh",
                f"Not cleared, {when}",
                f"{named(thing)} is {thing.story.get_status_display().lower()}. {whose}",
                [Way("Open it", thing.story_url)],
                (thing.key,),
            )
        if thing.opens and thing.at < until and thing.story.status != Story.Status.CLEARED:
            yield Wrong(
                "weigh",
                "Newer copy is not cleared",
                f"{named(thing)} opens {_spoken(thing.at, zone, now)} as it was cleared; what was written since is "
                f"{thing.story.get_status_display().lower()}.",
                [Way("Open it", thing.story_url)],
                (thing.key,),
            )
