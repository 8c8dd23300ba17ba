"""The switch for breaking news: everything that has not opened waits until somebody releases it.

A hold is kept in the windows themselves, so that the gate asks nothing of it: what waits is moved out of reach, in one
transaction, and keeps its hour beside it. What readers have is untouched. What is published at once meanwhile goes out,
what is scheduled is held too. An end that comes by itself still comes, unless what was to follow it is held: readers
are left with what they have rather than with nothing.
"""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from articles import bundled, clock, effects, freshness, locks, revisions, search, slots, windows
from articles.acts import Act, IllegalMove, must_be_ready
from articles.models import Bundle, Edition, Hold, Story
from articles.moments import NEVER
from articles.preflight import Reason, spoken

__all__ = ["NEVER", "hold", "release", "standing"]

PERMISSION = "articles.hold_everything"


def standing() -> Hold | None:
    """The hold that stands, if one does."""
    return Hold.objects.filter(released_at=None).first()


def hold(*, by: User, reason: str, now: datetime | None = None) -> Hold:
    """Stop everything that has not opened. `reason` is read by everybody at the desk, beside the name.

    Raises PermissionDenied, PreflightFailed without a reason, IllegalMove if a hold stands.
    """
    with transaction.atomic():
        at = _alone(by, now)
        if not reason.strip():
            must_be_ready([Reason("reason", "Say why: everybody at the desk will read it.")])
        if there := standing():
            raise IllegalMove(f"{there.by_name} holds everything since {spoken(there.at)}.")
        placed = Hold.objects.create(by=by, by_name=revisions.name_of(by), at=at, reason=reason.strip())
        stories = _stories(Edition.objects.coming(at))
        for story in stories:
            for edition in windows.hold(story, at=at):
                _record(story, "hold", edition, by=by, at=at, note=placed.reason)
        effects.settle(*stories, at=at)
        freshness.touch()
    return placed


def release(*, by: User, note: str = "", now: datetime | None = None) -> Hold:
    """Give everything its hour again. What is overdue opens now, in the order of its hours; what would have ended by
    now is taken back, for nobody wished it that late.

    Raises PermissionDenied, IllegalMove if nothing is held.
    """
    with transaction.atomic():
        at = _alone(by, now)
        placed = standing()
        if placed is None:
            raise IllegalMove("Nothing is held.")
        placed.released_by, placed.released_by_name = by, revisions.name_of(by)
        placed.released_at, placed.note = at, note.strip()
        placed.save()
        _let_go_of_what_is_past(by, at)
        hours = _overdue(at)
        for hour, opens in hours.items():
            Bundle.objects.waiting(at).filter(opens_at=hour).update(opens_at=opens)
        stories = _stories(Edition.objects.filter(held_from__isnull=False))
        for story in stories:
            _give_back(story, hours, by=by, at=at, note=placed.note)
        effects.settle(*stories, at=at)
        freshness.touch(*([freshness.EVERY_PAGE] if hours else []))
    return placed


def _alone(by: User, now: datetime | None) -> datetime:
    """Nobody says a verb of any story meanwhile. Returns the moment of what is done."""
    locks.take_all_windows()
    if not by.has_perm(PERMISSION):
        raise PermissionDenied(f"{by} may not hold or release what is scheduled.")
    return now or clock.now()


def _stories(editions) -> list[Story]:
    """The stories of editions, those first that open first."""
    first = dict.fromkeys(editions.order_by("held_from", "live_from").values_list("story", flat=True))
    stories = Story.objects.in_bulk(first)
    return [stories[pk] for pk in first]


def _let_go_of_what_is_past(by: User, at: datetime) -> None:
    ending = Edition.objects.filter(held_until__lte=at + timedelta(minutes=1), held_from__isnull=False)
    for edition in ending.select_related("story").order_by("live_from"):
        story = edition.story
        note = "It was to end before it was released."
        bundled.fall_apart_with(Act(story, "release", by, at, note, story.status), "was to end before that")
        if not story.editions.filter(pk=edition.pk).exists():
            continue
        slots.take_back(Act(story, "unschedule", by, at, note, story.status), edition)
        bundled.is_in_work_again(story, edition)


def _overdue(at: datetime) -> dict[datetime, datetime]:
    """When what should have opened by now does: at once, a millisecond from one planned hour to the next."""
    held = Edition.objects.filter(held_from__lte=at)
    planned = sorted({edition.opens_at for edition in held.only("live_from", "held_from")})
    first = windows.at_once(held.values("story"), at)
    return {hour: first + place * windows.STEP for place, hour in enumerate(planned)}


def _give_back(story: Story, hours: dict[datetime, datetime], *, by: User, at: datetime, note: str) -> None:
    moved = {}
    for edition in story.editions.filter(held_from__in=hours):
        moved[edition.opens_at.isoformat()] = hours[edition.opens_at]
    held = windows.give_back(story, hours)
    for edition in held:
        _tell_the_hour(edition, moved)
        _record(story, "release", edition, by=by, at=at, note=note)
    if moved:
        search.index(held)


def _tell_the_hour(edition: Edition, moved: dict[str, datetime]) -> None:
    """What an edition tells of those before it bears the hour at which they opened: nobody has read it yet."""
    told = [
        one | {"at": moved[one["at"]].isoformat()} if one["at"] in moved else one
        for one in edition.corrections
    ]
    before = edition.updated_before and moved.get(edition.updated_before.isoformat(), edition.updated_before)
    if (told, before) != (edition.corrections, edition.updated_before):
        edition.corrections, edition.updated_before = told, before
        edition.content_hash = edition.fingerprint()
        edition.save(update_fields=["corrections", "updated_before", "content_hash"])


def _record(story: Story, verb: str, edition: Edition, *, by: User, at: datetime, note: str) -> None:
    Act(story, verb, by, at, note, story.status).record(edition=edition)
