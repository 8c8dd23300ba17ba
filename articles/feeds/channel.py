"""What a feed is of, whatever its form: a title, the page that it goes with, and the newest stories there."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.urls import reverse

from articles import freshness, machine_use, standing_in
from articles.models import Author, Dateline, Edition, Section, Story, Tag
from articles.models.edition_queryset import EditionQuerySet
from articles.renditions import absolute, as_html, corrections_as_html
from articles.renditions.addresses import FEED_FORMS

LENGTH = 25
_NOTHING_YET = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Channel:
    """A feed on its way out. `path` is that of its page, and its `editions` came through the gate, newest first."""

    title: str
    path: str
    description: str
    editions: list[Edition]

    @property
    def address(self) -> str:
        """The whole address of the page."""
        return absolute(self.path)

    def address_as(self, form: str) -> str:
        """The whole address of the feed in one of its forms."""
        return absolute(self.path + FEED_FORMS[form])

    @property
    def updated_at(self) -> datetime:
        """When the newest of what stands in the feed came."""
        return max((edition.live_from for edition in self.editions), default=_NOTHING_YET)

    @property
    def changed_at(self) -> datetime:
        """When what stands in the feed may last have become another: something came, or was taken away."""
        ended = (edition.ended_at for edition in self.editions if edition.ended_at)
        return max([self.updated_at, *ended])


def of_site() -> Channel:
    freshness.depends_on("front")
    return _channel(settings.SITE_NAME, reverse("front"), settings.SITE_TAGLINE, _newest())


def of_section(section: Section) -> Channel:
    return _of_noun(section, section.name, section.description, _newest().in_section(section))


def of_topic(topic: Tag) -> Channel:
    return _of_noun(topic, topic.name, topic.description, Edition.objects.live().about(topic))


def of_author(author: Author) -> Channel:
    return _of_noun(author, author.name, author.bio, Edition.objects.live().by_author(author))


def of_dateline(dateline: Dateline) -> Channel:
    return _of_noun(dateline, str(dateline), "", _newest().from_dateline(dateline))


def content_of(edition: Edition) -> str:
    """What stands in a feed of a story: the whole text (FEEDS_FULL_TEXT), or what is said of it in a sentence, as HTML.

    Where no machine is to have the text, a feed does not hand it out either. Corrections stand in it in any case.
    """
    if carries_text(edition):
        return as_html(edition)
    return corrections_as_html(edition)


def carries_text(edition: Edition) -> bool:
    return settings.FEEDS_FULL_TEXT and machine_use.of(edition) != Story.MachineUse.NONE


def summary_of(edition: Edition) -> str:
    """A sentence or two, or how it begins, with what was put right before it: plain text."""
    told = (f"{told['label']}: {told['text']}" for told in edition.corrections_told)
    return "\n\n".join(filter(None, [*told, edition.introduction]))


def writers_of(edition: Edition) -> list[dict]:
    """The bylines of those who wrote it; where nobody did, of all who are named."""
    return [byline for byline in edition.bylines if not byline["role"]] or edition.bylines


def point_of(edition: Edition) -> str:
    """Where it was written from, as GeoRSS says it: latitude and longitude in degrees. Empty where it is not known."""
    place = edition.dateline
    if place is None or place.latitude is None or place.longitude is None:
        return ""
    return f"{place.latitude} {place.longitude}"


def _newest() -> EditionQuerySet:
    return Edition.objects.live().newest_first()


def _of_noun(noun, name: str, description: str, editions: EditionQuerySet) -> Channel:
    freshness.depends_on(noun)
    title = f"{name} — {settings.SITE_NAME}"
    return _channel(
        title, noun.get_absolute_url(), description or f"{name}, in {settings.SITE_NAME}", editions
    )


def _channel(title: str, path: str, description: str, editions: EditionQuerySet) -> Channel:
    found = standing_in.settled(editions.for_feeds()[:LENGTH])
    freshness.shows(found)
    return Channel(title, path, description, found)
