"""What stands before a verb that looks at the copy: what must be right first, and what is to be weighed."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles import describing, leased, noting, preflight, workflow
from articles.models import Story, StoryEvent
from articles.models.revision import assemble
from articles.preflight import Reason

_LOOKS_AT_COPY = frozenset({"file", "clear", "publish", "correct", "emergency"})
_GOES_OUT = frozenset({"publish", "correct", "emergency"})


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
    shelf = leased.Shelf.of([(story, content)], timezone.now())
    before = _of_copy(name, story, content, shelf, is_answered=bool(_answered(name, [story])))
    return replace(before, must=[*before.must, *(noting.reasons(story) if name == "clear" else [])])


def before_each(name: str, stories: Iterable[Story]) -> list[Before]:
    """The same for many, asked for together. Of what the verb cannot be said of anyhow, nothing is asked.

    Notes that stop a clear are told when it is said.
    """
    stories = list(stories)
    if name not in _LOOKS_AT_COPY:
        return [Before(story) for story in stories]
    prefetch_related_objects(stories, "dateline", "bylines__author", "tagged__tag")
    answered = _answered(name, stories)
    going = [story for story in stories if story.status in workflow.MOVES[name].leaves]
    copies = {story.pk: _copy(story) for story in going}
    lacking = [story for story in going if any(describing.undescribed(copies[story.pk]))]
    prefetch_related_objects(lacking, "alt_waivers")
    shelf = leased.Shelf.of(((story, copies[story.pk]) for story in going), timezone.now())
    return [
        _of_copy(name, story, copies[story.pk], shelf, is_answered=story.pk in answered)
        if story.pk in copies
        else Before(story)
        for story in stories
    ]


def _copy(story: Story) -> dict:
    return assemble(story, bylines=story.bylines.all(), tags=[one.tag for one in story.tagged.all()])


def _of_copy(name: str, story: Story, content: dict, shelf: leased.Shelf, *, is_answered: bool) -> Before:
    """What a picture may not be used for stops what goes out; on the way there it is to be weighed."""
    now = timezone.now()
    must = preflight.copy_reasons(content) + describing.reasons(story, content)
    rights = leased.reasons(story, content, opens=now, now=now, shelf=shelf)
    weigh = leased.warnings(story, content, now=now, shelf=shelf)
    if name in _GOES_OUT:
        must += rights
    else:
        weigh = rights + weigh
    if name != "correct":
        weigh = preflight.warnings(content) + weigh
    return Before(story, must, [] if is_answered else weigh)


def _answered(name: str, stories: list[Story]) -> set[int]:
    """Those whose clear said why what is to be weighed was left so."""
    if name != "publish":
        return set()
    cleared = {story.cleared_revision_id for story in stories}
    clears = StoryEvent.objects.filter(verb="clear", story__in=stories, revision__in=cleared).exclude(note="")
    return set(clears.values_list("story_id", flat=True))
