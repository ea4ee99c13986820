"""The plan being made: what the store already holds, what is to be created and updated, and new identifiers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from urbanism.store.changes import Base, Creations, Identifiers, Place, Update
from urbanism.store.tables import TABLES, Row, Stored, fields_of, key_fields, read_rows

Key = tuple[Any, ...]


class Drafts:
    """Changes in preparation, by entity, in the full width of each table."""

    def __init__(self, connection: Connection, base: Base) -> None:
        self._connection = connection
        self._rows: dict[str, list[Row]] = {}
        self._created: dict[str, list[Row]] = {}
        self._places: dict[str, list[Place | None]] = {}
        self._present: dict[str, set[Row]] = {}
        self._updates: dict[tuple[str, int], Update] = {}
        self.identifiers = Identifiers(base)

    @property
    def connection(self) -> Connection:
        """The reading that the plan is made on."""
        return self._connection

    def stored(self, entity: str) -> list[Row]:
        """The rows that the store holds, in full width."""
        if entity not in self._rows:
            self._rows[entity] = read_rows(self._connection, entity)
        return self._rows[entity]

    def all_rows(self, entity: str) -> Iterable[Row]:
        """The rows that the store holds, then those to be created."""
        yield from self.stored(entity)
        yield from self._created.get(entity, ())

    def index(self, entity: str, key: Callable[[Mapping[str, Stored]], Key]) -> dict[Key, int]:
        """Identifiers by a key computed from each row's fields."""
        fields = fields_of(entity)
        return {key(dict(zip(fields, row, strict=True))): row[0] for row in self.all_rows(entity)}

    def create(self, entity: str, place: Place | None = None, **values: Stored) -> int:
        """One new object; unnamed fields take their defaults. Returns its identifier."""
        identifier = self.identifiers.take()
        defaults = default_values(entity)
        row = tuple(values.get(name, defaults[name]) if name != "id" else identifier for name in fields_of(entity))
        self._created.setdefault(entity, []).append(row)
        self._places.setdefault(entity, []).append(place)
        return identifier

    def create_many(
        self, entity: str, count: int, columns: Mapping[str, Sequence[Stored]], places: Sequence[Place | None]
    ) -> list[int]:
        """Many new objects, given as columns; a None where the column admits none takes the default."""
        identifiers = [self.identifiers.take() for _ in range(count)]
        table = TABLES[entity]
        filled: list[Iterable[Stored]] = []
        for name, default in default_values(entity).items():
            column = columns.get(name)
            if name == "id":
                filled.append(identifiers)
            elif column is None:
                filled.append(repeat(default, count))
            elif table.columns[name].nullable:
                filled.append(column)
            else:
                filled.append([default if value is None else value for value in column])
        self._created.setdefault(entity, []).extend(zip(*filled, strict=True))
        self._places.setdefault(entity, []).extend(places)
        return identifiers

    def complete(self, entity: str, name: str, values: Mapping[int, Stored]) -> None:
        """Give a field of objects to be created its value, by their identifiers."""
        if values:
            position = fields_of(entity).index(name)
            self._created[entity] = [
                (*row[:position], values[row[0]], *row[position + 1 :]) if row[0] in values else row
                for row in self._created.get(entity, ())
            ]

    def associate(self, entity: str, rows: Iterable[Row]) -> set[int]:
        """New rows of an association, those whose key is already there left out; returns the objects that gain some."""
        width = len(key_fields(entity))
        if entity not in self._present:
            self._present[entity] = {row[:width] for row in self.stored(entity)}
        present = self._present[entity]
        created = self._created.setdefault(entity, [])
        gaining: set[int] = set()
        for row in rows:
            if row[:width] not in present:
                gaining.add(row[0])
                present.add(row[:width])
                created.append(row)
                self._places.setdefault(entity, []).append(None)
        return gaining

    def update(
        self,
        entity: str,
        identifier: int,
        before: Mapping[str, Stored],
        after: Mapping[str, Stored],
        place: Place | None,
    ) -> None:
        """New values of a stored object; several updates of one object become one."""
        known = self._updates.get((entity, identifier))
        if known is not None:
            before = {**before, **known.before}
            after = {**known.after, **after}
        self._updates[entity, identifier] = Update(entity, identifier, before, after, place)

    def is_updated(self, entity: str, identifier: int, name: str) -> bool:
        """Whether an update gives a field of a stored object a new value."""
        known = self._updates.get((entity, identifier))
        return known is not None and name in known.after

    def creations(self) -> tuple[Creations, ...]:
        """Everything to be created."""
        return tuple(
            Creations(entity, fields_of(entity), rows, self._places[entity])
            for entity, rows in self._created.items()
            if rows
        )

    def updates(self) -> tuple[Update, ...]:
        """Everything to be updated."""
        return tuple(self._updates.values())


def default_values(entity: str) -> dict[str, Stored]:
    """What each column holds while nobody said: NULL, or an enumeration's own word for it."""
    return {
        column.name: column.server_default.arg if column.server_default is not None else None  # type: ignore[attr-defined]
        for column in TABLES[entity].columns
    }
