"""Saving when many write at once: what people save apart is never lost, what they change together is told.

A plan is made on the very state it is applied to, while nobody else may write: identifiers taken meanwhile are no
conflict, and whether a row is to be created or changed is decided then. Only two people who change the same value are
told of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Engine

from urbanism.errors import ConflictingChange
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update
from urbanism.store.apply import apply_made
from urbanism.store.changes import Base
from urbanism.store.tables import Stored, fields_of, read_rows
from urbanism.vocabulary import Origin

Values = Mapping[str, Stored]


class NothingChanged(Exception):
    """The estate already says what was to be saved."""


class Draft:
    """Changes being gathered on the present state of the estate."""

    def __init__(self, connection: Connection, base: Base) -> None:
        self._connection = connection
        self.base = base
        self._identifiers = Identifiers(base)
        self.creations: list[Creations] = []
        self.updates: list[Update] = []
        self.deletions: list[Deletion] = []

    def take(self) -> int:
        """A free identifier."""
        return self._identifiers.take()

    def create(self, entity: str, **values: Stored) -> int:
        """Create an object; returns its identifier."""
        made = self.take()
        self.add(entity, {"id": made, **values})
        return made

    def add(self, entity: str, values: Values) -> None:
        """Create a row as it is: one of an association, or an object whose identifier was taken before."""
        self.creations.append(Creations(entity, tuple(values), [tuple(values.values())]))

    def update(self, entity: str, object_id: int, before: Values, after: Values) -> None:
        """Change an object whose values `before` were read earlier: they must still hold."""
        self.updates.append(Update(entity, object_id, before, after))

    def put(self, entity: str, key: Values, values: Values, seen: Values | None = None) -> int:
        """Make the one row of a key hold values, created where there is none; returns its identifier.

        Args:
            seen: the values that the person read ({}: none yet); another present value that would be lost is told.

        Raises:
            ConflictingChange: someone said something else meanwhile.
        """
        present = self.find(entity, key)
        if present is None:
            return self.create(entity, **key, **values)
        different = {name: value for name, value in values.items() if present[name] != value}
        lost = seen is not None and any(present[name] != seen.get(name) for name in different)
        if lost:
            raise ConflictingChange(
                "Quelqu’un d’autre vient de dire autre chose de la même ligne.",
                remedy="Rien n’a été enregistré ; relisez ce qu’il a écrit, puis recommencez.",
            )
        if different:
            self.update(entity, present["id"], {name: present[name] for name in different}, different)
        return int(present["id"])

    def remove(self, entity: str, key: Values) -> None:
        """Delete the one row of a key, if it is there."""
        present = self.find(entity, key)
        if present is not None:
            self.deletions.append(Deletion(entity, present["id"], present))

    def find(self, entity: str, key: Values) -> dict[str, Stored] | None:
        """The row of a key as it is stored now."""
        condition = " AND ".join(f'"{name}" = ?' for name in key)
        rows = read_rows(self._connection, entity, where=condition, values=tuple(key.values()))
        return dict(zip(fields_of(entity), rows[0], strict=True)) if rows else None

    def plan(self, author: str, reason: str, origin: Origin) -> Plan:
        """What was gathered, as one plan."""
        return Plan(
            author, reason, origin, self.base, tuple(self.creations), tuple(self.updates), tuple(self.deletions)
        )


def save(
    engine: Engine, author: str, reason: str, write: Callable[[Draft], Any], origin: Origin = Origin.DECISION
) -> int | None:
    """Apply, as one change set, what `write` puts into a draft; returns it, None where nothing was to change.

    Raises:
        NotAllowed: the viewer of `engine` has no right to one of the changes.
        ConflictingChange: someone else changed the same values meanwhile; nothing is written.
        ImpossibleChange: the database refuses it.
    """

    def make(connection: Connection, base: Base) -> Plan:
        draft = Draft(connection, base)
        write(draft)
        plan = draft.plan(author, reason, origin)
        if plan.is_empty:
            raise NothingChanged
        return plan

    try:
        return apply_made(engine, make)
    except NothingChanged:
        return None
