"""What the exported workbook promises: it imports back without a difference, here and elsewhere."""

from __future__ import annotations

from io import BytesIO
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from databases import copy_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from importers.exported.layout import LISTS, README, SHEETS, End, Link
from importers.exported.reading import read_list
from importers.run import apply_import, prepare_import
from tests.exports.rich_estate import TRAPS, rich_estate
from tests.exports.sameness import differences
from tests.exports.storing import NOMENCLATURE, database, exported, imported, issues
from urbanism.exports import estate_workbook
from urbanism.exports.columns import write_list
from urbanism.snapshot import Snapshot
from urbanism.store import load_snapshot, open_database
from urbanism.store.snapshots import SOURCES

EXTRAS = (
    {"Code": "12 k€ / an", "Remarque": "=2*3", "Année": 2019, "Ouvert": True},
    {"Attribut : Code": "x", "Remarque": "007", "Ratio": 0.1},
    {},
)


def trapped() -> Snapshot:
    numbers, traps, extras = count(), cycle(TRAPS), cycle(EXTRAS)
    return rich_estate(lambda: f"{next(traps)} {next(numbers)}", lambda: next(extras))


@pytest.fixture(scope="module")
def trapped_estate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of traps, and its workbook « export.xlsx » beside it."""
    path = tmp_path_factory.mktemp("trapped") / "base.sqlite"
    engine = database(path, trapped())
    exported(engine, path.with_name("export.xlsx"))
    engine.dispose()
    return path


def round_trip(snapshot: Snapshot, folder: Path) -> None:
    """Export, import over the same database, then into an empty one: nothing must change."""
    here = database(folder / "ici.sqlite", snapshot)
    path = exported(here, folder / "export.xlsx")
    again = imported(here, path)
    assert again.plan.is_empty, issues(again)
    counts = again.counts()
    assert counts["created"] == counts["updated"] == counts["rejected"] == counts["retired"] == 0
    assert issues(again) == []
    elsewhere = database(folder / "ailleurs.sqlite", snapshot, NOMENCLATURE)
    imported(elsewhere, path)
    assert differences(load_snapshot(here), load_snapshot(elsewhere)) == {}


def test_traps_come_back_as_they_were(tmp_path: Path) -> None:
    round_trip(trapped(), tmp_path)


LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
STARTS = ("", "=", "+", "-", "@", "\t", "\r", "'", '"', " ", "Total", "#N/A", "_x0041_", "🏛", "\u202e", "عدد")
TEXTS = st.builds(
    "{}{}{}".format, st.sampled_from(STARTS), st.text(LETTERS, max_size=300), st.sampled_from(["", "\n", " ", ";", '"'])
)
VALUES = st.one_of(TEXTS.filter(str.strip), st.integers(-(10**9), 10**9), st.booleans(), st.floats(-1e6, 1e6))


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(TEXTS, min_size=8, max_size=8), st.dictionaries(TEXTS, VALUES, max_size=4))
def test_any_text_comes_back_as_it_was(texts: list[str], extra: dict[str, Any]) -> None:
    numbers, words = count(), cycle(texts)
    with TemporaryDirectory() as folder:
        round_trip(rich_estate(lambda: f"{next(words)}{next(numbers)}", lambda: extra), Path(folder))


CELLS = st.one_of(st.none(), TEXTS, st.integers(-(10**12), 10**12), st.booleans(), st.floats(-1e9, 1e9), st.dates())
EDITS = st.tuples(st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 40), CELLS)
"""Which sheet, which row, which column, what a person puts there."""


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 3), st.integers(1, 40), CELLS), min_size=1, max_size=30)
)
def test_a_workbook_mended_anyhow_is_read_or_refused_row_by_row(
    trapped_estate: Path, edits: list[tuple[int, int, int, Any]]
) -> None:
    with TemporaryDirectory() as folder:
        engine = open_database(copy_of(trapped_estate, Path(folder) / "base.sqlite"))
        path = Path(folder) / "export.xlsx"
        book = openpyxl.load_workbook(trapped_estate.with_name("export.xlsx"))
        for sheet, row, column, value in edits:
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
            book.worksheets[sheet % len(book.worksheets)].cell(row, column).value = value
        book.save(path)
        preview = prepare_import(engine, [str(path)])
        counts = preview.counts()
        outcomes = ("created", "updated", "unchanged", "rejected", "ignored")
        assert counts["rows_read"] == sum(counts[name] for name in outcomes)
        apply_import(engine, preview)


def test_another_code_with_a_name_already_borne_is_refused(trapped_estate: Path, tmp_path: Path) -> None:
    engine = open_database(copy_of(trapped_estate, tmp_path / "base.sqlite"))
    book = openpyxl.load_workbook(trapped_estate.with_name("export.xlsx"))
    sheet = book["Objets de données"]
    code = next(cell.column for cell in sheet[1] if cell.value == "Code")
    sheet.cell(2, code).value = "un autre code"
    book.save(tmp_path / "export.xlsx")
    again = imported(engine, tmp_path / "export.xlsx")
    assert [issue.split()[:2] for issue in issues(again)] == [["nom_en_double", "B2"]]
    assert again.counts()["rejected"] == 1


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=5))
def test_lists_come_back_item_by_item(items: list[str]) -> None:
    assert read_list(write_list(items)) == tuple(items)


def test_texts_too_long_for_a_cell_go_on_in_the_next_column(tmp_path: Path) -> None:
    numbers = count()
    round_trip(
        rich_estate(lambda: f"{'é' * 70_000}{next(numbers)}" if next(numbers) == 14 else f"t{next(numbers)}", dict),
        tmp_path,
    )


def test_more_extra_attributes_than_columns_share_one(tmp_path: Path) -> None:
    numbers = count()
    round_trip(rich_estate(lambda: f"t{next(numbers)}", lambda: {f"a{n}": "v" for n in range(450)}), tmp_path)


def test_every_table_is_written_or_said_to_be_left_out() -> None:
    associations = {many.table for sheet in SHEETS for many in sheet.lists}
    nomenclature = {*NOMENCLATURE, "external_system_blocks", "data_object_blocks"}
    left_out = {"diagnostics", "signed_diagnoses", "reserves", "waivers", "campaigns", "attestations", "scenarios"}
    left_out |= {"intended_changes", "project_documents"}
    left_out |= {"campaign_communes", "campaign_questions", "campaign_answers", "review_marks", "assignments"}
    left_out |= {"remarks", "proposals", "signed_unknowns", "extract_comparisons"}
    assert {sheet.table for sheet in SHEETS} | associations | nomenclature | left_out == set(SOURCES)


def test_no_header_is_used_twice_in_a_sheet() -> None:
    for sheet in SHEETS:
        labels = [column.label for column in sheet.columns]
        labels += [
            column.scope_label for column in sheet.columns if isinstance(column, Link | End) and column.scope_label
        ]
        labels += [column.kind_label for column in sheet.columns if isinstance(column, End)]
        labels += [
            label for many in sheet.lists for label in (many.label, many.scope_label, many.figure_label) if label
        ]
        assert len(labels) == len(set(labels)), sheet.title


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    folder = tmp_path_factory.mktemp("classeur")
    snapshot = load_snapshot(database(folder / "base.sqlite", trapped()))
    return openpyxl.load_workbook(BytesIO(estate_workbook(snapshot)))


def test_a_sheet_a_kind_with_explanations_and_lists(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [README, *(sheet.title for sheet in SHEETS), LISTS]
    words = [cell.value for row in book[README].iter_rows() for cell in row]
    assert "Jeu fictif : aucune commune réelle n’y figure." in words
    assert "projet, expérimentation, en service, en sortie, arrêtée, inconnu" in words


def test_sheets_are_ready_to_work_in(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.freeze_panes is not None
        assert page.auto_filter.ref.startswith("A1:")
    applications = book["Applications"]
    headers = [cell.value for cell in applications[1]]
    started = applications.cell(2, headers.index("Mise en service") + 1)
    assert started.is_date
    offered = [rule.formula1 for rule in applications.data_validations.dataValidation]
    assert '"projet,expérimentation,en service,en sortie,arrêtée,inconnu"' in offered


def test_no_cell_is_a_formula_and_formula_like_texts_are_marked_as_text(book: openpyxl.Workbook) -> None:
    dangerous = 0
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t")):
                    dangerous += 1
                    assert cell.data_type == "s"
                    assert cell.quotePrefix
    assert dangerous > 5


def test_identifiers_do_not_travel(book: openpyxl.Workbook) -> None:
    headers = {cell.value for page in book.worksheets for cell in page[1]}
    assert not headers & {"id", "Id", "ID", "Identifiant"}
