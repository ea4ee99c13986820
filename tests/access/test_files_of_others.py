"""A file that claims to be another commune's makes nothing speak; commands act with the rights they are given."""

from __future__ import annotations

import json
from argparse import _SubParsersAction
from pathlib import Path

import pytest
from databases import database_at
from openpyxl import load_workbook
from planted import AMOUNT, MARK, plant, readers
from pptx import Presentation
from sqlalchemy import Engine

from importers.run import apply_import, prepare_import
from urbanism.access.accounts import account_of
from urbanism.cli import build_parser, main
from urbanism.diagnosis import UnknownProject, diagnose
from urbanism.errors import NotAllowed
from urbanism.exports import estate_workbook
from urbanism.governance.documents import UnacceptableDocument, read_document
from urbanism.store import as_viewer, load_snapshot, open_estate


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, str, dict[str, str], int, int]:
    url = database_at(tmp_path_factory.mktemp("planted") / "estate.sqlite")
    engine = open_estate(url)
    marked = plant(engine)
    other = next(c.id for c in load_snapshot(engine).communes if c.id != marked)
    emails = {name: account.email for name, (account, _token) in readers(engine, other).items()}
    return engine, url, emails, marked, other


def correspondent(estate: tuple[Engine, str, dict[str, str], int, int]) -> Engine:
    engine, _url, emails, _marked, _other = estate
    return as_viewer(engine, account_of(engine, emails["correspondant"]).viewer)


def inventory(folder: Path, names: list[tuple[str, int]]) -> str:
    lines = "\n".join(f"{name};{users}" for name, users in names)
    file = folder / "inventaire.csv"
    file.write_text(f"Nom du logiciel;Nombre d'utilisateurs\n{lines}\n", encoding="utf-8")
    return str(file)


def test_a_file_of_another_commune_is_refused_before_it_is_compared(estate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    engine, _url, _emails, marked, other = estate
    snapshot = load_snapshot(engine)
    names = {c.id: c.name for c in snapshot.communes}
    rows = [(a.name, 31) for a in snapshot.applications if a.commune_id == marked]
    with pytest.raises(NotAllowed):
        prepare_import(correspondent(estate), [inventory(tmp_path, rows)], names[marked])
    own = inventory(tmp_path, [("Un logiciel neuf", 3), ("Un autre", 4), ("Un troisième", 5)])
    preview = prepare_import(correspondent(estate), [own], names[other])
    assert apply_import(correspondent(estate), preview)


def test_the_whole_workbook_of_the_estate_is_refused_to_a_correspondent(estate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    engine, _url, _emails, _marked, _other = estate
    file = tmp_path / "tout.xlsx"
    file.write_bytes(estate_workbook(load_snapshot(engine), None))
    with pytest.raises(NotAllowed):
        prepare_import(correspondent(estate), [str(file)])


def marks(text: str) -> list[str]:
    figures = "".join(sign for sign in text if sign.isdigit())
    return [mark for mark, where in ((MARK, text), (str(AMOUNT)[:5], figures)) if mark in where]


def cells(path: Path) -> str:
    book = load_workbook(path, read_only=True)
    return "\n".join(
        str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value
    )


@pytest.mark.parametrize("role", ["correspondant", "valideur", "invité"])
def test_an_export_holds_nothing_that_another_commune_keeps(role: str, estate, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    engine, url, emails, marked, _other = estate
    name = next(c.name for c in load_snapshot(engine).communes if c.id == marked)
    for options in ([], ["--commune", name]):
        path = tmp_path / "export.xlsx"
        assert main(["export", str(path), *options, "--as", emails[role], "--database", url]) == 0
        assert MARK not in cells(path)
        assert str(AMOUNT)[:5] not in cells(path)
    assert main(["export", str(path), "--database", url]) == 0
    assert MARK in cells(path)


READING = (
    ["analyse"],
    ["analyse", "--only", "I11"],
    ["hub"],
    ["hub", "--object", "Agents"],
    ["impact", "Arpenteur"],
    ["reconcile"],
    ["referentials"],
    ["converge", "--seconds", "1"],
)
REFUSED = (["audit"], ["purge"], ["accounts", "list"], ["undo", "3"], ["backup", "x"], ["move", "sqlite:///x.sqlite"])
ELSEWHERE = {"export", "committee", "import", "diagnose"}
"""The commands whose files and refusals have tests of their own, below and above."""

NOT_OF_THE_ESTATE = {"demo", "match", "compare", "nomenclature", "restore", "serve"}
"""They read the files that they are given, and put nothing of a database into them; or open the pages."""


def test_every_command_is_tried() -> None:
    tried = {arguments[0] for arguments in (*READING, *REFUSED)} | ELSEWHERE | NOT_OF_THE_ESTATE
    (commands,) = (one.choices for one in build_parser()._actions if isinstance(one, _SubParsersAction))
    assert tried == set(commands)


@pytest.mark.parametrize("role", ["correspondant", "invité"])
@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_command_tells_nothing_that_another_commune_keeps(arguments, role, estate, capsys) -> None:  # type: ignore[no-untyped-def]
    _engine, url, emails, _marked, _other = estate
    for options in ([], ["--json"]):
        assert main([*arguments, *options, "--as", emails[role], "--database", url]) in (0, 1)
        told = capsys.readouterr()
        assert MARK not in told.out + told.err
        assert str(AMOUNT)[:5] not in told.out


@pytest.mark.parametrize("role", ["correspondant", "valideur", "invité"])
@pytest.mark.parametrize("action", REFUSED, ids=" ".join)
def test_a_command_refuses_what_its_account_may_not_do(action, role, estate, capsys, tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    _engine, url, emails, _marked, _other = estate
    monkeypatch.chdir(tmp_path)
    assert main([*action, "--as", emails[role], "--database", url]) == 2
    assert capsys.readouterr().out == ""
    assert not [file for file in tmp_path.iterdir() if MARK.encode() in file.read_bytes()]


@pytest.mark.parametrize("role", ["correspondant", "valideur", "invité"])
def test_the_sheets_of_committees_are_ones_own(role: str, estate, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    engine, url, emails, marked, _other = estate
    theirs = next(c.name for c in load_snapshot(engine).communes if c.id == marked)
    options = ["--as", emails[role], "--database", url]
    assert main(["committee", str(tmp_path / "autre"), "--commune", theirs, *options]) == 2
    assert main(["committee", str(tmp_path / "toutes"), *options]) == (2 if role == "invité" else 0)
    for file in tmp_path.rglob("*.pptx"):
        assert theirs not in file.name
        assert marks(" ".join(shape.text_frame.text for slide in Presentation(str(file)).slides
                              for shape in slide.shapes if shape.has_text_frame)) == []  # fmt: skip


def test_the_log_is_read_by_command(estate, capsys) -> None:  # type: ignore[no-untyped-def]
    _engine, url, _emails, _marked, _other = estate
    assert main(["audit", "--json", "--database", url]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["broken_at"] is None
    assert {"compte", "connexion", "modification"} <= {entry["act"] for entry in told["entries"]}


def test_nobody_diagnoses_or_downloads_what_another_commune_keeps(estate, capsys) -> None:  # type: ignore[no-untyped-def]
    engine, url, emails, marked, _other = estate
    everything = load_snapshot(engine)
    kept = [project for project in everything.projects if project.commune_id == marked]
    documents = [d for d in everything.project_documents if d.project_id in {project.id for project in kept}]
    assert kept
    assert documents
    theirs = correspondent(estate)
    seen = load_snapshot(theirs)
    own = {project.id for project in seen.projects}
    assert not own & {project.id for project in kept}
    for table in ("diagnostics", "project_documents", "intended_changes", "project_data_objects"):
        assert {row.project_id for row in getattr(seen, table)} <= own
    for project in kept:
        with pytest.raises(UnknownProject):
            diagnose(seen, project.id)
        for asked in (project.code, project.name):
            assert main(["diagnose", asked, "--as", emails["correspondant"], "--database", url]) == 2
            said = capsys.readouterr()
            assert MARK not in (said.out + said.err).replace(asked, "")
    for document in documents:
        with pytest.raises(UnacceptableDocument):
            read_document(theirs, document.id)
