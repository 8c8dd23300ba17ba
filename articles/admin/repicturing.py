"""Drafts get another picture where one is replaced: each as a revision, by the way on which everything is saved.

Copy that was handed in is left as it stands, for it was passed so; readers get the other picture all the same
(`articles.standing_in`), and the edition made of it too.
"""

from django.db.models import Exists, OuterRef

from accounts.models import User
from articles import body, pictured, revisions, workflow
from articles.admin import reach
from articles.admin.doors import REFUSALS
from articles.models import Revision, Story, StoryPicture
from articles.pictured import Use
from pictures.models import Picture
from pictures.places import Rewriting

REFUSED = (*REFUSALS, workflow.StaleVersion)
REPLACED = "“{picture}” was replaced by “{other}”."
PUT_BACK = "“{other}” is back in the place of “{picture}”."


def ahead(picture: Picture, user: User) -> int:
    """How many drafts somebody would rewrite."""
    return sum(1 for _ in _drafts(picture, user))


def rewrite(picture: Picture, other: Picture, by: User) -> list[dict[str, int]]:
    """Put another picture into the drafts that somebody may change: story, revision before, revision since."""
    note = REPLACED.format(picture=picture, other=other)
    done = []
    for story in _drafts(picture, by):
        before = revisions.newest(story)
        since = _revised(story, _with(_content(story), picture, other), note=note, by=by)
        if before and since:
            done.append({"story": story.pk, "before": before.pk, "since": since.pk})
    return done


def put_back(rewritten: list[dict[str, int]], picture: Picture, other: Picture, by: User) -> None:
    """Give drafts back what they had; where somebody has gone on writing since, the picture alone."""
    note = PUT_BACK.format(picture=other, other=picture)
    by_story = {row["story"]: row for row in rewritten}
    for story in _drafts(other, by).filter(pk__in=by_story):
        row, newest = by_story[story.pk], revisions.newest(story)
        before = Revision.objects.filter(pk=row["before"], story=story).first()
        if before and newest and newest.pk == row["since"]:
            fields = {name: before.content[name] for name in ("lead_picture", "body")}
        else:
            fields = _with(_content(story), other, picture)
        _revised(story, fields, note=note, by=by)


REWRITING = Rewriting(ahead, rewrite, put_back)


def _drafts(picture: Picture, user: User):
    uses_it = StoryPicture.objects.filter(story=OuterRef("pk"), picture=picture)
    drafts = reach.stories(user).filter(Exists(uses_it), status=Story.Status.DRAFT)
    mine = [story.pk for story in drafts if user.has_perm("articles.change_story", story)]
    return Story.objects.filter(pk__in=mine).order_by("pk")


def _content(story: Story) -> dict:
    return {"lead_picture": story.lead_picture, "body": body.clean(story.body)}


def _with(content: dict, picture: Picture, other: Picture) -> dict:
    """What changes if another picture stands there. It brings its own words, for those were the first one’s."""
    return pictured.exchanged(content, picture.pk, Use(other.pk, pictured.BODY, alt=other.alt))


def _revised(story: Story, fields: dict, *, note: str, by: User) -> Revision | None:
    """The revision; none where the story does not let itself be changed now, and stays as it is."""
    try:
        return workflow.revise(story, by=by, version=story.version, note=note, **fields)
    except REFUSED:
        return None
