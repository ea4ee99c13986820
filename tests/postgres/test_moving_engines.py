"""From a SQLite file to a PostgreSQL server and back, without losing a thing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from databases import ON_FILES, database_at
from mini_estate import write_estate
from sqlalchemy import Engine, text

from urbanism.access.accounts import add_account
from urbanism.store import load_snapshot, open_database, open_estate
from urbanism.store.audit import entries, first_broken, record
from urbanism.store.backup import move
from urbanism.store.copying import Contents, UnfaithfulCopy, contents
from urbanism.store.engine import reading, writing
from urbanism.vocabulary import Act, Role

pytestmark = pytest.mark.skipif(ON_FILES, reason="no PostgreSQL server: make test-server starts one")


def held(engine: Engine) -> Contents:
    with reading(engine) as connection:
        return contents(connection)


@pytest.fixture
def file(tmp_path: Path) -> Engine:
    engine = open_estate(f"sqlite:///{tmp_path / 'ici.sqlite'}")
    write_estate(engine)
    add_account(engine, "ada@ville.test", "Ada", Role.URBANIST, password="quatre mots mis bout à bout")
    return engine


@pytest.fixture
def server(tmp_path: Path) -> Engine:
    return open_database(database_at(tmp_path / "serveur"))


def test_there_and_back_nothing_is_lost(file: Engine, server: Engine, tmp_path: Path) -> None:
    expected = held(file)
    assert move(file, server).contents == expected == held(server)
    assert load_snapshot(server) == load_snapshot(file)
    back = open_database(f"sqlite:///{tmp_path / 'retour.sqlite'}")
    assert move(server, back).contents == expected == held(back)
    assert load_snapshot(back) == load_snapshot(file)
    assert [first_broken(engine) for engine in (file, server, back)] == [None] * 3


def test_moments_keep_their_hour_whatever_the_server_s_time_zone(file: Engine, server: Engine) -> None:
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"ALTER DATABASE \"{server.url.database}\" SET timezone = 'Pacific/Noumea'"))
    server.dispose()
    move(file, server)
    assert [entry.at for entry in entries(server)] == [entry.at for entry in entries(file)]
    assert first_broken(server) is None


def test_the_server_numbers_on_from_where_the_file_was(file: Engine, server: Engine) -> None:
    move(file, server)
    last = entries(server, limit=1)[0]
    record(server, Act.VISIT, "une page")
    assert entries(server, limit=1)[0].id == last.id + 1
    add_account(server, "bob@ville.test", "Bob", Role.GUEST, password="quatre mots mis bout à bout")


def test_what_the_server_cannot_hold_is_said_and_nothing_stays(file: Engine, server: Engine) -> None:
    with closing(sqlite3.connect(str(file.url.database))) as raw:
        raw.execute("UPDATE application SET name = 'a' || char(0) || 'b'")
        raw.commit()
    with pytest.raises(UnfaithfulCopy, match="application"):
        move(file, server)
    assert sum(rows for rows, _digest in held(server).values()) == 0


def test_the_guards_stand_on_the_server_too(file: Engine, server: Engine) -> None:
    move(file, server)
    with pytest.raises(Exception, match="ne se modifie pas"), writing(server) as connection:
        connection.execute(text("DELETE FROM audit_entry"))
