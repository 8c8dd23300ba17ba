"""What a day at the desk is about, for one person: read in a handful of queries, however long the archive is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from articles import hours, shifts, turns
from articles.admin import leases, reach
from articles.admin.line import Line, for_lines
from articles.admin.out import WINDOW
from articles.admin.strip import Strip, span, strip
from articles.models import Byline, Edition, Effect, Look, Receipt, Shift, Story, StoryEvent
from articles.rules import ground

# How many of each kind are shown; the rest is counted, and on the list of stories.
MOST = 12
CHANGES = 10
JUST_OUT = 6
EVENT = ("verb", "by_name", "at", "note", "live_from", "story_id")
NAMES = ("headline", "slugline", "language")
LIMIT = 200
WAITING, MINE, DESKS, OWED, EMBARGOED, DEAD, LEASES = range(7)
A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Pile:
    """Stories of one kind, the next due first: as many as are shown, and how many there are."""

    lines: list[Line]
    count: int

    @property
    def by_desk(self) -> list[tuple[str, list[Line]]]:
        """The same under the desks that hold them, in their order."""
        piles: dict[str, list[Line]] = {}
        for line in self.lines:
            piles.setdefault(str(line.story.desk or "No desk"), []).append(line)
        return sorted(piles.items())


@dataclass(frozen=True)
class Day:
    """One person's day at a moment (aware)."""

    now: datetime
    since: datetime
    strip: Strip
    waiting: Pile
    mine: Pile
    desks: Pile
    owed: list[Line]
    leases: Pile
    just_out: list[Edition]
    changes: list[StoryEvent]
    goes_on: bool  # More has changed than is shown.
    late: list[Edition]  # What readers did not see in time, since this hour yesterday.
    worked_last: datetime | None  # When a worker was last at work, if none is now.
    dead: int  # Of what publications were to cause outside, how much reached nobody: for whoever can act.


def day_of(user, now: datetime) -> Day:
    """What waits, goes out, went out and changed, of the stories that somebody may see."""
    since, worked_last = _looked(user, now)
    editions, changes = _editions(user, now), _changes(user, since)
    piles, embargoed, dead = _piles(user, now)
    just_out = [
        one for one in editions if one.live_from <= now and not (one.live_until and one.live_until <= now)
    ]
    return Day(
        now=now,
        since=since,
        strip=strip(editions, embargoed, now),
        waiting=piles[WAITING],
        mine=piles[MINE],
        desks=piles[DESKS],
        owed=piles[OWED].lines,
        leases=piles[LEASES],
        just_out=just_out[:JUST_OUT],
        changes=changes[:CHANGES],
        goes_on=len(changes) > CHANGES,
        late=[one for one in editions if one.late_at and one.late_at > now - A_DAY],
        worked_last=worked_last if shifts.is_long_ago(worked_last, now) else None,
        dead=dead,
    )


def _looked(user, now: datetime) -> tuple[datetime, datetime | None]:
    """Since when what changed is new to somebody: their last look, and never more than a week; and when a worker was
    last seen at work."""
    looks, seen = Look.objects.filter(by=OuterRef("pk")), Shift.objects.order_by("-seen_at")
    both = User.objects.filter(pk=user.pk).values_list(
        Subquery(looks.values("at")[:1]), Subquery(seen.values("seen_at")[:1])
    )
    look, worked_last = both.get()
    return max(look, now - A_WEEK) if look else now - A_DAY, worked_last


def _changes(user, since: datetime) -> list[StoryEvent]:
    """What others did, the last first."""
    events = reach.of_stories(StoryEvent.objects.filter(at__gt=since), user).exclude(by=user)
    events = events.exclude(verb__in=("hold", "release"))  # The banner says it once, for all stories.
    told = events.select_related("story").only(*EVENT, *(f"story__{name}" for name in NAMES))
    return list(told.order_by("-at", "-pk")[: CHANGES + 1])


def _editions(user, now: datetime) -> list[Any]:
    """What opens and ends between a day ago and the end of tomorrow, the last first; each says whether it was late."""
    begins, ends = span(now)
    opens = Q(live_from__gte=now - A_DAY, live_from__lt=ends) | Q(held_from__gte=begins, held_from__lt=ends)
    closes = Q(live_until__gte=now - A_DAY, live_until__lt=ends)
    late = Receipt.objects.filter(edition=OuterRef("pk"), late_at__isnull=False).order_by("-late_at")
    editions = reach.of_stories(Edition.objects.filter(opens | closes), user).order_by("-live_from")
    editions = editions.annotate(
        late_at=Subquery(late.values("late_at")[:1]), killed_from=F("story__killed_from")
    )
    return list(editions.only("story", "number", "headline", "language", *WINDOW)[:300])


def _piles(user, now: datetime) -> tuple[dict[int, Pile], list[Story], int]:
    """The stories of each kind, those whose embargo lifts, and how many effects are dead.

    First their numbers, all in one query; then what lines show of them.
    """
    begins, ends = span(now)
    seen = reach.stories(user).order_by()
    owed = seen.filter(after_review_owed=True).annotate(place=Value(OWED), of=Value(0))
    lifts = seen.filter(embargoed_until__gte=begins, embargoed_until__lt=ends).annotate(
        place=Value(EMBARGOED), of=Value(0)
    )
    ending = leases.ending(seen, now).annotate(place=Value(LEASES), of=Value(0))
    columns = ("pk", "place", "of")
    kinds = (kind.values_list(*columns) for kind in (_scheduled(user, seen), owed, lifts, ending))
    work = _in_work(user, seen).values_list(*columns)
    found = list(_dead(user).union(work, *kinds, all=True).order_by()[:LIMIT])
    places = [row for row in found if row[1] != DEAD]
    emergencies = StoryEvent.objects.filter(story=OuterRef("pk"), verb="emergency").order_by("-at", "-pk")
    lines_of = for_lines(Story.objects.filter(pk__in={pk for pk, _, _ in places})).annotate(
        **{f"owed_{name}": Subquery(emergencies.values(name)[:1]) for name in ("at", "by_name", "note")}
    )
    stories = sorted(lines_of.order_by("-modified_at", "pk"), key=_by_hour)

    def pile(kind: int) -> Pile:
        numbers = {pk: of for pk, place, of in places if place == kind}
        lines = [Line(story, user, now) for story in stories if story.pk in numbers]
        if kind == LEASES:
            lines.sort(key=lambda line: leases.end_of(line.story) or now)
        return Pile(lines[:MOST], max(*numbers.values(), len(lines), 0))

    lifting = {pk for pk, place, _ in places if place == EMBARGOED}
    dead = next((of for _, place, of in found if place == DEAD), 0)
    return (
        {kind: pile(kind) for kind in (*range(4), LEASES)},
        [one for one in stories if one.pk in lifting],
        dead,
    )


def _dead(user) -> QuerySet:
    """How many effects reached nobody, as one row of the same shape; none for those who cannot try them again."""
    dead = Effect.objects.dead() if user.has_perm("articles.change_effect") else Effect.objects.none()
    counted = (
        reach.of_stories(dead, user)
        .order_by()
        .annotate(
            no_story=Value(0),
            place=Value(DEAD),
            nth=Window(RowNumber(), order_by="pk"),
            of=Window(Count("pk")),
        )
    )
    return counted.filter(nth=1).values_list("no_story", "place", "of")


def _by_hour(story) -> tuple[bool, datetime]:
    """What is due first, or goes out first, comes first; what has no hour comes last."""
    hour = story.due_at or story.opens_at
    return hour is None, hour or story.created_at


def _in_work(user, seen: QuerySet) -> QuerySet:
    """What somebody is waited for with, what else they write, and what else their desks have in work: some of each."""
    written, waits = _written_by(user), Q(is_in_work=True)
    if desks := ground(user).desks:
        waits &= written | Q(desk__in=desks) | Q(desk=None)
    place = Case(When(turns.waiting_for(user), then=WAITING), When(written, then=MINE), default=DESKS)
    kept = turns.with_hands(seen).filter(waits)
    order = [F("due_at").asc(nulls_last=True), F("modified_at").desc(), F("pk").asc()]
    return kept.annotate(
        place=place,
        nth=Window(RowNumber(), partition_by="place", order_by=order),
        of=Window(Count("pk"), partition_by="place"),
    ).filter(nth__lte=MOST)


def _scheduled(user, seen: QuerySet) -> QuerySet:
    """What somebody wrote, and readers will have."""
    coming = Edition.objects.coming().order_by().values("story")
    written = seen.filter(_written_by(user), pk__in=coming, is_in_work=False)
    return written.annotate(place=Value(MINE), of=Value(0))


def _written_by(user) -> Q:
    theirs = Byline.objects.filter(author__user=user).order_by().values("story")
    return Q(created_by=user) | Q(assignee=user) | Q(pk__in=theirs)


def day_named(now: datetime) -> str:
    return hours.day_named(hours.local(now).date())
