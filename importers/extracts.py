"""Extracts of referentials, read to be compared: the largest table of a file, as texts and days. Nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from importers.contents import sample
from importers.readers import refusals
from importers.reading import Limits, read_files
from importers.sheets import RawFile
from importers.tables import Table, find_tables
from importers.values import says_nothing, show
from importers.values.dates import day_comes_first, read_date
from urbanism.comparing import Extract, ExtractColumn
from urbanism.errors import UnusableFile
from urbanism.french import count

DATED = 0.9
"""Share of a column's sample that must read as days for it to be a column of days."""
LIMITS = Limits(seconds=60, cells=5_000_000)


@dataclass(frozen=True, slots=True)
class ReadExtract:
    """An extract, and what a person should know about its reading (French sentences)."""

    extract: Extract
    notes: tuple[str, ...]


def read_extract(path: str, name: str = "", limits: Limits = LIMITS) -> ReadExtract:
    """The largest table of a file, under a name (the file's, by default). Raises as `read_extracts`."""
    return next(read_extracts([path], [name], limits))


def read_extracts(paths: Sequence[str], names: Sequence[str], limits: Limits = LIMITS) -> Iterator[ReadExtract]:
    """The largest table of each file, under a name ("" for the file's); the next is read while one is worked on.

    Raises:
        UnusableFile: a file cannot be read, or holds no table of two rows.
    """
    for path, name, result in zip(paths, names, read_files(paths, limits), strict=True):
        if isinstance(result, UnusableFile):
            raise result
        yield _extract(result, name or PurePath(path).stem)


def _extract(file: RawFile, name: str) -> ReadExtract:
    tables = [table for sheet in file.sheets for table in find_tables(sheet)]
    table = max(tables, key=lambda found: len(found.rows) * len(found.headers), default=None)
    if table is None:
        raise refusals.empty(file.path)
    if len(table.rows) < 2:
        raise refusals.not_a_spreadsheet(file.path, "sa plus grande table n’a pas deux lignes")
    notes = [note.message for note in file.notes]
    if len(tables) > 1:
        others = count(len(tables) - 1, "autre table laissée", "autres tables laissées")
        notes.append(f"La plus grande table est comparée (feuille « {table.sheet} ») ; {others} de côté.")
    columns = []
    for header, cells in zip(table.headers, zip(*table.rows, strict=True), strict=True):
        column, problem = _column(header, cells)
        columns.append(column)
        if problem:
            notes.append(problem)
    return ReadExtract(Extract(name, tuple(columns), _numbers(file, table)), tuple(notes))


def _numbers(file: RawFile, table: Table) -> Sequence[int]:
    """The rows' places in the file; features of GeoJSON count from 1."""
    return [number - 1 for number in table.row_numbers] if file.format == "geojson" else table.row_numbers


def _column(header: str, cells: Sequence[Any]) -> tuple[ExtractColumn, str]:
    """A column as texts, or as ISO days where nearly all are; and what could not be read of it."""
    distinct = sample(cells)
    days_first = day_comes_first(cells)
    if distinct and sum(_is_day(cell, days_first) for cell in distinct) >= DATED * len(distinct):
        return _days(header, cells, days_first)
    texts = {cell: _text(cell) for cell in set(cells)}
    return ExtractColumn(header, [texts[cell] for cell in cells]), ""


def _days(header: str, cells: Sequence[Any], day_first: bool) -> tuple[ExtractColumn, str]:
    readings = {cell: read_date(cell, day_first=day_first) for cell in set(cells)}
    wrong = sum(readings[cell].problem is not None for cell in cells)
    problem = f"« {header} » : {count(wrong, 'date illisible', 'dates illisibles')}, laissées de côté." if wrong else ""
    return ExtractColumn(header, [readings[cell].value or "" for cell in cells], is_date=True), problem


def _is_day(cell: Any, day_first: bool) -> bool:
    if isinstance(cell, date):
        return True
    if not isinstance(cell, str) or cell.replace(" ", "").isdecimal():  # a year, a code, a telephone number
        return False
    return read_date(cell, day_first=day_first).problem is None


def _text(cell: Any) -> str:
    text = show(cell)
    return "" if says_nothing(text) else text
