"""Undoing a change set: the plan that brings back what was before, refused where later changes depend on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Engine, select

from urbanism.errors import NothingToUndo
from urbanism.model.memory import Change, ChangeSet
from urbanism.store.apply import apply_plan, current_base
from urbanism.store.changes import Creations, Deletion, Plan, Update
from urbanism.store.engine import reading
from urbanism.store.tables import TABLES, fields_of, has_identity, owner_field, read_rows
from urbanism.vocabulary import Operation, Origin


def undo(engine: Engine, change_set: int, author: str) -> int:
    """Undo a change set; returns how many changes were reverted.

    Raises:
        NothingToUndo: it does not exist, is already undone, or later changes depend on it.
    """
    plan = undo_plan(engine, change_set, author)
    apply_plan(engine, plan)
    return sum(len(batch.rows) for batch in plan.creations) + len(plan.updates) + len(plan.deletions)


def undo_plan(engine: Engine, change_set: int, author: str) -> Plan:
    """The plan that undoes a change set; nothing is written. Raises as `undo`."""
    with reading(engine) as connection:
        _refuse_unknown_or_undone(connection, change_set)
        changes = connection.execute(
            select(Change.__table__).where(Change.change_set_id == change_set).order_by(Change.id)
        ).all()
        _refuse_later_changes(connection, change_set, {change.object_id for change in changes})
        created = {
            entity: {c.object_id for c in changes if c.operation is Operation.CREATE and c.entity == entity}
            for entity in {c.entity for c in changes if has_identity(c.entity)}
        }
        _refuse_dependants(connection, created, _reverted_fields(changes))
        return Plan(
            author,
            f"Annulation de l’opération n° {change_set}",
            Origin.UNDO,
            current_base(connection),
            creations=tuple(_restored(changes)),
            updates=tuple(
                Update(c.entity, c.object_id, c.after, c.before) for c in changes if c.operation is Operation.UPDATE
            ),
            deletions=(*_withdrawn(connection, changes, created), *_withdrawn_associations(connection, created)),
            undoes=change_set,
        )


def _refuse_unknown_or_undone(connection: Connection, change_set: int) -> None:
    if connection.execute(select(ChangeSet.id).where(ChangeSet.id == change_set)).first() is None:
        raise NothingToUndo(
            f"Il n’y a pas d’opération n° {change_set}.", remedy="La page « Opérations » donne les numéros."
        )
    undone_by = connection.execute(select(ChangeSet.id).where(ChangeSet.undoes_id == change_set)).scalar()
    if undone_by is not None:
        raise NothingToUndo(f"L’opération n° {change_set} a déjà été annulée (opération n° {undone_by}).")


def _refuse_later_changes(connection: Connection, change_set: int, objects: set[int]) -> None:
    without_effect = _undone_since(connection, change_set)
    later = connection.execute(
        select(Change.change_set_id, Change.entity, Change.object_id)
        .where(Change.change_set_id > change_set)
        .order_by(Change.id.desc())
    )
    for row in later:
        if row.object_id in objects and row.change_set_id not in without_effect:
            raise NothingToUndo(
                f"L’opération n° {change_set} ne peut pas être annulée : l’opération n° {row.change_set_id} a modifié"
                f" ensuite un des mêmes objets ({row.entity} n° {row.object_id}).",
                remedy=f"Annulez d’abord l’opération n° {row.change_set_id}.",
            )


def _undone_since(connection: Connection, change_set: int) -> set[int]:
    """The later change sets that were undone, and those that undid them: together they changed nothing."""
    undoing = dict(
        connection.execute(
            select(ChangeSet.id, ChangeSet.undoes_id)
            .where(ChangeSet.undoes_id > change_set)
            .order_by(ChangeSet.id.desc())
        ).all()
    )
    without_effect: set[int] = set()
    for later, earlier in undoing.items():
        if later not in without_effect and earlier is not None:
            without_effect |= {later, earlier}
    return without_effect


def _reverted_fields(changes: Any) -> set[tuple[int, str]]:
    """The fields that undoing gives back their former values, by object."""
    return {(c.object_id, name) for c in changes if c.operation is Operation.UPDATE for name in c.before}


def _refuse_dependants(connection: Connection, created: dict[str, set[int]], reverted: set[tuple[int, str]]) -> None:
    """Refuse when an object that stays would still refer to one that goes."""
    going = set().union(*created.values()) if created else set()
    if not going:
        return
    for entity, table in TABLES.items():
        if entity in ("change", "change_set", "import_file", "import_sheet", "party"):
            continue
        for column in table.columns:
            targets = {key.column.table.name for key in column.foreign_keys}
            if not targets or not _may_depend(targets, created):
                continue
            owner = owner_field(entity)
            rows = read_rows(connection, entity, (owner, column.name), f'"{column.name}" IS NOT NULL')
            for owner_id, target_id in rows:
                if target_id in going and owner_id not in going and (owner_id, column.name) not in reverted:
                    raise NothingToUndo(
                        f"Cette opération ne peut pas être annulée : un objet enregistré ensuite"
                        f" (n° {owner_id}) dépend d’un de ceux qu’elle a créés (n° {target_id}).",
                        remedy="Annulez d’abord l’opération qui l’a enregistré.",
                    )


def _may_depend(targets: set[str], created: dict[str, set[int]]) -> bool:
    """Whether rows that refer to `targets` may refer to a created object (parties stand for several entities)."""
    return "party" in targets or any(created.get(target) for target in targets)


def _restored(changes: Any) -> Iterator[Creations]:
    for change in changes:
        if change.operation is Operation.DELETE:
            yield Creations(change.entity, tuple(change.before), [tuple(change.before.values())])


def _withdrawn(connection: Connection, changes: Any, created: dict[str, set[int]]) -> Iterator[Deletion]:
    for entity, identifiers in created.items():
        fields = fields_of(entity)
        position = fields.index("id")
        for row in read_rows(connection, entity, fields):
            if row[position] in identifiers:
                yield Deletion(entity, row[position], dict(zip(fields, row, strict=True)))
    for change in changes:
        if change.operation is Operation.CREATE and not has_identity(change.entity):
            yield Deletion(change.entity, change.object_id, change.after)


def _withdrawn_associations(connection: Connection, created: dict[str, set[int]]) -> Iterator[Deletion]:
    """The association rows that were born with an object that goes."""
    for entity, table in TABLES.items():
        if has_identity(entity):
            continue
        owner = owner_field(entity)
        targets = {key.column.table.name for key in table.columns[owner].foreign_keys}
        identifiers = set().union(*(created.get(target, set()) for target in targets))
        if not identifiers:
            continue
        fields = fields_of(entity)
        position = fields.index(owner)
        for row in read_rows(connection, entity, fields):
            if row[position] in identifiers:
                yield Deletion(entity, row[position], dict(zip(fields, row, strict=True)))
