"""Applying a plan of changes in one transaction, and reading the base a plan is made on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from urbanism.errors import ConflictingChange, ImpossibleChange, NotAllowed
from urbanism.model.memory import ChangeSet, Revision
from urbanism.refusals import reason_of
from urbanism.store.audit import append, record
from urbanism.store.changes import Base, Creations, Deletion, FileReport, Place, Plan, Update
from urbanism.store.engine import reading, writing
from urbanism.store.rights import refuse_unlawful
from urbanism.store.tables import (
    PARTIES,
    TABLES,
    Row,
    delete_rows,
    fields_of,
    has_identity,
    insert_rows,
    key_fields,
    owner_field,
    read_rows,
    update_row,
)
from urbanism.store.viewer import LOCAL, viewer_of
from urbanism.vocabulary import Act, Operation

RANK = {name: rank for rank, name in enumerate(TABLES)}
OWNERS_AT_ONCE = 500
"""How many objects a query names."""
HISTORY_FIELDS = ("change_set_id", "entity", "object_id", "operation", "before", "after", "sheet_id", "row")


def current_base(connection: Connection) -> Base:
    """The revision and next free identifier of an open connection."""
    found = connection.execute(select(Revision.number, Revision.next_id)).first()
    return Base(found[0], found[1]) if found else Base(0, 1)


def read_base(engine: Engine) -> Base:
    """The revision and next free identifier as of now."""
    with reading(engine) as connection:
        return current_base(connection)


def apply_plan(engine: Engine, plan: Plan) -> int:
    """Apply the whole of `plan` or nothing, for the viewer of `engine`; returns the identifier of its change set.

    Raises:
        NotAllowed: the viewer has no right to one of its changes.
        ConflictingChange: the estate changed meanwhile under what the plan touches.
        ImpossibleChange: the database refuses it (a rule of the model would be broken).
    """
    return apply_made(engine, lambda _connection, _base: plan)


def apply_made(engine: Engine, make: Callable[[Connection, Base], Plan]) -> int:
    """Apply the plan that `make` makes of the estate, on its present base, while nobody else may write to it.

    What others wrote meanwhile, were it only the identifiers they took, is thus no conflict: `make` sees it. It should
    be quick, since it keeps others waiting, and read through the connection it is given.

    Raises:
        NotAllowed, ConflictingChange, ImpossibleChange: as `apply_plan`, or because `make` says so.
    """
    made: list[Plan] = []
    try:
        with writing(engine) as connection:
            base = current_base(connection)
            made.append(make(connection, base))
            return _write(connection, made[0], base)
    except NotAllowed:
        if made:
            record(engine, Act.CHANGE_REFUSED, made[0].reason)
        raise
    except IntegrityError as error:
        raise ImpossibleChange(
            f"La base refuse cette modification : {reason_of(error)}.",
            remedy="Rien n’a été enregistré ; corrigez les données et recommencez.",
        ) from error


def _write(connection: Connection, plan: Plan, base: Base) -> int:
    viewer = viewer_of(connection)
    refuse_unlawful(connection, plan, viewer)
    author = plan.author if viewer == LOCAL else viewer.name
    created = sum(len(batch.rows) for batch in plan.creations)
    if created and base.next_id != plan.base.next_id:
        raise ConflictingChange(
            "Quelqu’un d’autre a modifié la cartographie pendant que vous prépariez ce changement.",
            remedy="Rien n’a été enregistré ; recommencez pour repartir de l’état actuel.",
        )
    change_set = base.revision + 1
    _bump(connection, base, change_set, next_free_id(plan, base))
    connection.execute(
        insert(ChangeSet).values(
            id=change_set,
            made_at=plan.made_at,
            author=author,
            reason=plan.reason,
            origin=plan.origin,
            undoes_id=plan.undoes,
        )
    )
    _write_reports(connection, change_set, plan.files)
    defer_references(connection)
    _delete(connection, plan.deletions)
    for batch in sorted(plan.creations, key=lambda batch: RANK[batch.entity]):
        _create(connection, batch)
    for item in plan.updates:
        _check_before(connection, item)
        update_row(connection, item.entity, item.object_id, dict(item.after))
    insert_rows(connection, "change", HISTORY_FIELDS, _history(change_set, plan))
    who = author if viewer == LOCAL else None
    append(connection, Act.CHANGE, f"opération n° {change_set} : {plan.reason}", who=who)
    return change_set


def defer_references(connection: Connection) -> None:
    """Let what is written refer to each other in any order; the commit checks it all."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    else:
        connection.exec_driver_sql("SET CONSTRAINTS ALL DEFERRED")


def _bump(connection: Connection, base: Base, number: int, next_id: int) -> None:
    if base.revision:
        connection.execute(update(Revision).values(number=number, next_id=next_id))
    else:
        connection.execute(insert(Revision).values(id=1, number=number, next_id=next_id))


def next_free_id(plan: Plan, base: Base) -> int:
    """One more than the highest identifier the plan gives, to objects, files and sheets alike."""
    highest = base.next_id - 1
    for batch in plan.creations:
        if "id" in batch.fields and batch.rows:
            position = batch.fields.index("id")
            highest = max(highest, max(row[position] for row in batch.rows))
    for file in plan.files:
        highest = max(highest, file.id, *(sheet.id for sheet in file.sheets))
    return highest + 1


def _write_reports(connection: Connection, change_set: int, files: Iterable[FileReport]) -> None:
    files = list(files)
    insert_rows(
        connection,
        "import_file",
        ("id", "change_set_id", "path", "commune_id", "status", "reason"),
        [(file.id, change_set, file.path, file.commune_id, file.status, file.reason) for file in files],
    )
    insert_rows(
        connection,
        "import_sheet",
        ("id", "file_id", "name", "kind", "columns", "counts", "issues"),
        [
            (sheet.id, file.id, sheet.name, sheet.kind, list(sheet.columns), dict(sheet.counts), list(sheet.issues))
            for file in files
            for sheet in file.sheets
        ],
    )


def _check_before(connection: Connection, item: Update) -> None:
    fields = tuple(item.before)
    found = read_rows(connection, item.entity, fields, "id = ?", (item.object_id,))
    if not found or dict(zip(fields, found[0], strict=True)) != dict(item.before):
        raise ConflictingChange(
            "Quelqu’un d’autre a modifié la même fiche entre-temps.",
            where=f"{item.entity} n° {item.object_id}",
            remedy="Rien n’a été enregistré ; relisez la fiche, puis recommencez.",
        )


def _create(connection: Connection, batch: Creations) -> None:
    if batch.entity in PARTIES:
        position = batch.fields.index("id")
        insert_rows(connection, "party", ("id", "kind"), [(row[position], batch.entity) for row in batch.rows])
    insert_rows(connection, batch.entity, batch.fields, batch.rows)


def _delete(connection: Connection, deletions: Sequence[Deletion]) -> None:
    """Delete children before parents, each entity in one go."""
    by_entity: dict[str, list[Deletion]] = {}
    for item in deletions:
        by_entity.setdefault(item.entity, []).append(item)
    for entity in sorted(by_entity, key=RANK.__getitem__, reverse=True):
        _check_still_there(connection, entity, by_entity[entity])
        keys = key_fields(entity)
        rows: list[Row] = [tuple(item.before[name] for name in keys) for item in by_entity[entity]]
        delete_rows(connection, entity, keys, rows)
        if entity in PARTIES:
            delete_rows(connection, "party", ("id",), rows)


def _check_still_there(connection: Connection, entity: str, deletions: Sequence[Deletion]) -> None:
    """Refuse to delete a row that is gone, or is no longer what the plan read."""
    names, keys, owner = fields_of(entity), key_fields(entity), owner_field(entity)
    for start in range(0, len(deletions), OWNERS_AT_ONCE):
        chunk = deletions[start : start + OWNERS_AT_ONCE]
        owners = tuple({item.before[owner] for item in chunk})
        rows = read_rows(connection, entity, names, f'"{owner}" IN ({", ".join("?" * len(owners))})', owners)
        found = (dict(zip(names, row, strict=True)) for row in rows)
        present = {tuple(row[name] for name in keys): row for row in found}
        for item in chunk:
            row = present.get(tuple(item.before[name] for name in keys))
            if row is None or any(row[name] != value for name, value in item.before.items() if name in row):
                raise ConflictingChange(
                    "Quelqu’un d’autre a modifié ou supprimé la même fiche entre-temps.",
                    where=f"{entity} n° {item.object_id}",
                    remedy="Rien n’a été enregistré ; relisez la fiche, puis recommencez.",
                )


def _history(change_set: int, plan: Plan) -> Iterator[Row]:
    for batch in plan.creations:
        yield from _created(change_set, batch, plan)
    for item in plan.updates:
        sheet, row = item.place or (None, None)
        yield (
            change_set,
            item.entity,
            item.object_id,
            Operation.UPDATE.value,
            dict(item.before),
            dict(item.after),
            sheet,
            row,
        )
    for gone in plan.deletions:
        sheet, row = gone.place or (None, None)
        yield (
            change_set,
            gone.entity,
            gone.object_id,
            Operation.DELETE.value,
            dict(gone.before),
            None,
            sheet,
            row,
        )


def _created(change_set: int, batch: Creations, plan: Plan) -> Iterator[Row]:
    places: Iterable[Place | None] = batch.places or (None for _ in count())
    if has_identity(batch.entity):
        position = batch.fields.index("id")
        for row, place in zip(batch.rows, places, strict=False):
            sheet, line = place or (None, None)
            yield change_set, batch.entity, row[position], Operation.CREATE.value, None, None, sheet, line
        return
    owner = batch.fields.index(owner_field(batch.entity))
    for row, place in zip(batch.rows, places, strict=False):
        if row[owner] >= plan.base.next_id:
            continue  # born with its owner: part of its creation
        sheet, line = place or (None, None)
        after = dict(zip(batch.fields, row, strict=True))
        yield change_set, batch.entity, row[owner], Operation.CREATE.value, None, after, sheet, line
