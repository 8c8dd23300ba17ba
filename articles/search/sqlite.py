"""Search on SQLite: an FTS5 index that stems English, passes over accents, and walks from the newest story back."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection

from articles.search import found, snippets
from articles.search.documents import Document
from articles.search.filters import Filters
from articles.search.found import Found, gate
from articles.search.words import Term

# A place in the index: the minute of first publication since year 1, then the edition. Places are in order of time.
_EDITION_BITS = 32
_EDITION = (1 << _EDITION_BITS) - 1
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_LAST_MINUTE = (1 << 63 - _EDITION_BITS) - 1  # In the year 4084: whatever is planned later stands there.
_BEYOND = (1 << 63) - 1

_FORGET = "DELETE FROM articles_searchtext WHERE edition_id = %s"
_ENTER = (
    "INSERT INTO articles_searchtext (place, edition_id, headline, around, body, marks)"
    " VALUES (%s, %s, %s, %s, %s, %s)"
)

# So many stories with all the words are looked at for a phrase, and for what is to be left out.
_DEEPEST_LOOK = 5_000

# From the newest place back until enough are found: however common a word is, no more are looked at. A cross join is
# SQLite's way of saying which table to walk along.
_LOOKED_AT = """
    SELECT hit.rowid AS place, live.first_published_at
    FROM articles_search (%s) AS hit CROSS JOIN ({gate}) AS live
    WHERE live.id = (hit.rowid & {edition}) AND hit.rowid >= %s AND hit.rowid < %s
    ORDER BY hit.rowid DESC
    LIMIT %s
"""
_EXACT = """
    SELECT * FROM looked_at WHERE place IN (
        SELECT rowid FROM articles_search (%s) WHERE rowid >= (SELECT min(place) FROM looked_at)
    )
"""
# Added up instead of joined: SQLite would compare each story with each.
_WEIGHT = """
    UNION ALL SELECT rowid, NULL, {weight} FROM articles_search (%s)
    WHERE rowid BETWEEN (SELECT min(place) FROM found) AND (SELECT max(place) FROM found)
"""
_SNIPPETS = """
    SELECT rowid, snippet(articles_search, 2, %s, %s, '…', {length}) FROM articles_search (%s) WHERE rowid IN ({places})
"""


def place(edition: int, at: datetime) -> int:
    """Where an edition stands in the index: its number, under the minute at which its story first appeared."""
    minute = min((at - _YEAR_ONE) // timedelta(minutes=1), _LAST_MINUTE)
    return (minute << _EDITION_BITS) + edition


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    # FTS5 writes a segment each time a row comes before the one written last.
    rows = sorted(
        (place(one.edition, one.at), one.edition, one.headline, one.around, one.body, " ".join(one.marks))
        for one in documents
    )
    forget(one.edition for one in documents)
    with connection.cursor() as cursor:
        cursor.executemany(_ENTER, rows)


def forget(editions: Iterable[int]) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.executemany(_FORGET, [(edition,) for edition in editions])


def find(terms: list[Term], filters: Filters, *, at: datetime | None, limit: int, offset: int) -> Found:
    """The page of editions that a question finds, best first. Two queries."""
    wanted = [term for term in terms if term.wanted]
    left_out = [_quoted(term.text) for term in terms if not term.wanted]
    query = " AND ".join(_quoted(term.text) for term in wanted)
    query = _read(query + (f" NOT ({' OR '.join(left_out)})" if left_out else ""))
    is_exact = bool(left_out) or any(len(term.spelled) > 1 for term in wanted)
    most = _DEEPEST_LOOK if is_exact else found.DEEPEST + 1
    rows = _ranked(query, wanted, filters, at=at, most=most, is_exact=is_exact)
    return Found(
        _snippets(query, [place for place, _ in rows[offset : offset + limit]]),
        total=min(len(rows), found.DEEPEST),
        is_more=any(looked_at == most for _, looked_at in rows[:1]),
    )


def _ranked(
    query: str, wanted: list[Term], filters: Filters, *, at, most: int, is_exact: bool
) -> list[tuple[int, int]]:
    """The places of what a question finds, best first, each with how many were looked at in all."""
    seen, gate_params = gate(at, filters)
    weights = [
        (weight, f"{columns} : {_quoted(term.text)}")
        for term in wanted
        for weight, columns in ((2, "headline"), (1, "{headline around}"))
        if not filters.newest_first
    ]
    sql = f"""
        WITH looked_at AS MATERIALIZED ({_LOOKED_AT.format(gate=seen, edition=_EDITION)}),
        found AS MATERIALIZED ({_EXACT if is_exact else "SELECT * FROM looked_at"}),
        weighed (place, at, weight) AS (
            SELECT place, first_published_at, 0 FROM found
            {"".join(_WEIGHT.format(weight=weight) for weight, _ in weights)}
        )
        SELECT place, (SELECT count(*) FROM looked_at)
        FROM weighed
        GROUP BY place
        HAVING max(at) IS NOT NULL
        ORDER BY sum(weight) DESC, max(at) DESC, place DESC
    """
    params = [" AND ".join(_plain(wanted, filters)), *gate_params, *_between(filters), most]
    params += [*([query] if is_exact else []), *(one for _, one in weights)]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def live_with_word(seen: str) -> str:
    """A query for a live edition with the word `near.word` and, by its parameter, what `and_also` says."""
    return f"""
        SELECT 1 FROM articles_search AS hit CROSS JOIN ({seen}) AS live
        WHERE hit.articles_search MATCH ('{{headline around body}} : "' || near.word || '"' || %s)
            AND live.id = (hit.rowid & {_EDITION})
    """


def and_also(wanted: list[Term], filters: Filters) -> str:
    """The rest of a question, whose words may stand in whatever order."""
    return "".join(f" AND {one}" for one in _plain(wanted, filters))


def _plain(wanted: list[Term], filters: Filters) -> list[str]:
    """All the words and all the marks of a question, each by itself, in the language of FTS5."""
    words = [_read(_quoted(word)) for term in wanted for word in term.spelled]
    return [*words, *(f"marks : {mark}" for mark in filters.marks)]


def _snippets(query: str, places: list[int]) -> dict[int, str]:
    """Editions at places of the index, by key, with the words found marked in their text."""
    if not places:
        return {}
    sql = _SNIPPETS.format(length=snippets.LENGTH, places=", ".join(map(str, places)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [snippets.BEGIN, snippets.END, query])
        marked = dict(cursor.fetchall())
    return {one & _EDITION: marked[one] for one in places if one in marked}


def _between(filters: Filters) -> tuple[int, int]:
    """The places of the days asked for: from the first to before the second."""
    first = place(0, filters.begins) if filters.begins else 0
    return first, place(0, filters.ends) if filters.ends else _BEYOND


def _read(query: str) -> str:
    """A question asked of what readers read, and not of the marks."""
    return f"{{headline around body}} : ({query})"


def _quoted(text: str) -> str:
    """A text without quotation marks in the language of FTS5, which splits and stems it as it did the stories."""
    return f'"{text}"'
