"""Refused rows come out as they were written, with reasons, and go back in once mended."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from databases import database_at
from sqlalchemy import Engine

from importers.rejected import rejected_workbook
from importers.run import ImportPreview, apply_import, prepare_import
from urbanism.cli import main
from urbanism.store import load_snapshot, open_estate

HEADERS = ["Code", "Nom de l'application", "Éditeur", "Coût annuel (k€)", "Mise en service", "Couleur"]
ROWS = [
    ["A1", "Melodie", "Arpege", 12.5, "01/02/2020", "bleu"],
    ["A1", "=Concerto", "Arpege", "7,5 k€", "03/04/2021", "rouge"],
    [None, None, "Ciril", 3, None, "vert"],
    ["007", "Civil", "Ciril", 4, None, None],
]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "base.sqlite"))


def write_book(path: Path, sheets: dict[str, list[list[Any]]]) -> str:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row, cells in enumerate(rows, start=1):
            for column, value in enumerate(cells, start=1):
                cell = page.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
    book.save(path)
    return str(path)


def load(engine: Engine, *paths: str) -> ImportPreview:
    preview = prepare_import(engine, paths)
    apply_import(engine, preview)
    return preview


def rejected(preview: ImportPreview) -> openpyxl.Workbook:
    content = rejected_workbook(preview)
    assert content is not None
    return openpyxl.load_workbook(BytesIO(content))


@pytest.fixture
def preview(engine: Engine, tmp_path: Path) -> ImportPreview:
    return load(engine, write_book(tmp_path / "Saint-Aubin.xlsx", {"Logiciels": [HEADERS, *ROWS]}))


def test_refused_rows_stand_as_written_with_the_reason_and_the_remedy(preview: ImportPreview) -> None:
    assert preview.counts()["rejected"] == 2
    page = rejected(preview)["Logiciels"]
    lines = [list(row) for row in page.iter_rows(values_only=True)]
    assert lines[0] == [*HEADERS, "Commune", "Ligne d’origine", "Pourquoi", "Que faire"]
    assert lines[1][:8] == [*ROWS[1], "Saint-Aubin", 3]
    assert "désigne déjà un autre objet" in lines[1][8]
    assert lines[1][9].startswith("Donnez-lui un autre code")
    assert lines[2][:8] == [*ROWS[2], "Saint-Aubin", 4]
    assert all(lines[2][8:])
    assert page.cell(2, 2).data_type == "s"


def test_the_mended_workbook_goes_back_in(engine: Engine, preview: ImportPreview, tmp_path: Path) -> None:
    book = rejected(preview)
    page = book["Logiciels"]
    page["A2"] = "A2"
    page["B3"] = "Paie"
    page["B2"].data_type = "s"
    book.save(tmp_path / "à corriger.xlsx")
    again = load(engine, str(tmp_path / "à corriger.xlsx"))
    counts = again.counts()
    assert (counts["created"], counts["rejected"], counts["retired"]) == (2, 0, 0)
    snapshot = load_snapshot(engine)
    assert [commune.name for commune in snapshot.communes] == ["Saint-Aubin"]
    mended = {application.name: application for application in snapshot.applications}
    assert mended.keys() == {"Melodie", "=Concerto", "Paie", "Civil"}
    assert mended["=Concerto"].yearly_cost == 7500
    assert mended["Paie"].yearly_cost == 3000
    assert mended["Paie"].extra == {"Couleur": "vert"}


def test_the_added_columns_are_left_aside_and_it_is_said(
    engine: Engine, preview: ImportPreview, tmp_path: Path
) -> None:
    rejected(preview).save(tmp_path / "refus.xlsx")
    again = prepare_import(engine, [str(tmp_path / "refus.xlsx")])
    columns = {column.header: column for file in again.files for t in file.tables for column in t.guess.columns}
    for header in ("Ligne d’origine", "Pourquoi", "Que faire"):
        assert columns[header].field is None
        assert columns[header].reason == "colonne de l’import, laissée de côté"


def test_what_is_not_mended_is_refused_again(engine: Engine, preview: ImportPreview, tmp_path: Path) -> None:
    path = tmp_path / "refus.xlsx"
    path.write_bytes(rejected_workbook(preview) or b"")
    again = prepare_import(engine, [str(path)])
    assert again.counts()["rejected"] == again.counts()["rows_read"] - again.counts()["ignored"] == 2
    as_written = [row[:6] for row in rejected(again)["Logiciels"].iter_rows(min_row=2, values_only=True)]
    assert as_written == [tuple(ROWS[1]), tuple(ROWS[2])]


def test_nothing_refused_gives_no_workbook(engine: Engine, tmp_path: Path) -> None:
    clean = load(engine, write_book(tmp_path / "Bourg.xlsx", {"Logiciels": [HEADERS, ROWS[0], ROWS[3]]}))
    assert rejected_workbook(clean) is None


def test_several_files_with_sheets_of_one_name(engine: Engine, tmp_path: Path) -> None:
    paths = [write_book(tmp_path / f"{name}.xlsx", {"Logiciels": [HEADERS, *ROWS]}) for name in ("Bourg", "Val")]
    book = rejected(load(engine, *paths))
    assert book.sheetnames == ["Lisez-moi", "Logiciels", "Logiciels (2)"]
    assert [book[name]["G2"].value for name in book.sheetnames[1:]] == ["Bourg", "Val"]


def test_the_command_writes_it(tmp_path: Path) -> None:
    source = write_book(tmp_path / "Bourg.xlsx", {"Logiciels": [HEADERS, *ROWS]})
    database, path = database_at(tmp_path / "b.sqlite"), tmp_path / "refus.xlsx"
    assert main(["import", source, "--database", database, "--rejected", str(path)]) == 1
    assert "Logiciels" in openpyxl.load_workbook(path).sheetnames
