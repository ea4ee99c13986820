"""Editing by hand, one object or many: checked, planned, applied; refused where someone else changed the same values.

An object is edited from what the person read: the values to change must still be those when the plan is applied.
Objects are created and retired, never deleted: what is over keeps its past.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.french import count, number
from urbanism.governance.editable import PERIODS, EditableField, EditableKind, FieldType, kind_of
from urbanism.governance.saving import save
from urbanism.snapshot import Snapshot
from urbanism.store import Plan, Update, apply_plan, read_base
from urbanism.vocabulary import BlockBasis, InterfaceState, LifecycleStatus, Origin


class UnacceptableEdit(UrbanismError):
    """Values that objects cannot have, or nothing changed; `problems` holds them all."""

    code = "saisie_refusee"

    def __init__(self, what: str, *, where: str = "", remedy: str = "", problems: Sequence[Problem] = ()) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.problems = tuple(problems)


class Problem(NamedTuple):
    """Why a value cannot be: of which object, in which field, what to do."""

    object_name: str
    field: str
    what: str
    remedy: str


class Edit(NamedTuple):
    """An object as the person read it, and the values it should have."""

    seen: Any
    wanted: Mapping[str, Any]


def plan_edits(engine: Engine, snapshot: Snapshot, table: str, edits: Sequence[Edit], author: str) -> Plan:
    """The plan that gives objects of one table their new values; nothing is written.

    Raises:
        UnacceptableEdit: nothing changes, or values cannot be.
    """
    kind = kind_of(table)
    changed = [(edit.seen, _changed(edit)) for edit in edits]
    changed = [(seen, values) for seen, values in changed if values]
    if not changed:
        raise UnacceptableEdit("Aucune valeur n’a changé.", remedy="Modifiez-en une, ou renoncez.")
    _refuse([p for seen, values in changed for p in _problems(kind, snapshot, name_of(seen), seen._asdict(), values)])
    updates = []
    for seen, values in changed:
        values = values | _consequences(table, values)
        before = {name: stored(getattr(seen, name)) for name in values}
        updates.append(Update(kind.entity, seen.id, before, {name: stored(value) for name, value in values.items()}))
    words = f"« {name_of(changed[0][0])[:100]} »" if len(changed) == 1 else count(len(changed), kind.one, kind.several)
    return Plan(author, f"Modification : {words}", Origin.EDIT, read_base(engine), updates=tuple(updates))


def edit(engine: Engine, snapshot: Snapshot, table: str, edits: Sequence[Edit], author: str) -> int:
    """Apply `plan_edits` as one change set, undone as one; returns it.

    Raises:
        UnacceptableEdit: nothing changes, or values cannot be.
        ConflictingChange: one of the values to change is no longer what the person read; nothing is written.
    """
    return apply_plan(engine, plan_edits(engine, snapshot, table, edits, author))


def create(engine: Engine, snapshot: Snapshot, table: str, values: Mapping[str, Any], author: str) -> tuple[int, int]:
    """Create an object; returns the change set and the object's identifier.

    Raises:
        UnacceptableEdit: a value is missing or cannot be.
        ImpossibleChange: the database refuses it (two objects of one code…).
    """
    kind = kind_of(table)
    given = {name: value for name, value in values.items() if value not in (None, "")}
    given |= _consequences(table, given)
    title = str(given.get("name") or given.get("reference") or given.get("code") or kind.one)
    everything = {field.name: given.get(field.name) for field in kind.fields}
    _refuse(list(_problems(kind, snapshot, title, {}, everything)))
    values_stored = {name: stored(value) for name, value in given.items()}
    made: list[int] = []
    run = save(
        engine,
        author,
        f"Création : {kind.one} « {title[:100]} »",
        lambda draft: made.append(draft.create(kind.entity, **values_stored)),
        Origin.EDIT,
    )
    return run or 0, made[0]  # a creation always changes something


RETIREMENTS = ("applications", "interfaces", "contracts")
"""The tables whose objects have a life, that a person can end."""


def retirement(table: str, seen: Any, today: date) -> Edit:
    """The edit that ends the life of an object today: it stays on the map, with its past.

    Raises:
        UnacceptableEdit: objects of this table have no life to end, or its life is over.
    """
    if table == "applications":
        ended = seen.status is LifecycleStatus.STOPPED
        wanted = {"status": LifecycleStatus.STOPPED, "ends_on": min(seen.ends_on or today, today)}
    elif table == "interfaces":
        ended, wanted = seen.state is InterfaceState.STOPPED, {"state": InterfaceState.STOPPED}
    elif table == "contracts":
        ended, wanted = seen.end_date is not None and seen.end_date <= today, {"end_date": today}
    else:
        raise UnacceptableEdit("Ces fiches n’ont pas de fin de vie.", remedy="Annulez l’opération qui les a créées.")
    if ended:
        raise UnacceptableEdit("Cette fiche est déjà close.", where=name_of(seen))
    return Edit(seen, wanted)


def name_of(record: Any) -> str:
    """What a person calls an object."""
    for field in ("name", "reference", "code"):
        if getattr(record, field, None):
            return str(getattr(record, field))
    return f"n° {record.id}"


def stored(value: Any) -> Any:
    """A value as plans hold it."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _changed(edit: Edit) -> dict[str, Any]:
    return {name: value for name, value in edit.wanted.items() if value != getattr(edit.seen, name)}


def _consequences(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What goes with values: the bloc of an application that a person chose is confirmed."""
    return {"block_basis": BlockBasis.CONFIRMED} if table == "applications" and "block_id" in values else {}


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        first = problems[0]
        others = f" (et {count(len(problems) - 1, 'autre valeur', 'autres valeurs')} à revoir)" if problems[1:] else ""
        raise UnacceptableEdit(
            first.what + others, where=f"{first.object_name}, {first.field}", remedy=first.remedy, problems=problems
        )


def _problems(
    kind: EditableKind, snapshot: Snapshot, title: str, seen: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Problem]:
    """What cannot be among `values`, then between dates."""
    for name, value in values.items():
        field = kind.field(name)
        for what, remedy in _faults(field, snapshot, value, bool(seen)):
            yield Problem(title, field.label, what, remedy)
    whole = {**seen, **values}
    for start, end in PERIODS:
        first, last = whole.get(start), whole.get(end)
        if (start in values or end in values) and first and last and last < first:
            yield Problem(title, kind.field(end).label, "La fin précède le début.", "Corrigez l’une des deux dates.")


def _faults(field: EditableField, snapshot: Snapshot, value: Any, exists: bool) -> Iterator[tuple[str, str]]:
    if value is None or (isinstance(value, str) and not value.strip()):
        if field.required and (exists or field.choices is None):
            yield "Cette valeur est nécessaire.", "Donnez-la."
        return
    if field.fixed and exists:
        yield "Le détenteur d’une fiche ne change pas.", "Créez-en une autre, et retirez celle-ci."
    if field.choices is not None and value not in tuple(field.choices):
        yield f"« {value} » n’est pas dans la liste.", f"Choisissez parmi : {', '.join(field.choices)}."
    if field.targets and not any(value == record.id for t in field.targets for record in getattr(snapshot, t)):
        yield "Cette valeur désigne une fiche qui n’existe pas.", "Choisissez-en une autre."
    if field.holds is FieldType.DATE and not isinstance(value, date):
        yield "Ce n’est pas une date.", "Écrivez-la comme 31/12/2026."
    if field.holds in (FieldType.INTEGER, FieldType.AMOUNT):
        yield from _number_faults(field, value)


def _number_faults(field: EditableField, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        yield "Ce n’est pas un nombre.", "Écrivez un nombre, sans unité."
    elif field.holds is FieldType.INTEGER and int(value) != value:
        yield "Ce nombre n’est pas entier.", "Arrondissez-le."
    elif field.lowest is not None and value < field.lowest:
        yield f"Cette valeur est au-dessous de {number(field.lowest)}.", "Corrigez-la."
    elif field.highest is not None and value > field.highest:
        yield f"Cette valeur dépasse {number(field.highest)}.", "Corrigez-la."
