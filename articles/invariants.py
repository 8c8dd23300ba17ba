"""What must always be true of the house, checked row by row: `manage.py verify` names each breach."""

from collections.abc import Callable, Iterator
from itertools import pairwise, zip_longest

from django.db.models import Prefetch

from articles import body, clock
from articles.acts import owes_review
from articles.models import Bundle, Correction, Edition, Hold, Revision, Story, StoryEvent
from articles.models.revision import digest
from articles.pictured import numbers_of
from articles.preflight import spoken
from articles.wall import Kept

BATCH = 500
RELEASES = ("publish", "correct", "emergency")


def breaches(progress: Callable[[int], None] = lambda done: None) -> Iterator[str]:
    """Every breach in the house, as a sentence that names the story. `progress` hears how many stories were seen."""
    now = clock.now()
    yield from _held(now)
    yield from _bundles(now)
    stories = Story.objects.select_related("cleared_revision").prefetch_related(
        Prefetch("editions", Edition.objects.select_related("revision", "section").order_by("live_from")),
        "editions__author_links",
        "editions__tag_links",
        "editions__picture_links",
        "picture_links",
        Prefetch("revisions", Revision.objects.order_by("number")),
        Prefetch("events", StoryEvent.objects.order_by("at", "pk")),
        "effects",
        Prefetch("corrections", Correction.objects.select_related("edition")),
    )
    for done, story in enumerate(stories.order_by("pk").iterator(chunk_size=BATCH), start=1):
        editions = list(story.editions.all())
        for check in CHECKS:
            for breach in check(story, editions, now):
                yield f"Story {story.pk} “{story}”: {breach}"
        if done % BATCH == 0:
            progress(done)


def _held(now):
    """While everything is held nothing else waits, and without a hold nothing is held."""
    coming = Edition.objects.coming(now).select_related("story")
    if Hold.objects.filter(released_at=None).exists():
        wrong = (coming.filter(held_from=None), "waits for its hour while everything is held")
    else:
        wrong = (coming.filter(held_from__isnull=False), "is held, and no hold stands")
    for edition in wrong[0]:
        yield f"Story {edition.story_id} “{edition.story}”: edition {edition.number} {wrong[1]}."


def _bundles(now):
    """All stories of a bundle that waits open at one moment, which is its own."""
    for bundle in Bundle.objects.waiting(now).prefetch_related("members__story", "members__edition"):
        for place in bundle.members.all():
            edition = place.edition
            if edition is None or edition.live_from <= now or edition.opens_at != bundle.opens_at:
                yield f"Bundle {bundle.pk} “{bundle}”: story {place.story_id} does not open with the others."


def windows(story, editions, now):
    """Windows follow each other, and each ends where it must."""
    for edition in editions:
        if edition.live_until and edition.live_until <= edition.live_from:
            yield f"edition {edition.number} has an empty window."
    for edition, following in pairwise(editions):
        if edition.opens_at >= following.opens_at:
            yield f"edition {following.number} is planned for no later hour than edition {edition.number}."
        if edition.live_until is None or edition.live_until > following.live_from:
            yield f"editions {edition.number} and {following.number} overlap."
        if edition.number >= following.number:
            yield f"edition {following.number} opens after edition {edition.number}, which has no lower number."
        if edition.revision.number > following.revision.number:
            yield f"edition {following.number} puts older copy after newer."
    if sum(_is_live(edition, now) for edition in editions) > 1:
        yield "more than one edition is live."


def ends(story, editions, now):
    """A window ends at the hour that was wished or where the next begins; only a kill ends it otherwise."""
    for edition, following in zip_longest(editions, editions[1:]):
        wished = min(filter(None, (edition.expires_at, following and following.live_from)), default=None)
        if edition.held_until and not (edition.is_held or (following and following.is_held)):
            yield f"edition {edition.number} has its end put off, and nothing that is to follow it is held."
        if following is None and story.status == Story.Status.KILLED:
            wished = story.killed_from or edition.live_until
        if edition.live_until != wished:
            yield f"edition {edition.number} ends at {_said(edition.live_until)}, not at {_said(wished)}."


def walls(story, editions, now):
    """What the wall showed is the moment that was set."""
    for edition in editions:
        for at, kept in ((edition.opens_at, edition.opens_as), (edition.closes_at, edition.ends_as)):
            if kept and Kept.read(kept).moment != at:
                yield f"edition {edition.number} was set for {kept}, not for {_said(at)}."


def first_publication(story, editions, now):
    """All editions bear the hour of the first opening, and addresses its date."""
    for edition in editions:
        path, day = edition.path, edition.published_on
        if edition.first_published_at != editions[0].opens_at:
            yield f"edition {edition.number} gives another hour of first publication than edition {editions[0].number}."
        edition.place_at(edition.first_published_at)
        if (path, day) != (edition.path, edition.published_on):
            yield f"edition {edition.number} stands at {path}, not at {edition.path}."


def seals(story, editions, now):
    """Nothing frozen was touched."""
    for edition in editions:
        if edition.fingerprint() != edition.content_hash:
            yield f"edition {edition.number} was changed after it was frozen."
    for revision in story.revisions.all():
        if digest(revision.content) != revision.content_hash:
            yield f"revision {revision.number} was changed after it was saved."


def statuses(story, editions, now):
    """The status says how far the copy is, and agrees with what readers have."""
    status = story.status
    if status == Story.Status.SPIKED and editions:
        yield "it is spiked, but has editions."
    if status == Story.Status.KILLED:
        if not editions:
            yield "it is killed, but never ran."
        gone_by = max(filter(None, (now, story.killed_from)))
        if any(edition.live_until is None or edition.live_until > gone_by for edition in editions):
            yield "it is killed, but readers have it or will."
        told = [one.at for one in story.corrections.all() if one.kind == Correction.Kind.RETRACTION]
        if not told or (story.killed_from and story.killed_from not in told):
            yield "it is killed without a public notice."
    if (status == Story.Status.CLEARED) != (story.cleared_revision_id is not None):
        yield f"it is {status}, which does not agree with the revision that was cleared."
    in_edition = {edition.revision_id for edition in editions}
    ended = status in (Story.Status.SPIKED, Story.Status.KILLED) or story.cleared_revision_id in in_edition
    if story.is_in_work == ended:
        yield "somebody is to do something with it, or nobody, and it says the other."
    if story.embargoed_until:
        for edition in editions:
            if now < edition.live_from and edition.opens_at < story.embargoed_until:
                yield f"edition {edition.number} opens before the embargo ends."


def kinship(story, editions, now):
    """No row points into another story, and lists agree with what is printed."""
    if story.cleared_revision and story.cleared_revision.story_id != story.pk:
        yield "what was cleared is another story's revision."
    for edition in editions:
        if edition.revision.story_id != story.pk:
            yield f"edition {edition.number} was made from another story's revision."
        if not edition.revision.milestone:
            yield f"revision {edition.revision.number} was published, but is not kept as a milestone."
        if edition.top_section_id != (edition.section.parent_id or edition.section_id):
            yield f"edition {edition.number} is in the list of a section that it is not part of."
        yield from _lists(edition)
    for correction in story.corrections.all():
        if correction.edition.story_id != story.pk:
            yield "a correction points into another story."


def corrections(story, editions, now):
    """What a story says was put right and what the page of corrections says are the same."""
    kept = list(story.corrections.all())
    for edition in editions:
        printed = {(told["kind"], told["note"]) for told in edition.corrections}
        if printed - {(one.kind, one.note) for one in kept}:
            yield f"edition {edition.number} tells of a correction that is not kept."
        own = [one for one in kept if one.edition_id == edition.pk and one.kind != Correction.Kind.RETRACTION]
        if {(one.kind, one.note) for one in own} - printed:
            yield f"a correction is kept of edition {edition.number}, which does not tell of it."


def _lists(edition):
    for noun, links, printed in (
        ("author", edition.author_links.all(), edition.bylines),
        ("tag", edition.tag_links.all(), edition.tags),
    ):
        if {getattr(link, f"{noun}_id") for link in links} != {row[noun] for row in printed}:
            yield f"edition {edition.number} is not in the lists of just its {noun}s."
        if any(link.first_published_at != edition.first_published_at for link in links):
            yield f"edition {edition.number} is at a wrong place in the lists of its {noun}s."


def ledger(story, editions, now):
    """Everything that happened was written down."""
    events = list(story.events.all())
    if events and events[-1].status_after != story.status:
        yield f"the ledger ends with {events[-1].status_after}, but it is {story.status}."
    for left, found in _leaps(events):
        yield f"the ledger does not say how it came from {left} to {found}."
    if not events and story.status != Story.Status.DRAFT:
        yield f"it is {story.status}, and the ledger does not say how."
    released = {(event.edition_number, event.revision_id) for event in events if event.verb in RELEASES}
    for edition in editions:
        if (edition.number, edition.revision_id) not in released:
            yield f"nobody published edition {edition.number}."
    if story.after_review_owed != owes_review(events):
        yield "the after-review that is owed does not agree with the ledger."


def _leaps(events):
    """Where a ledger finds another status than it left; the lines of one act all tell what it found."""
    status, at, found = Story.Status.DRAFT, None, set()
    for event in sorted(events, key=lambda event: event.pk):
        found = found if event.at == at else set()
        if event.status_before not in found | {status}:
            yield status, event.status_before
        found.add(event.status_before)
        status, at = event.status_after, event.at


def outside(story, editions, now):
    """Nobody outside is told before readers have it, or what no longer holds."""
    by_key = {edition.pk: edition for edition in editions}
    for effect in story.effects.all():
        edition, is_waiting = by_key.get(effect.edition_id), not (effect.delivered_at or effect.dead_at)
        if edition is None:
            continue
        said = f"the {effect.channel} effect of edition {edition.number}"
        begins = edition.live_until if effect.occasion == "ending" else edition.live_from
        if effect.delivered_at and (begins is None or effect.delivered_at < begins):
            yield f"{said} was delivered before its hour."
        if is_waiting and effect.occasion == "opening" and effect.due_at < edition.live_from:
            yield f"{said} is due before it opens."
        if is_waiting and effect.occasion == "ending" and effect.due_at != edition.live_until:
            yield f"{said} tells of an end that it has not."
        if is_waiting and effect.occasion in ("opening", "ending") and story.status == Story.Status.KILLED:
            yield f"{said} waits, though the story was killed."


def text(story, editions, now):
    """The working copy is in the grammar."""
    if body.clean(story.body) != story.body:
        yield "its text is not in the grammar."


def pictures(story, editions, now):
    """An edition shows, and lets readers fetch, just those pictures that were frozen with it; and so does the copy."""
    for edition in editions:
        linked = {(link.picture_id, link.place) for link in edition.picture_links.all()}
        if linked != set(edition.pictures_shown):
            yield f"edition {edition.number} does not say which pictures it shows."
    used = set(numbers_of({"body": story.body, "lead_picture": story.lead_picture}))
    linked = {link.picture_id for link in story.picture_links.all()}
    if linked - used:
        yield "it is said to use pictures that its copy has not."


CHECKS = (
    *(windows, ends, walls, first_publication, seals, statuses),
    *(kinship, corrections, ledger, outside, text, pictures),
)


def _is_live(edition, now) -> bool:
    return edition.live_from <= now and (edition.live_until is None or edition.live_until > now)


def _said(moment) -> str:
    return spoken(moment) if moment else "no time"
