"""Which stories use a picture whose lease ends soon or is over: for lists, asked along with them."""

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Edition, EditionPicture, Story, StoryPicture
from pictures.rights import SOON

A_DAY = timedelta(days=1)


def with_ends(stories: QuerySet) -> QuerySet:
    """Stories with the next end of a lease, near or past, among the pictures of their copy and of what readers have."""
    near = Q(picture__allowed_until__lte=timezone.now() + SOON, picture__replaced_by=None)
    copy = StoryPicture.objects.filter(near, story=OuterRef("pk"))
    live = Edition.objects.live().filter(story=OuterRef(OuterRef("pk")))
    readers = EditionPicture.objects.filter(near, edition__in=live.order_by().values("pk"))
    return stories.annotate(lease_of_copy=_first(copy), lease_of_readers=_first(readers))


def end_of(story: Story) -> datetime | None:
    """That end, of a story that came `with_ends`."""
    ends = (story.lease_of_copy, story.lease_of_readers)  # type: ignore[attr-defined]
    return min(filter(None, ends), default=None)


def ending(stories: QuerySet, now: datetime) -> QuerySet:
    """Of some stories, those of which a picture's lease ends within a week, or ended since this hour yesterday."""
    near = Q(picture__allowed_until__gt=now - A_DAY, picture__allowed_until__lte=now + SOON)
    links = near & Q(picture__replaced_by=None)
    copies = StoryPicture.objects.filter(links).order_by().values("story")
    live = Edition.objects.live().filter(picture_links__in=EditionPicture.objects.filter(links))
    stopped = (Story.Status.SPIKED, Story.Status.KILLED)
    return stories.filter(pk__in=copies.union(live.order_by().values("story"))).exclude(status__in=stopped)


def _first(links: QuerySet) -> Subquery:
    return Subquery(links.order_by("picture__allowed_until").values("picture__allowed_until")[:1])
