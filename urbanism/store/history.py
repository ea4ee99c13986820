"""The memory of the estate: an object's story, and where each of its values came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from urbanism.model.memory import Change, ChangeSet, ImportFile, ImportSheet
from urbanism.store.engine import reading
from urbanism.store.rights import may_read_history
from urbanism.store.tables import Stored, fields_of, has_identity, read_rows
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Operation, Origin


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one object. `before` and `after` are empty for a creation and hold the fields that changed else."""

    change_set: int
    made_at: datetime
    author: str
    reason: str
    origin: Origin
    entity: str
    operation: Operation
    before: Mapping[str, Stored]
    after: Mapping[str, Stored]
    file: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class ValueOrigin:
    """Where a value came from. `cell` and `header` are None where no single cell holds it (a file's name, a guess)."""

    field: str
    made_at: datetime
    author: str
    reason: str
    origin: Origin
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    header: str | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A change set as the list of runs shows it."""

    id: int
    made_at: datetime
    author: str
    reason: str
    origin: Origin
    undone: bool
    changes: int


def story(engine: Engine, object_id: int) -> tuple[Event, ...]:
    """Every change of an object, oldest first; none where the viewer may not know them."""
    with reading(engine) as connection:
        if not _is_open(connection, object_id):
            return ()
        return tuple(event for event, _columns in _events(connection, object_id))


def origins(engine: Engine, object_id: int) -> dict[str, ValueOrigin]:
    """Where each present value of an object came from, by field; a field that holds nothing has no origin.

    Empty where the viewer may not know it.
    """
    found: dict[str, ValueOrigin] = {}
    with reading(engine) as connection:
        if not _is_open(connection, object_id):
            return {}
        present = _present_values(connection, object_id)
        for event, columns in _events(connection, object_id):
            if event.operation is Operation.CREATE and has_identity(event.entity):
                touched = list(present)
            else:
                touched = list(event.after)
            by_field = {column.get("field"): column for column in columns}
            found.update((name, _value_origin(name, event, by_field.get(name))) for name in touched)
    return {name: found[name] for name in present if name in found}


def runs(engine: Engine, limit: int = 200) -> tuple[Run, ...]:
    """The last change sets, newest first: those of the viewer's own hand or of files of their communes.

    Whoever sees everything sees all of them.
    """
    with reading(engine) as connection:
        undone = set(connection.execute(select(ChangeSet.undoes_id).where(ChangeSet.undoes_id.is_not(None))).scalars())
        table = ChangeSet.__table__
        query = select(table).order_by(ChangeSet.id.desc()).limit(limit)
        viewer = viewer_of(connection)
        if viewer.communes is not None:
            query = query.where((table.c.author == viewer.name) | table.c.id.in_(_of_files_of(viewer.communes)))
        rows = connection.execute(query).all()
        counts = _change_counts(connection, [row.id for row in rows])
        return tuple(
            Run(row.id, row.made_at, row.author, row.reason, row.origin, row.id in undone, counts.get(row.id, 0))
            for row in rows
        )


def _is_open(connection: Connection, object_id: int) -> bool:
    """Whether the viewer may know the story of an object."""
    viewer = viewer_of(connection)
    if viewer.sees_everything:
        return True
    entity = connection.execute(
        select(Change.entity).where(Change.object_id == object_id).order_by(Change.id).limit(1)
    ).scalar()
    return entity is not None and may_read_history(connection, entity, object_id, viewer)


def _of_files_of(communes: frozenset[int]) -> Select[Any]:
    """The change sets all of whose files are of some communes."""
    theirs = func.count().filter(ImportFile.commune_id.in_(communes))
    return select(ImportFile.change_set_id).group_by(ImportFile.change_set_id).having(theirs == func.count())


def _change_counts(connection: Connection, change_sets: list[int]) -> dict[int, int]:
    query = (
        select(Change.change_set_id, func.count())
        .where(Change.change_set_id.in_(change_sets))
        .group_by(Change.change_set_id)
    )
    return {int(row[0]): int(row[1]) for row in connection.execute(query)}


def _events(connection: Connection, object_id: int) -> list[tuple[Event, list[dict[str, Any]]]]:
    query = (
        select(
            Change.entity,
            Change.operation,
            Change.before,
            Change.after,
            Change.row,
            ChangeSet.id.label("change_set"),
            ChangeSet.made_at,
            ChangeSet.author,
            ChangeSet.reason,
            ChangeSet.origin,
            ImportFile.path,
            ImportSheet.name.label("sheet_name"),
            ImportSheet.columns,
        )
        .join(ChangeSet, Change.change_set_id == ChangeSet.id)
        .outerjoin(ImportSheet, Change.sheet_id == ImportSheet.id)
        .outerjoin(ImportFile, ImportSheet.file_id == ImportFile.id)
        .where(Change.object_id == object_id)
        .order_by(Change.id)
    )
    return [
        (
            Event(
                row.change_set,
                row.made_at,
                row.author,
                row.reason,
                row.origin,
                row.entity,
                row.operation,
                row.before or {},
                row.after or {},
                row.path,
                row.sheet_name,
                row.row,
            ),
            row.columns or [],
        )
        for row in connection.execute(query)
    ]


def _present_values(connection: Connection, object_id: int) -> dict[str, Stored]:
    entity = connection.execute(
        select(Change.entity).where(Change.object_id == object_id).order_by(Change.id).limit(1)
    ).scalar()
    if entity is None or not has_identity(entity):
        return {}
    fields = fields_of(entity)
    rows = read_rows(connection, entity, fields, "id = ?", (object_id,))
    if not rows:
        return {}
    return {
        name: value
        for name, value in zip(fields, rows[0], strict=True)
        if name != "id" and value is not None and value != "inconnu"
    }


def _value_origin(name: str, event: Event, column: Mapping[str, Any] | None) -> ValueOrigin:
    cell = header = None
    if column is not None and event.row is not None:
        header = column["header"]
        cell = f"{column['letter']}{event.row}" if column["letter"] else None  # a matrix spreads a value over columns
    return ValueOrigin(
        name,
        event.made_at,
        event.author,
        event.reason,
        event.origin,
        event.file,
        event.sheet,
        event.row,
        cell,
        header,
    )
