"""A backup holds everything, comes back whole, and never takes the place of anything silently."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from itertools import count, cycle
from pathlib import Path

import pytest
from databases import ON_FILES, database_at
from random_changes import Drawn
from sqlalchemy import Connection, Engine, text

from tests.exports.rich_estate import TRAPS, rich_estate
from tests.exports.storing import database
from urbanism.access.accounts import accounts, add_account
from urbanism.access.signing_in import account_of_session, sign_in
from urbanism.errors import NotAllowed, UnusableFile
from urbanism.store import Viewer, as_viewer, load_snapshot, open_database, open_estate, read_base
from urbanism.store import backup as backups
from urbanism.store.audit import entries, first_broken, record
from urbanism.store.backup import BackupFailed, DatabaseTaken, backup, move, restore
from urbanism.store.copying import Contents, Held, UnfaithfulCopy, contents
from urbanism.store.engine import UnusableDatabase, reading, writing
from urbanism.store.history import runs
from urbanism.store.undo import undo
from urbanism.vocabulary import Act, Role

PASSWORD = "quatre mots mis bout à bout"


def held(engine: Engine) -> Contents:
    with reading(engine) as connection:
        return contents(connection)


@pytest.fixture
def full(tmp_path: Path) -> Engine:
    """A database where every table of the estate has rows, with a history, an account, a session and a log."""
    numbers, traps = count(), cycle(TRAPS)
    snapshot = rich_estate(lambda: f"{next(traps)} {next(numbers)}", lambda: {"Remarque": "=2*3", "Année": 2019})
    engine = database(tmp_path / "ici.sqlite", snapshot)
    drawn = Drawn(engine, 20)
    for _ in range(12):
        drawn.change()
    add_account(engine, "ada@ville.test", "Ada", Role.URBANIST, administrator=True, password=PASSWORD)
    sign_in(engine, "ada@ville.test", PASSWORD)
    return engine


def blank(folder: Path, name: str = "ailleurs.sqlite") -> Engine:
    return open_database(database_at(folder / name))


def test_a_backup_comes_back_whole_elsewhere(full: Engine, tmp_path: Path) -> None:
    kept = backup(full, tmp_path / "sauvegarde.sqlite")
    assert kept.contents == held(full)
    assert kept.revision == read_base(full).revision
    there = blank(tmp_path)
    back = restore(tmp_path / "sauvegarde.sqlite", there)
    assert back == kept
    assert load_snapshot(there) == load_snapshot(full)
    for revision in range(1, kept.revision):
        assert load_snapshot(there, at=revision) == load_snapshot(full, at=revision)
    assert [account.email for account in accounts(there)] == ["ada@ville.test"]
    assert first_broken(there) is None
    last = entries(there, limit=1)[0]
    assert last.act is Act.CHANGE
    assert "sauvegarde.sqlite" in last.what


def test_what_came_back_goes_on_living(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "sauvegarde.sqlite")
    there = blank(tmp_path)
    restore(tmp_path / "sauvegarde.sqlite", there)
    drawn = Drawn(there, 3)
    for _ in range(4):
        drawn.change()
    undo(there, runs(there)[0].id, "essai")
    record(there, Act.VISIT, "une page")
    add_account(there, "bob@ville.test", "Bob", Role.GUEST, password=PASSWORD)
    assert first_broken(there) is None


def test_sessions_are_not_carried_along(full: Engine, tmp_path: Path) -> None:
    token = sign_in(full, "ada@ville.test", PASSWORD)
    assert account_of_session(full, token) is not None
    backup(full, tmp_path / "sauvegarde.sqlite")
    there = blank(tmp_path)
    restore(tmp_path / "sauvegarde.sqlite", there)
    assert account_of_session(there, token) is None
    with closing(sqlite3.connect(tmp_path / "sauvegarde.sqlite")) as file:
        assert file.execute("SELECT count(*) FROM signed_in").fetchone() == (0,)


def test_a_backup_is_one_file_that_only_its_owner_reads(full: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "sauvegardes"
    folder.mkdir()
    path = folder / "une.sqlite"
    backup(full, path)
    assert [file.name for file in folder.iterdir()] == ["une.sqlite"]
    assert os.name != "posix" or path.stat().st_mode & 0o077 == 0
    with pytest.raises(BackupFailed):
        backup(full, path)


def test_a_backup_that_cannot_be_written_leaves_nothing(full: Engine, tmp_path: Path) -> None:
    with pytest.raises(BackupFailed):
        backup(full, tmp_path / "absent" / "une.sqlite")
    assert not (tmp_path / "absent").exists()


def test_restoring_is_left_as_it_is_found(full: Engine, tmp_path: Path) -> None:
    path = tmp_path / "sauvegarde.sqlite"
    backup(full, path)
    before = path.read_bytes()
    restore(path, blank(tmp_path))
    assert path.read_bytes() == before


def test_a_database_that_holds_something_is_replaced_only_when_asked_and_kept(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "sauvegarde.sqlite")
    other = open_estate(database_at(tmp_path / "autre.sqlite"))
    former = held(other)
    with pytest.raises(DatabaseTaken):
        restore(tmp_path / "sauvegarde.sqlite", other)
    assert held(other) == former
    back = restore(tmp_path / "sauvegarde.sqlite", other, replace=True, now=datetime(2026, 3, 1, 8, 30))
    assert load_snapshot(other) == load_snapshot(full)
    assert back.kept is not None
    assert "-avant-2026-03-01-08h30-00" in back.kept.name
    again = blank(tmp_path)
    assert restore(back.kept, again).contents == former


def test_the_log_is_guarded_again_after_a_replacement(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "sauvegarde.sqlite")
    other = open_estate(database_at(tmp_path / "autre.sqlite"))
    restore(tmp_path / "sauvegarde.sqlite", other, replace=True)
    for statement in ("DELETE FROM audit_entry", "UPDATE change SET entity = 'x'", "DELETE FROM change_set"):
        with pytest.raises(Exception, match="ne se modifie pas"), writing(other) as connection:
            connection.execute(text(statement))


def test_what_goes_wrong_on_the_way_leaves_the_database_as_it_was(
    full: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(full, tmp_path / "sauvegarde.sqlite")
    other = open_estate(database_at(tmp_path / "autre.sqlite"))
    former = held(other)

    def losing(source: object, target: object) -> Contents:
        raise UnfaithfulCopy("La copie diffère de l’original.")

    monkeypatch.setattr(backups, "copy_into", losing)
    with pytest.raises(UnfaithfulCopy):
        restore(tmp_path / "sauvegarde.sqlite", other, replace=True)
    assert held(other) == former


def test_a_row_that_changed_on_the_way_is_seen(full: Engine) -> None:
    found = dict(held(full))
    found["commune"] = Held(found["commune"].rows, "0" * 64)
    with pytest.raises(UnfaithfulCopy, match="commune"):
        backups.same(held(full), found)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\0" * 5000, b"PK\x03\x04 un classeur", b"x" * 9000])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "autre chose.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnusableFile):
        restore(path, blank(tmp_path))
    with pytest.raises(UnusableFile):
        restore(tmp_path / "absent.sqlite", blank(tmp_path))


def test_a_database_of_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "autre.db"
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE commune (id)")
    before = path.read_bytes()
    with pytest.raises(UnusableFile):
        restore(path, blank(tmp_path))
    assert path.read_bytes() == before


def test_a_backup_of_a_newer_version_is_refused_with_a_word(full: Engine, tmp_path: Path) -> None:
    path = tmp_path / "sauvegarde.sqlite"
    backup(full, path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    with pytest.raises(UnusableDatabase, match="plus récente"):
        restore(path, blank(tmp_path))


def test_a_damaged_backup_is_refused(full: Engine, tmp_path: Path) -> None:
    path = tmp_path / "sauvegarde.sqlite"
    backup(full, path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnusableFile):
        restore(path, blank(tmp_path))


def test_only_an_administrator_saves_or_moves(full: Engine, tmp_path: Path) -> None:
    backup(full, tmp_path / "sauvegarde.sqlite")
    guest = Viewer("Zoé", Role.URBANIST)
    for attempt in (
        lambda: backup(as_viewer(full, guest), tmp_path / "encore.sqlite"),
        lambda: restore(tmp_path / "sauvegarde.sqlite", as_viewer(blank(tmp_path), guest)),
        lambda: move(as_viewer(full, guest), blank(tmp_path)),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_moving_copies_everything_and_leaves_the_first(full: Engine, tmp_path: Path) -> None:
    before = held(full)
    there = blank(tmp_path)
    moved = move(full, there)
    assert moved.contents == before == held(full) == held(there)
    with pytest.raises(DatabaseTaken):
        move(full, there)
    with pytest.raises(BackupFailed, match="même base"):
        move(full, full, replace=True)


@pytest.mark.skipif(not ON_FILES, reason="a backup of a file")
def test_others_write_while_a_backup_is_made(full: Engine, tmp_path: Path) -> None:
    """The file holds the state in which the backup began, not half of what was written meanwhile."""
    expected = held(full)
    other = open_database(str(full.url))
    seen = backups.contents

    def interrupted(connection: Connection) -> Contents:
        found = seen(connection)
        if connection.engine.url == full.url:
            record(other, Act.VISIT, "pendant la sauvegarde")
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "contents", interrupted)
        kept = backup(full, tmp_path / "sauvegarde.sqlite")
    assert kept.contents == expected != held(full)
