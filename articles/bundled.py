"""What being in a bundle means for one story: it is not moved on its own, and if it cannot go, none goes.

For the verbs in `articles.workflow` and `articles.bundles`. Windows are data, and nothing runs at the hour; so as soon
as a verb leaves one story of a bundle without its window, the same transaction takes the others' away.
"""

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from articles import notices, slots
from articles.acts import Act, IllegalMove
from articles.models import Bundle, BundledStory, Edition, Story
from articles.preflight import spoken

STOPPED = frozenset({Story.Status.DRAFT, Story.Status.SPIKED, Story.Status.KILLED})
_DID = {"send_back": "was sent back", "spike": "was spiked", "kill": "was killed", "revise": "was changed"}


def place_of(story: Story, at: datetime) -> BundledStory | None:
    """A story's place in the bundle that it waits in, if it does."""
    waiting = BundledStory.objects.filter(story=story, bundle__in=Bundle.objects.waiting(at))
    return waiting.select_related("bundle", "edition").first()


def must_be_free(
    act: Act, *, edition: Edition | None = None, opens: datetime | None = None
) -> BundledStory | None:
    """Refuse to move one story of a bundle on its own, or to let other copy of it open before the others.

    `edition` is the one to be moved; else `opens` is when a new one would open (None: at once). Newer copy may take the
    place of what waits, at the very hour. Returns its place in the bundle, if it has one.
    """
    place = place_of(act.story, act.at)
    if place is None or (edition and edition.pk != place.edition_id):
        return place
    bundle, hour = place.bundle, place.bundle.opens_at
    assert hour, "what waits has an hour"
    if edition is None and opens and opens >= hour:
        return place
    raise IllegalMove(
        f"“{act.story}” goes out with the bundle “{bundle}” at {spoken(hour)}: move that, or take it out."
    )


def takes_its_place(place: BundledStory | None, edition: Edition) -> None:
    """A new edition stands in the bundle in which one waited whose hour it has."""
    if place and edition.opens_at == place.bundle.opens_at:
        place.edition = edition
        place.save(update_fields=["edition"])


def settle(act: Act) -> None:
    """After a verb: if it leaves a story of a waiting bundle without its window or unfit to go, none goes."""
    place = place_of(act.story, act.at)
    if place and (act.story.status in STOPPED or place.edition is None):
        fall_apart(place.bundle, act, f"“{act.story}” {_DID.get(act.verb, 'does not go')}.")


def fall_apart_with(act: Act, why: str) -> None:
    """Let the bundle go in which a story waits, before a verb for which nothing of it may wait."""
    if place := place_of(act.story, act.at):
        fall_apart(place.bundle, act, f"“{act.story}” {why}.")


def fall_apart(bundle: Bundle, act: Act, why: str) -> None:
    """Take the windows of all its stories back, and tell the desk which of them cannot go and why."""
    note = f"The bundle “{bundle}” does not go: {why}"
    for place in bundle.members.filter(edition__live_from__gt=act.at).select_related("edition", "story"):
        own = place.story_id == act.story.pk
        story = act.story if own else place.story
        assert place.edition, "what waits is an edition"
        slots.take_back(Act(story, "unschedule", act.by, act.at, note, story.status), place.edition)
        if not own:
            is_in_work_again(story, place.edition)
    bundle.set_at, bundle.fell_because = None, why
    bundle.save(update_fields=["set_at", "fell_because"])
    notices.tell(_whom_it_concerns(bundle, act.by), act.story, event=act.record("unbundle", note=note))


def is_in_work_again(story: Story, edition: Edition) -> None:
    """What was cleared for an edition that is taken back waits for a publisher again."""
    again = {"status": Story.Status.CLEARED, "cleared_revision": edition.revision_id}
    if not story.editions.filter(revision=edition.revision_id).exists():
        Story.objects.filter(pk=story.pk, **again).update(is_in_work=True)


def _whom_it_concerns(bundle: Bundle, by: User) -> list[User]:
    """Who set it, and whoever may publish: but for who did what stopped it."""
    publishers = Q(groups__permissions__codename="publish_story") | Q(pk=bundle.by_id)
    return list(User.objects.filter(publishers, is_active=True).exclude(pk=by.pk).distinct())
