"""The slot of an edition that waits: moved or taken back, with all that follows where windows have changed.

For the verbs in `articles.workflow` and `articles.bundles`, inside their transaction.
"""

from datetime import datetime

from articles import effects, freshness, search, windows
from articles.acts import Act, IllegalMove
from articles.models import Edition, Story


def move(act: Act, edition: Edition, *, opens: datetime, closes: datetime | None) -> None:
    """Let an edition open, and end, at other hours (in UTC). The hours on the wall stay as the edition has them.

    Raises IllegalMove where a later edition tells its correction too, or where older copy would come after newer.
    """
    must_stand_alone(edition)
    if not _keeps_its_place(edition, opens):
        raise IllegalMove("That would put older copy after newer: move the other edition first.")
    windows.move(edition, opens=opens, closes=closes, at=act.at)
    edition.own_corrections.update(at=edition.live_from)
    act.record("reschedule", edition=edition)
    settle(act.story, at=act.at)


def take_back(act: Act, edition: Edition) -> None:
    """Take an edition off the schedule: it never existed, and the one before it gets its own end again."""
    edition.story = act.story
    act.record("unschedule", edition=edition)
    windows.take_back(edition, at=act.at)
    settle(act.story, at=act.at)


def settle(story: Story, *, at: datetime) -> None:
    """Let search, the pages that are kept, and what is to be told outside agree with a story's windows."""
    search.index(story.editions.coming(at))
    freshness.touch_story(story, at=at)
    effects.settle(story, at=at)


def must_stand_alone(edition: Edition) -> None:
    """Refuse to move an edition whose correction a later one tells too."""
    later = edition.story.editions.filter(live_from__gt=edition.live_from)
    if edition.own_corrections.exists() and later.exists():
        raise IllegalMove("A later edition carries its correction too: take that one back first.")


def _keeps_its_place(edition: Edition, opens: datetime) -> bool:
    """Whether an edition would still stand between the same two if it opened at another hour."""
    others = edition.story.editions.exclude(pk=edition.pk)
    return all(
        one.opens_at < opens if one.live_from < edition.live_from else one.opens_at > opens for one in others
    )
