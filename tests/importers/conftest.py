"""What the importer's tests share: fresh estates, files written on the spot, the measures of `benchmarks/`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine

from urbanism.store import open_estate

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

WriteTable = Callable[[str, Sequence[Sequence[object]]], str]


@pytest.fixture
def estate(tmp_path: Path) -> Iterator[Engine]:
    """An estate that holds the shipped nomenclature and nothing else."""
    engine = open_estate(f"sqlite:///{tmp_path / 'estate.sqlite'}")
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
