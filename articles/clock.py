"""The database's own clock: the one that the gate compares with, so that web servers with wrong clocks agree.

Whoever stands at a moment reads the paper of that moment: the same questions, with another now.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection
from django.db.models import DateTimeField, Value
from django.db.models.functions import Now
from django.utils import timezone

_SQLITE_NOW = "STRFTIME('%Y-%m-%d %H:%M:%f000', 'NOW')"

_stands_at: ContextVar[datetime | None] = ContextVar("stands_at", default=None)


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let it be an aware moment, past or future, for all that is asked inside; for this thread or task alone.

    For looking, not for doing: no verb belongs in here. What is remembered beyond a request is left alone meanwhile,
    by whoever remembers it: nothing of one moment may come to somebody at another.
    """
    token = _stands_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _stands_at.reset(token)


def stands_at() -> datetime | None:
    """The moment at which whoever asks stands; None, as for every reader, for now."""
    return _stands_at.get()


class DatabaseNow(Now):
    """The database's now, with as many digits as Django stores: SQLite compares moments as text."""

    def as_sql(self, compiler, connection, **extra):
        if moment := stands_at():
            return compiler.compile(Value(moment, output_field=DateTimeField()))
        return super().as_sql(compiler, connection, **extra)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template=_SQLITE_NOW.replace("%", "%%%%"), **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="STATEMENT_TIMESTAMP()", **extra)


def now() -> datetime:
    """What time it is by the database: aware, in UTC, cut to whole milliseconds (all that SQLite knows)."""
    moment = stands_at() or _asked()
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def present() -> datetime:
    """What time it is by this machine: for what only names the day or the hour, and costs no question."""
    return stands_at() or timezone.now()


def _asked() -> datetime:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT {_SQLITE_NOW}")
            return datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0].astimezone(UTC)
