"""What both forms of a letter print: its words, its stories, its addresses."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_supported_language_variant

from articles import clock
from articles.models.story import direction
from articles.renditions.addresses import absolute
from newsletters.letters.pictures import LARGE, SMALL, shown
from newsletters.letters.words import Words, words_for
from newsletters.models import Issue

# What a letter has where each recipient's own addresses come in. They stand in attributes and in text.
UNSUBSCRIPTION, PREFERENCES = "@@unsubscription@@", "@@preferences@@"
MOST_WORDS, MOST_INTRO = 320, 16_000  # letters of what is said of a story, bytes of what an editor says first


@dataclass(frozen=True)
class Item:
    """A story as a letter prints it."""

    entry: dict[str, Any]
    is_lead: bool
    words_language: str  # that of the newsletter, for words of the house

    @property
    def words(self) -> Words:
        return words_for(self.words_language)

    @property
    def words_direction(self) -> str:
        return direction(self.words_language)

    @property
    def start(self) -> str:
        return _start(self.entry["direction"])

    @property
    def url(self) -> str:
        return absolute(self.entry["path"])

    @property
    def said(self) -> str:
        """A sentence or two."""
        return Truncator(self.entry["words"]).chars(MOST_WORDS)

    @property
    def by(self) -> str:
        names = ", ".join(self.entry["by"])
        return words_for(self.entry["language"]).by.format(names) if names else ""

    @property
    def credit(self) -> str:
        """Whose its picture is."""
        return self.entry["picture"].get("credit", "")

    @property
    def marked(self) -> str:
        """What it is, besides new."""
        return {"corrected": self.words.corrected, "updated": self.words.updated}.get(self.entry["why"], "")

    @property
    def picture(self) -> dict[str, Any]:
        return shown(self.entry["picture"], LARGE if self.is_lead else SMALL)


@dataclass(frozen=True)
class Page:
    """All that both forms of a letter print. `mark` stands over it, where it is no letter to readers."""

    issue: Issue
    content: dict[str, Any]
    stories: list[dict[str, Any]]
    mark: str = ""
    left_out: int = 0

    @property
    def newsletter(self):
        return self.issue.newsletter

    @property
    def words(self) -> Words:
        return words_for(self.newsletter.language)

    @property
    def language(self) -> str:
        return self.newsletter.language

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def start(self) -> str:
        return _start(self.direction)

    @property
    def paper(self) -> str:
        return settings.SITE_NAME

    @property
    def headlines(self) -> list[str]:
        return [entry["headline"] for entry in self.stories]

    @property
    def subject(self) -> str:
        """The editor's, or the first headline; of an issue without any, its name and day."""
        plain = f"{self.newsletter.name}, {self.day}"
        return " ".join((self.content["subject"] or next(iter(self.headlines), plain)).split())

    @property
    def preheader(self) -> str:
        """The editor's, or the headlines that the subject does not say."""
        following = self.headlines if self.content["subject"] else self.headlines[1:]
        return " ".join((self.content["preheader"] or " · ".join(following[:3])).split())

    @property
    def filler(self) -> range:
        """How much blank follows it, so that no mailbox shows what comes after it."""
        return range(max(0, 150 - len(self.preheader)))

    @property
    def intro(self) -> str:
        """Its own words, whole blocks of them."""
        kept, length = [], 0
        for block in self.content["intro"].split("\n"):
            length += len(block.encode()) + 1
            if length > MOST_INTRO:
                break
            kept.append(block)
        return "\n".join(kept)

    @cached_property
    def items(self) -> list[Item]:
        return [Item(entry, place == 0, self.language) for place, entry in enumerate(self.stories)]

    @property
    def withdrawn(self) -> list[dict[str, Any]]:
        return self.content["withdrawn"]

    @cached_property
    def day(self) -> str:
        moment = self.issue.frozen_at or self.issue.sends_at or clock.present()
        return _day_in(moment.astimezone(self.newsletter.own_zone).date(), self.language)

    @property
    def number(self) -> str:
        return self.words.number.format(self.issue.number)

    @property
    def more(self) -> str:
        said = self.words.more if self.url else self.words.cut
        return said.format(self.left_out) if self.left_out else ""

    @property
    def why(self) -> str:
        said = self.words.of_the_newsroom if self.newsletter.is_for_staff else self.words.why
        return said.format(self.newsletter.name)

    @property
    def url(self) -> str:
        """Where the same stands for all to read; nothing where it does not."""
        return "" if self.newsletter.is_for_staff else absolute(self.issue.get_absolute_url())

    @property
    def paper_url(self) -> str:
        return f"{settings.SITE_URL}/"


def _day_in(day: date, language: str) -> str:
    try:
        known = get_supported_language_variant(language)  # Django knows `zh-hans`, and no `zh`.
    except LookupError:
        known = "en"
    with translation.override(known):
        return str(date_format(day, words_for(language).day))


def _start(direction: str) -> str:
    """The side on which lines begin, as old clients are told."""
    return "right" if direction == "rtl" else "left"
