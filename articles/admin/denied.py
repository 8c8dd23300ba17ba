"""Which stories readers have, or will have, with a picture that its terms deny them there.

Terms are asked before a picture is used anew, and take nothing down that is out (decision 21): so the desk is told, on
the page of the picture before such terms are kept, and from then on there and beside the story.
"""

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from accounts.models import User
from articles import clock
from articles.admin import reach
from articles.admin.line import Line, for_lines
from articles.models import Edition, EditionPicture, Section
from pictures import rights
from pictures.models import Picture
from pictures.places import Place, Places

MOST = 50
IS_DENIED = ("must", "against its terms")


def against(pictures: Collection[Picture], user: User) -> Places:
    """The stories for somebody, those in their reach by name. Terms are read from the pictures, saved or not."""
    reasons = reasons_by_story(pictures)
    if not reasons:
        return Places([])
    seen = reach.stories(user).filter(pk__in=reasons)
    shown = list(for_lines(seen.order_by("-modified_at", "-pk"))[:MOST])
    within = len(shown) if len(shown) < MOST else seen.count()
    now = clock.now()
    found = [_place(Line(story, user, now), reasons[story.pk]) for story in shown]
    return Places(found, older=within - len(found), unseen=len(reasons) - within)


def reasons_by_story(pictures: Collection[Picture]) -> dict[int, list[str]]:
    """What terms say against what readers have or will have of each story. No query where terms deny nothing."""
    denying = {one.pk: one for one in pictures if _denies(one)}
    if not denying:
        return {}
    sections = Section.objects.select_related("parent").in_bulk()
    found: dict[int, dict[str, None]] = {}
    for story, section, place, picture in _uses(denying):
        if why := rights.denials(denying[picture], sections=sections[section].lineage, use=place):
            found.setdefault(story, {}).update(dict.fromkeys(why))
    return {story: list(why) for story, why in found.items()}


def _denies(picture: Picture) -> bool:
    return bool(picture.denied_sections or picture.denied_uses) and picture.replaced_by_id is None


def _place(line: Line, why: list[str]) -> Place:
    story = line.story
    signs = [(mark.kind, mark.word) for mark in line.readers]
    return Place(
        str(story), line.url, " ".join(why), story.language, str(story.direction), marks=[IS_DENIED, *signs]
    )


def _uses(pictures: Collection[int]) -> QuerySet:
    """Story, section, place and picture of what readers have or will have: where one was replaced, the other."""
    shown = (Edition.objects.live() | Edition.objects.coming()).order_by().values("pk")
    links = EditionPicture.objects.annotate(stands=Coalesce("picture__replaced_by", "picture"))
    told = links.filter(stands__in=pictures, edition__in=shown)
    return told.values_list("edition__story", "edition__section", "place", "stands").distinct()
