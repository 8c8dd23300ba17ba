"""What stands before a verb that looks at the copy: what must be right first, and what is to be weighed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import prefetch_related_objects

from articles import describing, noting, preflight, workflow
from articles.models import Story, StoryEvent
from articles.models.revision import assemble
from articles.preflight import Reason

_LOOKS_AT_COPY = frozenset({"file", "clear", "publish", "emergency"})


@dataclass(frozen=True)
class Before:
    """A story before a verb. Where nothing is to be weighed, no reason is asked for leaving it so."""

    story: Story
    must: list[Reason] = field(default_factory=list)
    weigh: list[Reason] = field(default_factory=list)


def before(name: str, story: Story, content: dict) -> Before:
    """What stands before a verb said of one story. What was answered at the clear is not asked again."""
    if name not in _LOOKS_AT_COPY:
        return Before(story)
    must = preflight.copy_reasons(content) + describing.reasons(story, content)
    must += noting.reasons(story) if name == "clear" else []
    return Before(story, must, [] if _answered(name, [story]) else preflight.warnings(content))


def before_each(name: str, stories: Iterable[Story]) -> list[Before]:
    """The same for many, asked for together. Of what the verb cannot be said of anyhow, nothing is asked.

    Notes that stop a clear are told when it is said.
    """
    stories = list(stories)
    if name not in _LOOKS_AT_COPY:
        return [Before(story) for story in stories]
    prefetch_related_objects(stories, "dateline", "bylines__author", "tagged__tag", "alt_waivers")
    answered = _answered(name, stories)
    return [_copy_before(name, story, is_answered=story.pk in answered) for story in stories]


def _copy_before(name: str, story: Story, *, is_answered: bool) -> Before:
    if story.status not in workflow.MOVES[name].leaves:
        return Before(story)
    content = assemble(story, bylines=story.bylines.all(), tags=[one.tag for one in story.tagged.all()])
    weigh = [] if is_answered else preflight.warnings(content)
    must = preflight.copy_reasons(content) + describing.reasons(story, content)
    return Before(story, must, weigh)


def _answered(name: str, stories: list[Story]) -> set[int]:
    """Those whose clear said why what is to be weighed was left so."""
    if name != "publish":
        return set()
    cleared = {story.cleared_revision_id for story in stories}
    clears = StoryEvent.objects.filter(verb="clear", story__in=stories, revision__in=cleared).exclude(note="")
    return set(clears.values_list("story_id", flat=True))
