"""An edition's words as PostgreSQL reads text vectors: written here, because its own parser takes many times as long.

Each word stands in them as it is, without accents, and as its language's stemmer leaves it.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple, Self

from articles.search.documents import Document
from articles.search.words import SEPARATOR, pairs, parted, plain_words, spelled_words

FIRST_NEWSPAPER = datetime(1605, 1, 1, tzinfo=UTC)
_GAP = 10  # Between headline, what is around it, and text: no phrase is found across them.


class Text(NamedTuple):
    """The words of one text: as they are looked for, as a stemmer wants them, and letters without spaces in pairs."""

    plain: list[str]
    spelled: list[str]
    pairs: list[str]

    @classmethod
    def of(cls, text: str) -> Self:
        text = parted(text)
        plain = plain_words(text)
        return cls(
            plain,
            spelled=plain if text.isascii() else spelled_words(text),
            pairs=pairs(plain) if SEPARATOR in text else [],
        )


class Words(NamedTuple):
    """The words of a document."""

    headline: Text
    around: Text
    body: Text

    @classmethod
    def of(cls, document: Document) -> Self:
        return cls(Text.of(document.headline), Text.of(document.around), Text.of(document.body))

    def pairs(self) -> set[str]:
        return {pair for text in self for pair in text.pairs}


def head_and_all(words: Words, stems: Mapping[str, str], marks: Iterable[str]) -> tuple[str, str]:
    """The vector of headline (weight A) and what is around it (B), and that of everything (the text has weight D).

    `stems` says what becomes of the words that a stemmer shortens; `marks` are put in as words of their own.
    """
    around_from = len(words.headline.plain) + _GAP
    body_from = around_from + len(words.around.plain) + _GAP
    head = " ".join(
        [*_weighted(words.headline, 1, "A", stems), *_weighted(words.around, around_from, "B", stems)]
    )
    body = [f"{word}:{place}" for place, word in enumerate(words.body.plain, body_from)]
    # Of the text's stems no place is kept: phrases are looked for in the words as they are.
    more = {stems[word] for word in stems.keys() & words.body.spelled} | words.pairs()
    return " ".join([head, *marks]), " ".join([head, *body, *more, *marks])


def _weighted(text: Text, start: int, weight: str, stems: Mapping[str, str]) -> list[str]:
    """Each word and each stem with its place and weight."""
    places = [f"{word}:{place}{weight}" for place, word in enumerate(text.plain, start)]
    return places + [
        f"{stems[word]}:{place}{weight}" for place, word in enumerate(text.spelled, start) if word in stems
    ]


def as_mark(word: str) -> str:
    """A word by which the index knows more of an edition than readers read. No reader can ask for it."""
    return f"#{word}"


def language_mark(config: str) -> str:
    """The mark that says how an edition is stemmed."""
    return as_mark(config)


def time_marks(at: datetime) -> tuple[str, str, str]:
    """The words by which the index knows when an edition's story first appeared: decade, year and month, in UTC."""
    at = at.astimezone(UTC)
    return f"#{at.year // 10}", f"#{at.year}", f"#{at.year}-{at.month}"


def time_blocks(at: datetime, since: datetime = FIRST_NEWSPAPER) -> list[str]:
    """All time up to a moment, the newest first: months of this year and the last, years of a decade, and decades.

    In the form in which text queries ask for them, back to the one that holds `since`.
    """
    at, since = at.astimezone(UTC), since.astimezone(UTC)
    months = [(at.year, month) for month in range(at.month, 0, -1)]
    months += [(at.year - 1, month) for month in range(12, 0, -1)]
    first_whole_decade = (at.year - 2) // 10 - 1
    years = range(at.year - 2, max(first_whole_decade * 10 + 9, since.year - 1), -1)
    decades = range(first_whole_decade, since.year // 10 - 1, -1)
    return [
        *(f"'#{year}-{month}'" for year, month in months if (year, month) >= (since.year, since.month)),
        *(f"'#{year}'" for year in years),
        *(f"'#{decade}'" for decade in decades),
    ]
