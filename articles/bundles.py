"""Releasing several stories as one, in one second: all of them, or none.

Setting a bundle's hour makes each story its edition for that very moment, in one transaction that refuses with every
reason if one of them cannot go. From then on `articles.bundled` watches over every verb: what leaves one story without
its window takes the others' away. So nothing has to be checked at the hour. `now` is when, by default by the database.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from articles import (
    bundled,
    clock,
    describing,
    leased,
    locks,
    preflight,
    releases,
    revisions,
    slots,
    wall_times,
    windows,
)
from articles.acts import IllegalMove, Move, acting, must_be_ready, way_on
from articles.models import Bundle, BundledStory, Edition, Revision, Story
from articles.preflight import Reason, spoken

PUBLISH, SCHEDULE = "articles.publish_story", "articles.schedule_story"
_FILED_OR_CLEARED = frozenset({Story.Status.FILED, Story.Status.CLEARED})
_GOES = Move(_FILED_OR_CLEARED, None, PUBLISH)
_MOVES = Move(_FILED_OR_CLEARED, None, SCHEDULE)


def make(*, by: User, name: str, stories: Iterable[Story] = (), now: datetime | None = None) -> Bundle:
    """Begin a bundle. Raises PreflightFailed without a name, PermissionDenied."""
    with transaction.atomic():
        must_be_ready([] if name.strip() else [Reason("name", "Give it a name.")])
        at = now or clock.now()
        bundle = Bundle.objects.create(name=name.strip(), by=by, by_name=revisions.name_of(by), at=at)
        for story in stories:
            _join(bundle, story, by)
    return bundle


def add(bundle: Bundle, story: Story, *, by: User, now: datetime | None = None) -> None:
    """Put a story into a bundle; where that is set, it waits for the hour with the others, or is refused."""
    with _alone(bundle, by, PUBLISH, now) as at:
        place = _join(bundle, story, by)
        if bundle.set_at:
            opens = _hour_of(bundle)
            must_be_ready(_reasons([place], opens, at))
            _put(place, opens, by=by, at=at)


def remove(bundle: Bundle, story: Story, *, by: User, now: datetime | None = None) -> None:
    """Take a story out of a bundle; what waits of it for the bundle's hour is taken back."""
    with _alone(bundle, by, SCHEDULE, now) as at:
        place = bundle.members.select_related("story", "edition").get(story=story)
        if bundle.set_at:
            _take_back(place, by=by, at=at)
        place.delete()


def set_hour(bundle: Bundle, *, by: User, at: datetime, now: datetime | None = None) -> Bundle:
    """Let all its stories open at one moment (`at`, aware), or none: set for the first time, or moved.

    The zone in which it is said is kept with each of them.

    Raises PreflightFailed with every story that cannot go, and why.
    """
    with _alone(bundle, by, SCHEDULE if bundle.set_at else PUBLISH, now) as moment:
        places = _places(bundle)
        reasons = [] if at > moment else [Reason("at", f"{spoken(at)} has passed: choose a later hour.")]
        must_be_ready(reasons + _reasons(places, at, moment))
        bundle.opens_at, bundle.set_at, bundle.fell_because = at, moment, ""
        for place in places:
            _put(place, at, by=by, at=moment)
        bundle.save()
    return bundle


def release(bundle: Bundle, *, by: User, now: datetime | None = None) -> Bundle:
    """Let all its stories out at once, in one moment, or none. Raises as `set_hour` does."""
    with _alone(bundle, by, PUBLISH, now) as moment:
        places = _places(bundle)
        opens = windows.at_once([place.story_id for place in places], moment)
        must_be_ready(_reasons(places, opens, opens))
        bundle.opens_at, bundle.set_at, bundle.fell_because = opens, moment, ""
        bundle.save()
        for place in places:
            _make(place, opens, by=by, at=opens)
    return bundle


def take_back(bundle: Bundle, *, by: User, now: datetime | None = None) -> Bundle:
    """Take it off the schedule, with all its stories. Raises IllegalMove if it does not wait."""
    with _alone(bundle, by, SCHEDULE, now) as at:
        if not bundle.set_at:
            raise IllegalMove(f"“{bundle}” does not wait for an hour.")
        for place in _places(bundle):
            _take_back(place, by=by, at=at)
        bundle.set_at = None
        bundle.save(update_fields=["set_at"])
    return bundle


def shelf_of(places: Iterable[BundledStory], at: datetime) -> leased.Shelf:
    """What has to be known of the pictures of a bundle's stories."""
    copies = ((place.story, _copy_of(place, at)) for place in places)
    return leased.Shelf.of(((story, copy.content) for story, copy in copies if copy), at)


def reasons_against(
    place: BundledStory, opens: datetime | None, at: datetime, shelf: leased.Shelf
) -> list[Reason]:
    """Why a story of a bundle cannot go, at an hour or at all: each reason a sentence."""
    story, revision = place.story, _copy_of(place, at)
    if place.edition and place.edition.live_from > at:
        closes = place.edition.closes_at
        window = preflight.window_reasons(story, opens=opens, closes=closes) if opens else []
        return window + _of_pictures(story, revision, opens or at, at, shelf)
    if story.status != Story.Status.CLEARED or not story.cleared_revision:
        return [Reason("status", way_on(story.status))]
    elsewhere = bundled.place_of(story, at)
    if elsewhere and elsewhere.bundle_id != place.bundle_id:
        return [Reason("bundle", f"It goes out with the bundle “{elsewhere.bundle}”.")]
    content = story.cleared_revision.content
    reasons = preflight.copy_reasons(content) + describing.reasons(story, content)
    reasons += preflight.address_reasons(story, content["slug"])
    if story.editions.live(at).filter(revision=revision).exists():
        reasons.append(Reason("copy", "Readers have this very copy already."))
    reasons += _of_pictures(story, revision, opens or at, at, shelf)
    return reasons + preflight.window_reasons(story, opens=opens or at, closes=None)


def _copy_of(place: BundledStory, at: datetime) -> Revision | None:
    """What would go of a story: what waits for the hour, or else what was cleared."""
    if place.edition and place.edition.live_from > at:
        return place.edition.revision
    return place.story.cleared_revision


def _of_pictures(story, revision, opens: datetime, at: datetime, shelf: leased.Shelf) -> list[Reason]:
    return leased.reasons(story, revision.content, opens=opens, now=at, shelf=shelf)


def _reasons(places: list[BundledStory], opens: datetime, at: datetime) -> list[Reason]:
    found = [] if places else [Reason("stories", "There is no story in it yet.")]
    shelf = shelf_of(places, at)
    for place in places:
        against = reasons_against(place, opens, at, shelf)
        found += [Reason(reason.field, f"“{place.story}”: {reason}") for reason in against]
    return found


@contextmanager
def _alone(bundle: Bundle, by: User, permission: str, now: datetime | None) -> Iterator[datetime]:
    """Change a bundle while nobody says a verb of any story. Gives the moment of what is done."""
    with transaction.atomic():
        locks.take_all_windows()
        bundle.refresh_from_db(from_queryset=Bundle.objects.select_for_update())
        at = now or clock.now()
        if bundle.set_at and not Bundle.objects.waiting(at).filter(pk=bundle.pk).exists():
            raise IllegalMove(f"“{bundle}” is out, and stays as it is.")
        for place in bundle.members.select_related("story"):
            _must_be_allowed(by, permission, place.story)
        yield at


def _must_be_allowed(by: User, permission: str, story: Story) -> None:
    if not by.has_perm(permission, story):
        raise PermissionDenied(f"{by} may not do this to “{story}”.")


def _join(bundle: Bundle, story: Story, by: User) -> BundledStory:
    _must_be_allowed(by, PUBLISH, story)
    place, is_new = BundledStory.objects.get_or_create(bundle=bundle, story=story)
    if not is_new:
        raise IllegalMove(f"“{story}” is in it already.")
    return place


def _hour_of(bundle: Bundle) -> datetime:
    """The hour of a bundle that waits, in the zone in which it was said."""
    assert bundle.opens_at, "what is set has an hour"
    waits = Edition.objects.filter(bundled__bundle=bundle).first()
    return (waits and wall_times.window_as_kept(waits)["at"]) or bundle.opens_at


def _places(bundle: Bundle) -> list[BundledStory]:
    rows = bundle.members.select_related("story__cleared_revision", "edition__revision").order_by("story")
    return list(rows)


def _put(place: BundledStory, opens: datetime, *, by: User, at: datetime) -> None:
    """Let one story wait for the hour: what waits already is moved, unless newer copy was cleared since."""
    edition = place.edition
    if edition is None or edition.live_from <= at or not _is_newest(place):
        _make(place, opens, by=by, at=at)
        return
    with acting(place.story, "reschedule", _MOVES, by=by, now=at) as act:
        edition.story, edition.opens_as = place.story, windows.kept(opens)
        try:
            slots.move(act, edition, opens=opens.astimezone(UTC), closes=edition.closes_at)
        except IllegalMove as refusal:
            raise IllegalMove(f"“{place.story}”: {refusal}") from refusal


def _is_newest(place: BundledStory) -> bool:
    """Whether what waits is what was cleared last, or newer copy is still on its way."""
    cleared = place.story.cleared_revision_id
    return cleared is None or (place.edition is not None and place.edition.revision_id == cleared)


def _make(place: BundledStory, opens: datetime, *, by: User, at: datetime) -> None:
    """Make one story its edition for the hour. Older copy of it that waits for the bundle gives way."""
    with acting(place.story, "publish", _GOES, by=by, now=at) as act:
        waiting = place.edition if place.edition and place.edition.live_from > at else None
        if waiting and waiting.opens_at < opens:
            slots.take_back(act, waiting)
        act.revision = act.story.cleared_revision or (waiting.revision if waiting else None)
        for same in act.story.editions.coming(at).filter(revision=act.revision):
            if same.opens_at != opens.astimezone(UTC):
                slots.take_back(act, same)
        place.edition = releases.release_bundled(act, opens=opens)
        place.save(update_fields=["edition"])


def _take_back(place: BundledStory, *, by: User, at: datetime) -> None:
    if place.edition and place.edition.live_from > at:
        with acting(place.story, "unschedule", _MOVES, by=by, now=at) as act:
            slots.take_back(act, place.edition)
