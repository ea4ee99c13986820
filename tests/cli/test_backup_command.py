"""`urbanism backup`, `urbanism restore`, `urbanism move`: what others script against."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import Answer
from databases import database_at

from urbanism.cli import main
from urbanism.store import load_snapshot, open_database, read_base
from urbanism.store.audit import entries
from urbanism.vocabulary import Act


def test_a_backup_tells_what_it_holds_and_is_told_in_the_log(answer: Answer, database: str, tmp_path: Path) -> None:
    status, saved = answer("backup", str(tmp_path / "une.sqlite"))
    assert status == 0
    assert saved["tables"]["application"]["rows"] == 40
    assert saved["rows"] == sum(table["rows"] for table in saved["tables"].values())
    engine = open_database(database)
    assert saved["revision"] == read_base(engine).revision
    assert entries(engine, limit=1)[0].act is Act.EXPORT


def test_a_restored_database_is_the_one_that_was_saved(
    answer: Answer, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "une.sqlite")
    _status, saved = answer("backup", path)
    before = load_snapshot(open_database(database))
    status, _undone = answer("undo", str(saved["revision"]))
    assert status == 0
    assert main(["restore", path, "--database", database]) == 2
    assert "--replace" in capsys.readouterr().err
    status, back = answer("restore", path, "--replace")
    assert status == 0
    assert Path(back["kept"]).is_file()
    assert load_snapshot(open_database(database)) == before


def test_a_database_moves_to_another_address(answer: Answer, database: str, tmp_path: Path) -> None:
    url = database_at(tmp_path / "ailleurs.sqlite")
    status, moved = answer("move", url)
    assert status == 0
    assert moved["kept"] is None
    assert load_snapshot(open_database(url)) == load_snapshot(open_database(database))


def test_what_is_no_backup_is_refused_in_one_sentence(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("rien", encoding="utf-8")
    assert main(["restore", str(tmp_path / "notes.txt"), "--database", database]) == 2
    assert "n’est pas une sauvegarde" in capsys.readouterr().err
