"""Deciding who is the same as whom: each decision is a plan of changes, kept with who, when and why, and undoable."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, Engine, select

from urbanism.governance.identities_merge import ENTITIES, ImpossibleMerge, Merging
from urbanism.identity_keys import APPLICATIONS, DEPARTMENTS, PRODUCTS, SUITES, code_key, identity_key, pair_of
from urbanism.model.memory import Change
from urbanism.store.apply import apply_plan, current_base
from urbanism.store.changes import Creations, Deletion, Identifiers, Plan, Update
from urbanism.store.engine import reading
from urbanism.store.tables import TABLES, fields_of, has_identity, read_rows
from urbanism.vocabulary import IdentityVerdict, Operation, Origin

Changes = Sequence[Any]
"""Rows of the history (`urbanism.model.memory.Change`)."""

OWNERS = {PRODUCTS: ("editor", "editor_id"), SUITES: ("editor", "editor_id"), DEPARTMENTS: ("commune", "commune_id")}
"""The table whose name completes the key of a kind, and the column that refers to it."""


def merge(engine: Engine, kind: str, survivor: int, gone: Sequence[int], author: str, reason: str = "") -> int:
    """Confirm that objects are one thing: `gone` become `survivor`. As `merge_all` for one group."""
    return merge_all(engine, kind, [(survivor, gone)], author, reason)


def merge_all(
    engine: Engine, kind: str, groups: Sequence[tuple[int, Sequence[int]]], author: str, reason: str = ""
) -> int:
    """Confirm several groups at once (the one that stays, those that go). Returns the number of the change set.

    Raises:
        ImpossibleMerge: one of them is no longer there, or the merge would lose something.
        ConflictingChange: the estate changed meanwhile.
    """
    with reading(engine) as connection:
        base = current_base(connection)
        merging = Merging(connection, Identifiers(base))
        said = []
        for survivor, gone in groups:
            kept = _key(connection, kind, survivor)
            for left in {_key(connection, kind, other) for other in gone} - {kept}:
                _remember(connection, merging, kind, pair_of(left, kept), IdentityVerdict.SAME, reason)
            names = ", ".join(f"« {_name(connection, kind, other)} »" for other in gone)
            said.append(f"{names} avec « {_name(connection, kind, survivor)} »")
            merging.merge(ENTITIES[kind], survivor, gone, "rapprochement confirmé")
        listed = " ; ".join(said) if len(said) < 4 else f"{len(said)} groupes confirmés ensemble"
        plan = Plan(
            author,
            f"Rapprochement ({kind}) : {listed}" + (f" – {reason}" if reason else ""),
            Origin.DECISION,
            base,
            merging.creations(),
            merging.updates(),
            merging.deletions(),
        )
    return apply_plan(engine, plan)


def dismiss(engine: Engine, kind: str, objects: Sequence[int], author: str, reason: str = "") -> int:
    """Say that objects are all different from each other. Returns the number of the change set."""
    with reading(engine) as connection:
        base = current_base(connection)
        merging = Merging(connection, Identifiers(base))
        keys = {identifier: _key(connection, kind, identifier) for identifier in objects}
        for left, right in combinations(objects, 2):
            if keys[left] == keys[right]:
                raise ImpossibleMerge(
                    "Ces deux fiches portent exactement le même nom : rien ne les distinguerait plus tard.",
                    remedy="Renommez d’abord l’une des deux.",
                )
            _remember(connection, merging, kind, pair_of(keys[left], keys[right]), IdentityVerdict.DIFFERENT, reason)
        listed = ", ".join(f"« {_name(connection, kind, identifier)} »" for identifier in objects)
        plan = Plan(
            author,
            f"Déclarés différents ({kind}) : {listed}" + (f" – {reason}" if reason else ""),
            Origin.DECISION,
            base,
            merging.creations(),
            merging.updates(),
        )
    return apply_plan(engine, plan)


def split(engine: Engine, kind: str, change_set: int, author: str, reason: str = "") -> int:
    """Take a merge apart: what it moved and still stands where it was moved goes back, and the pairs are dismissed.

    Unlike an undo, it works when other things were changed since. Returns the number of the change set.
    """
    with reading(engine) as connection:
        base = current_base(connection)
        changes = connection.execute(
            select(Change.__table__).where(Change.change_set_id == change_set).order_by(Change.id)
        ).all()
        restored = [c for c in changes if c.operation is Operation.DELETE]
        if not restored:
            raise ImpossibleMerge(f"L’opération n° {change_set} n’a rien rapproché.")
        if any(
            read_rows(connection, c.entity, ("id",), "id = ?", (c.object_id,))
            for c in restored
            if has_identity(c.entity)
        ):
            raise ImpossibleMerge(f"Le rapprochement n° {change_set} a déjà été défait.")
        _refuse_missing(connection, restored)
        plan = Plan(
            author,
            f"Séparation ({kind}) : le rapprochement n° {change_set} est défait" + (f" – {reason}" if reason else ""),
            Origin.DECISION,
            base,
            [Creations(c.entity, tuple(c.before), [tuple(c.before.values())]) for c in restored],
            [*_moved_back(connection, changes), *_turned(connection, changes)],
            list(_withdrawn(connection, changes)),
        )
    return apply_plan(engine, plan)


def _refuse_missing(connection: Connection, restored: Changes) -> None:
    """Refuse to bring back what refers to an object that went since."""
    back = {change.object_id for change in restored}
    for change in restored:
        for column in TABLES[change.entity].columns:
            target, wanted = next(iter(column.foreign_keys), None), change.before.get(column.name)
            if target is None or wanted is None or wanted in back or target.column.table.name == "party":
                continue
            entity = target.column.table.name
            if not read_rows(connection, entity, ("id",), "id = ?", (wanted,)):
                where = (Change.entity == entity, Change.object_id == wanted, Change.operation == Operation.DELETE)
                later = connection.execute(select(Change.change_set_id).where(*where)).scalars().all()
                raise ImpossibleMerge(
                    "Ce rapprochement ne peut pas être défait : ce qu’il faut rétablir dépend d’un objet disparu depuis"
                    f" (opération n° {max(later, default=0)}).",
                    remedy="Défaites d’abord cette opération.",
                )


def _moved_back(connection: Connection, changes: Changes) -> list[Update]:
    found = []
    for change in changes:
        if change.operation is not Operation.UPDATE or change.entity == "identity_decision":
            continue
        names = tuple(change.after or {})
        present = read_rows(connection, change.entity, names, "id = ?", (change.object_id,))
        now = dict(zip(names, present[0], strict=True)) if present else {}
        still = [name for name in names if name in now and now[name] == (change.after or {})[name]]
        if still:
            before = change.before or {}
            found.append(
                Update(change.entity, change.object_id, {n: now[n] for n in still}, {n: before[n] for n in still})
            )
    return found


def _turned(connection: Connection, changes: Changes) -> list[Update]:
    """The decisions that the merge took, now the other way."""
    verdicts = {"verdict": IdentityVerdict.SAME.value}, {"verdict": IdentityVerdict.DIFFERENT.value}
    return [
        Update("identity_decision", change.object_id, *verdicts)
        for change in changes
        if change.entity == "identity_decision"
        and read_rows(
            connection,
            "identity_decision",
            ("id",),
            "id = ? AND verdict = ?",
            (change.object_id, IdentityVerdict.SAME.value),
        )
    ]


def _withdrawn(connection: Connection, changes: Changes) -> list[Deletion]:
    """The other names and associations that the merge made."""
    found = []
    for change in changes:
        if change.operation is not Operation.CREATE or change.entity == "identity_decision":
            continue
        if has_identity(change.entity):
            names = fields_of(change.entity)
            for row in read_rows(connection, change.entity, names, "id = ?", (change.object_id,)):
                found.append(Deletion(change.entity, change.object_id, dict(zip(names, row, strict=True))))
        else:
            found.append(Deletion(change.entity, change.object_id, change.after or {}))
    return found


def _remember(
    connection: Connection,
    merging: Merging,
    kind: str,
    keys: tuple[str, str],
    verdict: IdentityVerdict,
    reason: str,
) -> None:
    """Keep the decision; the last word on a pair holds."""
    known = read_rows(
        connection, "identity_decision", ("id",), "kind = ? AND left_key = ? AND right_key = ?", (kind, *keys)
    )
    values = {"verdict": verdict.value, "reason": reason or None}
    if known:
        merging.set("identity_decision", known[0][0], values)
    else:
        merging.create("identity_decision", {"kind": kind, "left_key": keys[0], "right_key": keys[1], **values})


def _name(connection: Connection, kind: str, identifier: int) -> str:
    found = read_rows(connection, ENTITIES[kind], ("name",), "id = ?", (identifier,))
    if not found:
        raise ImpossibleMerge("Un des objets à rapprocher n’existe plus.", remedy="Rechargez la page.")
    return str(found[0][0])


def _key(connection: Connection, kind: str, identifier: int) -> str:
    """The key that decisions on an object are kept under."""
    name = _name(connection, kind, identifier)
    if kind == APPLICATIONS:
        ((code, commune),) = read_rows(connection, "application", ("code", "commune_id"), "id = ?", (identifier,))
        return code_key(code, str(read_rows(connection, "commune", ("code",), "id = ?", (commune,))[0][0]))
    if kind not in OWNERS:
        return identity_key(name)
    table, column = OWNERS[kind]
    ((owner,),) = read_rows(connection, ENTITIES[kind], (column,), "id = ?", (identifier,))
    found = read_rows(connection, table, ("name",), "id = ?", (owner,)) if owner is not None else []
    return identity_key(name, str(found[0][0]) if found else "")
