"""An article as it came in: read and tidied, its people, places and topics still names; not at the desk yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import models
from django.utils import formats, translation

from accounts.models import User
from articles.body import characters
from articles.models import Author, Byline, Dateline, Section, Story, Tag
from articles.text import Credit

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
SLUG = re.compile(r"[-a-zA-Z0-9_]+")


def longest(model: type[models.Model], name: str) -> int:
    """How many characters a column takes."""
    column = model._meta.get_field(name)
    assert isinstance(column, models.CharField)
    assert column.max_length
    return column.max_length


# What has a length, what it is called, and how long it may be.
_LENGTHS = (
    *((name, f"The {name}", longest(Story, name)) for name in ("headline", "kicker", "slug", "source")),
    ("language", "The language", longest(Story, "language")),
    ("place", "The dateline", longest(Dateline, "place")),
    ("dateline_text", "The dateline", longest(Story, "dateline_text")),
    ("names", "An author’s name", longest(Author, "name")),
    ("tags", "A tag", longest(Tag, "name")),
)
_CREDIT = longest(Byline, "credit")


@dataclass(slots=True)
class Incoming:
    """What somebody wrote, wherever it comes from; `origin` says where, `fingerprint` knows it again.

    `place` is the dateline's, as printed; `dateline_text` the whole dateline, if it is to read otherwise than the place
    and the day. `published_at` is the aware moment at which it first ran, or is to; `embargoed_until` that before which
    it must not, which may be NEVER: until further notice.
    """

    origin: str
    fingerprint: str
    headline: str = ""
    deck: str = ""
    kicker: str = ""
    slug: str = ""
    body: str = ""
    language: str = "en"
    source: str = ""
    canonical_url: str = ""
    section: Section | None = None
    place: str = ""
    dateline_date: date | None = None
    dateline_text: str = ""
    credits: list[Credit] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    lead_picture: dict = field(default_factory=dict)
    published_at: datetime | None = None
    embargoed_until: datetime | None = None

    @property
    def pictured(self) -> dict:
        """What of its content says which pictures it uses, as a revision keeps it."""
        return {"lead_picture": self.lead_picture, "body": self.body}

    @property
    def has_pictures(self) -> bool:
        return bool(self.lead_picture) or "data-picture" in self.body

    @property
    def sections(self) -> dict[str, str]:
        """Slug → name of its section, and of the one that it is a part of."""
        return self.section.lineage if self.section else {}

    @property
    def names(self) -> list[str]:
        """Who is credited."""
        return [credit.name for credit in self.credits]

    def too_long(self) -> list[str]:
        """A sentence for everything that does not fit where it is to be kept."""
        return [
            f"{said} has {len(text)} characters, and {most} is the most: “{text[:40]}…”."
            for name, said, most in _LENGTHS
            for value in [getattr(self, name)]
            for text in (value if isinstance(value, list) else [value])
            if len(text) > most
        ]

    def as_story(self, dateline: Dateline | None, *, created_by: User | None) -> Story:
        """The working copy it makes, not saved yet. A place without a row of its own stands as it was printed."""
        return Story(
            headline=self.headline,
            deck=self.deck,
            kicker=self.kicker,
            slug=self.slug,
            body=self.body,
            language=self.language,
            source=self.source,
            canonical_url=self.canonical_url,
            lead_picture=self.lead_picture,
            section=self.section,
            dateline=dateline,
            dateline_date=self.dateline_date,
            embargoed_until=self.embargoed_until,
            dateline_text=self.dateline_text or ("" if dateline else self._printed_place()),
            created_by=created_by,
        )

    def bylines(self, authors: Mapping[str, Author]) -> list[dict]:
        """Its credits as rows of author, role and credit line, each author once a role."""
        rows: dict[tuple, dict] = {}
        for credit in self.credits:
            printed = f"{credit.name}, {credit.affiliation}" if credit.affiliation else ""
            row = {
                "author": authors[credit.name],
                "role": credit.role,
                "credit": printed if len(printed) <= _CREDIT else "",
            }
            rows.setdefault((row["author"], credit.role), row)
        return list(rows.values())

    def _printed_place(self) -> str:
        if not self.place or not self.dateline_date:
            return self.place
        with translation.override(self.language):
            return f"{self.place}, {formats.date_format(self.dateline_date, 'MONTH_DAY_FORMAT')}"


@dataclass(frozen=True)
class Wishes:
    """What whoever runs the command asked for: `by` acts, and the rest says what the article does not.

    `writer` is whose draft it becomes: a person who was named, or nobody, so that any reporter may take it up.
    `opens` is when readers get it (aware; None: at once); `day` is the date that the article bears.
    """

    by: User
    writer: User | None = None
    publish: bool = False
    section: Section | None = None
    byline: str = ""
    opens: datetime | None = None
    day: date | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of an article: its story, with the address on the site if it has one, or why it stayed outside.

    `note` says what an editor should know. A story with a reason is at the desk, and went no further.
    """

    article: Incoming
    story: Story | None = None
    path: str | None = None
    is_new: bool = False
    reason: str = ""
    note: str = ""


def one_line(text: str) -> str:
    """Words on one line, tidied as a body's are."""
    return characters.words(characters.encodable(text))
