"""Publishing: an edition is made of copy that was passed, opens at its hour, is moved, or is taken back."""

from datetime import UTC, datetime

from accounts.models import User
from articles import bundled, leased, preflight, releases, revisions, slots, windows
from articles.acts import IllegalMove, must_be_ready
from articles.models import Correction, Edition, Story
from articles.preflight import Reason, spoken
from articles.releases import Said
from articles.workflow.moves import CLEARED, move


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
    with move(story, "publish", by=by, now=now, note=note) as act:
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
    with move(story, "correct", by=by, now=now, note=note) as act:
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
    with move(story, "emergency", by=by, now=now, note=reason) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        story.cleared_revision, story.status, story.after_review_owed = act.revision, CLEARED, True
        return releases.release(act, opens=None, closes=None)


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
    with move(story, "reschedule", by=by, now=now) as act:
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
    with move(story, "unschedule", by=by, now=now) as act:
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
    with move(story, "recall", by=by, now=now) as act:
        releases.recall(act)
    return story
