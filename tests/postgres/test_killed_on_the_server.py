"""An import killed (-9) while it writes to a PostgreSQL server leaves the database as it was, and lets others write."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from databases import ON_FILES, database_at
from sqlalchemy import Engine, text

from urbanism.demo import write_demo
from urbanism.store import load_snapshot, open_database, open_estate
from urbanism.store.copying import Contents, contents
from urbanism.store.engine import reading

pytestmark = pytest.mark.skipif(ON_FILES, reason="no PostgreSQL server: make test-server starts one")

SEED = 20_190_603
KILLED_AT = (1, 4, 9)
"""Batches of rows after which the importing process is killed, in the midst of its transaction."""

KILLED_IMPORT = """
import os, signal, sys
from urbanism.cli import main
from urbanism.store import apply

left, insert_rows = int(sys.argv[1]), apply.insert_rows

def insert_or_die(*batch):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return insert_rows(*batch)

apply.insert_rows = insert_or_die
sys.exit(main(sys.argv[2:]))
"""


def held(engine: Engine) -> Contents:
    with reading(engine) as connection:
        return contents(connection)


def wait_until_alone(engine: Engine) -> None:
    """The server notices that a client is gone when it next reads from it."""
    others = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(100):
        with engine.connect() as connection:
            if not connection.execute(others).scalar():
                return
        time.sleep(0.1)
    raise AssertionError("the killed import still holds the server")


def test_an_import_killed_while_it_writes_leaves_all_as_it_was(tmp_path: Path) -> None:
    address = database_at(tmp_path / "serveur")
    first, second = (str(tmp_path / name) for name in write_demo(tmp_path, SEED, 60, 2).files[:2])
    words = [sys.executable, "-c", KILLED_IMPORT]
    assert subprocess.run([*words, "1000", "import", first, "--database", address], capture_output=True).returncode < 2
    engine = open_estate(address)
    before = held(engine)
    engine.dispose()
    for batches in KILLED_AT:
        killed = subprocess.run([*words, str(batches), "import", second, "--database", address], capture_output=True)
        assert killed.returncode == -signal.SIGKILL
        engine = open_database(address)
        wait_until_alone(engine)
        assert held(engine) == before
        engine.dispose()
    assert subprocess.run([*words, "1000", "import", second, "--database", address], capture_output=True).returncode < 2
    engine = open_database(address)
    assert len(load_snapshot(engine).applications) > before["application"][0]
    engine.dispose()
