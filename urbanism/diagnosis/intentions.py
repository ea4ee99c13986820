"""What a project will change when it goes live, and the estate as it would then be.

A project's new applications (« projet ») and interfaces (« prévue ») stand in the estate and name it; its uses of data
are told on its file; what it does to the rest (retirements, a commune that joins a pooled instance) is kept as intended
changes. All of it becomes *movements*, in stored values: applied here in memory, and by `urbanism.governance.projects`
for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from urbanism import snapshot as records
from urbanism.snapshot import Application, Interface, Snapshot
from urbanism.vocabulary import DataEntry, DataRole, InterfaceState, LifecycleStatus, Operation, Ternary

CHANGEABLE: Mapping[str, tuple[str, Any]] = {
    "application": ("applications", records.Application),
    "interface": ("interfaces", records.Interface),
    "referential": ("referentials", records.Referential),
    "data_use": ("data_uses", records.DataUse),
    "served_commune": ("served_communes", records.ServedCommune),
    "secondary_block": ("secondary_blocks", records.SecondaryBlock),
}
"""The entities that a project may change: their table in the snapshot and the type of their records."""


class Movement(NamedTuple):
    """One change of one object, in stored values; `object_id` is 0 for a use of data not yet created."""

    entity: str
    operation: Operation
    object_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Conflict(NamedTuple):
    """An object that changed, or went, since the project said what it would do to it."""

    movement: Movement
    field: str
    expected: Any
    found: Any


def brought_applications(snapshot: Snapshot, project_id: int) -> tuple[Application, ...]:
    """The applications that the project brings, not yet in use."""
    return tuple(a for a in snapshot.applications if a.project_id == project_id and a.status is LifecycleStatus.PROJECT)


def brought_flows(snapshot: Snapshot, project_id: int) -> tuple[Interface, ...]:
    """The interfaces that the project opens, not yet active."""
    return tuple(f for f in snapshot.interfaces if f.project_id == project_id and f.state is InterfaceState.PLANNED)


def movements(snapshot: Snapshot, project_id: int) -> tuple[Movement, ...]:
    """Everything that going live does."""
    applications = brought_applications(snapshot, project_id)
    started = [_turned("application", a.id, "status", a.status, LifecycleStatus.IN_USE) for a in applications]
    opened = [
        _turned("interface", f.id, "state", f.state, InterfaceState.ACTIVE) for f in brought_flows(snapshot, project_id)
    ]
    intended = [
        Movement(change.entity, change.operation, change.object_id, change.before, change.after)
        for change in snapshot.intended_changes
        if change.project_id == project_id and change.entity in CHANGEABLE
    ]
    return (*started, *opened, *_uses(snapshot, project_id, applications), *intended)


def _turned(entity: str, object_id: int, field: str, before: StrEnum, after: StrEnum) -> Movement:
    return Movement(entity, Operation.UPDATE, object_id, {field: before.value}, {field: after.value})


def _uses(snapshot: Snapshot, project_id: int, applications: tuple[Application, ...]) -> list[Movement]:
    """The uses of data told on the project's file, for its first application; those already described stay."""
    if not applications:
        return []
    application = applications[0].id
    known = {use.data_object_id for use in snapshot.data_uses if use.application_id == application}
    return [
        Movement("data_use", Operation.CREATE, 0, {}, _use(application, wish))
        for wish in snapshot.project_data_objects
        if wish.project_id == project_id and wish.data_object_id not in known
    ]


def _use(application: int, wish: records.ProjectDataObject) -> dict[str, Any]:
    entry = DataEntry.RECEIVED if wish.role in (DataRole.COPY, DataRole.READER) else DataEntry.UNKNOWN
    return {
        "application_id": application,
        "data_object_id": wish.data_object_id,
        "creates": wish.writes.value,
        "reads": wish.reads.value,
        "updates": wish.writes.value,
        "deletes": Ternary.UNKNOWN.value,
        "role": wish.role.value,
        "entry": entry.value,
    }


def conflicts(snapshot: Snapshot, project_id: int) -> tuple[Conflict, ...]:
    """What is no longer as it was when the project said what it would do to it."""
    return tuple(
        Conflict(movement, field, expected, found)
        for movement in movements(snapshot, project_id)
        if movement.operation is Operation.UPDATE
        for field, expected in movement.before.items()
        if (found := _found(snapshot, movement.object_id, field)) != expected
    )


def _found(snapshot: Snapshot, object_id: int, field: str) -> Any:
    value = getattr(snapshot.by_id.get(object_id), field, None)
    return value.isoformat() if isinstance(value, date) else value


def gone_live(snapshot: Snapshot, found: Iterable[Movement]) -> Snapshot:
    """The estate once the movements are made, in memory only; those about what is no longer there do nothing."""
    tables: dict[str, list[Any]] = {}
    updates: dict[str, dict[int, dict[str, Any]]] = {}
    for number, movement in enumerate(found, start=1):
        name, kind = CHANGEABLE[movement.entity]
        rows = tables.setdefault(name, list(getattr(snapshot, name)))
        if movement.operation is Operation.CREATE:
            rows.append(_record(kind, {"id": -number, **movement.after}))
        elif movement.operation is Operation.DELETE:
            gone = _typed(kind, movement.before)
            tables[name] = [row for row in rows if any(getattr(row, field) != value for field, value in gone.items())]
        else:
            updates.setdefault(name, {}).setdefault(movement.object_id, {}).update(_typed(kind, movement.after))
    for name, changed in updates.items():
        tables[name] = [row._replace(**changed[row.id]) if row.id in changed else row for row in tables[name]]
    frozen: dict[str, Any] = {name: tuple(rows) for name, rows in tables.items()}
    return replace(snapshot, **frozen)


def _record(kind: Any, stored: Mapping[str, Any]) -> Any:
    known = {name: value for name, value in stored.items() if name in kind._fields}
    return kind(**{**blank(kind), **_typed(kind, known)})


def _typed(kind: Any, stored: Mapping[str, Any]) -> dict[str, Any]:
    """Stored values as a record holds them."""
    hints = _hints(kind)
    return {name: _value(hints[name], value) for name, value in stored.items() if name in hints}


@cache
def _hints(kind: Any) -> dict[str, tuple[Any, ...]]:
    hints = get_type_hints(kind)
    return {name: get_args(hints[name]) or (hints[name],) for name in kind._fields}


def _value(kinds: tuple[Any, ...], value: Any) -> Any:
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, StrEnum) and value is not None:
            return kind(value)
        if kind is date and isinstance(value, str):
            return date.fromisoformat(value)
    return value


@cache
def blank(kind: Any) -> dict[str, Any]:
    """Every field as nobody's word."""
    found: dict[str, Any] = {}
    for name, kinds in _hints(kind).items():
        enumeration = next((k for k in kinds if isinstance(k, type) and issubclass(k, StrEnum)), None)
        found[name] = {} if name == "extra" else getattr(enumeration, "UNKNOWN", None)
    return found
