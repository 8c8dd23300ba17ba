"""What search knows of an edition: its headline, what stands around it, and its text, as plain words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from articles import body
from articles.models import Dateline, Edition, Section
from articles.search import words
from articles.search.filters import marks_of

LONGEST_TEXT = 100_000  # Characters. PostgreSQL refuses to index much more at once; a long read has 60,000.


@dataclass(frozen=True, slots=True)
class Document:
    """An edition's words, prepared for the index, in the order of their weight."""

    edition: int
    language: str
    at: datetime
    headline: str
    around: str
    body: str
    marks: tuple[str, ...] = ()


def of(editions: Sequence[Edition]) -> Iterator[Document]:
    """What to index of editions, which are saved already. Two queries, for the slugs of their sections and places."""
    sections = {one.section_id for one in editions} | {one.top_section_id for one in editions}
    section_slugs = _slugs(Section, sections)
    dateline_slugs = _slugs(Dateline, {one.dateline_id for one in editions if one.dateline_id})
    for edition in editions:
        names = [byline["name"] for byline in edition.bylines] + [tag["name"] for tag in edition.tags]
        around = [edition.deck, edition.kicker, edition.dateline_text, *names]
        yield Document(
            edition=edition.pk,
            language=edition.language,
            at=edition.first_published_at,
            headline=words.prepared(edition.headline),
            around=words.prepared("\n".join(filter(None, around))),
            body=words.prepared(_text(edition)[:LONGEST_TEXT]),
            marks=marks_of(
                sections=[section_slugs[key] for key in {edition.section_id, edition.top_section_id}],
                authors=[byline["slug"] for byline in edition.bylines],
                dateline=dateline_slugs[edition.dateline_id] if edition.dateline_id else "",
            ),
        )


def _text(edition: Edition) -> str:
    """An edition's text, with the dash after the dateline that on its page the style sheet sets."""
    text, dateline = body.text(edition.body), edition.dateline_text
    return f"{dateline} —{text.removeprefix(dateline)}" if dateline and text.startswith(dateline) else text


def _slugs(model: type[Section | Dateline], keys: set[int]) -> dict[int, str]:
    found = model._default_manager.filter(pk__in=keys).values_list("pk", "slug") if keys else ()
    return dict(found)
