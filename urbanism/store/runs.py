"""What one operation did: the files it read, and the objects it touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select

from urbanism.model.memory import Change, ImportFile, ImportSheet
from urbanism.store.engine import reading
from urbanism.store.rights import objects_of
from urbanism.store.tables import Stored
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Operation


class ReadSheet(NamedTuple):
    """A table that an import read: what it held, what became of its rows, what was remarked."""

    name: str
    kind: str
    counts: Mapping[str, int]
    columns: Sequence[Mapping[str, Any]]
    issues: Sequence[Mapping[str, Any]]


class ReadFile(NamedTuple):
    """A file that an import read, or why it could not."""

    path: str
    status: str
    reason: str | None
    commune_id: int | None
    sheets: tuple[ReadSheet, ...]


class TouchedObject(NamedTuple):
    """An object that an operation created, updated or deleted; its values before and after where it was updated."""

    entity: str
    object_id: int
    operation: Operation
    before: Mapping[str, Stored]
    after: Mapping[str, Stored]


def files_of_run(engine: Engine, run: int) -> tuple[ReadFile, ...]:
    """The files of an import that the viewer may know of, in the order they were read; none for another operation."""
    with reading(engine) as connection:
        files = connection.execute(
            select(ImportFile.__table__).where(ImportFile.change_set_id == run).order_by(ImportFile.id)
        ).all()
        sheets: dict[int, list[ReadSheet]] = {}
        query = (
            select(ImportSheet.__table__)
            .join(ImportFile, ImportSheet.file_id == ImportFile.id)
            .where(ImportFile.change_set_id == run)
            .order_by(ImportSheet.id)
        )
        for row in connection.execute(query):
            sheets.setdefault(row.file_id, []).append(
                ReadSheet(row.name, row.kind, row.counts, row.columns, row.issues)
            )
    viewer = viewer_of(engine)
    return tuple(
        ReadFile(file.path, file.status, file.reason, file.commune_id, tuple(sheets.get(file.id, ())))
        for file in files
        if viewer.sees_all_of(file.commune_id)
    )


def tally_of_run(engine: Engine, run: int) -> Mapping[tuple[str, Operation], int]:
    """How many objects of each entity an operation created, updated and deleted, the most first."""
    with reading(engine) as connection:
        known = _known_objects(connection)
        of_run = Change.change_set_id == run
        if known is None:
            grouped = select(Change.entity, Change.operation, func.count()).where(of_run)
            rows = connection.execute(grouped.group_by(Change.entity, Change.operation))
            counts = Counter({(row[0], row[1]): int(row[2]) for row in rows})
        else:
            touched = connection.execute(select(Change.entity, Change.operation, Change.object_id).where(of_run))
            counts = Counter((row[0], row[1]) for row in touched if row[2] in known)
    return dict(counts.most_common())


def objects_of_run(engine: Engine, run: int, limit: int) -> tuple[TouchedObject, ...]:
    """The first `limit` objects that an operation touched, among those that the viewer may know of."""
    query = (
        select(Change.entity, Change.object_id, Change.operation, Change.before, Change.after)
        .where(Change.change_set_id == run)
        .order_by(Change.id)
    )
    with reading(engine) as connection:
        known = _known_objects(connection)
        rows = connection.execute(query.limit(limit) if known is None else query)
        touched = (row for row in rows if known is None or row.object_id in known)
        return tuple(
            TouchedObject(row.entity, row.object_id, row.operation, row.before or {}, row.after or {})
            for row in islice(touched, limit)
        )


def _known_objects(connection: Connection) -> set[int] | None:
    """The objects whose changes the viewer may know: those of their communes; None for all of them."""
    communes = viewer_of(connection).communes
    return None if communes is None else objects_of(connection, communes)
