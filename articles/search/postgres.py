"""Search on PostgreSQL: weighted text vectors that hold each word as it is and as its language stems it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from articles.search import vectors
from articles.search.documents import Document

# The text-search configurations that PostgreSQL brings since version 14, by the language's first subtag (BCP 47).
CONFIGS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

_STEMS = """
    SELECT word, stem FROM unnest(%s::text[]) AS word, unnest(ts_lexize(%s::regdictionary, word)) AS stem
    WHERE word <> stem
"""
_ENTER = """
    INSERT INTO articles_search (edition_id, config, head, words)
    SELECT edition, config, head::tsvector, words::tsvector
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS document (edition, config, head, words)
    ON CONFLICT (edition_id)
    DO UPDATE SET config = excluded.config, head = excluded.head, words = excluded.words
"""
_FORGET = "DELETE FROM articles_search WHERE edition_id = ANY(%s)"


def config_of(language: str) -> str:
    """The configuration that stems a language, such as `english` for `en-GB`; `simple` for one without."""
    return CONFIGS.get(language.partition("-")[0].lower(), "simple")


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    by_config = defaultdict(list)
    for document in documents:
        by_config[config_of(document.language)].append(document)
    rows = [row for config, group in by_config.items() for row in _rows(config, group)]
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [list(column) for column in zip(*rows, strict=True)])


def forget(editions: Iterable[int]) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(editions)])


def stems(config: str, words: Iterable[str]) -> dict[str, str]:
    """How a language's stemmer shortens words: only those that it does."""
    if config == "simple":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [list(words), f"{config}_stem"])
        return dict(cursor.fetchall())


def _rows(config: str, documents: list[Document]) -> Iterator[tuple]:
    """Documents of one language as rows of the index."""
    words = [vectors.Words.of(document) for document in documents]
    stemmed = stems(config, set().union(*(one.spelled() for one in words)))
    for document, one in zip(documents, words, strict=True):
        marks = (vectors.language_mark(config), *vectors.time_marks(document.at))
        yield document.edition, config, *vectors.head_and_all(one, stemmed, marks)
