"""The database's own clock: the one that the gate compares with, so that web servers with wrong clocks agree."""

from datetime import UTC, datetime

from django.db import connection
from django.db.models.functions import Now

_SQLITE_NOW = "STRFTIME('%Y-%m-%d %H:%M:%f000', 'NOW')"


class DatabaseNow(Now):
    """The database's now, with as many digits as Django stores: SQLite compares moments as text."""

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template=_SQLITE_NOW.replace("%", "%%%%"), **extra)


def now() -> datetime:
    """What time it is by the database: aware, in UTC, cut to whole milliseconds (all that SQLite knows)."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT {_SQLITE_NOW}")
            moment = datetime.fromisoformat(cursor.fetchone()[0]).replace(tzinfo=UTC)
        else:
            cursor.execute("SELECT statement_timestamp()")
            moment = cursor.fetchone()[0].astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
