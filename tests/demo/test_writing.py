"""The workbooks: fifteen hands, the same content for the same seed, and a truth that says what each row holds."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from urbanism.demo import generate, write, write_demo
from urbanism.demo.layout import layouts_for, shipped_layouts
from urbanism.demo.records import Application, Contract, DataUse, Interface, Processing, ProcessStep, Referential

COMMITTED = Path(__file__).parents[2] / "data" / "demo"
LIMIT = 2_000_000
"""Bytes that the committed sample may take."""


def read(path: Path) -> dict[str, list[list[Any]]]:
    """Every sheet of a file, rows from the first, cells as they are."""
    if path.suffix == ".csv":
        with path.open(encoding="cp1252", newline="") as file:
            return {path.stem: list(csv.reader(file, delimiter=";"))}
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write_demo(folder)
    return folder


@pytest.fixture(scope="module")
def truth(written: Path) -> Any:
    return json.loads((written / "truth.json").read_text(encoding="utf-8"))


def workbooks(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".xlsx", ".ods", ".csv"))


def test_the_committed_sample_is_what_the_command_writes(written: Path) -> None:
    committed = workbooks(COMMITTED)
    assert [path.name for path in committed] == [path.name for path in workbooks(written)]
    for path in committed:
        assert read(path) == read(written / path.name), path.name
    assert sum(path.stat().st_size for path in committed) < LIMIT


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        write_demo(tmp_path / folder, seed=11, applications=320, communes=14)
    for path in (tmp_path / "first").iterdir():
        assert path.read_bytes() == (tmp_path / "second" / path.name).read_bytes(), path.name


def test_every_workbook_says_that_it_is_invented_and_whose_it_is(written: Path) -> None:
    for path in workbooks(written):
        text = json.dumps(read(path), ensure_ascii=False, default=str).lower()
        assert "jeu fictif" in text, path.name
        assert path.stem in {"Projets", *(holder.name for holder in generate().holders)}


def test_fifteen_different_hands() -> None:
    layouts = shipped_layouts()
    assert len(layouts) == 15
    assert len({layout.sheets[0].columns for layout in layouts}) == 15
    assert {layout.format for layout in layouts} == {"xlsx", "ods", "csv"}
    sheets = [sheet for layout in layouts for sheet in layout.sheets]
    assert any(sheet.two_lines for sheet in sheets)
    assert any(sheet.subtotal for sheet in sheets)
    assert any(sheet.repeat for sheet in sheets)
    assert any(sheet.hidden for sheet in sheets)
    assert any(sheet.indent for sheet in sheets)
    assert any(not layout.codes.applications for layout in layouts)
    assert any("block" not in layout.fields("applications") for layout in layouts)


def test_layouts_write_fields_that_exist() -> None:
    records = {
        "applications": Application,
        "interfaces": Interface,
        "referentials": Referential,
        "contracts": Contract,
        "data_uses": DataUse,
        "processings": Processing,
        "process_steps": ProcessStep,
    }
    for layout in shipped_layouts():
        for sheet in layout.sheets:
            fields = {column.field.partition(".")[0] for column in sheet.columns} - {"", "note", "commune"}
            if sheet.table in records:
                assert fields <= {*records[sheet.table]._fields, "cost_total"}, sheet.name


def test_a_text_file_holds_one_sheet() -> None:
    for layout in shipped_layouts():
        if layout.format == "csv":
            assert len({sheet.name for sheet in layout.sheets}) == 1


def test_holders_that_record_legal_bases_have_columns_for_them() -> None:
    world = generate()
    for holder, layout in zip(world.holders, layouts_for(len(world.holders)), strict=True):
        if holder.thorough:
            assert {"personal_data", "legal_basis", "agreement"} <= layout.fields("interfaces")


def test_the_truth_points_at_the_right_rows(written: Path, truth: Any) -> None:
    """Every expected name or code that the row writes as it is stands in that row of that sheet."""
    rows = 0
    for file, sheets in truth["expected_fields"].items():
        content = read(written / file)
        for sheet, expected in sheets.items():
            lines = content[sheet] if sheet in content else content[Path(file).stem]
            for number, fields in expected.items():
                cells = {str(cell).strip() for cell in lines[int(number) - 1]}
                anchors = {fields[key] for key in ("name", "reference", "process") if key in fields}
                assert anchors <= cells, (file, sheet, number)
                rows += 1
    assert rows > 5000


def test_the_truth_counts_every_record(truth: Any) -> None:
    world = generate()
    codes = [
        fields["code"]
        for sheets in truth["expected_fields"].values()
        for expected in sheets.values()
        for fields in expected.values()
        if "code" in fields
    ]
    assert set(codes) >= {a.code for a in world.applications} | {f.code for f in world.interfaces}
    assert truth["applications"] == len(world.applications) == 1200
    assert sum(map(len, truth["products"].values())) > 1000
    assert {case["code"] for case in truth["planted"]} >= {"R03", "R07", "R17", "R32", "R34"}


def test_an_amount_in_thousands_and_a_long_date_keep_their_value(written: Path, truth: Any) -> None:
    """Two hands, one line each, read by eye in the files."""
    thousands = truth["expected_fields"]["Montarvelle.xlsx"]["Parc informatique"]
    cells = read(written / "Montarvelle.xlsx")["Parc informatique"]
    number, fields = next((n, f) for n, f in thousands.items() if f.get("cost_licence"))
    assert f"{fields['cost_licence'] / 1000:.1f} k€".replace(".", ",") in cells[int(number) - 1]
    long = truth["expected_fields"]["Saint-Aubin-des-Prés.xlsx"]["Logiciels par service"]
    cells = read(written / "Saint-Aubin-des-Prés.xlsx")["Logiciels par service"]
    number, fields = next((n, f) for n, f in long.items() if str(f.get("started_on", ""))[5:] == "09-01")
    assert f"1 septembre {fields['started_on'][:4]}" in cells[int(number) - 1]


def test_a_world_is_written_where_it_is_told(tmp_path: Path) -> None:
    summary = write(generate(3, 100, 3), tmp_path / "a" / "b")
    assert summary.applications == 100
    assert sorted(summary.files) == [path.name for path in workbooks(tmp_path / "a" / "b")]
