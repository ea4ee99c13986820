"""Awkward and hostile files that others made: each is read or refused with a reason, never anything else."""

from __future__ import annotations

import random
from pathlib import Path

from importers.reading import Limits, read_files
from importers.sheets import RawFile
from importers.tables import find_tables
from urbanism.errors import UnusableFile

SEED = 20260
DRAWN = 60
NASTY = ("OOM", "pass_protected", "issue", "errors", "latin", "encod", "empty", "1904", "merge", "header", "zip", "gz")


def drawn(folder: Path) -> list[str]:
    """The nasty ones and a draw of the others; all of them are run by `benchmarks/hostile_files.py`."""
    files = sorted(str(path) for path in folder.rglob("*") if path.is_file())
    nasty = [path for path in files if any(word in path for word in NASTY)]
    others = [path for path in files if path not in nasty]
    return nasty + random.Random(SEED).sample(others, min(DRAWN, len(others)))


def test_real_files_are_read_or_refused_and_every_row_is_accounted_for(shared: Path) -> None:
    paths = drawn(shared / "realdata" / "spreadsheets")
    results = list(read_files(paths, Limits()))
    assert len(results) == len(paths)
    for path, result in zip(paths, results, strict=True):
        if isinstance(result, UnusableFile):
            assert result.where == path
            assert result.what
            assert result.remedy
            continue
        for sheet in result.sheets:
            written = {number for number, row in enumerate(sheet.rows, 1) if row}
            tables = find_tables(sheet)
            told = {number for table in tables for number in table.row_numbers}
            told |= {ignored.row_number for table in tables for ignored in table.ignored}
            assert told == written, (path, sheet.name)


def test_known_real_files_are_read_as_a_person_would(shared: Path) -> None:
    spreadsheets = shared / "realdata" / "spreadsheets"
    expected = {
        spreadsheets / "interior_ministry" / "Applications.csv": ("Nom", 1),
        spreadsheets / "frictionless" / "skip-rows.csv": ("id", 3),
        spreadsheets / "frictionless" / "table-10x10k.csv": ("string", 9_999),
        shared / "realdata" / "municipal_us" / "san_francisco_systems.csv": ("ID", 463),
        shared / "realdata" / "municipal_uk" / "planning_software.csv": ("lpa", 376),
        shared / "realdata" / "municipal_uk" / "library_systems.json": ("Name", 209),
    }
    for path, result in zip(expected, read_files([str(path) for path in expected]), strict=True):
        assert isinstance(result, RawFile)
        (table,) = find_tables(result.sheets[0])
        assert (table.headers[0], len(table.rows)) == expected[path]
