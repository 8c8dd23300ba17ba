"""What was read in a file, put together with what the command was told; and what nobody has said yet.

What a text does not say is never guessed: it is taken from the command, or left to the editor, with a note.
"""

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from articles import moments
from articles.models import Story, Tag, TagSynonym
from articles.preflight import spoken
from articles.text import Credit, Dateline, Embargo, RawArticle, suggest_tags
from wires.incoming import LANGUAGE, Incoming, Wishes, longest, one_line
from wires.lists import Sections, UnknownSection

# How the reader's warnings begin where this module knows more, and says what is to be said itself.
_SETTLED = ("No byline", "No day", "The section", "The language")
_URL_LENGTH = longest(Story, "canonical_url")


def reading(
    found: RawArticle, wishes: Wishes, sections: Sections, *, origin: str, fingerprint: str
) -> tuple[Incoming, list[str]]:
    """The article that was found, filled in from the wishes; and what the editor should know of it."""
    article = Incoming(
        origin,
        fingerprint,
        headline=one_line(found.headline),
        deck=one_line(found.deck),
        kicker=one_line(found.kicker),
        body=found.body_html,
        tags=_tags(found),
    )
    notes = [
        note
        for put in (_language, _writers, _source, _opening, _embargo)
        for note in put(article, found, wishes)
    ]
    notes += [*_section(article, found, wishes, sections), *_dateline(article, found.dateline, wishes)]
    return article, notes + [warning for warning in found.warnings if not warning.startswith(_SETTLED)]


def opening_of(day: date) -> datetime:
    """When readers got an article that bears this date: at the first minute of the day, or now if it is today."""
    now = timezone.now()
    return now if day == now.astimezone(settings.SITE_ZONE).date() else moments.moment(day.isoformat())


def _language(article: Incoming, found: RawArticle, wishes: Wishes) -> Iterator[str]:
    if found.language and LANGUAGE.fullmatch(found.language):
        article.language = found.language
    else:
        yield f"The letters alone do not tell its language: it is taken for “{article.language}”."


def _writers(article: Incoming, found: RawArticle, wishes: Wishes) -> Iterator[str]:
    named = [Credit(one_line(one.name), one.role, one_line(one.affiliation)) for one in found.byline]
    article.credits = [Credit(wishes.byline)] if wishes.byline else named
    if wishes.byline and named:
        yield f"The text names {', '.join(credit.name for credit in named)}; --byline counts."
    if not article.credits:
        yield "Nobody is named as its author: say who wrote it with --byline."


def _source(article: Incoming, found: RawArticle, wishes: Wishes) -> Iterator[str]:
    """Whose copy it is: the agency of its dateline, or the site whose page it is, with its address there."""
    agency = found.dateline.agency if found.dateline else None
    site = found.source_name if found.source_name != settings.SITE_NAME else ""
    article.source = one_line(agency or site)
    if (
        site
        and urlsplit(found.source_url).scheme in ("http", "https")
        and len(found.source_url) <= _URL_LENGTH
    ):
        article.canonical_url = found.source_url
    yield from ()


def _opening(article: Incoming, found: RawArticle, wishes: Wishes) -> Iterator[str]:
    """The moment at which it ran: what the command says, then what the page says, then the day it is dated."""
    article.published_at = wishes.opens or found.published_at
    if not article.published_at and found.published_on:
        article.published_at = opening_of(found.published_on)
    if wishes.publish and not wishes.opens and article.published_at:
        yield f"It says that it was published {spoken(article.published_at)}: that counts, unless --at or --date do."


def _embargo(article: Incoming, found: RawArticle, wishes: Wishes) -> Iterator[str]:
    """The hour before which it must not go out. Where a line forbids it and no hour is sure, until further notice."""
    if not found.embargoes:
        return
    now = timezone.now().astimezone(settings.SITE_ZONE).date()
    ends = [_end_of(said, wishes.day or found.published_on or now) for said in found.embargoes]
    sure = [end for end in ends if end]
    article.embargoed_until = max(sure, default=moments.NEVER)
    said = " ".join(f"“{one.line}”" for one in found.embargoes)
    if sure:
        yield f"It says {said}: nothing of it goes out before {spoken(article.embargoed_until)}."
    else:
        yield f"It says {said}, and not for sure until when: it is under embargo until further notice."


def _end_of(said: Embargo, reference: date) -> datetime | None:
    """When an embargo ends: by the zone that it names, or else by the paper's clocks."""
    wall = said.wall(reference)
    if said.offset is not None or wall is None:
        return said.moment(reference)
    try:
        return moments.moment(wall.isoformat())
    except moments.NoSuchMoment:
        return None


def _section(article: Incoming, found: RawArticle, wishes: Wishes, sections: Sections) -> Iterator[str]:
    article.section = wishes.section
    if not article.section and found.section:
        try:
            article.section = sections.find(found.section)
        except UnknownSection:
            yield f"Its page calls its section “{found.section}”, which is none of ours."
    if not article.section:
        yield "Its section is not known: name it with --section."


def _dateline(article: Incoming, dateline: Dateline | None, wishes: Wishes) -> Iterator[str]:
    """The place and, where the year is known, the day. A day without a year stays as it is printed."""
    if not dateline or not dateline.place:
        return
    article.place = one_line(dateline.place)
    reference = wishes.day or (
        article.published_at and article.published_at.astimezone(settings.SITE_ZONE).date()
    )
    printed = dateline.printed_date
    if printed:
        article.dateline_date = printed.near(reference) if reference else printed.date
    if dateline.note or (printed and not article.dateline_date):
        article.dateline_text = one_line(
            ", ".join(filter(None, (dateline.place, dateline.note, dateline.date_text)))
        )
    if printed and not article.dateline_date:
        yield f"The year of its dateline, {article.dateline_text}, is not known: give it with --date."


def _tags(found: RawArticle) -> list[str]:
    """Of the tags that exist, those that the page names and those that the text deserves."""
    known = {*Tag.objects.values_list("name", flat=True), *TagSynonym.objects.values_list("name", flat=True)}
    by_key = {name.casefold(): name for name in known}
    named = [by_key[key] for word in found.keywords if (key := word.strip().casefold()) in by_key]
    text = "\n".join([found.headline, found.deck, *(block.text for block in found.blocks)])
    return list(dict.fromkeys([*named, *suggest_tags(text, known)]))
