"""What goes into an issue by itself: what its newsletter's rule picks, and what was put right of what was sent.

Nothing comes twice, unless readers have something else of it now: a correction, or news. Every story is read through
the gate; what is asked is bounded by the time since the last issue, never by the archive.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from articles import clock
from articles.freshness import LONGEST_TRANSACTION
from articles.history.steps import step
from articles.models import Correction, Edition, EditionTag
from articles.models.edition_queryset import EditionQuerySet
from newsletters.models import Issue, IssueStory, Newsletter
from newsletters.models.newsletter import MOST

# How far back the first issue looks, and one that comes after a long time.
FIRST, FURTHEST = timedelta(days=7), timedelta(days=31)
# Among how many of the newest the most urgent are looked for, and how many changes are looked at.
DRAWN_FROM, CHANGES = 2_000, 200

Why = IssueStory.Why
# What readers are told of a story that makes it news again for whoever has had it by mail.
PUTS_RIGHT = frozenset(Correction.Kind) - {Correction.Kind.UPDATE}


@dataclass(frozen=True)
class Pick:
    """A story for an issue, by its number, and as what."""

    story: int
    why: IssueStory.Why


def picked(
    newsletter: Newsletter, *, without: Collection[int] = frozenset(), now: datetime | None = None
) -> list[Pick]:
    """What an issue holds that is filled at a moment (`now`, aware): news first, then what was put right.

    `without` are stories, by their numbers, that are not to be in it. An editor's newsletter has no rule: of it only
    corrections come by themselves.
    """
    now = now or clock.now()
    put_right = [pick for pick in owed(newsletter, now=now) if pick.story not in without]
    if not newsletter.fills_itself:
        return put_right
    told = {pick.story for pick in put_right}.union(without)
    news = [pick for pick in _news(newsletter, now) if pick.story not in told]
    return news[: newsletter.most_stories] + put_right[: MOST - newsletter.most_stories]


def is_enough(newsletter: Newsletter, picks: Iterable[Pick]) -> bool:
    """Whether there is news for an issue that leaves without an editor: corrections alone are none."""
    return sum(pick.why != Why.CORRECTED for pick in picks) >= newsletter.least_stories


def owed(newsletter: Newsletter, *, now: datetime | None = None) -> list[Pick]:
    """What was sent and has been put right since, the last first: it goes into the next issue.

    Not what is slight, such as a comma. Of an update readers are told where the rule picks it.
    """
    now = now or clock.now()
    told = Correction.objects.filter(
        _sent(newsletter), at__gt=since(newsletter, now), at__lte=now, kind__in=PUTS_RIGHT, is_slight=False
    )
    last_told: dict[int, datetime] = {}
    for story, at in told.values_list("story", "at")[:CHANGES]:
        last_told.setdefault(story, at)
    sent = had(newsletter, last_told)
    live = Edition.objects.live(now).filter(story__in=last_told).order_by()
    alive = set(live.values_list("story", flat=True))
    return [
        Pick(story, Why.CORRECTED)
        for story, at in last_told.items()
        if story in alive and at > sent[story].live_from
    ]


def withdrawn(newsletter: Newsletter, *, now: datetime | None = None) -> list[Correction]:
    """What readers are told of stories that were sent and are withdrawn since, the last first."""
    now = now or clock.now()
    live = Edition.objects.live(now).filter(story=OuterRef("story"))
    told = Correction.objects.filter(
        _sent(newsletter), ~Exists(live), at__gt=since(newsletter, now), at__lte=now
    )
    return list(told.filter(kind=Correction.Kind.RETRACTION).select_related("edition")[:MOST])


def since(newsletter: Newsletter, now: datetime) -> datetime:
    """From when on something is new for its readers: since the last issue was frozen, in whatever state that is.

    A little before that, for what was committed while it was read: what it held is known story by story.
    """
    last = newsletter.issues.archived().order_by("-frozen_at").values_list("frozen_at", flat=True).first()
    return max(last - LONGEST_TRANSACTION, now - FURTHEST) if last else now - FIRST


def holds(issue: Issue, *, now: datetime | None = None) -> list[Pick]:
    """What an issue that is not sent would hold if it left at a moment, in its order.

    What an editor chose comes first, then what comes by itself. What an editor took out stays out.
    """
    rows = list(issue.stories.values_list("story", "why", "is_left_out"))
    left_out = {story for story, _, is_left_out in rows if is_left_out}
    if issue.is_filled:
        picks = picked(issue.newsletter, without=left_out, now=now)
    else:
        picks = [pick for pick in owed(issue.newsletter, now=now) if pick.story not in left_out]
    put_right = {pick.story: pick for pick in picks if pick.why == Why.CORRECTED}
    found = [
        put_right.pop(story, Pick(story, Why(why)))
        for story, why, is_left_out in rows
        if not is_left_out and (why == Why.CHOSEN or not issue.is_filled)
    ]
    there = {pick.story for pick in found}
    room = max(issue.newsletter.most_stories - len(found), 0)
    news = [pick for pick in picks if pick.why != Why.CORRECTED and pick.story not in there]
    return found + news[:room] + list(put_right.values())


@transaction.atomic
def settle(issue: Issue, *, now: datetime | None = None) -> list[Pick]:
    """Write down what an issue holds at a moment, as its own stories in their order."""
    picks = holds(issue, now=now)
    there = {place.story_id: place for place in issue.stories.filter(is_left_out=False)}
    wanted = {pick.story for pick in picks}
    issue.stories.filter(pk__in=[place.pk for story, place in there.items() if story not in wanted]).delete()
    places = [
        there.get(pick.story) or IssueStory(issue=issue, story_id=pick.story, position=0) for pick in picks
    ]
    for position, (place, pick) in enumerate(zip(places, picks, strict=True), start=1):
        place.position, place.why = position, pick.why
    IssueStory.objects.bulk_create([place for place in places if place.pk is None])
    IssueStory.objects.bulk_update([place for place in places if place.pk is not None], ("position", "why"))
    return picks


def _news(newsletter: Newsletter, now: datetime) -> list[Pick]:
    """New stories and such as have news, in the order of the rule."""
    live, last = _of_its_kind(newsletter, now), since(newsletter, now)
    fresh = live.filter(~_sent(newsletter), first_published_at__gt=last).newest_first()
    columns = ("story", "urgency", "first_published_at")
    rows = [
        (Pick(story, Why.FILLED), urgency, at)
        for story, urgency, at in fresh.values_list(*columns)[:DRAWN_FROM]
    ]
    # First by the hours at which they opened: sections would be looked through from their first story on.
    changed = Edition.objects.live(now).filter(_sent(newsletter), number__gt=1, live_from__gt=last)
    newest = list(changed.order_by("-live_from").values_list("pk", flat=True)[:CHANGES])
    rows += [
        (Pick(edition.story_id, Why.UPDATED), edition.urgency, edition.updated_at)
        for edition in _updated(newsletter, live.filter(pk__in=newest))
    ]
    rows.sort(key=lambda row: row[2], reverse=True)
    if newsletter.rule == Newsletter.Rule.URGENT:
        rows.sort(key=lambda row: row[1])
    return [pick for pick, _, _ in rows]


def _updated(newsletter: Newsletter, editions: EditionQuerySet) -> list[Edition]:
    """Of editions of what was sent, those that say something else: not only a slip of the pen put right."""
    changed = list(editions)
    sent = had(newsletter, [edition.story_id for edition in changed])
    before = Edition.objects.in_bulk([one.pk for one in sent.values()])
    return [edition for edition in changed if _has_news(edition, before[sent[edition.story_id].pk])]


def _has_news(edition: Edition, before: Edition) -> bool:
    """Whether an edition says something else than one that was sent; what the desk called slight does not count."""
    return edition.updated_at > before.live_from and not step(edition, before).is_minor


def _of_its_kind(newsletter: Newsletter, now: datetime) -> EditionQuerySet:
    """What readers have of the sections and topics that a newsletter is about."""
    live = Edition.objects.live(now)
    if sections := list(newsletter.sections.order_by().values_list("pk", flat=True)):
        live = live.filter(Q(section__in=sections) | Q(top_section__in=sections))
    if topics := list(newsletter.topics.order_by().values_list("pk", flat=True)):
        live = live.filter(Exists(EditionTag.objects.filter(edition=OuterRef("pk"), tag__in=topics)))
    return live


def _sent(newsletter: Newsletter) -> Exists:
    """Of rows with a story: that an issue of the newsletter held it when it was frozen."""
    return Exists(_places(newsletter).filter(story=OuterRef("story"), is_left_out=False))


def _places(newsletter: Newsletter):
    frozen = IssueStory.objects.filter(issue__frozen_at__isnull=False, edition__isnull=False)
    return frozen.filter(issue__newsletter=newsletter).order_by()


@dataclass(frozen=True)
class Had:
    """An edition that readers had by mail, by its number, and when it opened."""

    pk: int
    live_from: datetime


def had(newsletter: Newsletter, stories: Iterable[int]) -> dict[int, Had]:
    """What readers had of stories when an issue last held them, or an editor last left them out of one."""
    rows = _places(newsletter).filter(story__in=list(stories)).annotate(opened=F("edition__live_from"))
    return {
        story: Had(pk, opened)
        for story, pk, opened in rows.order_by("opened").values_list("story", "edition", "opened")
    }
