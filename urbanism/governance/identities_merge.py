"""Merging objects that are one thing: what each plan of changes moves, fills, keeps as another name, and deletes.

Every reference to the objects that go is moved to the one that stays; what they alone said fills its blanks; their
names become other names of it; their whole past stays in the history, from which the plan can be undone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, UniqueConstraint

from urbanism import identity_keys as kinds
from urbanism.errors import UrbanismError
from urbanism.identity_keys import identity_key
from urbanism.store.changes import Creations, Deletion, Identifiers, Update
from urbanism.store.tables import PARTIES, TABLES, Stored, fields_of, has_identity, key_fields, owner_field, read_rows
from urbanism.vocabulary import Ternary

ENTITIES = {
    kinds.PRODUCTS: "product",
    kinds.EDITORS: "editor",
    kinds.SUITES: "suite",
    kinds.APPLICATIONS: "application",
    kinds.DATA_OBJECTS: "data_object",
    kinds.DEPARTMENTS: "department",
    kinds.COMMUNES: "commune",
}
"""The stored table of each kind."""
ALIAS_OF = {"editor": "editor_id", "suite": "suite_id", "product": "product_id"}
MERGED_TOO = ("product", "suite", "department")
"""What two merged objects may both have under one name: it is then one thing too."""
FILLED_IN = ("data_use", "import_profile")
"""What two merged objects may both have: one is kept, its blanks filled with what the other says."""
OWN = frozenset({"id", "code", "name"})
UNKNOWN = (None, Ternary.UNKNOWN.value)
Fields = dict[str, Stored]


class ImpossibleMerge(UrbanismError):
    """Objects that cannot become one."""

    code = "rapprochement_impossible"


class Merging:
    """The changes that merges ask for, gathered until they are made one plan."""

    def __init__(self, connection: Connection, identifiers: Identifiers) -> None:
        self._connection = connection
        self._identifiers = identifiers
        self._before: dict[tuple[str, int], Fields] = {}
        self._now: dict[tuple[str, int], Fields] = {}
        self._gone: dict[tuple[str, int], Fields] = {}
        self._unlinked: list[Deletion] = []
        self._linked: dict[tuple[str, tuple[Stored, ...]], Fields] = {}
        self._born: list[tuple[str, Fields]] = []

    def merge(self, entity: str, survivor: int, gone: Sequence[int], reason: str) -> None:
        """Make one object of several. Raises `ImpossibleMerge`."""
        for other in gone:
            if (entity, other) in self._gone or other == survivor:
                continue
            kept, lost = self.row(entity, survivor), self.row(entity, other)
            self._fill(entity, survivor, kept, lost)
            self._remember_name(entity, survivor, lost, reason)
            self._gone[entity, other] = self._before.get((entity, other), lost)
            self._now.pop((entity, other), None)
            self._move(entity, other, survivor, reason)

    def row(self, entity: str, identifier: int) -> Fields:
        """An object as it will be. Raises `ImpossibleMerge` when it is not there."""
        if (entity, identifier) in self._now:
            return self._now[entity, identifier]
        found = self._rows(entity, "id", identifier)
        if not found:
            raise ImpossibleMerge("Un des objets à rapprocher n’existe plus.", remedy="Rechargez la page.")
        return found[0]

    def create(self, entity: str, values: Fields) -> None:
        """Add an object of which these values are known."""
        blank = {
            column.name: column.server_default.arg if column.server_default is not None else None  # type: ignore[attr-defined]
            for column in TABLES[entity].columns
        }
        self._born.append((entity, {**blank, **values, "id": self._identifiers.take()}))

    def set(self, entity: str, identifier: int, values: Mapping[str, Stored]) -> None:
        """Give an object new values."""
        row = self.row(entity, identifier)
        self._before.setdefault((entity, identifier), row)
        self._now[entity, identifier] = {**row, **values}

    def delete(self, entity: str, identifier: int) -> None:
        """Let an object go."""
        row = self.row(entity, identifier)
        self._gone[entity, identifier] = self._before.get((entity, identifier), row)
        self._now.pop((entity, identifier), None)

    def creations(self) -> tuple[Creations, ...]:
        """What the plan creates."""
        every = [*self._born, *((entity, row) for (entity, _key), row in self._linked.items())]
        return tuple(Creations(entity, fields_of(entity), [tuple(row.values())]) for entity, row in every)

    def updates(self) -> tuple[Update, ...]:
        """What the plan changes, field by field."""
        return tuple(
            Update(entity, identifier, {name: before[name] for name in changed}, {name: now[name] for name in changed})
            for (entity, identifier), now in self._now.items()
            if (before := self._before[entity, identifier])
            and (changed := [name for name in now if now[name] != before[name]])
        )

    def deletions(self) -> tuple[Deletion, ...]:
        """What the plan deletes, each with all it held."""
        return (*(Deletion(entity, number, row) for (entity, number), row in self._gone.items()), *self._unlinked)

    def _rows(self, entity: str, column: str, value: int) -> list[Fields]:
        """The rows that refer to an object, as they will be."""
        names = fields_of(entity)
        stored = read_rows(self._connection, entity, None, f'"{column}" = ?', (value,))
        rows = [dict(zip(names, row, strict=True)) for row in stored]
        if "id" not in names:
            return rows
        moved = {number for each, number in (*self._now, *self._gone) if each == entity}
        here = [row for (each, _), row in self._now.items() if each == entity and row[column] == value]
        return [*(row for row in rows if row["id"] not in moved), *here]

    def _fill(self, entity: str, survivor: int, kept: Fields, lost: Fields) -> None:
        filled = {
            name: value
            for name, value in lost.items()
            if name not in OWN
            and name != "extra"
            and value not in UNKNOWN
            and kept[name] in (*UNKNOWN, "inconnu")
            and value != "inconnu"
        }
        if lost.get("extra"):
            filled["extra"] = {**lost["extra"], **(kept.get("extra") or {})}
        if filled:
            self.set(entity, survivor, filled)

    def _remember_name(self, entity: str, survivor: int, lost: Fields, reason: str) -> None:
        if entity in ALIAS_OF:
            column = ALIAS_OF[entity]
            self.create(
                "alias",
                {column: survivor, "text": lost["name"], "since": date.today().isoformat(), "reason": reason},
            )
        elif entity == "data_object":
            kept = self.row(entity, survivor)
            words = [*str(kept["synonyms"] or "").split(" | "), lost["name"], *str(lost["synonyms"] or "").split(" | ")]
            synonyms = " | ".join(dict.fromkeys(word for word in words if word and word != kept["name"]))
            self.set(entity, survivor, {"synonyms": synonyms})

    def _move(self, entity: str, gone: int, survivor: int, reason: str) -> None:
        """Have all that refers to an object refer to the other."""
        for table, column in _references(entity):
            for row in self._rows(table, column, gone):
                if has_identity(table) or table in PARTIES:
                    self._move_row(table, column, int(row["id"]), survivor, reason)
                else:
                    self._move_link(table, column, row, survivor)

    def _move_row(self, table: str, column: str, identifier: int, survivor: int, reason: str) -> None:
        if (table, identifier) in self._gone:
            return
        moved = {**self.row(table, identifier), column: survivor}
        twin = self._twin(table, column, moved)
        if twin is None:
            self.set(table, identifier, {column: survivor})
        elif table in FILLED_IN:
            self._fill(table, twin, self.row(table, twin), moved)
            self.delete(table, identifier)
        elif table in MERGED_TOO:
            self.merge(table, twin, [identifier], reason)
        else:
            what = moved.get("code") or moved.get("reference") or moved.get("name") or moved.get("year")
            raise ImpossibleMerge(
                f"Les deux objets ont chacun « {what} » ({table}) : il faudrait en perdre un.",
                remedy="Renommez ou supprimez d’abord l’un des deux.",
            )

    def _twin(self, table: str, column: str, moved: Fields) -> int | None:
        """The row that already stands where this one is moved, names compared as keys."""
        for names in _unique(TABLES[table]):
            if column not in names:
                continue
            wanted = _comparable(moved, names)
            for row in self._rows(table, column, int(moved[column])):
                other = int(row["id"])
                if other != moved["id"] and _comparable(row, names) == wanted:
                    return other
        return None

    def _move_link(self, table: str, column: str, row: Fields, survivor: int) -> None:
        """An association: the row goes, and comes back under its new key unless it is already there."""
        keys = key_fields(table)
        self._unlinked.append(Deletion(table, int(row[owner_field(table)]), row))
        moved = {**row, column: survivor}
        present = self._rows(table, column, survivor)
        if not any(all(other[key] == moved[key] for key in keys) for other in present):
            self._linked[table, tuple(moved[key] for key in keys)] = moved


def _references(entity: str) -> Iterator[tuple[str, str]]:
    """Each table and column that refers to an entity (an application is also a party)."""
    targets = {entity, "party"} if entity in PARTIES else {entity}
    for name, table in TABLES.items():
        for column in table.columns:
            is_party = name in PARTIES and column.name == "id"
            if not is_party and any(key.column.table.name in targets for key in column.foreign_keys):
                yield name, column.name


def _unique(table: Table) -> Iterator[tuple[str, ...]]:
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            yield tuple(column.name for column in constraint.columns)


def _comparable(row: Mapping[str, Any], names: Sequence[str]) -> tuple[Stored, ...]:
    return tuple(identity_key(str(row[name])) if name == "name" else row[name] for name in names)
