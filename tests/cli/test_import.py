"""`urbanism import` and `urbanism undo`: what others script against."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.cli import main
from urbanism.store import load_snapshot, open_estate
from urbanism.store.apply import read_base

INVENTORY = "Code;Nom;Éditeur;Version\nA1;Mélodie;Arpège;5\nA2;Concerto;Arpège;7\n"
COUNTS = ("rows_read", "created", "updated", "unchanged", "retired", "rejected", "ignored")
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on a database of its own; its exit status."""
    return lambda *words: main([*map(str, words), "--database", database_at(tmp_path / "base.sqlite")])


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    path = tmp_path / "Saint-Aubin.csv"
    path.write_text(INVENTORY, encoding="utf-8")
    return path


def estate(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "base.sqlite"))


def unusable(tmp_path: Path, what: str) -> Path:
    """A file that no one can use."""
    path = tmp_path / f"{what}.xlsx"
    if what == "vide":
        path.write_bytes(b"")
    elif what == "texte":
        path.write_bytes(b"\x00\x01\x02 ceci n'est pas un classeur" * 50)
    elif what == "tronqué":
        path.write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    return path


def test_the_document_has_the_keys_of_the_contract(
    run: Run, inventory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", inventory, "--json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["run"] == 2
    (file,) = document["files"]
    assert (file["path"], file["status"], file["reason"]) == (str(inventory), "imported", None)
    (sheet,) = file["sheets"]
    assert (sheet["name"], sheet["kind"]) == ("Saint-Aubin", "applications")
    assert {name: sheet[name] for name in COUNTS} == document["totals"]
    assert (sheet["rows_read"], sheet["created"], sheet["ignored"]) == (3, 2, 1)
    assert [(column["header"], column["field"]) for column in sheet["columns"]] == [
        ("Code", "code"),
        ("Nom", "name"),
        ("Éditeur", "editor"),
        ("Version", "version"),
    ]
    assert all(0 < column["confidence"] <= 1 for column in sheet["columns"])


def test_a_rejected_row_is_placed_and_explained(run: Run, inventory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inventory.write_text(INVENTORY + "A1;Siècle;Logitud;3\n", encoding="utf-8")
    assert run("import", inventory, "--json") == 1
    (issue,) = json.loads(capsys.readouterr().out)["files"][0]["sheets"][0]["issues"]
    assert set(issue) >= {"code", "row", "column", "cell", "value", "message"}
    assert (issue["code"], issue["row"], issue["column"], issue["cell"], issue["value"]) == (
        "identifiant_en_double", 4, "Code", "A4", "A1",
    )  # fmt: skip


def test_a_trial_writes_nothing(run: Run, inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", inventory, "--dry-run", "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["run"] is None
    assert document["totals"]["created"] == 2
    assert load_snapshot(estate(tmp_path)).applications == ()
    assert read_base(estate(tmp_path)).revision == 1


@pytest.mark.parametrize("what", ["absent", "vide", "texte", "tronqué"])
def test_an_unusable_file_alone_is_refused_and_nothing_written(
    what: str, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unusable(tmp_path, what)
    assert run("import", path) == 2
    said = capsys.readouterr()
    assert path.name in said.err
    assert "Traceback" not in said.err + said.out
    assert len([line for line in said.err.splitlines() if path.name in line]) == 1
    assert read_base(estate(tmp_path)).revision == 1


@pytest.mark.parametrize("what", ["absent", "vide", "texte", "tronqué"])
def test_an_unusable_file_beside_a_good_one_is_named_and_the_good_one_imported(
    what: str, run: Run, inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unusable(tmp_path, what)
    assert run("import", path, inventory, "--json") == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [file["status"] for file in files] == ["refused", "imported"]
    assert files[0]["reason"]
    assert len(load_snapshot(estate(tmp_path)).applications) == 2


def test_a_folder_gives_its_spreadsheets_and_lists_the_rest(
    run: Run, inventory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inventory.parent / "notes.docx").write_bytes(b"texte")
    assert run("import", inventory.parent, "--json") in (0, 1)
    statuses = {Path(file["path"]).name: file["status"] for file in json.loads(capsys.readouterr().out)["files"]}
    assert statuses["Saint-Aubin.csv"] == "imported"
    assert statuses["notes.docx"] == "ignored"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_name_of_bytes_of_any_kind_is_taken(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "noms"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/Saint-\xff.csv")).write_text(INVENTORY, encoding="utf-8")
    assert run("import", folder) == 0
    assert len(load_snapshot(estate(tmp_path)).applications) == 2


def test_an_unrecognised_table_is_said_without_a_row(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "couleurs.csv"
    path.write_text("Couleur;Saveur\nrouge;fraise\nvert;menthe\n", encoding="utf-8")
    run("import", path)
    said = capsys.readouterr().err
    assert "n’a pas été reconnu" in said
    assert "None" not in said


def test_the_commune_may_be_told(run: Run, inventory: Path, tmp_path: Path) -> None:
    assert run("import", inventory, "--commune", "Port-Brume") == 0
    assert [commune.name for commune in load_snapshot(estate(tmp_path)).communes] == ["Port-Brume"]


def test_a_profile_is_used(run: Run, inventory: Path, tmp_path: Path) -> None:
    inventory.write_text(INVENTORY.replace("Version", "Truc"), encoding="utf-8")
    profile = tmp_path / "profil.json"
    table = {"headers": ["Code", "Nom", "Éditeur", "Truc"], "kind": "applications", "columns": {"Truc": "version"}}
    profile.write_text(json.dumps({"commune": "Port-Brume", "tables": [table]}), encoding="utf-8")
    assert run("import", inventory, "--profile", profile) == 0
    assert sorted(str(item.version) for item in load_snapshot(estate(tmp_path)).applications) == ["5", "7"]


@pytest.mark.parametrize("content", ["pas du json", "[1]", '{"tables": [{"kind": "licornes"}]}'])
def test_an_unusable_profile_is_refused(
    content: str, run: Run, inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "profil.json"
    profile.write_text(content, encoding="utf-8")
    assert run("import", inventory, "--profile", profile) == 2
    assert "profil" in capsys.readouterr().err


def test_undoing_empties_what_the_import_filled(
    run: Run, inventory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", inventory)
    capsys.readouterr()
    assert run("undo", 2, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["run"] == 2
    assert document["reverted"] > 0
    assert load_snapshot(estate(tmp_path)).applications == ()


@pytest.mark.parametrize("number", [2, 99])
def test_undoing_what_cannot_be_is_refused_with_a_reason(
    number: int, run: Run, inventory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", inventory)
    inventory.write_text(INVENTORY.replace(";7", ";8"), encoding="utf-8")
    run("import", inventory)
    capsys.readouterr()
    assert run("undo", number) == 2
    assert str(number) in capsys.readouterr().err


def test_remarks_are_told_by_kind_and_all_of_them_when_asked(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "Saint-Aubin.csv"
    dates = ["31/02/2019"] * 7 + ["03/02/2019"] * 20
    rows = [f"A{position};Logiciel {position};Arpège;{date}" for position, date in enumerate(dates)]
    path.write_text("\n".join(["Code;Nom;Éditeur;Date de mise en service", *rows]), encoding="utf-8")
    run("import", path, "--dry-run")
    said = capsys.readouterr().err
    assert said.count("n’est pas une date") == 3
    assert "4\u00a0autres remarques du même genre" in said
    run("import", path, "--dry-run", "--detail")
    said = capsys.readouterr().err
    assert said.count("n’est pas une date") == 7
    assert "autres remarques" not in said
