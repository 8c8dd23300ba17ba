"""Rows by the thousand into a table, without the care for single rows that takes most of an import's time."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import count
from operator import attrgetter

from django.db import connection, models


def insert(model: type[models.Model], instances: Sequence[models.Model]) -> None:
    """Insert instances that are complete: with their keys if anybody is to point at them, else with none.

    Called inside a transaction. No signal is sent and nothing is filled in. Raises the database's refusals.
    """
    if instances:
        names = [
            field.attname
            for field in model._meta.local_concrete_fields
            if instances[0].pk or not field.primary_key
        ]
        insert_rows(model, names, map(attrgetter(*names), instances))


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[tuple]) -> None:
    """Insert rows that are values of these columns, in this order; it must be all columns but the key."""
    columns = list(zip(*rows, strict=True))
    if columns:
        by_name = {field.attname: field for field in model._meta.local_concrete_fields}
        fields = [by_name[name] for name in names]
        prepared = [_prepared(field, column) for field, column in zip(fields, columns, strict=True)]
        _write(
            model._meta.db_table,
            [field.column or field.attname for field in fields],
            zip(*prepared, strict=True),
        )


def _prepared(field: models.Field, column: tuple) -> Iterable:
    """A column's values as the database takes them."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return [field.get_db_prep_save(value, connection) for value in column]
    if kind in ("DateTimeField", "DateField"):
        # A batch has few moments, and most of its rows share one.
        known = {value: field.get_db_prep_save(value, connection) for value in set(column)}
        return [known[value] for value in column]
    return column


def give_keys(instances: Sequence[models.Model]) -> None:
    """Give instances of one model the keys that they will have, before they are inserted.

    Called inside the transaction that inserts them: SQLite lets nobody else write meanwhile.
    """
    if instances:
        keys = _keys(type(instances[0])._meta.db_table, len(instances))
        for instance, key in zip(instances, keys, strict=False):
            instance.pk = key


def _write(table: str, columns: list[str], rows: Iterable[tuple]) -> None:
    quoted, named = _quoted(table), ", ".join(map(_quoted, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {quoted} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            values = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quoted} ({named}) VALUES ({values})", list(rows))


def _keys(table: str, number: int) -> Iterable[int]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, number])
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return count((last[0] if last else 0) + 1)


@cache
def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
