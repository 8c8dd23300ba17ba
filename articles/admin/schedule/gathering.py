"""Everything at the desk that has an hour: what opens, ends, lifts and is due, read in two questions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from articles import bundles, turns, workflow
from articles.admin import bundle, reach
from articles.admin.line import Mark
from articles.admin.schedule import walls
from articles.admin.schedule.timed import Bundled, Timed
from articles.models import Byline, Correction, Edition, Story

# More than this is looked at by section.
MOST = 800
_WINDOW = (
    *("story", "number", "urgency", "top_section", "revision"),
    *("live_from", "live_until", "expires_at", "opens_as", "ends_as", "held_from", "held_until"),
)
_SHOWN = (
    "headline",
    "slugline",
    "language",
    "status",
    "embargoed_until",
    "due_at",
    "cleared_revision",
    "desk",
    "killed_from",
)

Span = tuple[datetime, datetime]


def gather(
    user, spans: list[Span], *, sections: list[int], person: int | None, zone: ZoneInfo, now: datetime
) -> tuple[list[Timed], bool]:
    """What happens in some spans of time, of what somebody may see, in its order; and whether there is more.

    `sections` are those that are meant (none: all); `person` is whose signature is looked for; `zone` has the clocks
    by which hours are told.
    """
    editions = list(_signed(_editions(user, spans, sections), "story", person)[: MOST + 1])
    stories = list(_signed(_stories(user, spans, sections), "pk", person)[: MOST + 1])
    found = [thing for edition in editions[:MOST] for thing in _of_edition(edition, user, now)]
    found += [thing for story in stories[:MOST] for thing in _of_story(story, user, now)]
    within = [
        replace(one, hour=walls.hour(one.at, zone), is_signed=(one.edition or one.story).is_signed)
        for one in found
        if any(begins <= one.at < ends for begins, ends in spans)
    ]
    within.sort(key=lambda one: (one.at, one.kind, one.title))
    return within, max(len(editions), len(stories)) > MOST


def _in(spans: list[Span], column: str) -> Q:
    condition = Q()
    for begins, ends in spans:
        condition |= Q(**{f"{column}__gte": begins, f"{column}__lt": ends})
    return condition


def _signed(rows: QuerySet, story: str, person: int | None) -> QuerySet:
    """Rows with whether somebody signs the story."""
    signs = (
        Exists(Byline.objects.filter(story=OuterRef(story), author__user=person)) if person else Value(False)
    )
    return rows.annotate(is_signed=signs)


def _editions(user, spans: list[Span], sections: list[int]) -> QuerySet:
    """Editions that open or end then, or would if nothing were held, the last first.

    With what follows each of its story, and the bundle that it goes out with.
    """
    held = Q(held_from__isnull=False) & (_in(spans, "held_from") | _in(spans, "held_until"))
    wanted = Edition.objects.filter(_in(spans, "live_from") | _in(spans, "live_until") | held)
    if sections:
        wanted = wanted.filter(Q(section__in=sections) | Q(top_section__in=sections))
    following = Edition.objects.filter(story=OuterRef("story"), live_from__gt=OuterRef("live_from"))
    told = Correction.objects.filter(edition=OuterRef("pk")).order_by("at", "pk")
    return (
        reach.of_stories(wanted, user)
        .select_related("story__assignee", "story__created_by", "story__section")
        .only(
            *_WINDOW,
            *("headline", "language"),
            *(f"story__{name}" for name in (*_SHOWN, "section__parent", "section__name")),
            *(f"story__{who}__{name}" for who in ("assignee", "created_by") for name in ("name", "email")),
        )
        .annotate(
            told=Subquery(told.values("kind")[:1]),
            following=Subquery(following.order_by("live_from").values("pk")[:1]),
            follows_at=Subquery(
                following.order_by("live_from").values(hour=Coalesce("held_from", "live_from"))[:1]
            ),
            bundle=F("bundled__bundle"),
            bundle_name=F("bundled__bundle__name"),
            has_bundle=Exists(bundle.in_reach(user).filter(pk=OuterRef("bundled__bundle"))),
        )
        .order_by(Coalesce("held_from", "live_from").desc())  # No index is in this order: none is walked.
    )


def _stories(user, spans: list[Span], sections: list[int]) -> QuerySet:
    """Stories that are due then and not cleared, and those whose embargo lifts."""
    unready = Q(status__in=(Story.Status.DRAFT, Story.Status.FILED))
    wanted = reach.stories(user).filter(_in(spans, "embargoed_until") | (_in(spans, "due_at") & unready))
    if sections:
        wanted = wanted.filter(Q(section__in=sections) | Q(section__parent__in=sections))
    return (
        wanted.select_related("section", "assignee", "created_by")
        .defer("body", "summary", "deck", "ednote")
        .order_by("due_at", "pk")
    )


def _of_edition(edition, user, now: datetime) -> Iterable[Timed]:
    """Its opening, and the end that an editor wished; an end that a later edition makes is that one's opening."""
    story, is_ahead, theirs = edition.story, edition.live_from > now, may_move(user, edition.story)
    bundled = _bundled(edition, user) if is_ahead else None
    noun = "slot" if theirs and is_ahead and not bundled else ""
    if not is_ahead:
        yield Timed(edition.live_from, "live", Mark("live", _word(edition, "out")), story, edition)
    elif edition.is_held:
        word = _word(edition, "")
        mark = Mark("held", f"held, {word}" if word else "held")
        yield Timed(edition.opens_at, "held", mark, story, edition, noun, "at", bundle=bundled)
    else:
        kind, mark = "update" if edition.number > 1 else "opens", Mark("scheduled", _word(edition))
        yield Timed(edition.live_from, kind, mark, story, edition, noun, "at", bundle=bundled)
    ends, killed = _end(edition), story.killed_from
    if killed and killed == edition.live_until:
        yield Timed(killed, "ends" if killed > now else "ended", Mark("killed", "killed"), story, edition)
    if ends is None:
        return
    if edition.is_held:
        yield Timed(ends, "ends", Mark("held", "held, ends"), story, edition, noun, "until", theirs)
    elif ends > now:
        noun = noun if is_ahead else "ending" if theirs else ""
        yield Timed(ends, "ends", Mark("expired", "ends"), story, edition, noun, "until", theirs)
    else:
        yield Timed(ends, "ended", Mark("expired", "ended"), story, edition)


def _end(edition) -> datetime | None:
    """The end that was wished for it, if nothing of its story comes before."""
    ends = edition.closes_at
    if edition.is_held:
        return ends if ends and (edition.follows_at is None or ends <= edition.follows_at) else None
    return ends if ends == edition.live_until else None


def _word(edition, first: str = "opens") -> str:
    if edition.told:
        return Correction.Kind(edition.told).label.lower()
    return f"edition {edition.number}" if edition.number > 1 else first


def _bundled(edition, user) -> Bundled | None:
    """The bundle that it goes out with; its page is for those who keep bundles, if they see all of it."""
    if edition.bundle is None:
        return None
    keeps = user.has_perm(bundles.SCHEDULE) or user.has_perm(bundles.PUBLISH)
    return Bundled(edition.bundle, edition.bundle_name, keeps and edition.has_bundle)


def _of_story(story, user, now: datetime) -> Iterable[Timed]:
    """The end of its embargo, and its due hour as long as nobody has cleared it."""
    may_plan = _may_plan(user, story)
    if lifts := story.embargoed_until:
        if lifts > now:
            noun, mark = "embargo" if may_plan else "", Mark("embargo", "embargo lifts")
            yield Timed(lifts, "embargo", mark, story, None, noun, "embargoed_until")
        else:
            yield Timed(lifts, "lifted", Mark("embargo", "embargo lifted"), story)
    if story.due_at and story.status in (Story.Status.DRAFT, Story.Status.FILED):
        word = "late, not cleared" if turns.lateness(story, now) == "late" else "not cleared"
        noun = "plan" if may_plan else ""
        yield Timed(story.due_at, "due", Mark(story.status, word), story, None, noun, "due_at")


def may_move(user, story) -> bool:
    """Whether somebody may press it, as far as a list can tell: the verb asks again."""
    move = workflow.MOVES["reschedule"]
    return story.status in move.leaves and user.has_perm(move.permission, story)


def _may_plan(user, story) -> bool:
    """The same of what stands beside the copy: who edits it, and who has or began it."""
    is_theirs = user.has_perm("articles.send_back_story", story) or (
        user.pk in (story.assignee_id, story.created_by_id) and user.has_perm("articles.change_story")
    )
    return is_theirs and story.status in workflow.MOVES["plan"].leaves
