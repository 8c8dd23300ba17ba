"""Where a picture of the library is used: the stories in whose copy it stands, and those that readers had with it."""

from django.db.models import Exists, OuterRef

from accounts.models import User
from articles import clock, pictured
from articles.admin import reach
from articles.admin.denied import IS_DENIED, reasons_by_story
from articles.admin.line import Line, for_lines
from articles.models import Edition, EditionPicture, Story, StoryPicture
from articles.models.story import StoryQuerySet
from pictures.models import Picture
from pictures.places import Place, Places

MOST = 50
_WINDOWS = {"has_it_out": "live", "has_it_coming": "coming"}
ONLY_OUT = "Not in the copy any more, and in what readers have until that gives way"
ONLY_COMING = "Not in the copy any more, and in what is scheduled"
ONLY_PAST = "Not in the copy any more; readers had it once"


def stories_with(picture: Picture) -> StoryQuerySet:
    """The stories that use a picture, in their copy or in an edition that readers have, will have or had."""
    in_copy = StoryPicture.objects.filter(story=OuterRef("pk"), picture=picture)
    in_edition = EditionPicture.objects.filter(edition__story=OuterRef("pk"), picture=picture)
    return Story.objects.filter(Exists(in_copy) | Exists(in_edition))


def where(picture: Picture, user: User) -> Places:
    """The places that somebody may see, of the stories in their reach; and how many there are beyond."""
    using = stories_with(picture)
    seen = reach.stories(user) & using
    shown = for_lines(seen.order_by("-modified_at", "-pk")).annotate(
        **{name: Exists(_editions(picture, window)) for name, window in _WINDOWS.items()}
    )[:MOST]
    denied, now = reasons_by_story([picture]), clock.now()
    found = [_place(Line(story, user, now), picture, denied.get(story.pk, [])) for story in shown]
    within = seen.count()
    return Places(found, older=within - len(found), unseen=using.count() - within)


def _editions(picture: Picture, window: str):
    editions = getattr(Edition.objects.filter(story=OuterRef("pk")), window)()
    return editions.filter(picture_links__picture=picture)


def _place(line: Line, picture: Picture, denied: list[str]) -> Place:
    """A story that uses it, and what its terms have against what readers have of that."""
    story = line.story
    signs = [(mark.kind, mark.word) for mark in (*line.readers, line.copy)]
    said = ". ".join([_said(story, picture), *denied]) if denied else _said(story, picture)
    marks = [IS_DENIED, *signs] if denied else signs
    return Place(str(story), line.url, said, story.language, str(story.direction), marks=marks)


def _said(story, picture: Picture) -> str:
    content = {"lead_picture": story.lead_picture, "body": story.body}
    places = dict.fromkeys(use.place for use in pictured.pictures_of(content) if use.picture == picture.pk)
    if places:
        told = ", ".join(pictured.WHERE[place] for place in places)
        return told[0].upper() + told[1:]
    if story.has_it_out:
        return ONLY_OUT
    return ONLY_COMING if story.has_it_coming else ONLY_PAST
