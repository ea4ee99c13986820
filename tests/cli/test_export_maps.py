"""`urbanism export --maps`: each map asked for is a file of the folder, and what is not possible is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import Answer
from pypdf import PdfReader

from urbanism.cli import main
from urbanism.cli.export import NAMES
from urbanism.cli.maps import MAPS


def test_every_map_is_written_once_on_the_sheet_asked_for(answer: Answer, tmp_path: Path) -> None:
    status, found = answer("export", str(tmp_path / "cartes"), "--maps", "toutes", "--sheet", "A4")
    written = {Path(one["path"]): one for one in found["maps"]}
    assert status == 0
    assert {"plan", "bandes", "usages", "explorateur", "couts", "editeurs"} <= {one["map"] for one in written.values()}
    assert sorted(written) == sorted((tmp_path / "cartes").iterdir())
    assert found["bytes"] == sum(path.stat().st_size for path in written)
    for path, one in written.items():
        pages = PdfReader(path).pages
        assert len(pages) == one["sheets"]
        assert round(float(pages[0].mediabox.width) * 25.4 / 72) == 297


@pytest.mark.parametrize("kind", ["svg", "pptx"])
def test_a_map_of_a_commune_is_written_in_the_format_asked_for(kind: str, answer: Answer, tmp_path: Path) -> None:
    words = ("--maps", "plan, bandes", "--format", kind, "--commune", "saint-aubin")
    _, found = answer("export", str(tmp_path), *words)
    assert [Path(one["path"]).suffix for one in found["maps"]] == [f".{kind}"] * 2
    assert all("Saint-Aubin" in one["title"] for one in found["maps"])


def test_a_map_that_is_not_drawn_and_a_folder_that_is_a_file_are_said(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(tmp_path), "--maps", "lune", "--database", database]) == 2
    assert "« lune » n’est pas une carte" in capsys.readouterr().err
    file = tmp_path / "fichier"
    file.write_text("déjà là")
    assert main(["export", str(file), "--maps", "plan", "--database", database]) == 2
    assert "dossier" in capsys.readouterr().err
    assert file.read_text() == "déjà là"


def test_the_help_names_every_map() -> None:
    assert tuple(MAPS) == NAMES
