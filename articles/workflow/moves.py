"""The moves of the staircase: where a story must be for each verb, where it is afterwards, and who may."""

from collections.abc import Iterator
from contextlib import contextmanager

from articles import bundled
from articles.acts import Act, Move, acting
from articles.models import Story

DRAFT, FILED, CLEARED, SPIKED, KILLED = Story.Status
ON_ITS_WAY = frozenset({DRAFT, FILED, CLEARED})

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
    "unwaive": Move(ON_ITS_WAY, None, "articles.publish_story"),
}


@contextmanager
def move(story: Story, verb: str, **said) -> Iterator[Act]:
    """Do what a verb does: in one transaction, where the story is in the place for it and the person may.

    A bundle that the story goes in follows, or falls apart, in the same transaction.
    """
    with acting(story, verb, MOVES[verb], **said) as act:
        yield act
        bundled.settle(act)
