"""Passing: copy goes from hand to hand, each asking what the next needs of it."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied

from accounts.models import User
from articles import describing, notices, noting, preflight, revisions, turns
from articles.acts import Act, IllegalMove, must_be_ready
from articles.models import Story
from articles.models.revision import content_of
from articles.preflight import Reason
from articles.workflow.moves import CLEARED, DRAFT, FILED, move
from articles.workflow.planning import give_back


def file(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Hand copy in: the desk has it now. Raises PreflightFailed with all that is missing."""
    with move(story, "file", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        must_be_ready(_reasons(act))
        story.status = FILED
        act.record()
    return story


def send_back(story: Story, *, by: User, note: str, now: datetime | None = None) -> Story:
    """Give copy back to whoever writes it, with a note that says what is to be done; they are told."""
    with move(story, "send_back", by=by, now=now, note=note) as act:
        give_back(act)
        story.status = DRAFT
        event, writer = act.record(), turns.writer_of(story)
        if writer and writer != by:
            notices.tell([writer], story, event=event)
    return story


def clear(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Pass copy for publication, exactly as it stands: publishing binds to this revision.

    Where the section asks for four eyes, not by the person who wrote it last. Raises PreflightFailed; so it does where
    an open note is to be answered first.
    """
    with move(story, "clear", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        must_be_ready(_reasons(act) + noting.reasons(story))
        if story.section and story.section.four_eyes and act.revision.by_id == by.pk:
            raise PermissionDenied(
                f"{story.section} asks for four eyes: somebody who did not write it last clears it."
            )
        story.cleared_revision, story.status = act.revision, CLEARED
        act.record()
    return story


def review(story: Story, *, by: User, note: str = "", now: datetime | None = None) -> Story:
    """Sign off copy that was published without a clear. Not by whoever published it."""
    with move(story, "review", by=by, now=now, note=note) as act:
        if not story.after_review_owed:
            raise IllegalMove(f"No after-review is owed for “{story}”.")
        if story.events.filter(verb="emergency").latest("at", "pk").by_id == by.pk:
            raise PermissionDenied("An after-review is signed off by somebody else than who published.")
        story.after_review_owed = False
        act.record()
    return story


def waive(story: Story, *, by: User, uses: Collection[str], note: str, now: datetime | None = None) -> Story:
    """Let pictures go before readers that nobody describes: each use by its key in `describing.missing`.

    The ledger keeps which, who and why. Raises IllegalMove where none of them lacks a description.
    """
    with move(story, "waive", by=by, now=now, note=note) as act:
        chosen = [one for one in describing.missing(story, content_of(story)) if one.key in uses]
        if not chosen:
            raise IllegalMove(f"No picture of “{story}” that was chosen lacks a description.")
        describing.let_stand(story, chosen, why=act.note, by=by, at=act.at)
        act.record(note=f"{', '.join(one.called for one in chosen)}: {act.note}")
    return story


def unwaive(story: Story, *, by: User, uses: Collection[str], now: datetime | None = None) -> Story:
    """Want pictures described after all that were let go undescribed: each use by its key in `describing.waived`.

    What readers have stays as it is; from here on no copy goes on without. Raises IllegalMove where none was let go.
    """
    with move(story, "unwaive", by=by, now=now) as act:
        chosen = [one for one in describing.waived(story, content_of(story)) if one.key in uses]
        if not chosen:
            raise IllegalMove(f"No picture of “{story}” that was chosen was let go undescribed.")
        describing.ask_again(story, chosen)
        act.record(note=", ".join(one.called for one in chosen))
    return story


def _reasons(act: Act) -> list[Reason]:
    """What of the copy in hand must be put right before it goes on."""
    assert act.revision is not None
    return preflight.copy_reasons(act.revision.content) + describing.reasons(act.story, act.revision.content)
