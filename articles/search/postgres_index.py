"""The index on PostgreSQL: of each edition a text vector, with its words as they are and as its language stems them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import connection

from articles.search import vectors
from articles.search.documents import Document
from articles.search.languages import config_of
from articles.search.words import bare

_STEMS = """
    SELECT word, stem FROM unnest(%s::text[]) AS word, unnest(ts_lexize(%s::regdictionary, word)) AS stem
    WHERE word <> stem
"""
_ENTER = """
    INSERT INTO articles_search (edition_id, config, head, words, body)
    SELECT edition, config, head::tsvector, words::tsvector, body
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[])
        AS document (edition, config, head, words, body)
    ON CONFLICT (edition_id) DO UPDATE
    SET config = excluded.config, head = excluded.head, words = excluded.words, body = excluded.body
"""
# What waits in the index's pending list every search would have to read through. Only its owner may clear it.
_SETTLE = """
    SELECT gin_clean_pending_list(oid) FROM pg_class
    WHERE oid = 'articles_search_words'::regclass AND pg_has_role(relowner, 'USAGE')
"""
_FORGET = "DELETE FROM articles_search WHERE edition_id = ANY(%s)"


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    by_config = defaultdict(list)
    for document in documents:
        by_config[config_of(document.language)].append(document)
    rows = [row for config, group in by_config.items() for row in _rows(config, group)]
    with connection.cursor() as cursor:
        cursor.execute(_ENTER, [list(column) for column in zip(*rows, strict=True)])
        cursor.execute(_SETTLE)


def forget(editions: Iterable[int]) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(editions)])


def _rows(config: str, documents: list[Document]) -> Iterator[tuple]:
    """Documents of one language as rows of the index."""
    words = [vectors.Words.of(document) for document in documents]
    stems = _stems(config, set().union(*(one.spelled() for one in words)))
    for document, one in zip(documents, words, strict=True):
        marks = (
            vectors.language_mark(config),
            *vectors.time_marks(document.at),
            *map(vectors.as_mark, document.marks),
        )
        yield document.edition, config, *vectors.head_and_all(one, stems, marks), document.body


def _stems(config: str, words: Iterable[str]) -> dict[str, str]:
    """How a language's stemmer shortens words, without accents: those that it does."""
    if config == "simple":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_STEMS, [list(words), f"{config}_stem"])
        return {word: bare(stem) for word, stem in cursor.fetchall()}
