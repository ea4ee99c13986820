"""Opening a database: the one place that makes engines, and brings the schema up to date."""

from __future__ import annotations

import os
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    create_engine,
    event,
    inspect,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from urbanism.errors import UrbanismError
from urbanism.refusals import reason_of
from urbanism.store.guards import lay_guards

SCHEMA_HEAD = "0003"
"""The newest migration (a test holds it against the scripts): a database that bears it is opened without Alembic."""

ENGINES = ("sqlite", "postgresql")
"""The databases that this software knows how to keep an estate in."""

OF_POSTGIS = frozenset({"spatial_ref_sys"})
"""The table that PostGIS lays in a database where it is installed: no other software's data."""

DEFAULT_FILE = "urbanism.sqlite"
ONE_WRITER = 7_031_201
"""The lock that whoever writes to a PostgreSQL database takes until the commit; SQLite has but one writer."""

BUSY_TIMEOUT_MS = 30_000
CACHE_KIB = 65_536
"""Pages that SQLite keeps in memory: enough for the indexes of a large import."""


_turns: defaultdict[str, Lock] = defaultdict(Lock)

FILE_REMEDY = "Vérifiez que le dossier existe, que vous pouvez y écrire et que ce fichier est une base de ce logiciel."
SERVER_REMEDY = "Vérifiez que le serveur répond, que la base y existe et que ce nom et ce mot de passe y donnent accès."


class UnusableDatabase(UrbanismError):
    """A database that cannot be opened: bad address, no rights, not a database, newer than this software."""

    code = "base_inutilisable"


class NothingToWrite(UrbanismError):
    """Something to write while the past is being read."""

    code = "lecture_seule"


def default_url() -> str:
    """The database of the environment, else a SQLite file in the working folder."""
    return os.environ.get("URBANISM_DATABASE_URL") or f"sqlite:///{DEFAULT_FILE}"


def open_database(url: str | None = None) -> Engine:
    """Open the database at `url` (default: `default_url`), creating or upgrading its tables where needed.

    Raises:
        UnusableDatabase: with the reason and what to do, in French.
    """
    engine = make_engine(url or default_url())
    try:
        _bring_up_to_date(engine)
    except (OperationalError, DatabaseError, sqlite3.Error, OSError) as error:
        raise UnusableDatabase(
            f"La base de données « {engine.url.render_as_string(hide_password=True)} » ne s’ouvre pas"
            f" ({reason_of(error)}).",
            remedy=FILE_REMEDY if engine.dialect.name == "sqlite" else SERVER_REMEDY,
        ) from error
    return engine


def reading_only(engine: Engine) -> Engine:
    """The same database, through which nothing can be written."""
    return engine.execution_options(urbanism_reads_only=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one consistent state of the database, whatever others write meanwhile."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that alone may write until it commits; an error rolls everything back.

    Raises:
        NothingToWrite: the engine is one of `reading_only`.
    """
    if engine.get_execution_options().get("urbanism_reads_only"):
        raise NothingToWrite(
            "Vous lisez la cartographie d’une date passée : rien ne s’y modifie.", remedy="Revenez à aujourd’hui."
        )
    with _in_turn(engine), engine.connect() as connection:
        writer = connection.execution_options(urbanism_writes=True)
        with writer.begin():
            if writer.dialect.name == "postgresql":
                writer.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ONE_WRITER})")
            yield writer


@contextmanager
def _in_turn(engine: Engine) -> Iterator[None]:
    """Wait for one's turn among the writers of this process.

    A server queues them. SQLite has each look again from time to time, and some wait for ever; where the turn does not
    come either, SQLite says that the database is locked.
    """
    file = engine.url.database
    if engine.dialect.name != "sqlite" or not file or file == ":memory:":
        yield
        return
    turn = _turns[os.path.realpath(file)]
    taken = turn.acquire(timeout=BUSY_TIMEOUT_MS / 1000)
    try:
        yield
    finally:
        if taken:
            turn.release()


def make_engine(address: str) -> Engine:
    """An engine set up as this software wants it; the tables are left as they are. Raises `UnusableDatabase`."""
    try:
        url = make_url(address)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    except (ArgumentError, ImportError, ValueError) as error:
        raise _not_understood(address) from error
    if engine.dialect.name not in ENGINES:
        raise _not_understood(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _not_understood(address: str) -> UnusableDatabase:
    shown = re.sub(r"://.*@", "://***@", address)  # what cannot be read may hold a password
    return UnusableDatabase(
        f"L’adresse de base de données « {shown} » n’est pas comprise.",
        remedy="Écrivez par exemple sqlite:///mon-fichier.sqlite, ou postgresql://nom@serveur/base.",
    )


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin_sqlite`, data definitions included
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("urbanism_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    with engine.connect() as connection:
        if _schema_version(connection) == SCHEMA_HEAD:
            return
    with writing(engine) as connection:
        version = _schema_version(connection)  # another process may just have done it
        if version is None:
            _refuse_tables_of_others(connection)
            _create(connection)
        elif version != SCHEMA_HEAD:
            upgrade(connection)


def _refuse_tables_of_others(connection: Connection) -> None:
    found = [name for name in inspect(connection).get_table_names() if name not in OF_POSTGIS]
    if found:
        raise UnusableDatabase(
            f"Cette base est celle d’un autre logiciel : elle contient déjà d’autres tables ({', '.join(found[:3])}…).",
            where=connection.engine.url.render_as_string(hide_password=True),
            remedy="Donnez une base vide, ou un fichier qui n’existe pas encore.",
        )


def _create(connection: Connection) -> None:
    """Make the newest schema at once: the same as all the migrations give, without the half second Alembic needs."""
    from urbanism.model import Base

    Base.metadata.create_all(connection)
    version = Table(
        "alembic_version",
        MetaData(),
        Column("version_num", String(32), nullable=False),
        PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
    )
    version.create(connection)
    connection.execute(version.insert().values(version_num=SCHEMA_HEAD))
    lay_guards(connection)


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations that a database lacks, up to `revision`.

    Raises:
        UnusableDatabase: the database is newer than this software.
    """
    from alembic import command  # only here: most openings need no migration, and Alembic is slow to load
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise UnusableDatabase(
            "Cette base vient d’une version plus récente de ce logiciel.", remedy="Installez cette version."
        ) from error
    if revision in ("head", SCHEMA_HEAD):
        lay_guards(connection)


def _schema_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(version) if version else None
