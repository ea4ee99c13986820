"""What goes wrong around a command is said in French, in a line, without a traceback and without a half write."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from databases import ON_FILES, database_at

from urbanism.cli import main
from urbanism.cli.output import UnwritablePath, write_file
from urbanism.refusals import reason_of
from urbanism.store import open_database

on_files = pytest.mark.skipif(not ON_FILES, reason="about files of SQLite")
Said = pytest.CaptureFixture[str]


def fails(words: list[str], capsys: Said) -> str:
    """What a command that cannot do anything says, on one line."""
    assert main(words) == 2
    said = capsys.readouterr()
    assert "Traceback" not in said.err + said.out
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


@pytest.mark.parametrize(
    "address", ["rien", "mysql://x/y", "oracle://x/y", "postgresql://nom:secret@x:port/y", "sqlite+autre:///x"]
)
def test_an_address_that_is_none_of_ours_is_refused_without_its_password(address: str, capsys: Said) -> None:
    line = fails(["analyse", "--database", address], capsys)
    assert "n’est pas comprise" in line
    assert "secret" not in line


@on_files
def test_nothing_is_written_into_the_database_of_another_software(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "paie.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bulletin (montant)")
    assert "bulletin" in fails(["analyse", "--database", f"sqlite:///{path}"], capsys)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("bulletin",)]


@on_files
def test_a_database_where_postgis_is_installed_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "base.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE spatial_ref_sys (srid)")
    assert main(["analyse", "--database", f"sqlite:///{path}"]) == 0


@on_files
def test_a_database_that_lost_its_tables_is_told(tmp_path: Path, capsys: Said) -> None:
    path = tmp_path / "base.sqlite"
    open_database(f"sqlite:///{path}").dispose()
    with closing(sqlite3.connect(path)) as base:
        base.execute("DROP TABLE revision")
    line = fails(["analyse", "--database", f"sqlite:///{path}"], capsys)
    assert line.startswith("urbanism analyse : la base de données a refusé (il y manque des tables")


@pytest.mark.parametrize("detail", [False, True])
def test_a_fault_of_ours_is_told_and_its_traceback_shown_when_asked(
    detail: bool, database: str, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> None:
        raise KeyError("bloc")

    monkeypatch.setattr("urbanism.rules.check_rules", broken)
    assert main(["analyse", "--database", database, *(["--detail"] if detail else [])]) == 2
    said = capsys.readouterr().err
    assert "urbanism analyse : un défaut du logiciel a arrêté la commande (KeyError: 'bloc')" in said
    assert ("Traceback" in said) is detail


def test_what_the_system_refuses_is_told_with_the_file(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "occupé"
    file.touch()
    line = fails(["demo", "--output", str(file), "--communes", "2", "--applications", "60"], capsys)
    assert f"« {file} » : un fichier de ce nom existe déjà" in line


def test_a_folder_is_no_list(tmp_path: Path, capsys: Said) -> None:
    assert "c’est un dossier" in fails(["match", str(tmp_path), str(tmp_path)], capsys)


def test_an_interrupted_command_says_so(database: str, capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("urbanism.rules.check_rules", interrupted)
    assert fails(["analyse", "--database", database], capsys).startswith("Interrompu")


def test_a_file_is_written_whole_or_left_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "classeur.xlsx"
    write_file(path, b"avant")

    def full(file: Path, content: bytes) -> int:
        with file.open("wb") as opened:
            opened.write(content[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UnwritablePath, match="plus de place"):
        write_file(path, b"ensuite")
    assert [file.name for file in tmp_path.iterdir()] == ["classeur.xlsx"]
    assert path.read_bytes() == b"avant"


def test_a_refusal_nobody_knows_keeps_its_own_words() -> None:
    assert reason_of(ValueError("autre chose\nsur deux lignes")) == "autre chose"
    assert reason_of(ValueError()) == "ValueError"


@pytest.mark.skipif(sys.platform == "win32", reason="written for a shell")
@pytest.mark.parametrize(
    ("ending", "status"),
    [("| head -c 1", 0), ("> /dev/full", 2), (">&-", 0), ("<&- >&- 2>&-", 0)],
)
def test_an_output_that_nobody_takes_raises_nothing(ending: str, status: int, tmp_path: Path) -> None:
    if "/dev/full" in ending and not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    url = database_at(tmp_path / "base.sqlite")
    command = f'"{sys.executable}" -m urbanism.cli audit --json --database "{url}"'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", f"{command} {ending}"], capture_output=True, text=True)
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == status, done.stderr
