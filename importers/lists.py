"""Any list that a spreadsheet holds, to be matched: its rows as texts, and the column that names each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from importers.claims import columns_of
from importers.contents import Known, sample
from importers.headers import is_measure
from importers.profiles import EMPTY
from importers.readers import refusals
from importers.sheets import Cell, RawFile, RawSheet
from importers.sources import open_sources, read_sources
from importers.tables import Table, fill_merged, find_tables
from importers.understanding import SURE, understand
from importers.values import fold, says_nothing, show
from urbanism.errors import UnusableFile

NAMING_FIELDS = ("name", "product", "editor", "commune")
"""The fields whose column names a row, best first."""
NAMING_HEADERS = (
    *("nom", "name", "title", "titre", "intitule", "libelle", "designation", "label"),
    *("logiciel", "software", "produit", "product", "application", "systeme", "system", "editeur", "vendor"),
)
"""Headers that name a row where no field is recognised, best first."""
ONE_TABLE = ("csv", "json", "geojson")
"""Formats that hold one table, whose every line below the header is a row."""


@dataclass(frozen=True, slots=True)
class NamedList:
    """The rows of a list, from 0 below its header; blank rows are counted, and hold nothing.

    Attributes:
        path: the file, as it was given.
        headers: one a column, unique.
        rows: texts, each row as long as `headers`; "" where the cell is empty or says "unknown".
        naming: the position of the column that names a row, as a person would choose it.
    """

    path: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    naming: int


def read_list_file(path: str) -> NamedList:
    """The largest table of a file of any spreadsheet format. Raises `UnusableFile`."""
    if Path(path).is_dir():
        raise refusals.not_a_spreadsheet(path, "c’est un dossier")
    with open_sources([path]) as sources:
        results = [result for _source, result in read_sources(sources)]
    refused = next((result for result in results if isinstance(result, UnusableFile)), None)
    files = [result for result in results if isinstance(result, RawFile)]
    found = [(file, sheet, table) for file in files for sheet in file.sheets for table in find_tables(sheet)]
    if not found or (refused is not None and not files):
        raise refused or refusals.empty(path)
    file, sheet, table = max(found, key=lambda place: len(place[2].rows) * len(place[2].headers))
    if file.format in ONE_TABLE:
        table = find_tables(sheet)[0]
    rows = _rows(sheet, table, to_the_end=file.format in ONE_TABLE)
    return NamedList(path, table.headers, rows, _naming(table, sheet, path))


def _rows(sheet: RawSheet, table: Table, *, to_the_end: bool) -> tuple[tuple[str, ...], ...]:
    """Every row below the header: a name that reads as a subtotal ("Total Training") is a name here."""
    every = fill_merged(sheet)
    start = table.header_rows[-1] if table.header_rows else min(table.row_numbers, default=1) - 1
    last = max((*table.row_numbers, *(row.row_number for row in table.ignored)), default=0)
    return tuple(_texts(row, table.columns) for row in every[start : len(every) if to_the_end else last])


def _texts(row: Sequence[Cell], columns: Sequence[int]) -> tuple[str, ...]:
    texts = (show(row[column]) if column < len(row) else "" for column in columns)
    return tuple("" if says_nothing(text) else text for text in texts)


def _naming(table: Table, sheet: RawSheet, path: str) -> int:
    """The column that a person would choose: what an import takes for the name, else a telling header, else words."""
    fields = understand(columns_of(table, Known()), (sheet.name, "", PurePath(path).name), EMPTY).fields
    headers = [fold(header) for header in table.headers]
    if "name" in fields and fields["name"].confidence >= SURE:
        return fields["name"].position
    for header in NAMING_HEADERS:
        if header in headers:
            return headers.index(header)
    for field in NAMING_FIELDS:
        if field in fields:
            return fields[field].position
    return max(range(len(headers)), key=lambda position: (_distinct_words(table, position), -position), default=0)


def _distinct_words(table: Table, position: int) -> int:
    """How many different texts a column's sample holds, in tens: the first of equally varied columns wins."""
    return sum(not is_measure(cell) for cell in sample([row[position] for row in table.rows[:2000]])) // 10
