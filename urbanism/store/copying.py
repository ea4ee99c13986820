"""The whole of a database copied into another, on either engine, and held equal to what was read.

Sessions are not copied: whoever had signed in, or out, signs in again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from urbanism.errors import UrbanismError
from urbanism.store.apply import defer_references
from urbanism.store.audit import in_utc
from urbanism.store.guards import lay_guards, lift_guards
from urbanism.store.tables import TABLES

LEFT_OUT = frozenset({"signed_in"})
"""The tables that are not copied."""

COPIED: Sequence[Table] = tuple(table for name, table in TABLES.items() if name not in LEFT_OUT)

CHUNK = 5_000
"""Rows held in memory at once."""


class UnfaithfulCopy(UrbanismError):
    """A copy that the other database refuses, or that is not the same as what was copied."""

    code = "copie_infidele"


class Held(NamedTuple):
    """What a table holds: how many rows, and a digest of all of them, whatever their order."""

    rows: int
    digest: str


Contents = Mapping[str, Held]
"""What a database holds, table by table: two of the same contents say the same."""


def contents(connection: Connection) -> Contents:
    """What a database holds, sessions left out."""
    return {table.name: _held(_rows(connection, table)) for table in COPIED}


def is_blank(connection: Connection) -> bool:
    """Whether nothing was ever written, neither an estate nor an account."""
    return not any(connection.execute(select(table).limit(1)).first() for table in COPIED)


def copy_into(source: Connection, target: Connection) -> Contents:
    """Copy every row into a blank database, and read it again; what both then hold.

    Raises:
        UnfaithfulCopy: the other database refuses a value, or holds something else in the end.
    """
    defer_references(target)
    for table in COPIED:
        try:
            for chunk in _chunks(_rows(source, table)):
                target.execute(insert(table), chunk)
        except (DataError, IntegrityError) as error:
            raise UnfaithfulCopy(
                f"L’autre base refuse une valeur de la table « {table.name} » ({error.orig}).",
                remedy="Rien n’y a été écrit.",
            ) from error
        _set_counter(target, table)
    return same(contents(source), contents(target))


def same(expected: Contents, found: Contents) -> Contents:
    """What two databases both hold. Raises `UnfaithfulCopy` where they differ."""
    differing = [name for name, held in expected.items() if found.get(name) != held]
    if differing:
        raise UnfaithfulCopy(
            f"La copie diffère de l’original (tables : {', '.join(differing)}).",
            remedy="Elle n’a pas été gardée ; recommencez quand rien d’autre n’écrit dans la base.",
        )
    return expected


def empty(connection: Connection) -> None:
    """Take every row out, history and audit log included: something else is about to be put in their place."""
    lift_guards(connection)
    defer_references(connection)
    for table in reversed(tuple(TABLES.values())):
        connection.execute(delete(table))
    lay_guards(connection)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """The rows of a table, moments in universal time (SQLite keeps no time zone, a server has its own)."""
    for row in connection.execute(select(table), execution_options={"yield_per": CHUNK}):
        yield {name: in_utc(value) if isinstance(value, datetime) else value for name, value in row._mapping.items()}


def _held(rows: Iterable[dict[str, Any]]) -> Held:
    """A digest that does not depend on the order, which the two engines do not share: the sum of those of the rows."""
    number, total = 0, 0
    for row in rows:
        told = json.dumps(list(row.values()), sort_keys=True, default=str, ensure_ascii=False)
        number += 1
        total += int.from_bytes(hashlib.sha256(told.encode()).digest())
    return Held(number, f"{total % 2**256:064x}")


def _chunks(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _set_counter(connection: Connection, table: Table) -> None:
    """Have a server number the next row after those just written; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    counter = func.pg_get_serial_sequence(table.name, column.name)
    last = connection.execute(select(func.max(column))).scalar()
    connection.execute(select(func.setval(counter, last or 1, last is not None)))
