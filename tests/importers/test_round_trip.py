"""Our own export, imported again: no difference here, the same estate elsewhere, and what a person mended is taken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from databases import database_at
from sqlalchemy import Engine

from importers.rejected import rejected_workbook
from importers.run import ImportPreview, prepare_import
from tests.exports.sameness import differences
from tests.exports.storing import exported, imported, issues
from urbanism.cli import main
from urbanism.demo import write_demo
from urbanism.snapshot import Application
from urbanism.store import load_snapshot, open_estate

Open = Callable[[str], Engine]

INVENTORY = """Code;Nom;Éditeur;Domaine;Coût annuel;Communes utilisatrices
A1;Melodie;Arpege;État civil;12 k€;Bourg, Val
A2;Total;Ciril;;4000;
A3;Sous-total paie;Ciril;;abc;
A4;Gestion des cimetières;Ciril;;;
"""


@pytest.fixture
def opened(tmp_path: Path) -> Open:
    return lambda name: open_estate(database_at(tmp_path / f"{name}.sqlite"))


@pytest.fixture
def estate(opened: Open, tmp_path: Path) -> Engine:
    engine = opened("ici")
    for name in ("Bourg", "Val"):
        path = tmp_path / f"{name}.csv"
        path.write_text(INVENTORY, encoding="utf-8")
        imported(engine, path)
    return engine


def changes(preview: ImportPreview) -> tuple[int, int, int, int]:
    counts = preview.counts()
    return counts["created"], counts["updated"], counts["rejected"], counts["retired"]


def comes_back(engine: Engine, elsewhere: Engine, path: Path) -> None:
    """The export changes nothing here, and makes the same estate elsewhere."""
    exported(engine, path)
    again = imported(engine, path)
    assert again.plan.is_empty, issues(again)[:5]
    assert changes(again) == (0, 0, 0, 0)
    imported(elsewhere, path)
    assert differences(load_snapshot(engine), load_snapshot(elsewhere)) == {}


def edit(path: Path, sheet: str, code: str, **cells: Any) -> None:
    """Change cells, named by their headers, of the first row of a code, as a person would in a spreadsheet."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    headers = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2) if row[headers.index("Code")].value == code)
    for header, value in cells.items():
        row[headers.index(header.replace("_", " "))].value = value
    book.save(path)


def application(engine: Engine, code: str, commune: str = "Bourg") -> Application:
    snapshot = load_snapshot(engine)
    names = {known.id: known.name for known in snapshot.communes}
    return next(item for item in snapshot.applications if (item.code, names[item.commune_id]) == (code, commune))


def test_the_same_codes_in_two_communes(estate: Engine, opened: Open, tmp_path: Path) -> None:
    comes_back(estate, opened("ailleurs"), tmp_path / "export.xlsx")


def test_the_sample_metropole(opened: Open, tmp_path: Path) -> None:
    write_demo(tmp_path / "jeu", applications=150, communes=5)
    engine = opened("ici")
    imported(engine, *sorted(path for path in (tmp_path / "jeu").iterdir() if path.suffix != ".json"))
    comes_back(engine, opened("ailleurs"), tmp_path / "export.xlsx")


@pytest.mark.parametrize("folder", ["municipal_us", "municipal_uk", "software_fr"])
def test_real_inventories(shared: Path, folder: str, opened: Open, tmp_path: Path) -> None:
    engine = opened("ici")
    imported(engine, shared / "realdata" / folder)
    comes_back(engine, opened("ailleurs"), tmp_path / "export.xlsx")


def test_sheets_of_explanations_are_ignored_with_that_reason(estate: Engine, tmp_path: Path) -> None:
    again = prepare_import(estate, [str(exported(estate, tmp_path / "export.xlsx"))])
    said = {s["name"]: s["ignored_because"] for s in again.to_json()["files"][0]["sheets"]}
    assert list(said["Lisez-moi"]) == list(said["Listes"]) == ["feuille d’explication"]
    assert said["Applications"] == {"en-tête": 1}


def test_a_bloc_that_nobody_gave_is_not_guessed_again(estate: Engine, opened: Open, tmp_path: Path) -> None:
    path = exported(estate, tmp_path / "export.xlsx")
    edit(path, "Applications", "A4", Bloc_fonctionnel=None, Origine_du_bloc=None, Indices_du_bloc=None)
    elsewhere = opened("ailleurs")
    imported(elsewhere, path)
    assert application(estate, "A4").block_id is not None
    assert application(elsewhere, "A4").block_id is None


def test_a_mended_cell_is_the_only_change(estate: Engine, tmp_path: Path) -> None:
    path = exported(estate, tmp_path / "export.xlsx")
    edit(path, "Applications", "A1", Nom="Mélodie", Description="=1+1 n’est pas une formule")
    assert changes(imported(estate, path)) == (0, 1, 0, 0)
    assert application(estate, "A1").name == "Mélodie"
    assert application(estate, "A1", "Val").name == "Melodie"
    edit(path, "Applications", "A1", Nom="Mélodie 5")
    assert changes(imported(estate, path)) == (0, 1, 0, 0)
    assert application(estate, "A1").name == "Mélodie 5"


def test_what_the_estate_changed_since_is_never_overwritten(estate: Engine, tmp_path: Path) -> None:
    old = exported(estate, tmp_path / "ancien.xlsx")
    recent = exported(estate, tmp_path / "récent.xlsx")
    edit(recent, "Applications", "A1", Nom="Mélodie")
    imported(estate, recent)
    assert changes(imported(estate, old)) == (0, 0, 0, 0)
    edit(old, "Applications", "A1", Nom="Rhapsodie")
    preview = imported(estate, old)
    assert changes(preview) == (0, 0, 1, 0)
    assert "sources_en_desaccord" in issues(preview)[0]
    assert application(estate, "A1").name == "Mélodie"


def test_a_row_added_without_code_and_an_editor_nobody_knew(estate: Engine, tmp_path: Path) -> None:
    path = exported(estate, tmp_path / "export.xlsx")
    book = openpyxl.load_workbook(path)
    page = book["Applications"]
    headers = [cell.value for cell in page[1]]
    new = {
        "Commune": "bourg",
        "Nom": "Paie",
        "Éditeur": "ciril",
        "Statut": "Oui",
        "Blocs secondaires": "Paie ; inconnu",
    }
    page.append([new.get(header) for header in headers])
    book.save(path)
    preview = imported(estate, path)
    assert changes(preview) == (1, 0, 0, 0)
    assert any("nom_inconnu" in issue for issue in issues(preview))
    editors = {editor.id: editor.name for editor in load_snapshot(estate).editors}
    assert editors[application(estate, "BOU-PAIE").editor_id or 0] == "Ciril"


def test_refused_rows_of_an_export_go_back_in(estate: Engine, tmp_path: Path) -> None:
    path = exported(estate, tmp_path / "export.xlsx")
    edit(path, "Applications", "A2", Commune=None)
    preview = imported(estate, path)
    assert changes(preview) == (0, 0, 1, 0)
    refused = tmp_path / "refus.xlsx"
    refused.write_bytes(rejected_workbook(preview) or b"")
    edit(refused, "Applications", "A2", Commune="Bourg", Description="corrigée")
    assert changes(imported(estate, refused)) == (0, 1, 0, 0)
    assert application(estate, "A2").description == "corrigée"


def test_one_commune(estate: Engine, tmp_path: Path) -> None:
    path, database = tmp_path / "bourg.xlsx", str(estate.url)
    assert main(["export", str(path), "--commune", "ville de bourg", "--database", database]) == 0
    page = openpyxl.load_workbook(path)["Applications"]
    assert {row[0] for row in page.iter_rows(min_row=2, values_only=True)} == {"Bourg"}
    again = imported(estate, path)
    assert again.plan.is_empty
    assert changes(again) == (0, 0, 0, 0)


def test_an_unknown_commune_or_folder_is_said(
    estate: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(estate.url)
    assert main(["export", str(tmp_path / "x.xlsx"), "--commune", "Lutèce", "--database", database]) == 2
    assert "Communes connues : Bourg, Val" in capsys.readouterr().err
    assert main(["export", str(tmp_path / "absent" / "x.xlsx"), "--database", database]) == 2
    assert "ne peut pas être écrit" in capsys.readouterr().err
