"""Letting somebody from outside read along: links that are made, opened, commented on and ended."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F

from articles import clock, noting, revisions
from articles.models import Note, PreviewLink, Story

MOST_NOTES = 100  # By one link: more is no reading along.
LONGEST_NOTE = 4_000  # Characters.
LONGEST_LIFE = timedelta(days=30)


class TooManyNotes(Exception):
    """A link has said all that it may."""


def make(
    story: Story,
    *,
    by,
    for_whom: str,
    expires_at: datetime,
    newest: bool,
    may_comment: bool,
    until_published: bool,
) -> PreviewLink:
    """A link to a story as it stands now, or to its newest text whatever that will be.

    `expires_at` is aware, and no later than 30 days from now. The revision that a link is bound to is kept for ever.
    """
    now = clock.now()
    bound = None if newest else revisions.snapshot(story, by=by, at=now, milestone=True)
    return PreviewLink.objects.create(
        story=story,
        revision=bound,
        for_whom=for_whom,
        may_comment=may_comment,
        until_published=until_published,
        expires_at=min(expires_at, now + LONGEST_LIFE),
        made_by=by,
        made_by_name=revisions.name_of(by),
        made_at=now,
    )


def named(token: str) -> PreviewLink | None:
    """The link that an address names, if it is ours and still leads somewhere."""
    links = PreviewLink.objects.signed(token).open(clock.now())
    return links.select_related("story", "revision__story").first()


def followed(token: str) -> PreviewLink | None:
    """The same, counted as opened once more."""
    link = named(token)
    if link:
        opened = {"times_opened": F("times_opened") + 1, "last_opened_at": clock.now()}
        PreviewLink.objects.filter(pk=link.pk).update(**opened)
    return link


def say(link: PreviewLink, text: str, **where: str) -> Note:
    """What somebody with a link has to say: a note beside the story or on words of it (`where`: see `noting.place`).

    It stands under their name. Raises TooManyNotes.
    """
    if link.notes.count() >= MOST_NOTES:
        raise TooManyNotes
    facts = noting.place(**where) if where else {}
    return link.notes.create(story=link.story, by_name=f"{link.for_whom}, by link", text=text, **facts)


def end(link: PreviewLink, *, by) -> None:
    """Close a link for good, whoever has its address."""
    if link.ended_at is None:
        link.ended_at, link.ended_by_name = clock.now(), revisions.name_of(by)
        link.save(update_fields=["ended_at", "ended_by_name"])


def tomorrow_noon() -> datetime:
    """Tomorrow at noon in the paper's zone."""
    local = clock.now().astimezone(settings.SITE_ZONE)
    return (local + timedelta(days=1)).replace(hour=12, minute=0, second=0, microsecond=0)
