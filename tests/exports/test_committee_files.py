"""The files of a committee: the communes asked for, one page first, nothing of a commune that is not the reader's."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from databases import database_at
from mini_estate import COMMUNES, write_estate
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import Engine

from urbanism.cli import main
from urbanism.exports.committee import committee_files, committee_zip
from urbanism.governance.committees import committees
from urbanism.nomenclature import load_nomenclature
from urbanism.store import Viewer, as_viewer, load_snapshot, open_estate
from urbanism.vocabulary import Role


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    made = open_estate(database_at(tmp_path_factory.mktemp("committees") / "estate.sqlite"))
    write_estate(made)
    return made


def words(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_one_zip_holds_a_pdf_and_slides_for_each_commune(engine: Engine) -> None:
    sheets = committees(engine, load_snapshot(engine), load_nomenclature())
    archive = ZipFile(BytesIO(committee_zip(sheets, fictitious=True)))
    assert len(archive.namelist()) == 2 * len(COMMUNES)
    for name in archive.namelist():
        content = archive.read(name)
        if name.endswith(".pptx"):
            assert len(Presentation(BytesIO(content)).slides) >= 2
        else:
            first, *annexes = words(content)
            assert "comité numérique communal" in first
            assert "JEU FICTIF" in first
            assert "Source : cartographie des applications" in first
            assert "Indicateurs" in annexes[0]


def test_each_reader_has_the_sheets_of_their_own_communes(engine: Engine) -> None:
    commune = load_snapshot(engine).communes[0]
    reader = as_viewer(engine, Viewer("Camille", Role.COMMUNE, frozenset({commune.id})))
    sheets = committees(reader, load_snapshot(reader), load_nomenclature())
    assert [sheet.commune.name for sheet in sheets] == [commune.name]
    everyone = {c.id for c in load_snapshot(engine).communes}
    assert len(committees(reader, load_snapshot(reader), load_nomenclature(), everyone)) == 1
    guest = as_viewer(engine, Viewer("Passant", Role.GUEST, frozenset()))
    assert committees(guest, load_snapshot(guest), load_nomenclature()) == ()


def test_a_commune_cannot_name_a_file_elsewhere(engine: Engine) -> None:
    sheets = committees(engine, load_snapshot(engine), load_nomenclature())
    hostile = sheets[0].commune._replace(name="../../etc/<b>\0")
    names = [name for name, _content in committee_files([replace(sheets[0], commune=hostile)], fictitious=False)]
    assert all(Path(name).name == name and ".." not in name and "\0" not in name for name in names)


def test_the_command_writes_the_files_of_a_commune(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = engine.url.render_as_string(hide_password=False)
    folder = tmp_path / "fiches"
    assert main(["committee", str(folder), "--commune", COMMUNES[1], "--database", url]) == 0
    assert sorted(file.suffix for file in folder.iterdir()) == [".pdf", ".pptx"]
    assert main(["committee", str(folder), "--commune", "Nulle part", "--database", url]) == 2
    assert "Communes connues" in capsys.readouterr().err
