"""What the importer's tests share: fresh estates, files written on the spot, the measures of `benchmarks/`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from databases import copy_of, database_at
from importing import ImportRows, WriteTable
from sqlalchemy import Engine

from importers.readers.opened import clean
from importers.run import ImportPreview, apply_import, prepare_import
from importers.sheets import RawFile, RawSheet
from importers.sources import Source
from urbanism.store import open_estate

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))


@pytest.fixture(scope="session")
def empty_estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that holds the shipped nomenclature and nothing else, made once."""
    path = tmp_path_factory.mktemp("estate") / "empty.sqlite"
    open_estate(database_at(path)).dispose()
    return path


@pytest.fixture
def estate(tmp_path: Path, empty_estate: Path) -> Iterator[Engine]:
    """An estate of one's own, empty but for the nomenclature."""
    engine = open_estate(copy_of(empty_estate, tmp_path / "estate.sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def write_table(tmp_path: Path) -> WriteTable:
    """Write rows as a semicolon file in a folder of their own; returns its path."""

    def write(name: str, rows: Sequence[Sequence[object]]) -> str:
        path = tmp_path / "files" / name
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)
        return str(path)

    return write


@pytest.fixture
def import_rows(monkeypatch: pytest.MonkeyPatch) -> ImportRows:
    """The import, from the cells on: whatever a reader might hand over."""

    def run(
        engine: Engine,
        rows: Sequence[Sequence[object]],
        *,
        sheet: str = "Applications",
        name: str = "Saint-Aubin.xlsx",
        apply: bool = True,
    ) -> ImportPreview:
        source = Source(name, Path(name))
        cells = list(clean([list(row) for row in rows]))
        raw = RawFile(name, "xlsx", (RawSheet(sheet, cells),))
        monkeypatch.setattr("importers.run.open_sources", lambda _paths: nullcontext([source]))
        monkeypatch.setattr("importers.run.read_sources", lambda _sources, readings: iter([(source, raw)]))
        preview = prepare_import(engine, [name])
        if apply:
            apply_import(engine, preview)
        return preview

    return run
