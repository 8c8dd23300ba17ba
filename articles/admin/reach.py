"""Which stories somebody sees at the desk. It says in SQL, for lists, what `articles.rules` says of one story."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from articles.models import Byline, Story
from articles.models.story import StoryQuerySet
from articles.rules import ground

# What a story's pages name, beside its own columns.
NAMED = ("section__parent", "desk", "series", "dateline", "assignee", "created_by")


def stories(user) -> StoryQuerySet:
    """The stories that somebody may see: those of their desks and sections, those they write, and those of nobody."""
    return Story.objects.filter(_seen_by(user))


def of_stories(queryset: QuerySet, user, story: str = "story__") -> QuerySet:
    """Rows that belong to stories (revisions, editions, events …), narrowed to the stories that somebody may see.

    `story` is the way from a row to its story.
    """
    return queryset.filter(_seen_by(user, story))


def _seen_by(user, story: str = "") -> Q:
    """The condition, with the way from a row to its story. Plain columns first: they spare the search for writers."""
    theirs_to_work_on = ground(user)
    if user.is_superuser or not (theirs_to_work_on.desks or theirs_to_work_on.sections):
        return Q()
    theirs = Byline.objects.filter(author__user=user).order_by().values("story")
    somebodys = Byline.objects.exclude(author__user=None).order_by().values("story")

    def where(**facts) -> Q:
        return Q(**{f"{story}{name}": fact for name, fact in facts.items()})

    on_their_ground = Q()
    if theirs_to_work_on.desks:
        on_their_ground &= where(desk=None) | where(desk__in=theirs_to_work_on.desks)
    if theirs_to_work_on.sections:
        on_their_ground &= where(section=None) | where(section__in=theirs_to_work_on.sections)
    written_by_them = where(created_by=user) | where(assignee=user) | where(pk__in=theirs)
    written_by_nobody = where(created_by=None, assignee=None) & ~where(pk__in=somebodys)
    return on_their_ground | written_by_them | written_by_nobody


def story_or_404(request, pk: int) -> Story:
    """The story at an address, with what its pages name; what is out of reach answers as what never was."""
    return get_object_or_404(stories(request.user).select_related(*NAMED), pk=pk)


def story_to_change(request, pk: int) -> Story:
    """The same, for those who may change it. Raises PermissionDenied for those who may only look."""
    story = story_or_404(request, pk)
    if not may(request, "articles.change_story", story):
        raise PermissionDenied(f"{request.user} may not change “{story}”.")
    return story


def may(request, permission: str, story=None) -> bool:
    """Whether whoever asks has a right to a story, as it stood when this request first asked."""
    key = (permission, story and story.pk)
    known = request.__dict__.setdefault("_rights", {})
    if key not in known:
        known[key] = request.user.has_perm(permission, story)
    return known[key]
