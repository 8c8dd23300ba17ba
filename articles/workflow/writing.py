"""Writing: what of a story's copy is kept, and where copy that was changed has to be passed again."""

from datetime import datetime

from accounts.models import User
from articles import bundled, freshness, preflight, revisions
from articles.acts import Act, StaleVersion, must_be_ready
from articles.models import Revision, Story
from articles.models.story import HOLDS_AT_ONCE
from articles.preflight import spoken
from articles.saving import Save
from articles.workflow.moves import DRAFT, FILED, move
from articles.workflow.planning import give_back


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
    save = Save(note=note, version=version, kind=Revision.Kind.MERGED)
    kept = _save(story, save, fields, by=by, now=now)
    revisions.settle(refused)
    return kept


def keep(story: Story, *, by: User, note: str, now: datetime | None = None) -> Revision:
    """Keep the copy as it stands for ever, under a name."""
    with move(story, "keep", by=by, now=now, note=note) as act:
        act.revision = revisions.snapshot(story, by=by, at=act.at, milestone=True)
        act.record()
    return act.revision


def _save(story: Story, save: Save, fields: dict, *, by: User, now: datetime | None) -> Revision:
    with move(story, "revise", by=by, now=now, note=save.note) as act:
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
            give_back(act)
        act.story.status = status
        if act.revision:
            revisions.keep_for_ever(act.revision)
        act.record()
