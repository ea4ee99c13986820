"""Random tables come back as they were written; damaged files give a reading or a refusal, never another error."""

from __future__ import annotations

import contextlib
import csv
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from bombs import cell, ods, row, xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.readers import read_file
from importers.reading import read_files
from importers.sheets import Cell, RawFile
from urbanism.errors import UnusableFile

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
TEXTS = WORDS.filter(lambda text: text.strip() != "")
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 3))
CELLS: st.SearchStrategy[Cell] = (
    st.none() | TEXTS | NUMBERS | st.booleans() | st.dates(date(1950, 1, 1), date(2100, 1, 1))
)
TEXT_TABLES = st.integers(2, 6).flatmap(
    lambda width: st.lists(st.lists(TEXTS, min_size=width, max_size=width), min_size=2, max_size=12)
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=60, deadline=None)
@given(table=TEXT_TABLES, separator=st.sampled_from(";,\t|"))
def test_text_tables_come_back(folder: Path, table: list[list[str]], separator: str) -> None:
    path = folder / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    assert read_file(path).sheets[0].rows == table


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=10))
def test_workbook_cells_come_back(folder: Path, rows: list[list[Cell]]) -> None:
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet()
        for index, cells in enumerate(rows):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(index, column, value)
                elif isinstance(value, date):
                    sheet.write_datetime(index, column, value, day)
                elif value is not None:
                    sheet.write(index, column, value)
    read = read_file(path).sheets[0].rows
    assert read == trimmed(rows)
    assert [[type(value) for value in cells] for cells in read] == [
        [int if type(v) is float and v.is_integer() else type(v) for v in cells] for cells in trimmed(rows)
    ]


def trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    cut = []
    for cells in rows:
        last = max((column for column, value in enumerate(cells) if value is not None), default=-1)
        cut.append(cells[: last + 1])
    while cut and not cut[-1]:
        cut.pop()
    return cut


ODS_ROW = (
    '<table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    "</table:table-row>"
)
WHOLE = {
    "xlsx": xlsx(row(1, cell("A1", "Nom"), cell("B1", "Code")) + row(2, cell("A2", "A"), '<c r="B2"><v>7</v></c>')),
    "ods": ods(ODS_ROW),
    "csv": 'Libellé;Coût\n"été";12,5\n'.encode("cp1252"),
    "json": b'[{"nom": "Ciril", "objets": ["voie"]}]',
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A format, and a file of that format with some bytes changed, and perhaps its end missing."""
    name = draw(st.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[name])
    for place in draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = draw(st.integers(0, 255))
    length = draw(st.just(len(content)) | st.integers(1, len(content)))
    return name, bytes(content[:length])


@settings(max_examples=40, deadline=None)
@given(files=st.lists(damaged(), min_size=10, max_size=10))
def test_damaged_files_give_a_reading_or_a_refusal(folder: Path, files: list[tuple[str, bytes]]) -> None:
    paths = [folder / f"abime{number}.{name}" for number, (name, _) in enumerate(files)]
    for path, (_, content) in zip(paths, files, strict=True):
        path.write_bytes(content)
    results = list(read_files([str(path) for path in paths]))
    assert [result.path if isinstance(result, RawFile) else result.where for result in results] == list(map(str, paths))
    assert not {result.code for result in results if isinstance(result, UnusableFile)} & {
        "fichier_illisible",
        "lecture_trop_longue",
        "fichier_trop_volumineux",
    }


@settings(max_examples=100, deadline=None)
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_give_a_reading_or_a_refusal(folder: Path, content: bytes) -> None:
    path = folder / "octets.csv"
    path.write_bytes(content)
    with contextlib.suppress(UnusableFile):
        assert read_file(path).sheets
