"""What each public page reads. Every story in it comes through the one gate, `Edition.objects.live()`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string

from articles import body, clock, freshness, standing_in
from articles.memory import Memory
from articles.models import Correction, Edition, EditionTag, Section, Tag
from articles.models.edition_queryset import EditionQuerySet
from articles.models.prepared import Prepared

PER_PAGE = 20
DEEPEST_PAGE = 200  # Beyond it the archive by day is the way: an offset costs what it skips.
FRONT_DRAWS_FROM = 150
RIVER_LENGTH = 5
CLOCKWORK_LENGTH = 7
PLACES_NAMED = 24
READ_NEXT = 4
PARTS_EACH_WAY = 5
SECTIONS_KEY = "paper-sections"


@dataclass(frozen=True)
class Page:
    """One page of a list of editions, with the addresses of its neighbours; `beyond` is the first of the next one.

    `kept` is what else the reader asked of the list, and asks of its other pages too.
    """

    editions: list
    number: int
    path: str
    beyond: Any = None
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_next(self) -> bool:
        return self.beyond is not None

    @property
    def next_url(self) -> str | None:
        return self._url(self.number + 1) if self.has_next else None

    @property
    def previous_url(self) -> str | None:
        return self._url(self.number - 1) if self.number > 1 else None

    def _url(self, number: int) -> str:
        asked = dict(self.kept) if number == 1 else {**self.kept, "page": str(number)}
        return f"{self.path}?{urlencode(asked)}" if asked else self.path


def page_of(queryset, request, per_page: int = PER_PAGE, **kept: str | None) -> Page | None:
    """The page of a list that a request asks for; None if there is none such. `kept` is asked of its neighbours too."""
    number = number_asked(request, DEEPEST_PAGE)
    if number is None:
        return None
    start = (number - 1) * per_page
    rows = list(queryset[start : start + per_page + 1])
    beyond = rows[per_page] if len(rows) > per_page else None
    shown = rows[:per_page]
    if shown and isinstance(shown[0], Edition):
        shown = standing_in.settled(shown)
        freshness.shows(shown)
    asked = {name: value for name, value in kept.items() if value}
    return Page(shown, number, request.path, beyond, asked) if rows else None


def number_asked(request, deepest: int) -> int | None:
    """Which page of a list a request asks for; None for what is no number, or one past the deepest."""
    asked = request.GET.get("page", "1")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 7
    return int(asked) if is_number and 1 <= int(asked) <= deepest else None


def sections() -> list[Section]:
    """The sections that the navigation names, each with its parts; remembered for a minute."""
    rows = cache.get_or_set(SECTIONS_KEY, lambda: tuple(Section.objects.values_list()), timeout=60) or ()
    return _navigation.get(rows, lambda: _tree(rows))


_navigation: Memory[list[Section]] = Memory(8)


def _tree(rows: tuple[tuple, ...]) -> list[Section]:
    """The sections of which these are the columns: those that are parts inside the others."""
    columns = [field.attname for field in Section._meta.concrete_fields]
    parts = defaultdict(list)
    for row in rows:
        section = Section.from_db(DEFAULT_DB_ALIAS, columns, row)
        section.row = row
        parts[section.parent_id].append(section)
    for section in parts[None]:
        section.parts = parts[section.pk]
        for part in section.parts:
            part.parent = section
    return parts[None]


def sections_and_parts() -> list[Section]:
    """The same in a row, each before its parts."""
    return [one for top in sections() for one in (top, *top.parts)]


def section(slug: str) -> Section | None:
    """The section at an address: as the navigation remembers it, or as it is, if it is too new for that."""
    known = {one.slug: one for one in sections_and_parts()}
    return known.get(slug) or Section.objects.select_related("parent").filter(slug=slug).first()


def forget_sections() -> None:
    """Let the navigation be read anew, after a section has changed."""
    cache.delete(SECTIONS_KEY)


def front() -> dict:
    """The front page: the most urgent of today first, then the newest, then a river by section. One query."""
    live = Edition.objects.live().newest_first().for_cards().select_related("section", "dateline")
    latest = standing_in.settled(live[:FRONT_DRAWS_FROM])
    top = _most_urgent(latest)
    rest = [edition for edition in latest if edition not in top]
    river = defaultdict(list)
    for edition in rest[4:]:
        river[edition.top_section_id].append(edition)
    by_section = [
        (section, _picture_first(river[section.pk][:RIVER_LENGTH]))
        for section in sections()
        if river[section.pk]
    ]
    freshness.depends_on("front")
    freshness.shows(chain(top, rest[:4], *(editions for _, editions in by_section)))
    return {
        "lead": top[0] if top else None,
        "secondary": top[1:],
        "also": rest[:4],
        "river": by_section,
        "newest": latest[:CLOCKWORK_LENGTH],
        "places": _places(latest),
        "updated_at": max((edition.live_from for edition in latest), default=None),
    }


def _most_urgent(latest: list[Edition]) -> list[Edition]:
    """The four that lead: by urgency, among today's."""
    return sorted(_of_today(latest), key=lambda edition: edition.urgency)[:4]


def _of_today(latest: list[Edition]) -> list[Edition]:
    """What is not older than a day before the newest."""
    return [
        edition
        for edition in latest
        if (latest[0].first_published_at - edition.first_published_at) < timedelta(days=1)
    ]


def _places(latest: list[Edition]) -> list[dict]:
    """Where today's stories were written from, the busiest place first: `name`, `url` and `count`."""
    counts = Counter(edition.dateline for edition in _of_today(latest) if edition.dateline)
    return [
        {"name": place.place, "url": place.get_absolute_url(), "count": count}
        for place, count in counts.most_common(PLACES_NAMED)
    ]


def _picture_first(editions: list[Edition]) -> list[Edition]:
    """The newest of a section, led by the first that has a picture."""
    return sorted(editions, key=lambda edition: not edition.picture)


def edition_at(path: str) -> Edition | None:
    """What readers get at an article's address now."""
    edition = next(iter(standing_in.settled(_live_at(path))), None)
    if edition:
        freshness.shows([edition])
        freshness.depends_on(*(noun for noun in (edition.dateline, edition.series) if noun))
        freshness.depends_on(*(f"author:{slug}" for slug in edition.portraits))
    return edition


_live_at = Prepared(
    lambda path: Edition.objects.live().for_reading().filter(path=path).order_by(), "/one/", "/other/"
)


def last_at(path: str) -> Edition | None:
    """For an address that led somewhere once: the last edition that stood there."""
    edition = Edition.objects.opened().filter(path=path).order_by("live_from").last()
    if edition:
        freshness.depends_on(freshness.story_tag(edition.story_id))
    return edition


def successor(edition: Edition) -> Edition | None:
    """What readers get now of the story of an edition that has ended."""
    now = Edition.objects.live().filter(story=edition.story_id).first()
    if now:
        freshness.shows([now])
    return now


def notice_for(edition: Edition) -> Correction | None:
    """Why a story was withdrawn, if it was by now."""
    told = Correction.objects.filter(story=edition.story_id, at__lte=clock.DatabaseNow())
    return told.filter(kind=Correction.Kind.RETRACTION).first()


def page_around(edition: Edition) -> dict:
    """What an article's page shows besides the edition: its text, its series, and what to read next. One query.

    In the text stand the related stories that are live now; others leave no trace. Nor do the breaks of an edition that
    runs without adverts; in others they are left for the page to fill.
    """
    text = body.without_adverts(edition.text) if edition.no_adverts else edition.text
    wanted = body.related_ids(text)
    near = sorted(
        standing_in.settled(_near(edition, wanted)), key=lambda one: (one.first_published_at, one.pk)
    )
    freshness.would_show(wanted)
    freshness.shows(near)
    cards = _printed(one for one in near if one.story_id in wanted)
    parts = [one for one in near if edition.series_id and one.series_id == edition.series_id]
    told = {one.story_id for one in parts} | {edition.story_id} | cards.keys()
    others = [one for one in reversed(near) if one.story_id not in told]
    return {
        "body": body.fill_related(text, cards),
        "parts": parts if len(parts) > 1 else [],
        "related": others[:READ_NEXT],
    }


def related_cards(stories: list[int]) -> dict[int, str]:
    """How stories stand in the text of another: those that are live now, by their number. One query."""
    freshness.would_show(stories)
    live = list(Edition.objects.live().filter(story__in=stories).for_cards())
    freshness.shows(live)
    return _printed(live)


def _printed(editions: Iterable[Edition]) -> dict[int, str]:
    return {one.story_id: render_to_string("articles/_related.html", {"edition": one}) for one in editions}


def _near(edition: Edition, wanted: list[int]) -> Iterable[Edition]:
    """The stories that an edition's text points to, its neighbours in its series, and the newest of its section.

    Each list is cut short by its own index before they are joined, so that the cost does not grow with the archive.
    """
    if not wanted and not edition.series_id:
        return _newest_cards(edition.top_section_id)
    live = Edition.objects.live()
    first = edition.first_published_at
    lists = [_newest_in(edition.top_section_id)]
    if wanted:
        lists.append(live.filter(story__in=wanted))
    if edition.series_id:
        series = live.in_series(edition.series_id)
        lists.append(series.filter(first_published_at__lte=first).newest_first()[:PARTS_EACH_WAY])
        lists.append(series.filter(first_published_at__gt=first).oldest_first()[:PARTS_EACH_WAY])
    keys = [live.filter(pk__in=one.values("pk")).order_by().values("pk") for one in lists]
    return live.filter(pk__in=keys[0].union(*keys[1:], all=True)).for_cards()


def _newest_in(top_section: int) -> EditionQuerySet:
    return Edition.objects.live().filter(top_section=top_section).newest_first()[: READ_NEXT + 1]


_newest_cards = Prepared(lambda top_section: _newest_in(top_section).for_cards(), -1, -2)


def topic(slug: str) -> Tag | None:
    return Tag.objects.filter(slug=slug).first()


def topic_called(slug: str) -> Tag | None:
    """The topic that a synonym stands for, if readers may know of it."""
    tag = Tag.objects.filter(synonyms__slug=slug).first()
    if tag:
        freshness.depends_on(tag)
    return tag if tag and Edition.objects.live().about(tag).exists() else None


def topics() -> list[Tag]:
    """Topics that something live is about."""
    freshness.counts("topics")
    return list(Tag.objects.filter(Exists(_live_links(EditionTag, "tag"))).order_by("name"))


def _live_links(model, noun: str):
    live = Edition.objects.live().filter(pk=OuterRef("edition"))
    return model.objects.filter(Exists(live), **{noun: OuterRef("pk")})


def corrections(request) -> Page | None:
    """What readers were told, newest first, each with the live edition of its story (None where it was withdrawn)."""
    told = Correction.objects.filter(at__lte=clock.DatabaseNow())
    live = Edition.objects.live().filter(story=OuterRef("story"))
    told = told.filter(Exists(live)) | told.filter(kind=Correction.Kind.RETRACTION)
    freshness.depends_on("corrections")
    page = page_of(told, request)
    if page:
        stories = {correction.story_id for correction in page.editions}
        by_story = {
            edition.story_id: edition
            for edition in standing_in.settled(Edition.objects.live().filter(story__in=stories).for_cards())
        }
        freshness.shows(by_story.values())
        for correction in page.editions:
            correction.live = by_story.get(correction.story_id)
    return page
