"""Search on SQLite: an FTS5 index that stems English, passes over accents, and walks from the newest story back."""

from datetime import UTC, datetime, timedelta

from django.db import connection

from articles.search.documents import Document

# A place in the index: the minute of first publication since year 1, then the edition. Places are in order of time.
_EDITION_BITS = 32
_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)

_FORGET = "DELETE FROM articles_searchtext WHERE edition_id = %s"
_ENTER = (
    "INSERT INTO articles_searchtext (place, edition_id, headline, around, body) VALUES (%s, %s, %s, %s, %s)"
)


def place(edition: int, at: datetime) -> int:
    """Where an edition stands in the index: its number, under the minute at which its story first appeared."""
    return ((at - _YEAR_ONE) // timedelta(minutes=1) << _EDITION_BITS) + edition


def index(documents: list[Document]) -> None:
    """Put documents in, in the place of what is there of the same editions."""
    # FTS5 writes a segment each time a row comes before the one written last.
    rows = sorted(
        (place(one.edition, one.at), one.edition, one.headline, one.around, one.body) for one in documents
    )
    forget(one.edition for one in documents)
    with connection.cursor() as cursor:
        cursor.executemany(_ENTER, rows)


def forget(editions) -> None:
    """Take editions out, by their keys."""
    with connection.cursor() as cursor:
        cursor.executemany(_FORGET, [(edition,) for edition in editions])
