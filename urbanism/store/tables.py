"""The tables by name, and reading and writing their rows as plain stored values.

A *stored value* is what JSON could hold: text, number, boolean, None; a date is its ISO text, an enumeration its French
value, extra attributes a dictionary. Plans of changes are made of stored values, so that the same ones go into the
tables, the history and the previews.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Connection, Table

from urbanism.model import Base

Stored = Any
Row = tuple[Stored, ...]

TABLES: dict[str, Table] = {table.name: table for table in Base.metadata.sorted_tables}
"""Every table by name, parents before children."""

PARTIES = ("application", "referential", "external_system")
"""The entities whose identifiers are also parties: what an interface may start from or reach."""

CHUNK = 20_000


def fields_of(entity: str) -> tuple[str, ...]:
    """The columns of an entity's table, in order."""
    return tuple(TABLES[entity].columns.keys())


def has_identity(entity: str) -> bool:
    """Whether the entity's rows have an identifier of their own (associations do not)."""
    return "id" in TABLES[entity].columns


def key_fields(entity: str) -> tuple[str, ...]:
    """The primary key's columns."""
    return tuple(column.name for column in TABLES[entity].primary_key)


def owner_field(entity: str) -> str:
    """The column that names the object a change of this entity is filed under."""
    return key_fields(entity)[0]


def insert_rows(connection: Connection, entity: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows of stored values; `fields` names their positions. Unnamed columns take their defaults."""
    statement = _insertion(connection, entity, fields)
    convert = _row_writer(entity, fields)
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        connection.exec_driver_sql(statement, [convert(row) for row in chunk] if convert else chunk)


def read_rows(
    connection: Connection, entity: str, fields: Sequence[str] | None = None, where: str = "", values: Row = ()
) -> list[Row]:
    """Rows of an entity as stored values, in the order of its primary key.

    `where` is a condition of this software's own writing, never of a user's, with ``?`` for each of `values`.
    """
    names = tuple(fields or fields_of(entity))
    quote = connection.dialect.identifier_preparer.quote
    condition = f" WHERE {_placeholders(connection, where)}" if where else ""
    order = ", ".join(quote(name) for name in key_fields(entity))
    statement = f"SELECT {', '.join(map(quote, names))} FROM {quote(entity)}{condition} ORDER BY {order}"  # noqa: S608
    found = connection.exec_driver_sql(statement, tuple(values)).fetchall()
    return _as_stored(entity, names, found)


def update_row(connection: Connection, entity: str, object_id: int, values: dict[str, Stored]) -> None:
    """Set `values` on one object."""
    quote = connection.dialect.identifier_preparer.quote
    assignments = ", ".join(f"{quote(name)} = ?" for name in values)
    statement = _placeholders(connection, f"UPDATE {quote(entity)} SET {assignments} WHERE id = ?")  # noqa: S608
    convert = _row_writer(entity, tuple(values))
    row = tuple(values.values())
    connection.exec_driver_sql(statement, (*(convert(row) if convert else row), object_id))


def delete_rows(connection: Connection, entity: str, fields: Sequence[str], keys: Sequence[Row]) -> None:
    """Delete the rows whose `fields` hold one of `keys`."""
    if not keys:
        return
    quote = connection.dialect.identifier_preparer.quote
    condition = " AND ".join(f"{quote(name)} = ?" for name in fields)
    statement = _placeholders(connection, f"DELETE FROM {quote(entity)} WHERE {condition}")  # noqa: S608
    connection.exec_driver_sql(statement, list(keys))


def _insertion(connection: Connection, entity: str, fields: Sequence[str]) -> str:
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in fields)
    marks = ", ".join("?" for _ in fields)
    return _placeholders(connection, f"INSERT INTO {quote(entity)} ({columns}) VALUES ({marks})")  # noqa: S608


def _placeholders(connection: Connection, statement: str) -> str:
    return statement if connection.dialect.paramstyle == "qmark" else statement.replace("?", "%s")


def _json_fields(entity: str, fields: Sequence[str]) -> list[int]:
    columns = TABLES[entity].columns
    return [position for position, name in enumerate(fields) if isinstance(columns[name].type, JSON)]


def _row_writer(entity: str, fields: Sequence[str]) -> Callable[[Row], Row] | None:
    positions = _json_fields(entity, fields)
    if not positions:
        return None

    def write(row: Row) -> Row:
        if all(row[position] is None for position in positions):
            return row
        values = list(row)
        for position in positions:
            if values[position] is not None:
                values[position] = json.dumps(values[position], ensure_ascii=False, separators=(",", ":"))
        return tuple(values)

    return write


def _as_stored(entity: str, names: Sequence[str], rows: Iterable[Any]) -> list[Row]:
    """Turn what the driver returned into stored values (drivers differ on dates and JSON)."""
    positions = set(_json_fields(entity, names))
    plain = [tuple(row) for row in rows]
    if not plain:
        return plain
    columns: list[Sequence[Stored]] = []
    for position, column in enumerate(zip(*plain, strict=True)):
        if position in positions:
            columns.append([json.loads(value) if isinstance(value, str) else value for value in column])
        elif any(isinstance(value, (date, datetime)) for value in column):
            columns.append([value.isoformat() if value is not None else None for value in column])
        else:
            columns.append(column)
    return list(zip(*columns, strict=True))
