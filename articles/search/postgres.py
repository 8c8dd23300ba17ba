"""Search on PostgreSQL: asks for each word as it is and as each language of the paper stems it."""

from collections import defaultdict
from datetime import datetime

from django.db import connection

from articles import clock
from articles.search import found, snippets
from articles.search.filters import Filters
from articles.search.found import Found, gate
from articles.search.postgres_index import forget, index
from articles.search.tsqueries import Spellings, TextQuery, and_also, marks, text_query
from articles.search.vectors import time_blocks
from articles.search.words import Term, bare

__all__ = ("and_also", "find", "forget", "index", "live_with_word")

# So many stories with all the words of a phrase are looked at for the phrase itself.
_DEEPEST_LOOK = 3_000

# What each language of the index makes of the words asked for. The index of languages is read from one to the next.
_SPELLINGS = """
    WITH RECURSIVE used (config) AS (
        SELECT min(config) FROM articles_search
        UNION ALL
        SELECT (SELECT min(config) FROM articles_search WHERE articles_search.config > used.config)
        FROM used WHERE config IS NOT NULL
    )
    SELECT statement_timestamp(), config, word, stem
    FROM used
    LEFT JOIN unnest(%s::text[]) AS word ON config <> 'simple'
    LEFT JOIN unnest(ts_lexize((CASE config WHEN 'simple' THEN config ELSE config || '_stem' END)::regdictionary, word))
        AS stem ON stem <> word
"""
# From the newest block of time back until enough are found: however common a word is, no more are looked at.
_LOOKED_AT = """
    looked_at AS MATERIALIZED (
        SELECT hit.*
        FROM unnest(%s::text[]) AS block, LATERAL (
            SELECT entry.edition_id, entry.head, live.first_published_at
            FROM articles_search AS entry JOIN ({gate}) AS live ON live.id = entry.edition_id
            WHERE entry.words @@ block::tsquery
            ORDER BY live.first_published_at DESC, live.id DESC
            LIMIT %s
        ) AS hit
        LIMIT %s
    )
"""
# Asked of each, and not joined: PostgreSQL would look at the whole archive first.
_EXACT = """
    SELECT * FROM looked_at
    WHERE (SELECT words @@ %s::tsquery FROM articles_search AS entry WHERE entry.edition_id = looked_at.edition_id)
"""
_SCORE = "2 * (head @@ %s::tsquery)::int + (head @@ %s::tsquery)::int"
# Of those on the page alone, and of their texts only what stands around the first word: `ts_headline` is slow.
_SHOWN = """
    SELECT
        edition_id,
        CASE WHEN place > %s AND place <= %s THEN (
            SELECT ARRAY[piece, ts_headline(config::regconfig, piece, %s::tsquery, %s)]
            FROM articles_search AS entry, substr(body, greatest(1, strpos(lower(body), %s) - 300), 2000) AS piece
            WHERE entry.edition_id = ranked.edition_id
        ) END,
        (SELECT count(*) FROM looked_at)
    FROM ranked
    ORDER BY place
"""


def find(terms: list[Term], filters: Filters, *, at: datetime | None, limit: int, offset: int) -> Found:
    """The page of editions that a question finds, best first. Two queries."""
    now, spellings = _spellings(terms)
    query = text_query(terms, spellings)
    sql, params = _ranked(
        query, filters, at=at, blocks=_blocks(query, filters, at or clock.stands_at() or now)
    )
    wanted = [term for term in terms if term.wanted]
    params += [offset, offset + limit, query.found, snippets.TS_HEADLINE, snippets.beginning(wanted[0])]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    words = {term.words[0] for term in wanted if len(term.words) == 1}
    return Found(
        {
            edition: snippets.headline(text, marked, words)
            for edition, (text, marked), _ in rows[offset : offset + limit]
        },
        total=min(len(rows), found.DEEPEST),
        is_more=any(looked_at == _most(query) for _, _, looked_at in rows[:1]),
    )


def live_with_word(seen: str) -> str:
    """A query for a live edition with the word `near.word` and, by its parameter, what `and_also` says."""
    return f"""
        SELECT 1 FROM articles_search AS entry JOIN ({seen}) AS live ON live.id = entry.edition_id
        WHERE entry.words @@ (quote_literal(near.word) || %s)::tsquery
    """


def _spellings(terms: list[Term]) -> tuple[datetime, Spellings]:
    """What time it is by the database, and what the stemmers of the paper's languages make of the words asked for."""
    with connection.cursor() as cursor:
        cursor.execute(_SPELLINGS, [[word for term in terms for word in term.spelled]])
        rows = cursor.fetchall()
    spellings = defaultdict(list)
    for _, config, word, stem in rows:
        if stem:
            spellings[word].append((config, bare(stem)))
    return rows[0][0], spellings


def _blocks(query: TextQuery, filters: Filters, at: datetime) -> list[str]:
    """The question as it is put to each block of time in which an answer may lie, the newest first."""
    narrowed = " & ".join([f"({query.bounded})", *marks(filters)])
    until = min(at, filters.ends) if filters.ends else at
    blocks = time_blocks(until, filters.begins) if filters.begins else time_blocks(until)
    return [f"{narrowed} & {block}" for block in blocks]


def _ranked(
    query: TextQuery, filters: Filters, *, at: datetime | None, blocks: list[str]
) -> tuple[str, list]:
    """The statement that finds and ranks, but for what is shown of it, with its parameters."""
    seen, gate_params = gate(at, filters)
    most = _most(query)
    ranks = [] if filters.newest_first else [rank for pair in query.ranks for rank in pair]
    score = " + ".join(_SCORE for _ in ranks[::2]) or "0"
    sql = f"""
        WITH {_LOOKED_AT.format(gate=seen)},
        found AS ({_EXACT if query.exact else "SELECT * FROM looked_at"}),
        ranked AS (
            SELECT edition_id, row_number() OVER (
                ORDER BY {score} DESC, first_published_at DESC, edition_id DESC
            ) AS place
            FROM found
        )
        {_SHOWN}
    """
    return sql, [blocks, *gate_params, most, most, *([query.exact] if query.exact else []), *ranks]


def _most(query: TextQuery) -> int:
    return _DEEPEST_LOOK if query.exact else found.DEEPEST + 1
