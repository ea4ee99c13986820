"""Estates made by hand, put into a database: what a test of exports starts from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from databases import database_at
from sqlalchemy import Engine

from importers.run import ImportPreview, apply_import, prepare_import
from urbanism.exports import estate_workbook
from urbanism.snapshot import Snapshot
from urbanism.store import apply_plan, load_snapshot, open_database
from urbanism.store.apply import read_base
from urbanism.store.changes import Creations, Plan
from urbanism.store.snapshots import SOURCES
from urbanism.store.tables import TABLES
from urbanism.vocabulary import Origin

NOMENCLATURE = ("zones", "districts", "sectors", "blocks")


def database(path: Path, snapshot: Snapshot, tables: tuple[str, ...] = tuple(SOURCES)) -> Engine:
    """A database that holds some tables of an estate."""
    engine = open_database(database_at(path))
    order = list(TABLES)
    creations = [
        Creations(SOURCES[table][0], SOURCES[table][1]._fields, [_stored(row) for row in getattr(snapshot, table)])
        for table in sorted(tables, key=lambda table: order.index(SOURCES[table][0]))
        if getattr(snapshot, table)
    ]
    apply_plan(engine, Plan("essai", "jeu d’essai", Origin.EDIT, read_base(engine), creations=creations))
    return engine


def _stored(row: Any) -> tuple[Any, ...]:
    return tuple(_value(name, value) for name, value in zip(row._fields, row, strict=True))


def _value(name: str, value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return dict(value or {}) or None if name in ("extra", "settings") else value


def exported(engine: Engine, path: Path, commune_id: int | None = None) -> Path:
    """The workbook of the estate of a database."""
    path.write_bytes(estate_workbook(load_snapshot(engine), commune_id))
    return path


def imported(engine: Engine, *paths: Path) -> ImportPreview:
    """What importing files did to a database."""
    preview = prepare_import(engine, [str(path) for path in paths])
    apply_import(engine, preview)
    return preview


def issues(preview: ImportPreview) -> list[str]:
    """What an import asked a person to look at."""
    return [f"{i.code} {i.cell} {i.message}" for file in preview.files for t in file.tables for i in t.issues]
