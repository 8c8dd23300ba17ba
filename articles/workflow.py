"""The one staircase: every way in which a story's status changes, and in which an edition is made, moved or ended.

Each verb is one transaction: lock the row, permit, check, change, record. `by` is who acts; `now` is when, by default
the database's clock. Every verb raises PermissionDenied where the person may not, and IllegalMove where the story is
not in the place for it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.core.exceptions import PermissionDenied

from accounts.models import User
from articles import (
    bundled,
    describing,
    effects,
    freshness,
    leased,
    notices,
    noting,
    preflight,
    releases,
    revisions,
    search,
    slots,
    turns,
    windows,
)
from articles.acts import Act, IllegalMove, Move, PreflightFailed, StaleVersion, acting, must_be_ready
from articles.models import Correction, Edition, Revision, Story
from articles.models.revision import content_of
from articles.models.story import HOLDS_AT_ONCE
from articles.preflight import Reason, spoken
from articles.releases import Said
from articles.saving import Save

__all__ = ["MOVES", "IllegalMove", "PreflightFailed", "StaleVersion"]

DRAFT, FILED, CLEARED, SPIKED, KILLED = Story.Status
ON_ITS_WAY = frozenset({DRAFT, FILED, CLEARED})
PLANNED = ("due_at", "commissioned_words", "budget_line")

MOVES = {
    "revise": Move(ON_ITS_WAY, None, "articles.change_story"),
    "keep": Move(frozenset(Story.Status), None, "articles.change_story", "Give it a name."),
    "file": Move(frozenset({DRAFT}), FILED, "articles.file_story"),
    "send_back": Move(
        frozenset({FILED, CLEARED}), DRAFT, "articles.send_back_story", "Say what is to be done."
    ),
    "clear": Move(frozenset({FILED}), CLEARED, "articles.clear_story"),
    "publish": Move(frozenset({CLEARED}), CLEARED, "articles.publish_story"),
    "reschedule": Move(ON_ITS_WAY, None, "articles.schedule_story"),
    "unschedule": Move(ON_ITS_WAY, None, "articles.schedule_story"),
    "recall": Move(ON_ITS_WAY, None, "articles.publish_story"),
    "correct": Move(
        frozenset({CLEARED}), CLEARED, "articles.correct_story", "Say what was wrong and what is right."
    ),
    "spike": Move(ON_ITS_WAY, SPIKED, "articles.spike_story", "Say why it will not run."),
    "unspike": Move(frozenset({SPIKED}), DRAFT, "articles.spike_story", "Say why it is wanted after all."),
    "kill": Move(ON_ITS_WAY, KILLED, "articles.kill_story", "Tell readers why it was withdrawn."),
    "spare": Move(frozenset({KILLED}), None, "articles.kill_story"),
    "expire": Move(ON_ITS_WAY, None, "articles.schedule_story"),
    "emergency": Move(
        frozenset({DRAFT, FILED}),
        CLEARED,
        "articles.emergency_publish_story",
        "Say why it cannot wait for a clear.",
    ),
    "review": Move(frozenset(Story.Status), None, "articles.review_story"),
    "take": Move(ON_ITS_WAY, None, "articles.change_story"),
    "leave": Move(ON_ITS_WAY, None, "articles.change_story"),
    "give": Move(ON_ITS_WAY, None, "articles.change_story"),
    "plan": Move(ON_ITS_WAY, None, "articles.change_story"),
    "waive": Move(ON_ITS_WAY, None, "articles.publish_story", "Say why nobody describes it."),
}


@contextmanager
def _move(story: Story, verb: str, **said) -> Iterator[Act]:
    with acting(story, verb, MOVES[verb], **said) as act:
        yield act
        bundled.settle(act)


def revise(
    story: Story,
    *,
    by: User,
    version: int | None = None,
    note: str = "",
    now: datetime | None = None,
    **fields,
) -> Revision:
    """Save what was written: columns by name, `bylines` as rows of author, role and credit, `tags` as names.

    `version` is that of the copy the person began from; None overwrites whatever stands. If somebody saved in between,
    both people's changes are brought together, as far as they changed different words. A change of content by
    somebody without the right to clear takes the copy back to draft, and by others to filed: what goes to readers was
    always passed as it stands. Returns the revision that holds the content.

    Raises StaleVersion where both changed the same words (both texts are kept), PreflightFailed if an embargo would
    forbid what is already scheduled.
    """
    return _save(story, Save(note=note, version=version), fields, by=by, now=now)


def autosave(
    story: Story,
    *,
    by: User,
    version: int,
    run: str,
    was: dict | None = None,
    now: datetime | None = None,
    **fields,
) -> Revision:
    """Save what a page sends by itself while somebody writes, as `revise` does; a `run` of these is one revision.

    `was` has fields as the page last sent them, where it could not yet show what others changed in them meanwhile.
    """
    save = Save(version=version, kind=Revision.Kind.AUTOSAVED, run=run, was=was or {})
    return _save(story, save, fields, by=by, now=now)


def bring_together(
    story: Story,
    *,
    by: User,
    version: int,
    refused: Revision,
    now: datetime | None = None,
    **fields,
) -> Revision:
    """Save what somebody made of two texts: of the copy at `version`, and of one that was refused."""
    note = f"Brought together with revision {refused.number}."
    return _save(story, Save(note=note, version=version, kind=Revision.Kind.MERGED), fields, by=by, now=now)


def keep(story: Story, *, by: User, note: str, now: datetime | None = None) -> Revision:
    """Keep the copy as it stands for ever, under a name."""
    with _move(story, "keep", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        act.record()
    return act.revision


def _save(story: Story, save: Save, fields: dict, *, by: User, now: datetime | None) -> Revision:
    with _move(story, "revise", by=by, now=now, note=save.note) as act:
        settled = save.settled(story, fields)
        if settled is None:
            refused = save.refused(story, fields, by=by, at=act.at)
        elif settled:
            _write(act, save, settled)
        else:
            act.revision = revisions.newest(story)
        if settled is not None and act.revision is None:
            act.revision = save.kept(story, by=by, at=act.at)
    if settled is None:
        raise StaleVersion(story, refused)
    assert act.revision is not None
    return act.revision


def _write(act: Act, save: Save, fields: dict) -> None:
    """Change the copy, and keep what it was changed to."""
    story = act.story
    before = revisions.newest(story)
    if before is None and story.status != DRAFT:
        before = revisions.snapshot(story, by=story.created_by, at=act.at)
    held, had = [getattr(story, name) for name in HOLDS_AT_ONCE], story.assignee_id
    revisions.apply(story, fields | {"version": story.version + 1})
    if held != [getattr(story, name) for name in HOLDS_AT_ONCE]:
        freshness.touch_story(story, at=act.at)
    if story.assignee_id != had and story.status != DRAFT:
        act.record("give", note=f"To {story.assignee or 'nobody'}.")
    if story.embargoed_until and preflight.embargo_reasons(story, act.at):
        bundled.fall_apart_with(act, f"is under embargo until {spoken(story.embargoed_until)}")
        must_be_ready(preflight.embargo_reasons(story, act.at))
    act.revision = save.kept(story, by=act.by, at=act.at)
    if before is None or act.revision.content_hash != before.content_hash:
        _reopen(act)


def _reopen(act: Act) -> None:
    """Take filed or cleared copy that was changed back to where somebody has to pass it again."""
    may_clear = act.by.has_perm("articles.clear_story", act.story)
    status = FILED if may_clear and act.story.status != DRAFT else DRAFT
    if status != act.story.status:
        if status == DRAFT:
            _give_back(act)
        act.story.status = status
        if act.revision:
            revisions.keep_for_ever(act.revision)
        act.record()


def file(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Hand copy in: the desk has it now. Raises PreflightFailed with all that is missing."""
    with _move(story, "file", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        must_be_ready(_reasons(act))
        story.status = FILED
        act.record()
    return story


def send_back(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Give copy back to whoever writes it, with a note that says what is to be done; they are told."""
    with _move(story, "send_back", by=by, now=now, note=note) as act:
        _give_back(act)
        story.status = DRAFT
        event, writer = act.record(), turns.writer_of(story)
        if writer and writer != by:
            notices.tell([writer], story, event=event)
    return story


def _give_back(act: Act) -> None:
    """Copy that somebody took belongs to whoever handed it in once more."""
    if turns.is_taken(act.story):
        _wish(act, assignee=turns.handed_in_by(act.story))


def clear(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Pass copy for publication, exactly as it stands: publishing binds to this revision.

    Where the section asks for four eyes, not by the person who wrote it last. Raises PreflightFailed; so it does where
    an open note is to be answered first.
    """
    with _move(story, "clear", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        must_be_ready(_reasons(act) + noting.reasons(story))
        if story.section and story.section.four_eyes and act.revision.by_id == by.pk:
            raise PermissionDenied(
                f"{story.section} asks for four eyes: somebody who did not write it last clears it."
            )
        story.cleared_revision, story.status = act.revision, CLEARED
        act.record()
    return story


def publish(
    story: Story,
    *,
    by: User,
    at: datetime | None = None,
    until: datetime | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Edition:
    """Put the cleared copy before readers: now, or from a later hour, for good or until another.

    `at` and `until` are aware, and the zone in which they are said is kept with them; `note` is for the ledger. An
    edition of older copy that was to open at the same moment or later gives way to this one. Copy that ran elsewhere
    earlier may be given that hour, as long as nothing of the story has run here since.

    Raises IllegalMove unless cleared, or if this very copy is live or scheduled already; PreflightFailed with every
    reason; PermissionDenied.
    """
    with _move(story, "publish", by=by, now=now, note=note) as act:
        act.revision = story.cleared_revision
        same = story.editions.filter(revision=story.cleared_revision).exclude(live_until__lte=act.at).first()
        if same:
            so_far = "has it since" if same.live_from <= act.at else "will have it from"
            raise IllegalMove(f"Edition {same.number} of “{story}” {so_far} {spoken(same.opens_at)}.")
        return releases.release(act, opens=at, closes=until)


def correct(
    story: Story,
    *,
    by: User,
    kind: str,
    note: str,
    at_top: bool = False,
    is_slight: bool = False,
    at: datetime | None = None,
    now: datetime | None = None,
) -> Edition:
    """Replace what readers have with the cleared copy, and tell them so.

    `kind` is a Correction.Kind, `note` what readers read, over the text if it is `at_top` and else under it. What
    `is_slight` leaves the hour at which the story says it was updated. The end that was wished for the live edition
    stays.

    Raises as `publish` does, and IllegalMove if nothing is live.
    """
    with _move(story, "correct", by=by, now=now, note=note) as act:
        act.revision = story.cleared_revision
        live = story.editions.live(act.at).first()
        if not live:
            raise IllegalMove(f"“{story}” is not live, so there is nothing to correct: publish it.")
        return releases.release(
            act,
            opens=at,
            closes=live.closes_at,
            ends_as=live.ends_as,
            said=[Said(Correction.Kind(kind), act.note, at_top, is_slight)],
        )


def emergency(story: Story, *, by: User, reason: str, now: datetime | None = None) -> Edition:
    """Publish copy at once that nobody has cleared. An after-review is owed, and shown until it is done."""
    with _move(story, "emergency", by=by, now=now, note=reason) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        story.cleared_revision, story.status, story.after_review_owed = act.revision, CLEARED, True
        return releases.release(act, opens=None, closes=None)


def review(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Sign off copy that was published without a clear. Not by whoever published it."""
    with _move(story, "review", by=by, now=now, note=note) as act:
        if not story.after_review_owed:
            raise IllegalMove(f"No after-review is owed for “{story}”.")
        if story.events.filter(verb="emergency").latest("at", "pk").by_id == by.pk:
            raise PermissionDenied("An after-review is signed off by somebody else than who published.")
        story.after_review_owed = False
        act.record()
    return story


def reschedule(
    story: Story,
    *,
    by: User,
    at: datetime,
    until: datetime | None = None,
    edition: Edition | None = None,
    now: datetime | None = None,
) -> Edition:
    """Let a coming edition open at another hour: the next one, or the one named. Readers see no trace of it.

    `until` is its end; None leaves it open. The zone in which either is said is kept with it.

    Raises PreflightFailed for an hour that has passed or is under embargo, IllegalMove if nothing waits or if older
    copy would come after newer.
    """
    with _move(story, "reschedule", by=by, now=now) as act:
        walls = windows.kept(at), windows.kept(until)
        at, until = at.astimezone(UTC), windows.in_utc(until)
        edition = releases.coming(act, edition)
        bundled.must_be_free(act, edition=edition)
        reasons = preflight.window_reasons(story, opens=at, closes=until)
        reasons += leased.reasons(story, edition.revision.content, opens=at, now=act.at)
        if at <= act.at:
            reasons.append(Reason("at", f"{spoken(at)} has passed: choose a later hour."))
        must_be_ready(reasons)
        edition.opens_as, edition.ends_as = walls
        slots.move(act, edition, opens=at, closes=until)
    return edition


def unschedule(
    story: Story, *, by: User, edition: Edition | None = None, now: datetime | None = None
) -> Story:
    """Take a coming edition back: the next one, or the one named. For readers it never existed."""
    with _move(story, "unschedule", by=by, now=now) as act:
        edition = releases.coming(act, edition)
        bundled.must_be_free(act, edition=edition)
        slots.must_stand_alone(edition)
        slots.take_back(act, edition)
    return story


def recall(story: Story, *, by: User, now: datetime | None = None) -> Story:
    """Take back what was published at once: for readers it never existed, and the edition before gets its own end.

    Possible for UNDO_SECONDS, since nobody outside is told before. Copy that nobody had cleared goes back to where it
    was. A coming edition that gave way stays off the schedule.

    Raises IllegalMove after that, and for what opened at its hour: there it says to correct or to kill.
    """
    with _move(story, "recall", by=by, now=now) as act:
        releases.recall(act)
    return story


def spike(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Stop a story that never ran. It stays findable at the desk."""
    with _move(story, "spike", by=by, now=now, note=note) as act:
        bundled.fall_apart_with(act, "was spiked")
        if story.editions.coming(act.at).exists():
            raise IllegalMove(f"“{story}” is scheduled: take it back first.")
        if story.editions.exists():
            raise IllegalMove(f"“{story}” has run: kill it, or let it stand.")
        story.status = SPIKED
        act.record()
    return story


def unspike(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Take a spiked story up again, as a draft."""
    with _move(story, "unspike", by=by, now=now, note=note) as act:
        story.status = DRAFT
        act.record()
    return story


def kill(
    story: Story, *, by: User, notice: str, at: datetime | None = None, now: datetime | None = None
) -> Story:
    """Withdraw a story that ran, for good, with a public notice at its address (410): at once, or from an hour.

    Until then (`at` is aware) readers have what they have, and nothing more of it opens; `spare` takes it back.
    Raises IllegalMove if it never ran; PreflightFailed for an hour that has passed or that it does not live to see.
    """
    with _move(story, "kill", by=by, now=now, note=notice) as act:
        ran = story.editions.filter(live_from__lte=act.at).order_by("live_from").last()
        if not ran:
            raise IllegalMove(f"“{story}” never ran: spike it instead.")
        bundled.fall_apart_with(act, "was killed")
        for coming in story.editions.coming(act.at).reverse():
            windows.take_back(coming, at=act.at)
        ran.refresh_from_db()
        at = windows.in_utc(at)
        if at:
            must_be_ready(preflight.end_reasons(ran, at=at, now=act.at))
            windows.end(ran, at=at)
        else:
            if ran.live_until is None or ran.live_until > act.at:
                windows.end(ran, at=max(act.at, ran.live_from + timedelta(milliseconds=1)))
            search.forget(story.editions.all())
        Correction.objects.create(
            story=story, edition=ran, kind=Correction.Kind.RETRACTION, note=act.note, at=at or act.at
        )
        story.status, story.killed_from = KILLED, at
        act.record(edition=ran)
        freshness.touch_story(story, at=act.at)
        effects.queue_kill(ran, at=at or act.at)
    return story


def spare(story: Story, *, by: User, now: datetime | None = None) -> Story:
    """Take back a kill whose hour has not come: readers keep the story, and its copy is as far as it was.

    What was to open of it, and was taken back with the kill, stays so.
    """
    with _move(story, "spare", by=by, now=now) as act:
        if story.killed_from is None or story.killed_from <= act.at:
            raise IllegalMove(f"Readers have “{story}” no more: it was killed, and stays so.")
        said = story.events.filter(verb="kill").latest("at", "pk")
        passed = story.events.filter(verb__in=("clear", "emergency")).order_by("at", "pk").last()
        story.status, story.killed_from = said.status_before, None
        if story.status == CLEARED:
            assert passed, "what was cleared was passed by somebody"
            story.cleared_revision = passed.revision
        story.corrections.filter(kind=Correction.Kind.RETRACTION, at__gt=act.at).delete()
        live = story.editions.live(act.at).get()
        windows.expire(live, closes=live.closes_at, at=act.at)
        act.record(edition=live)
        effects.forget_kill(story)
        slots.settle(story, at=act.at)
    return story


def expire(story: Story, *, by: User, at: datetime | None, now: datetime | None = None) -> Edition:
    """Give what readers have an end, another one, or none (None). Where a later edition opens before, that ends it.

    Raises IllegalMove if nothing is live, PreflightFailed for an hour that has passed.
    """
    with _move(story, "expire", by=by, now=now) as act:
        live = story.editions.live(act.at).first()
        if not live:
            raise IllegalMove(f"“{story}” is not live: the end of what is coming is set where it is moved.")
        if at and at <= act.at:
            must_be_ready([Reason("at", f"{spoken(at)} has passed: choose a later hour.")])
        live.ends_as = windows.kept(at)
        windows.expire(live, closes=windows.in_utc(at), at=act.at)
        act.record(edition=live)
        slots.settle(story, at=act.at)
    return live


def take(story: Story, *, by: User, now: datetime | None = None) -> Story:
    """Have a story from here on: its next step is theirs. Raises IllegalMove where somebody has it, or nobody need."""
    with _move(story, "take", by=by, now=now) as act:
        turn = turns.turn_of(story)
        if turn is None:
            raise IllegalMove(f"Readers have “{story}”, or will: there is nothing to take.")
        if turn.person and turn.person != by:
            raise IllegalMove(
                f"{turn.person} has “{story}” since {spoken(turn.since)}: ask them, or give it to somebody."
            )
        _wish(act, assignee=by)
        act.record()
    return story


def leave(story: Story, *, by: User, to: User | None, now: datetime | None = None) -> Story:
    """Have a story no more: the next step is anybody's whose it is. `to` is whose it stays as its writer."""
    with _move(story, "leave", by=by, now=now) as act:
        if turns.is_taken(story) or story.assignee != to:
            _wish(act, assignee=to)
            act.record()
    return story


def give(story: Story, *, by: User, to: User | None, now: datetime | None = None) -> Story:
    """Let somebody have a story from here on, or nobody by name."""
    with _move(story, "give", by=by, now=now, note=f"To {to or 'nobody'}.") as act:
        if story.assignee != to:
            _wish(act, assignee=to)
            act.record()
    return story


def plan(story: Story, *, by: User, now: datetime | None = None, **wishes) -> Story:
    """Say for when a story is wanted and how long it is to be: any of PLANNED, by name. No text changes."""
    with _move(story, "plan", by=by, now=now) as act:
        changed = {
            name: wishes[name] for name in PLANNED if name in wishes and wishes[name] != getattr(story, name)
        }
        if changed:
            _wish(act, **changed)
            act.record(note=" ".join(_planned(story, name) for name in changed))
    return story


def waive(story: Story, *, by: User, uses: Collection[str], note: str, now: datetime | None = None) -> Story:
    """Let pictures go before readers that nobody describes: each use by its key in `describing.missing`.

    The ledger keeps which, who and why. Raises IllegalMove where none of them lacks a description.
    """
    with _move(story, "waive", by=by, now=now, note=note) as act:
        chosen = [one for one in describing.missing(story, content_of(story)) if one.key in uses]
        if not chosen:
            raise IllegalMove(f"No picture of “{story}” that was chosen lacks a description.")
        describing.let_stand(story, chosen, why=act.note, by=by, at=act.at)
        act.record(note=f"{', '.join(one.called for one in chosen)}: {act.note}")
    return story


def _reasons(act: Act) -> list[Reason]:
    """What of the copy in hand must be put right before it goes on."""
    assert act.revision is not None
    return preflight.copy_reasons(act.revision.content) + describing.reasons(act.story, act.revision.content)


def _wish(act: Act, **beside) -> None:
    """Change what the desk keeps beside the copy. What pages that are open still send is brought together with it."""
    story = act.story
    if revisions.newest(story) is None:
        revisions.snapshot(story, by=story.created_by, at=act.at)
    for name, value in beside.items():
        setattr(story, name, value)
    story.version += 1
    revisions.snapshot(story, by=act.by, at=act.at)


def _planned(story: Story, name: str) -> str:
    """What was wished of a story, as the ledger says it."""
    wish = getattr(story, name)
    if name == "due_at":
        return f"Due {spoken(wish)}." if wish else "Due at no hour."
    if name == "commissioned_words":
        return f"{wish} words." if wish else "As long as it is."
    return f"To say: “{wish}”." if wish else "Nothing said of it."
