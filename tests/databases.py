"""The databases of the tests: SQLite files, or databases of a PostgreSQL server.

The same suite runs on both. `URBANISM_TEST_SERVER`, the address of a server on which databases may be made and dropped
(postgresql://postgres@localhost:5433/postgres), chooses the second; each path a test names then stands for a database.
What was made there is dropped at the end, unless `URBANISM_TEST_SERVER_ENDS` says that the server goes with it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.pool import NullPool

from urbanism.store import engine as store_engine
from urbanism.store import open_database

SERVER = os.environ.get("URBANISM_TEST_SERVER", "")
SERVER_ENDS = bool(os.environ.get("URBANISM_TEST_SERVER_ENDS"))
ON_FILES = not SERVER
_LAYING = 7_031_202
_made: set[str] = set()
_folder = TemporaryDirectory(prefix="urbanism-tests-", ignore_cleanup_errors=True)


def database_at(path: Path, *, bare: bool = False) -> str:
    """The address of the database of a path, made when first named, with its tables unless `bare`."""
    if ON_FILES:
        if not bare and not path.exists():
            shutil.copyfile(_template_file(), path)
        return f"sqlite:///{path}"
    name = _name(path)
    if name not in _made:
        _create(name, "template0" if bare else _template())
    return _address(name)


def copy_of(path: Path, copy: Path) -> str:
    """The address of a copy, at another path, of the database at `path`, as it is now."""
    if ON_FILES:
        with closing(sqlite3.connect(path)) as present, closing(sqlite3.connect(copy)) as target:
            present.backup(target)
        return f"sqlite:///{copy}"
    _create(_name(copy), _name(path))
    return _address(_name(copy))


def drop_databases() -> None:
    """Drop what was made; to be called when the tests are over."""
    _folder.cleanup()
    if _made and not SERVER_ENDS:
        _on_server(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in _made))
    _made.clear()


def _name(path: Path) -> str:
    return "test_" + hashlib.sha256(str(path).encode()).hexdigest()[:24]


def _create(name: str, model: str) -> None:
    """Copy a database, ending what is still connected to it."""
    _on_server(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{model}'",
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)',
        f'CREATE DATABASE "{name}" TEMPLATE "{model}"',
    )
    _made.add(name)


@cache
def _template_file() -> Path:
    """A file with today's tables and nothing in them, made once: laying them takes a tenth of a second."""
    path = Path(_folder.name) / "template.sqlite"
    open_database(f"sqlite:///{path}").dispose()
    return path


@cache
def _template() -> str:
    """A database with today's tables and nothing in them, made once for all that run the tests."""
    migrations = Path(store_engine.__file__).parent / "migrations" / "versions"
    content = b"".join(script.read_bytes() for script in sorted(migrations.glob("*.py")))
    name = "model_" + hashlib.sha256(content).hexdigest()[:24]
    with _server() as connection:
        connection.execute(text(f"SELECT pg_advisory_lock({_LAYING})"))
        found = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name}).first()
        if found is None:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
            open_database(_address(name)).dispose()
    return name


def _server() -> Connection:
    return create_engine(_url(), isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def _on_server(*statements: str) -> None:
    with _server() as connection:
        for statement in statements:
            connection.execute(text(statement))


def _url() -> URL:
    return make_url(SERVER).set(drivername="postgresql+psycopg")


def _address(name: str) -> str:
    return _url().set(database=name).render_as_string(hide_password=False)
