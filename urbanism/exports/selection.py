"""The part of an estate that concerns one commune, with everything that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from importers.exported.layout import SHEETS, Link, Sheet
from urbanism.snapshot import Snapshot

_SHARED = ("suites", "products", "editors", "projects")
"""Tables of which only the objects that are named are taken, each before those it names itself."""


def of_commune(snapshot: Snapshot, commune_id: int) -> Snapshot:
    """The objects of a commune, the editors, products… that they name, and the whole nomenclature.

    Every commune stays: pooled applications name those they serve, interfaces those they reach.
    """
    kept: dict[str, list[Any]] = {}
    for sheet in SHEETS:
        kept[sheet.table] = [record for record in getattr(snapshot, sheet.table) if _is_of(record, commune_id)]
    applications = {record.id for record in kept["applications"]}
    kept["data_uses"] = [use for use in snapshot.data_uses if use.application_id in applications]
    processes = {record.id for record in kept["processes"]}
    kept["process_steps"] = [step for step in snapshot.process_steps if step.process_id in processes]
    for table in ("communes", "data_objects", "external_systems"):
        kept[table] = list(getattr(snapshot, table))
    kept["identity_decisions"] = []
    for table in reversed([sheet.table for sheet in SHEETS if sheet.table in _SHARED]):
        named = _named(kept, table)
        kept[table] = [record for record in getattr(snapshot, table) if record.id in named]
    projects = {record.id for record in kept["projects"]}
    kept["project_data_objects"] = [use for use in snapshot.project_data_objects if use.project_id in projects]
    named = {identifier for table in _SHARED for identifier in (record.id for record in kept[table])}
    kept["aliases"] = [
        alias for alias in snapshot.aliases if named & {alias.editor_id, alias.suite_id, alias.product_id}
    ]
    tables: dict[str, Any] = {table: tuple(rows) for table, rows in kept.items()}
    return replace(snapshot, **tables, **_associations(snapshot, kept))


def _is_of(record: Any, commune_id: int) -> bool:
    return getattr(record, "commune_id", None) == commune_id


def _named(kept: dict[str, list[Any]], table: str) -> set[int]:
    """The objects of a table that the rows taken name."""
    return {
        identifier
        for sheet in SHEETS
        for name in _fields_to(sheet, table)
        for identifier in (getattr(record, name) for record in kept[sheet.table])
        if identifier is not None
    }


def _fields_to(sheet: Sheet, table: str) -> Iterable[str]:
    return [column.name for column in sheet.columns if isinstance(column, Link) and column.table == table]


def _associations(snapshot: Snapshot, kept: dict[str, list[Any]]) -> dict[str, Any]:
    """The associations of the rows taken; of the communes, only this one says which blocs it must cover."""
    found: dict[str, Any] = {}
    for sheet in SHEETS:
        owners = {record.id for record in kept[sheet.table]}
        for many in sheet.lists:
            found[many.table] = tuple(
                record for record in getattr(snapshot, many.table) if getattr(record, many.owner) in owners
            )
    return found
