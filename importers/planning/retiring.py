"""What a file described last time and no longer does: it is marked as stopped, never deleted."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from sqlalchemy import Connection, select

from importers.planning.rows import Planning, SourceFile
from importers.typed import TypedTable
from urbanism.model.memory import Change, ImportFile, ImportSheet
from urbanism.store.tables import fields_of
from urbanism.vocabulary import InterfaceState, LifecycleStatus

STOPPED = {
    "application": ("status", LifecycleStatus.STOPPED.value),
    "interface": ("state", InterfaceState.STOPPED.value),
}
"""For each entity that can be retired, the field that says so and its value."""


def plan_retirements(planning: Planning, source: SourceFile, entity: str, tables: Iterable[TypedTable]) -> None:
    """Mark as stopped what earlier imports of the same file told of, and this one does not."""
    told = _told_before(planning.drafts.connection, entity, source)
    missing = told - planning.touched.get((entity, source.path), set())
    if not missing:
        return
    field, stopped = STOPPED[entity]
    position = fields_of(entity).index(field)
    first = next(iter(tables))
    for row in planning.drafts.stored(entity):
        if row[0] in missing and row[position] != stopped:
            planning.drafts.update(entity, row[0], {field: row[position]}, {field: stopped}, None)
            first.retired += 1


def _told_before(connection: Connection, entity: str, source: SourceFile) -> set[int]:
    """The objects that earlier imports of a file of the same name, for the same holder, told of."""
    query = (
        select(Change.object_id, ImportFile.path, ImportFile.commune_id)
        .join(ImportSheet, Change.sheet_id == ImportSheet.id)
        .join(ImportFile, ImportSheet.file_id == ImportFile.id)
        .where(Change.entity == entity)
    )
    name = PurePath(source.path).name
    return {
        row.object_id
        for row in connection.execute(query)
        if PurePath(row.path).name == name and row.commune_id == source.holder
    }
