"""Saying a verb: lock the story, permit, check, let the verb change it, keep where it stands, write it down.

For the verbs in `articles.workflow` alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import User
from articles import clock, locks, revisions
from articles.models import Bundle, BundledStory, Edition, Revision, Story, StoryEvent
from articles.preflight import Reason


class IllegalMove(Exception):
    """The story is not where this verb starts from. The message says where it is, and the way on."""


class PreflightFailed(Exception):
    """Something must be put right first. `reasons` has all of it, each with the field where it is done."""

    def __init__(self, reasons: list[Reason]):
        self.reasons = reasons
        super().__init__(" ".join(str(reason) for reason in reasons))


class StaleVersion(Exception):
    """Somebody else saved in between. Nothing is lost: `refused` is the revision that keeps this text."""

    def __init__(self, story: Story, refused: Revision):
        self.story, self.refused = story, refused
        super().__init__(
            f"Somebody else saved “{story}” while you wrote. Your text is kept as revision {refused.number}."
        )


@dataclass(frozen=True)
class Move:
    """One step of the staircase: the statuses it leaves, the one it reaches (None: it stays), the right it needs."""

    leaves: frozenset[str]
    reaches: str | None
    permission: str
    note: str = ""  # What to ask for, where the verb cannot be said without a word of explanation.


_WAY_ON: dict[str, str] = {
    Story.Status.DRAFT: "It is a draft: file and clear it first.",
    Story.Status.FILED: "It is filed, and not cleared yet.",
    Story.Status.CLEARED: "It is cleared already.",
    Story.Status.SPIKED: "It is spiked: unspike it first.",
    Story.Status.KILLED: "It was killed, and stays so.",
}


# What a verb may change of a story beside its text.
KEPT = (
    *("status", "killed_from", "cleared_revision", "after_review_owed", "is_in_work", "version"),
    *("assignee", "due_at", "commissioned_words", "budget_line", "modified_at"),
)


@dataclass
class Act:
    """One saying of a verb: who says it of which story and when, and what the ledger will keep of it."""

    story: Story
    verb: str
    by: User
    at: datetime
    note: str
    status_before: str
    revision: Revision | None = None

    def record(
        self, verb: str | None = None, *, edition: Edition | None = None, note: str | None = None
    ) -> StoryEvent:
        """Write a line of the ledger: what was done, with the window that the edition has now, or waits for."""
        return StoryEvent.objects.create(
            story=self.story,
            verb=verb or self.verb,
            by=self.by,
            by_name=revisions.name_of(self.by),
            at=self.at,
            note=self.note if note is None else note,
            status_before=self.status_before,
            status_after=self.story.status,
            revision=edition.revision if edition else self.revision,
            edition_number=edition.number if edition else None,
            live_from=edition.opens_at if edition else None,
            live_until=(edition.closes_at if edition.is_held else edition.live_until) if edition else None,
        )


@contextmanager
def acting(
    story: Story, verb: str, move: Move, *, by: User, now: datetime | None, note: str = ""
) -> Iterator[Act]:
    """One move in one transaction. Whatever the verb refuses inside it leaves the story as it was.

    `by` is who says the verb, `now` when (aware; None: by the database's clock).
    """
    said = verb.replace("_", " ")
    with transaction.atomic():
        locks.share_windows()
        _lock_bundles(story)
        story.refresh_from_db(
            from_queryset=Story.objects.select_related("dateline").select_for_update(of=("self",))
        )
        if not by.has_perm(move.permission, story):
            raise PermissionDenied(f"{by} may not {said} “{story}”.")
        if story.status not in move.leaves:
            raise IllegalMove(f"You cannot {said} “{story}”. {_WAY_ON[story.status]}")
        if move.note and not note.strip():
            raise PreflightFailed([Reason("note", move.note)])
        act = Act(story, verb, by, now or clock.now(), note.strip(), story.status)
        yield act
        if story.status != Story.Status.CLEARED:
            story.cleared_revision = None
        story.is_in_work = _is_in_work(story)
        story.save(update_fields=KEPT)


def _lock_bundles(story: Story) -> None:
    """Whoever acts on a story of a bundle may have to act on the others: bundles are locked before their stories."""
    if connection.features.has_select_for_update:
        theirs = BundledStory.objects.filter(story=story).values("bundle")
        list(Bundle.objects.select_for_update().filter(pk__in=theirs).order_by("pk"))


def _is_in_work(story: Story) -> bool:
    """Whether somebody has still to do something with it: what was cleared waits until an edition is made of it."""
    if story.status == Story.Status.CLEARED:
        return not story.editions.filter(revision=story.cleared_revision_id).exists()
    return story.status in (Story.Status.DRAFT, Story.Status.FILED)


def owes_review(events: Iterable[StoryEvent]) -> bool:
    """Whether a ledger, the first line first, says that an after-review is owed. What was recalled owes none."""
    owed: list[tuple] = []
    for event in events:
        edition = (event.edition_number, event.revision_id)
        if event.verb == "emergency":
            owed.append(edition)
        elif event.verb == "review":
            owed.clear()
        elif event.verb == "recall" and edition in owed:
            owed.remove(edition)
    return bool(owed)


def way_on(status: str) -> str:
    """Where copy of a status is, and how it goes on from there."""
    return _WAY_ON[status]


def must_be_ready(reasons: list[Reason]) -> None:
    """Refuse with all reasons, if there are any."""
    if reasons:
        raise PreflightFailed(reasons)
