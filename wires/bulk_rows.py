"""The rows of a batch, made as the verbs make them: drafts with their first revision, and what publishing adds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from articles import datelines, effects, holds, pictured, revisions, search, windows
from articles.models import (
    Byline,
    Edition,
    EditionAuthor,
    EditionPicture,
    EditionTag,
    Revision,
    Story,
    StoryEvent,
    StoryPicture,
    Tag,
    TaggedStory,
)
from articles.models.revision import assemble, desk_of, digest
from pictures.models import Picture
from wires import lists
from wires.bulk_insert import give_keys, insert, insert_rows
from wires.incoming import Incoming, Wishes
from wires.models import Arrival

DRAFT, FILED, CLEARED = Story.Status.DRAFT.value, Story.Status.FILED.value, Story.Status.CLEARED.value
LINK = ("edition_id", "first_published_at")
EVENT = (
    *("story_id", "verb", "by_id", "by_name", "at", "note", "status_before", "status_after", "revision_id"),
    *("edition_number", "live_from", "live_until"),
)


def write(
    entering: Sequence[tuple[Incoming, str]], wishes: Wishes, *, now: datetime
) -> list[tuple[Story, str | None]]:
    """Put articles on the desk under these slugs, as `hand_in.enter` would, and publish them if that is wished.

    Called inside the batch's transaction. Returns each story with its address on the site, None for a draft. Of what
    comes in by the thousand nobody outside is told, unless its hour is still to come.
    """
    articles = [article for article, _ in entering]
    stories = _stories(entering, wishes, now)
    bylines, tags = _bylines(articles, stories), _tags(articles)
    contents = [
        assemble(story, bylines=credits, tags=row)
        for story, credits, row in zip(stories, bylines, tags, strict=True)
    ]
    came = [_revision(story, content, wishes, now) for story, content in zip(stories, contents, strict=True)]
    give_keys(came)
    if wishes.publish:
        for story, revision in zip(stories, came, strict=True):
            story.status, story.cleared_revision, story.is_in_work = CLEARED, revision, False
    insert(Story, stories)
    insert(Revision, came)
    insert(Byline, list(chain.from_iterable(bylines)))
    insert_rows(TaggedStory, ("content_object_id", "tag_id"), _pairs(stories, tags))
    insert_rows(StoryPicture, ("story_id", "picture_id"), _used(came))
    insert_rows(
        Arrival,
        ("story_id", "fingerprint", "origin", "at"),
        (
            (story.pk, article.fingerprint, article.origin, now)
            for article, story in zip(articles, stories, strict=True)
        ),
    )
    if not wishes.publish:
        return [(story, None) for story in stories]
    opens = [article.published_at or wishes.opens or now for article in articles]
    editions = _publish(came, opens, wishes, now)
    coming = [story for story, hour in zip(stories, opens, strict=True) if hour > now]
    if coming:
        effects.settle(*coming, at=now)
    return [(story, edition.path) for story, edition in zip(stories, editions, strict=True)]


def _stories(entering: Sequence[tuple[Incoming, str]], wishes: Wishes, now: datetime) -> list[Story]:
    places = datelines.known_or_made(article.place for article, _ in entering if article.place)
    stories = []
    for article, slug in entering:
        story = article.as_story(places.get(article.place), created_by=wishes.writer)
        story.slug, story.created_at, story.modified_at = slug, now, now
        stories.append(story)
    give_keys(stories)
    return stories


def _bylines(articles: list[Incoming], stories: list[Story]) -> list[list[Byline]]:
    authors = lists.authors(name for article in articles for name in article.names)
    return [
        [
            Byline(story_id=story.pk, position=position, **row)
            for position, row in enumerate(article.bylines(authors))
        ]
        for article, story in zip(articles, stories, strict=True)
    ]


def _tags(articles: list[Incoming]) -> list[list[Tag]]:
    """The tags of each article, in the order in which the database sorts their names: a fingerprint hangs on it."""
    tags = lists.tags(name for article in articles for name in article.tags)
    order = (
        Tag.objects.filter(pk__in={tag.pk for tag in tags.values()})
        .order_by("name")
        .values_list("pk", flat=True)
    )
    rank = {pk: place for place, pk in enumerate(order)}
    return [
        sorted(dict.fromkeys(tags[name] for name in article.tags), key=lambda tag: rank[tag.pk])
        for article in articles
    ]


def _pairs(stories: list[Story], tags: list[list[Tag]]) -> Iterator[tuple[int, int]]:
    return ((story.pk, tag.pk) for story, row in zip(stories, tags, strict=True) for tag in row)


def _revision(story: Story, content: dict, wishes: Wishes, now: datetime) -> Revision:
    return Revision(
        story=story,
        number=1,
        version=0,
        kind=Revision.Kind.IMPORTED.value,
        milestone=wishes.publish,
        content=content,
        content_hash=digest(content),
        desk=desk_of(story),
        by_name=revisions.name_of(None),
        at=now,
    )


def _publish(came: list[Revision], opens: list[datetime], wishes: Wishes, now: datetime) -> list[Edition]:
    """Put what came in where readers look, each from its hour, and the way up into the ledger."""
    is_held = holds.standing() is not None
    editions = [
        _edition(revision, hour, wishes, now, is_held=is_held and hour > now)
        for revision, hour in zip(came, opens, strict=True)
    ]
    give_keys(editions)
    insert(Edition, editions)
    insert_rows(EditionAuthor, (*LINK, "author_id"), _links(editions, windows.authors_of))
    insert_rows(EditionTag, (*LINK, "tag_id"), _links(editions, windows.tags_of))
    insert_rows(EditionPicture, ("edition_id", "picture_id", "place"), _shown(editions))
    search.index(editions)
    insert_rows(StoryEvent, EVENT, (event for edition in editions for event in _events(edition, wishes, now)))
    return editions


def _links(editions: list[Edition], keys_of: Callable[[Edition], list[int]]) -> Iterator[tuple]:
    """The places of editions in the lists of their authors or topics."""
    return ((edition.pk, edition.first_published_at, key) for edition in editions for key in keys_of(edition))


def _used(came: list[Revision]) -> Iterator[tuple[int, int]]:
    """The pictures that each story uses, of those that are in the library."""
    used = [pictured.numbers_of(revision.content) for revision in came]
    known = Picture.objects.in_bulk(set(chain.from_iterable(used)))
    return (
        (revision.story_id, number)
        for revision, numbers in zip(came, used, strict=True)
        for number in numbers
        if number in known
    )


def _shown(editions: list[Edition]) -> Iterator[tuple[int, int, str]]:
    return ((edition.pk, *shown) for edition in editions for shown in edition.pictures_shown)


def _edition(revision: Revision, opens: datetime, wishes: Wishes, now: datetime, *, is_held: bool) -> Edition:
    section = revision.story.section
    assert section, "a story without a section does not pass preflight"
    edition = Edition.frozen(
        revision,
        corrections=[],
        number=1,
        top_section_id=section.parent_id or section.pk,
        live_from=holds.NEVER if is_held else opens,
        held_from=opens if is_held else None,
        opens_as=windows.kept(opens) if opens > now else "",
        made_at=now,
        by=wishes.by,
    )
    edition.place_at(opens)
    return edition


def _events(edition: Edition, wishes: Wishes, now: datetime) -> Iterator[tuple]:
    """The ledger of a story that went all the way up, as rows of `EVENT`."""
    story, revision, who = edition.story_id, edition.revision_id, (wishes.by.pk, revisions.name_of(wishes.by))
    yield (story, "file", *who, now, "", DRAFT, FILED, revision, None, None, None)
    yield (story, "clear", *who, now, "", FILED, CLEARED, revision, None, None, None)
    yield (
        story,
        "publish",
        *who,
        now,
        "",
        CLEARED,
        CLEARED,
        revision,
        edition.number,
        edition.opens_at,
        None,
    )
