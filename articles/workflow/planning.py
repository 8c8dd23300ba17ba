"""Planning: whose a story is, for when it is wanted and how long it is to be. No text changes."""

from datetime import datetime

from accounts.models import User
from articles import revisions, turns
from articles.acts import Act, IllegalMove
from articles.models import Story
from articles.preflight import spoken
from articles.workflow.moves import move

PLANNED = ("due_at", "commissioned_words", "budget_line")


def take(story: Story, *, by: User, now: datetime | None = None) -> Story:
    """Have a story from here on: its next step is theirs. Raises IllegalMove where somebody has it, or nobody need."""
    with move(story, "take", by=by, now=now) as act:
        turn = turns.turn_of(story)
        if turn is None:
            raise IllegalMove(f"Readers have “{story}”, or will: there is nothing to take.")
        if turn.person and turn.person != by:
            raise IllegalMove(
                f"{turn.person} has “{story}” since {spoken(turn.since)}: ask them, or give it to somebody."
            )
        wish(act, assignee=by)
        act.record()
    return story


def leave(story: Story, *, by: User, to: User | None, now: datetime | None = None) -> Story:
    """Have a story no more: the next step is anybody's whose it is. `to` is whose it stays as its writer."""
    with move(story, "leave", by=by, now=now) as act:
        if turns.is_taken(story) or story.assignee != to:
            wish(act, assignee=to)
            act.record()
    return story


def give(story: Story, *, by: User, to: User | None, now: datetime | None = None) -> Story:
    """Let somebody have a story from here on, or nobody by name."""
    with move(story, "give", by=by, now=now, note=f"To {to or 'nobody'}.") as act:
        if story.assignee != to:
            wish(act, assignee=to)
            act.record()
    return story


def plan(story: Story, *, by: User, now: datetime | None = None, **wishes) -> Story:
    """Say for when a story is wanted and how long it is to be: any of PLANNED, by name. No text changes."""
    with move(story, "plan", by=by, now=now) as act:
        changed = {
            name: wishes[name] for name in PLANNED if name in wishes and wishes[name] != getattr(story, name)
        }
        if changed:
            wish(act, **changed)
            act.record(note=" ".join(_planned(story, name) for name in changed))
    return story


def give_back(act: Act) -> None:
    """Copy that somebody took belongs to whoever handed it in once more."""
    if turns.is_taken(act.story):
        wish(act, assignee=turns.handed_in_by(act.story))


def wish(act: Act, **beside) -> None:
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
