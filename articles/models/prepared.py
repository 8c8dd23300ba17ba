"""Questions that are put into SQL once. Of what a page costs, wording its query anew each time was the half."""

from collections.abc import Callable, Iterable
from datetime import datetime
from threading import local
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper
from django.db.models import DateTimeField, Model, QuerySet

from articles import clock
from articles.memory import Memory

Row = TypeVar("Row", bound=Model)

REMEMBERED = 512


class Prepared(Generic[Row]):
    """A queryset that is asked again and again with another value: `Prepared(one_at, "/a/", "/b/")("/2026/…/dam/")`.

    `ask` makes the queryset from a value; `one` and `other` are two that differ, by which is found where in its SQL the
    value goes. It must be a string or a number, that fields hand to the database as it is. Rows come as a queryset
    brings them, with what it selects along and annotates, and with `row`: the database's own words. Where these are the
    same as before the very same object comes again, and nobody may write on it. Whoever stands at another moment than
    now is answered anew: what is put into SQL once has the database's own clock in it.
    """

    def __init__(self, ask: Callable[[Any], QuerySet[Row]], one: Any, other: Any) -> None:
        self.ask, self.one, self.other = ask, one, other
        self._mine = local()
        self._read: Memory[Row] = Memory(REMEMBERED)

    def __call__(self, value: Any) -> list[Row]:
        if clock.stands_at():
            return list(self.ask(value))
        statement = getattr(self._mine, "statement", None)
        if statement is None or statement.connection is not connections[DEFAULT_DB_ALIAS]:
            statement = self._mine.statement = _Statement(self)
        return self._read.get_all(statement.rows(value), statement.read)


class _Statement:
    """The SQL of a question, with the compiler that knows its columns; each connection, so each thread, has its own."""

    def __init__(self, prepared: Prepared) -> None:
        self.queryset = prepared.ask(prepared.one)
        self.compiler = self.queryset.query.get_compiler(self.queryset.db)
        self.connection = self.compiler.connection
        self.sql, params = self.compiler.as_sql()
        _, others = prepared.ask(prepared.other).query.get_compiler(self.queryset.db).as_sql()
        self.params = list(params)
        self.slots = [
            place for place, pair in enumerate(zip(params, others, strict=True)) if pair[0] != pair[1]
        ]
        self._moments = [
            place
            for place, (column, _, _) in enumerate(self.compiler.select)
            if isinstance(column.output_field, DateTimeField) and self.connection.vendor == "postgresql"
        ]
        self._kept: tuple[Any, CursorWrapper] | None = None
        self._answer: list[tuple] = []
        vars(self.queryset.query)["get_compiler"] = lambda *args, **kwargs: self.compiler
        vars(self.compiler)["execute_sql"] = lambda *args, **kwargs: [self._answer]

    def rows(self, value: Any) -> list[tuple]:
        """What the database says, in its own words."""
        for slot in self.slots:
            self.params[slot] = value
        cursor = self._cursor()
        cursor.execute(self.sql, self.params)
        return cursor.fetchall()

    def _cursor(self) -> CursorWrapper:
        """A cursor that is kept as long as its connection: what it learned of the columns it need not learn again."""
        database = self.connection
        database.close_if_health_check_failed()
        if self._kept and self._kept[0] is database.connection and not database.queries_logged:
            return self._kept[1]
        cursor = database.cursor()
        if self._moments:
            cursor.adapters.register_loader("timestamptz", _as_text())
        if not database.queries_logged:
            self._kept = database.connection, cursor
        return cursor

    def read(self, rows: list[tuple]) -> Iterable[Any]:
        """The same as a queryset brings it."""
        self._answer = [self._timed(row) for row in rows] if self._moments else rows
        things: Iterable[Any] = self.queryset._iterable_class(self.queryset)  # type: ignore[assignment]
        for row, thing in zip(rows, things, strict=True):
            thing.row = row
            yield thing

    def _timed(self, row: tuple) -> tuple:
        """A row with its moments read, which PostgreSQL tells as text."""
        columns = list(row)
        for place in self._moments:
            if columns[place] is not None:
                columns[place] = datetime.fromisoformat(columns[place])
        return tuple(columns)


def _as_text() -> type:
    """How psycopg hands on what it does not read."""
    from psycopg.types.string import TextLoader

    return TextLoader
