"""What a page shows, and from when pages show something else: what whoever keeps pages has to know.

A page says while it is made what stands on it (`shows`, `depends_on`); a verb says what it changed (`touch_story`), and
the desk what it renamed (`touch_nouns`). Both speak in tags: `story:…`, `section:world`, `author:ana-reyes`, `front`.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache, partial
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from articles import clock
from articles.models import Author, Dateline, Edition, EditionPicture, Section, Series, Story, Tag, Touch
from articles.moments import NEVER
from pictures.models import Picture
from pictures.ways import WAYS

EVERY_PAGE = "paper"
# The lists that anything which opens or ends may change.
LISTS = frozenset({"front", "topics", "datelines", "archive", "corrections", "search"})
# Where a noun is named beside its own page; a section is named on all of them.
LISTED_ON = {Dateline: "datelines", Section: EVERY_PAGE, Tag: "topics"}
NOUNS = {Author: "author", Dateline: "dateline", Section: "section", Series: "series", Tag: "topic"}

SIGNAL = "paper-touched"
REMEMBERED = timedelta(days=1)
# No transaction is reckoned to last longer: after that a touch can be seen by all, or was never made.
LONGEST_TRANSACTION = timedelta(minutes=2)
_SWEPT_EVERY = 100


# What a page shows


@dataclass
class Shown:
    """What stands on a page: its tags, those that nobody is told of, and when the first edition on it ends.

    `until` is when something else on it, such as an advert, is to be asked for anew; pictures go when their lease ends.
    """

    tags: set[str] = field(default_factory=lambda: {EVERY_PAGE})
    untold: set[str] = field(default_factory=set)
    ends: datetime | None = None
    until: datetime | None = None
    counts: bool = False
    is_pictured: bool = False


_page: ContextVar[Shown | None] = ContextVar("page", default=None)


@contextmanager
def watching() -> Iterator[Shown]:
    """Gather what is shown while a page is made."""
    shown = Shown()
    token = _page.set(shown)
    try:
        yield shown
    finally:
        _page.reset(token)


def depends_on(*nouns: str | Author | Dateline | Section | Series | Tag) -> None:
    """Say that the page lists what belongs to these: an author, a topic, or by its word the front or the archive."""
    if page := _page.get():
        page.tags.update(noun if isinstance(noun, str) else tag_of(noun) for noun in nouns)


def shows(editions: Iterable[Edition]) -> None:
    """Say that live editions stand on the page."""
    if page := _page.get():
        editions = list(editions)
        page.tags.update(story_tag(edition.story_id) for edition in editions)
        ends = [edition.live_until for edition in editions if edition.live_until]
        page.ends = min(ends if page.ends is None else [page.ends, *ends], default=None)
        page.is_pictured = page.is_pictured or any(edition.may_be_pictured for edition in editions)


def shows_pictures() -> None:
    """Say that pictures stand on the page that are no edition’s: it is kept no longer than any lease goes on."""
    if page := _page.get():
        page.is_pictured = True


def would_show(stories: Iterable[int]) -> None:
    """Say that these stories would stand on the page if they were live. Readers are not told of it."""
    if page := _page.get():
        page.untold.update(map(story_tag, stories))


def holds_until(moment: datetime) -> None:
    """Say that something on the page, which is no edition, is known to hold until a moment and no longer."""
    if page := _page.get():
        page.until = min(page.until or moment, moment)


def counts(word: str) -> None:
    """Say that the page tells of editions without showing them one by one: the archive's days, the topics."""
    if page := _page.get():
        page.tags.add(word)
        page.counts = True


@lru_cache(10_000)
def story_tag(story: int) -> str:
    """The tag of a story by its number, which it does not betray: numbers left out would tell how much is to come."""
    return f"story:{salted_hmac('articles.freshness', str(story), algorithm='sha256').hexdigest()[:12]}"


def tag_of(noun) -> str:
    return f"{NOUNS[type(noun)]}:{noun.slug}"


def tags_of(edition: Edition) -> set[str]:
    """Of all pages that list an edition, or would if it were live."""
    section = edition.section
    nouns = (section, section.parent, edition.dateline, edition.series)
    return {
        story_tag(edition.story_id),
        *LISTS,
        *(tag_of(noun) for noun in nouns if noun),
        *(f"author:{byline['slug']}" for byline in edition.bylines),
        *(f"topic:{tag['slug']}" for tag in edition.tags),
    }


# What changes


def touch_story(story: Story, *, at: datetime) -> None:
    """Let pages be made anew that show a story, and the lists where it stands or stood.

    Called inside the verb's transaction, after its change; `at` is the verb's moment. What is only scheduled stands
    nowhere, and leaves no trace; whoever keeps pages learns that there is another hour to mind.
    """
    opened = story.editions.opened(at).select_related("section__parent", "dateline", "series")
    touch(*{story_tag(story.pk)}.union(*map(tags_of, opened)))


def touch_nouns(nouns: Iterable[Author | Dateline | Section | Series | Tag]) -> None:
    """Let pages be made anew that say what the desk has changed: a writer's bio, a place's name, a section's."""
    nouns = list(nouns)
    touch(*map(tag_of, nouns), *{LISTED_ON[type(noun)] for noun in nouns if type(noun) in LISTED_ON})


def touch_pictures(pictures: Collection[int]) -> None:
    """Let pages be made anew that show some pictures, or what stands in for them: how long they may, is said anew."""
    shown = EditionPicture.objects.filter(_leads_to(pictures, "picture")).values("edition")
    stories = Edition.objects.live().filter(pk__in=shown).values_list("story", flat=True)
    tags = {story_tag(story) for story in stories}
    tags |= {tag_of(author) for author in Author.objects.filter(_leads_to(pictures, "portrait"))}
    if tags:
        touch(*tags)


def _leads_to(pictures: Collection[int], name: str) -> Q:
    """Rows whose picture, under this name, is one of some, or has one of them standing in for it."""
    names = (name, *(f"{name}__{way}" for way in WAYS))
    return Q(*((f"{led}__in", pictures) for led in names), _connector=Q.OR)


def touch(*tags: str) -> None:
    """Let pages that bear one of these tags be made anew, as soon as this transaction is committed."""
    touch = Touch.objects.create(tags=sorted(tags), at=clock.DatabaseNow())
    if touch.pk % _SWEPT_EVERY == 0:
        Touch.objects.filter(at__lt=clock.now() - 2 * REMEMBERED).delete()
    transaction.on_commit(partial(cache.set, SIGNAL, uuid4().hex, None))


def touches(*, since: datetime) -> QuerySet[Touch]:
    """What was touched from a moment on, as far as it is committed."""
    return Touch.objects.filter(at__gte=since)


def hours_of_change(now: datetime) -> tuple[datetime | None, datetime | None]:
    """When windows and leases last began or ended by themselves, within a day, and when they next will.

    Not counted are those that a verb opened or ended on the spot: it touched what they changed.
    """
    opening = _around(Edition.objects.filter(live_from__gt=F("made_at")), "live_from", now)
    ending = _around(Edition.objects.filter(live_until=F("expires_at")), "live_until", now)
    killing = _around(Story.objects.filter(killed_from__isnull=False), "killed_from", now)
    leases = [_around(_in_use(), name, now) for name in ("allowed_from", "allowed_until")]
    both = zip(opening, ending, killing, *leases, strict=True)
    last, coming = ([hour for hour in hours if hour] for hours in both)
    return max(last, default=None), min(coming, default=None)


def next_end_of_lease(now: datetime) -> datetime | None:
    """When the next picture goes from pages by itself."""
    return _around(_in_use(), "allowed_until", now)[1]


def _in_use() -> QuerySet[Picture]:
    """Pictures that an edition or an author's page shows, and those that can stand in for others."""
    shown = Exists(EditionPicture.objects.filter(picture=OuterRef("pk")))
    portrays = Exists(Author.objects.filter(portrait=OuterRef("pk")))
    stands_in = Picture.objects.filter(Q(fallback=OuterRef("pk")) | Q(replaced_by=OuterRef("pk")))
    return Picture.objects.filter(shown | portrays | Exists(stands_in))


def _around(rows: QuerySet, name: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """The nearest hours in a column before and after a moment. What is held has none."""
    hours = rows.values_list(name, flat=True)
    last = hours.filter(**{f"{name}__lte": now, f"{name}__gt": now - REMEMBERED}).order_by(f"-{name}").first()
    coming = hours.filter(**{f"{name}__gt": now, f"{name}__lt": NEVER})
    return last, coming.order_by(name).first()
