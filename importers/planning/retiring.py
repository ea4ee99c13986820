"""What a file described last time and no longer does: it is marked as stopped, never deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from sqlalchemy import Connection, select

from importers.planning.rows import Planning, SourceFile
from importers.typed import Outcome, TypedTable
from importers.values.reading import Stored
from urbanism.model.memory import Change, ImportFile, ImportSheet
from urbanism.store.tables import fields_of
from urbanism.vocabulary import InterfaceState, LifecycleStatus

STOPPED = {
    "application": ("status", LifecycleStatus.STOPPED.value),
    "interface": ("state", InterfaceState.STOPPED.value),
}
"""For each entity that can be retired, the field that says so and its value."""


def plan_retirements(planning: Planning, source: SourceFile, entity: str, tables: Sequence[TypedTable]) -> None:
    """Mark as stopped what earlier imports of the same file told of and this one does not; bring back what it tells
    of again."""
    before = _told_before(planning.drafts.connection, entity, source)
    if not before.told:
        return
    touched = planning.touched.get((entity, source.path), set())
    field, stopped = STOPPED[entity]
    position = fields_of(entity).index(field)
    rows = {row[0]: row[position] for row in planning.drafts.stored(entity)}
    for identifier in sorted(before.told - touched):
        if rows.get(identifier, stopped) != stopped:
            place = (tables[0].id, None)
            planning.drafts.update(entity, identifier, {field: rows[identifier]}, {field: stopped}, place)
            tables[0].retired += 1
    back = {identifier for identifier in before.retired.keys() & touched if rows.get(identifier) == stopped}
    if back:
        _bring_back(planning, entity, {identifier: before.retired[identifier] for identifier in back})


def _bring_back(planning: Planning, entity: str, formerly: Mapping[int, Stored]) -> None:
    """Give what the file tells of again the state it had before it was retired, unless the file now says another."""
    field, stopped = STOPPED[entity]
    stored = planning.stored_by_key(entity, ("commune_id", "code"))
    for table, claims in planning.claimed.get(entity, ()):
        for key, position in claims.items():
            if key not in stored or stored[key][0] not in formerly or table.outcomes[position] is Outcome.REJECTED:
                continue
            identifier: int = stored[key][0]
            if not planning.drafts.is_updated(entity, identifier, field):
                place = (table.id, table.row_numbers[position])
                planning.drafts.update(entity, identifier, {field: stopped}, {field: formerly[identifier]}, place)
                table.outcomes[position] = Outcome.UPDATED


class _Before(NamedTuple):
    """What earlier imports of a file did: the objects they told of, and the state of those they last retired."""

    told: set[int]
    retired: dict[int, Stored]


def _told_before(connection: Connection, entity: str, source: SourceFile) -> _Before:
    """What earlier imports of a file of the same name, for the same holder, told of and retired."""
    query = (
        select(Change.object_id, Change.row, Change.before, ImportFile.path, ImportFile.commune_id)
        .join(ImportSheet, Change.sheet_id == ImportSheet.id)
        .join(ImportFile, ImportSheet.file_id == ImportFile.id)
        .where(Change.entity == entity)
        .order_by(Change.id)
    )
    name = PurePath(source.path).name
    found = _Before(set(), {})
    for row in connection.execute(query):
        if PurePath(row.path).name == name and row.commune_id == source.holder:
            found.told.add(row.object_id)
            found.retired.pop(row.object_id, None)
            if row.row is None and row.before is not None:
                found.retired[row.object_id] = row.before.get(STOPPED[entity][0])
    return found
