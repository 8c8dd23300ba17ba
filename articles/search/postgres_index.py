"""The index on PostgreSQL: of each edition a text vector, with its words as they are and as its language stems them."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain

from django.db import connection

from articles.search import vectors
from articles.search.documents import Document
from articles.search.languages import config_of
from articles.search.words import bare

_STEMS = """
    SELECT %s, word, stem FROM unnest(%s::text[]) AS word, unnest(ts_lexize(%s::regdictionary, word)) AS stem
    WHERE word <> stem
"""
_FORGET = "DELETE FROM articles_search WHERE edition_id = ANY(%s)"
# Whoever else puts the same editions in waits for the end of the transaction, and then sees what there is to replace.
_MAKE_ROOM = f"SELECT FROM articles_edition WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE; {_FORGET}"
_ENTER = "COPY articles_search (edition_id, config, head, words, body) FROM STDIN"
# What waits in the index's pending list every search would have to read through. Only its owner may clear it.
_SETTLE = """
    SELECT gin_clean_pending_list(oid) FROM pg_class
    WHERE oid = 'articles_search_words'::regclass AND pg_has_role(relowner, 'USAGE')
"""


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    editions, rows = [document.edition for document in documents], _rows(documents)
    with connection.cursor() as cursor:
        cursor.execute(_MAKE_ROOM, [editions, editions])
        with connection.wrap_database_errors, cursor.copy(_ENTER) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(_SETTLE)


def forget(editions: Iterable[int]) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [list(editions)])


def _rows(documents: list[Document]) -> list[tuple]:
    """Documents as rows of the index. One query, for the stems."""
    configs = [config_of(document.language) for document in documents]
    words = [vectors.Words.of(document) for document in documents]
    spelled: dict[str, set[str]] = defaultdict(set)
    for config, one in zip(configs, words, strict=True):
        spelled[config].update(*(text.spelled for text in one))
    stems = _stems(spelled)
    return [
        (
            document.edition,
            config,
            *vectors.head_and_all(one, stems[config], _marks(document, config)),
            document.body,
        )
        for document, config, one in zip(documents, configs, words, strict=True)
    ]


def _marks(document: Document, config: str) -> list[str]:
    words = map(vectors.as_mark, document.marks)
    return [vectors.language_mark(config), *vectors.time_marks(document.at), *words]


def _stems(spelled: dict[str, set[str]]) -> dict[str, dict[str, str]]:
    """How the languages' stemmers shorten words, without accents: those that they do."""
    stems: dict[str, dict[str, str]] = {config: {} for config in spelled}
    asked = [
        (config, list(words), f"{config}_stem") for config, words in spelled.items() if config != "simple"
    ]
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_STEMS] * len(asked)), list(chain.from_iterable(asked)))
            for config, word, stem in cursor.fetchall():
                stems[config][word] = bare(stem)
    return stems
