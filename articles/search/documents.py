"""What search knows of an edition: its headline, what stands around it, and its text, as plain words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from articles import body
from articles.models import Edition
from articles.search import words

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


def of(editions: Iterable[Edition]) -> Iterator[Document]:
    """What to index of editions, which are saved already."""
    for edition in editions:
        names = [byline["name"] for byline in edition.bylines] + [tag["name"] for tag in edition.tags]
        around = [edition.deck, edition.kicker, edition.dateline_text, *names]
        yield Document(
            edition=edition.pk,
            language=edition.language,
            at=edition.first_published_at,
            headline=words.prepared(edition.headline),
            around=words.prepared("\n".join(filter(None, around))),
            body=words.prepared(body.text(edition.body)[:LONGEST_TEXT]),
        )
