"""A line of JSON: what it may say, and what is wrong with a bad one.

Its fields are headline, deck, slug, kicker, section, dateline, dateline_date, authors, tags, body_html, published_at,
embargoed_until, language, source and lead_picture.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from articles import body, moments, preflight, slugs
from articles.models.revision import digest
from articles.text import Credit
from articles.text.language import language_of
from wires import lead_pictures
from wires.incoming import LANGUAGE, SLUG, Incoming, Wishes, one_line
from wires.lists import Sections, UnknownSection

# The longest line that is read: a long read has 60 kB, and a file without line ends must not fill the memory.
LONGEST = 4_000_000
PLAIN = ("headline", "deck", "kicker", "slug", "source")
TEXTS = (
    *PLAIN,
    "section",
    "dateline",
    "dateline_date",
    "body_html",
    "published_at",
    "embargoed_until",
    "language",
)
LISTS = ("authors", "tags")
FIELDS = frozenset((*TEXTS, *LISTS, "lead_picture"))
_TAG = re.compile(r"<[^>]*>")


class BadLine(ValueError):
    """A line that cannot become a story. The message has every reason."""


def numbered(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file with their numbers, from 1; None for one that is too long to be read."""
    number = 0
    while raw := file.readline(LONGEST):
        number += 1
        end = raw
        while len(end) == LONGEST and not end.endswith(b"\n"):
            end = file.readline(LONGEST)
        yield number, raw if end is raw else None


class LineReader:
    """Reads lines of one file as articles. What a line does not say is taken from the wishes.

    `unread` gathers the names of fields that lines have and nobody reads.
    """

    def __init__(self, name: str, sections: Sections, wishes: Wishes) -> None:
        self.name, self.sections, self.wishes = name, sections, wishes
        self.unread: set[str] = set()

    def article(self, number: int, raw: bytes | None) -> Incoming:
        """The article on a line. Raises BadLine with every reason."""
        said = _read(raw)
        self.unread |= said.keys() - FIELDS
        if reasons := _wrong_types(said):
            raise BadLine(" ".join(reasons))
        article = Incoming(f"{self.name}, line {number}", _fingerprint(said))
        reasons = [
            reason
            for put in (_words, self._names, self._section, _times, _language, lead_pictures.put)
            for reason in put(article, said)
        ]
        reasons += article.too_long() + _unspeakable(article)
        if self.wishes.publish and not reasons:
            reasons = _not_ready(article)
        if reasons:
            raise BadLine(" ".join(reasons))
        return article

    def _names(self, article: Incoming, said: dict) -> Iterator[str]:
        named, article.tags = (
            [name for words in said.get(field) or () if (name := one_line(words))] for field in LISTS
        )
        article.credits = [Credit(name) for name in named or filter(None, [self.wishes.byline])]
        yield from (f"“{name}” is no name of an author." for name in named if not slugs.slugify(name))

    def _section(self, article: Incoming, said: dict) -> Iterator[str]:
        article.section = self.wishes.section
        if said.get("section"):
            try:
                article.section = self.sections.find(said["section"])
            except UnknownSection as refusal:
                yield str(refusal)
        elif not article.section:
            yield "It names no section, and --section gives none."


def _read(raw: bytes | None) -> dict:
    if raw is None:
        raise BadLine(f"It is longer than {LONGEST:,} bytes.")
    try:
        said = json.loads(raw.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError:
        raise BadLine("It is not UTF-8.") from None
    except json.JSONDecodeError as fault:
        raise BadLine(
            f"It is not JSON: {fault.msg.removesuffix(' at')}, at character {fault.colno}."
        ) from None
    except RecursionError:
        raise BadLine("It is not JSON: it nests deeper than any story does.") from None
    except ValueError:
        raise BadLine("It holds a number with more digits than any number in a story has.") from None
    if not isinstance(said, dict):
        raise BadLine("It is JSON, but not an object with fields.")
    return said


def _fingerprint(said: dict) -> str:
    try:
        return digest(said)
    except UnicodeEncodeError:
        raise BadLine("It holds half a character (a lone surrogate), which no text can keep.") from None


def _wrong_types(said: dict) -> list[str]:
    wrong = [f"{field} is not text." for field in TEXTS if not isinstance(said.get(field), str | None)]
    for field in LISTS:
        names = said.get(field)
        if names is not None and not (
            isinstance(names, list) and all(isinstance(name, str) for name in names)
        ):
            wrong.append(f"{field} is not a list of names.")
    return wrong


def _words(article: Incoming, said: dict) -> Iterator[str]:
    for field in PLAIN:
        setattr(article, field, one_line(said.get(field) or ""))
    article.place = one_line(said.get("dateline") or "")
    article.body = body.clean(said.get("body_html") or "")
    if not article.headline:
        yield "It has no headline."


def _times(article: Incoming, said: dict) -> Iterator[str]:
    try:
        if said.get("published_at"):
            article.published_at = moments.moment(said["published_at"])
    except moments.NoSuchMoment as refusal:
        yield f"published_at: {refusal}"
    try:
        if said.get("embargoed_until"):
            article.embargoed_until = _end_of_embargo(said["embargoed_until"])
    except moments.NoSuchMoment as refusal:
        yield f"embargoed_until: {refusal}"
    try:
        if said.get("dateline_date"):
            article.dateline_date = date.fromisoformat(said["dateline_date"].strip())
    except ValueError:
        yield f"dateline_date “{said['dateline_date']}” is no day: write it like 2026-11-22."


def _end_of_embargo(written: str) -> datetime:
    """A moment, or in words that there is none yet: “until further notice”."""
    words = " ".join(written.casefold().split()).removeprefix("until ")
    return (
        moments.NEVER
        if words in ("further notice", "indefinite", "indefinitely")
        else moments.moment(written)
    )


def _language(article: Incoming, said: dict) -> Iterator[str]:
    named = (said.get("language") or "").strip()
    if named and not LANGUAGE.fullmatch(named):
        yield f"“{named}” is no language: write it like en, fr or pt-BR."
    words = _TAG.sub(" ", f"{article.headline} {article.body[:600]}")
    article.language = named or language_of(words) or article.language


def _unspeakable(article: Incoming) -> list[str]:
    if article.slug and not SLUG.fullmatch(article.slug):
        return [f"The slug “{article.slug}” has more in it than plain letters, figures and hyphens."]
    return []


def _not_ready(article: Incoming) -> list[str]:
    """What would stop it on its way to readers."""
    content = {
        "headline": article.headline,
        "slug": article.slug or slugs.slugify(article.headline),
        "section": article.section,
    }
    # Whether there are words the first block shows nearly always, and counting them all takes its time.
    for text in (article.body.partition("\n")[0], article.body):
        reasons = preflight.copy_reasons(content | {"body": text})
        if not reasons:
            break
    return [str(reason) for reason in reasons]
