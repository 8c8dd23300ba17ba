"""The newsletters that readers may sign up to, remembered for a minute, so that the box on a page costs it no query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.core.validators import slug_re
from django.db.models import F

from articles import clock, freshness
from articles.models.story import direction
from newsletters.models import Newsletter

KEY = "offered-newsletters"
LONGEST = timedelta(minutes=1)
_PLURALS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True)
class Offer:
    """A newsletter as readers are told of it."""

    pk: int
    slug: str
    name: str
    promise: str
    language: str
    when: str
    is_suggested: bool
    sections: frozenset[int]

    @property
    def direction(self) -> str:
        return direction(self.language)


def offered() -> list[Offer]:
    """What readers may sign up to, in its order."""
    if clock.stands_at():
        return _asked()
    known = cache.get(KEY)
    if known is None:
        known = _asked()
        cache.set(KEY, known, LONGEST.total_seconds())
    return known


def with_linked(slugs: Iterable[str]) -> list[Offer]:
    """What is offered, and of what takes sign-ups by its link alone, that of which somebody says the name."""
    offers = offered()
    named = {slug for slug in slugs if slug_re.match(slug)} - {one.slug for one in offers}
    linked = Newsletter.objects.filter(slug__in=named, audience=Newsletter.Audience.LINK, is_offered=True)
    return [*offers, *map(offer_of, linked if named else ())]


def forget() -> None:
    """Let it be asked anew, and pages be made anew, after the desk has changed a newsletter."""
    cache.delete(KEY)
    freshness.touch(freshness.EVERY_PAGE)


def fitting(offers: Iterable[Offer], section) -> Offer | None:
    """The one to offer beside a story: one that is about its section, otherwise one for everybody."""
    offers = list(offers)
    here = {section.pk, section.parent_id} if section else set()
    about = [one for one in offers if one.sections & here]
    general = [one for one in offers if not one.sections]
    suggested = [one for one in general if one.is_suggested]
    return next(iter(about or suggested or general), None)


def offer_of(newsletter: Newsletter, sections: Iterable[int] = ()) -> Offer:
    """A newsletter as readers are told of it, whether it is offered or not. `sections` are those it is about."""
    return Offer(
        pk=newsletter.pk,
        slug=newsletter.slug,
        name=newsletter.name,
        promise=newsletter.promise,
        language=newsletter.language,
        when=when(newsletter.days),
        is_suggested=newsletter.is_suggested,
        sections=frozenset(sections),
    )


def when(days: str) -> str:
    """On which days it comes, in words: “Weekdays”, “Mondays and Thursdays”; of no day, “Now and then”."""
    match days:
        case "":
            return "Now and then"
        case "0123456":
            return "Every day"
        case "01234":
            return "Weekdays"
    *early, last = (_PLURALS[int(day)] for day in days)
    return f"{', '.join(early)} and {last}" if early else last


def _asked() -> list[Offer]:
    """One query, a row for each newsletter and section."""
    rows = list(Newsletter.objects.in_the_open().filter(is_offered=True).annotate(section=F("sections")))
    sections: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        sections[row.pk].add(row.section)
    once = {row.pk: row for row in rows}
    return [offer_of(one, sections[one.pk] - {None}) for one in once.values()]
