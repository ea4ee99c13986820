"""Saving a whole database in one file, putting it back, and moving it to another engine.

A backup is a SQLite file that holds everything: the estate, its history, accounts and the audit log; whoever holds it
sees it all. It can be put back into a SQLite file or a PostgreSQL server, by this version of the software or a newer
one. Whatever is copied is read again and held equal, row by row, before it counts.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from urbanism.errors import NotAllowed, UnusableFile, UrbanismError
from urbanism.refusals import reason_of
from urbanism.store.apply import current_base
from urbanism.store.audit import append
from urbanism.store.copying import LEFT_OUT, Contents, contents, copy_into, empty, is_blank, same
from urbanism.store.engine import open_database, reading, writing
from urbanism.store.viewer import viewer_of
from urbanism.vocabulary import Act


class BackupFailed(UrbanismError):
    """A backup that could not be written, or put back."""

    code = "sauvegarde_impossible"


class DatabaseTaken(UrbanismError):
    """A database that already holds something, where something else was to be put."""

    code = "base_non_vide"


class Copied(NamedTuple):
    """What was copied and found equal. `kept` is the backup of what stood there before, None where nothing did."""

    revision: int
    contents: Contents
    kept: Path | None = None

    @property
    def rows(self) -> int:
        """How many rows, all tables together."""
        return sum(held.rows for held in self.contents.values())


def backup(engine: Engine, path: Path) -> Copied:
    """Save the database in a new file, as it is now: others may go on writing meanwhile.

    Raises:
        NotAllowed: the viewer is no administrator.
        BackupFailed: the file exists, or cannot be written.
        UnfaithfulCopy: what was written is not what was read.
    """
    _for_administrators(engine)
    if path.exists():
        raise BackupFailed("Ce fichier existe déjà.", where=str(path), remedy="Donnez un autre nom à la sauvegarde.")
    partial = path.with_name(f"{path.name}.partiel")
    try:
        with _refusals(path):
            partial.unlink(missing_ok=True)
            partial.touch(mode=0o600)
            copied = _save_file(engine, partial) if _is_file(engine) else _save_server(engine, partial)
            partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return copied


def restore(path: Path, target: Engine, *, replace: bool = False, now: datetime | None = None) -> Copied:
    """Put a backup in the place of what a database holds, in one transaction; the audit log says so.

    Args:
        replace: whether what the database holds may go; it is then saved beforehand (`Copied.kept`).

    Raises:
        UnusableFile: the file is no backup of this software, or is damaged.
        DatabaseTaken: the database is not blank and `replace` is not given.
        NotAllowed, BackupFailed, UnfaithfulCopy: as `backup`; the database is then as it was.
    """
    with _opened(path) as source:
        return _fill(target, source, replace, path.parent, now, f"restauration de {path.name}")


def move(source: Engine, target: Engine, *, replace: bool = False, now: datetime | None = None) -> Copied:
    """Copy everything into another database, on either engine; the first one is left as it is. Raises as `restore`."""
    _for_administrators(source)
    return _fill(target, source, replace, Path(), now, "")


def _fill(target: Engine, source: Engine, replace: bool, folder: Path, now: datetime | None, told: str) -> Copied:
    """Have `target` hold what `source` holds; `told`, unless empty, is appended to its log."""
    _for_administrators(target)
    if _address(source) == _address(target):
        raise BackupFailed("C’est la même base : il n’y a rien à déplacer.")
    with _refusals(None), writing(target) as writer:
        _wait_not_for_ever(writer)
        kept = None
        if not is_blank(writer):
            kept = _set_aside(target, replace, folder, now or datetime.now())
            empty(writer)
        with reading(source) as reader:
            held, revision = copy_into(reader, writer), current_base(reader).revision
        if told:
            append(writer, Act.CHANGE, f"{told} (état n° {revision})")
    return Copied(revision, held, kept)


def _set_aside(engine: Engine, replace: bool, folder: Path, now: datetime) -> Path:
    """Save what a database holds: beside it where it is a file, else in `folder`."""
    if not replace:
        raise DatabaseTaken(
            "Cette base contient déjà quelque chose.",
            remedy="Ajoutez --replace pour le remplacer : ce qu’elle contient sera d’abord sauvegardé à côté.",
        )
    place = Path(engine.url.database or "").parent if _is_file(engine) else folder
    kept = place / f"{Path(engine.url.database or 'base').stem}-avant-{now:%Y-%m-%d-%Hh%M-%S}.sqlite"
    backup(engine, kept)
    return kept


def _save_file(engine: Engine, path: Path) -> Copied:
    """SQLite copies its own pages; both are read within one transaction, so others may write."""
    with reading(engine) as connection:
        expected, revision = contents(connection), current_base(connection).revision
        with closing(sqlite3.connect(path)) as file:
            pages = connection.connection.driver_connection
            if not isinstance(pages, sqlite3.Connection):
                raise TypeError("not a SQLite database")
            pages.backup(file)
            for table in LEFT_OUT:
                file.execute(f'DELETE FROM "{table}"')  # noqa: S608 - a name of ours
            file.commit()
    with _database(path) as saved, reading(saved) as connection:
        same(expected, contents(connection))
    _close_up(path)
    return Copied(revision, expected)


def _save_server(engine: Engine, path: Path) -> Copied:
    with _database(path) as saved, writing(saved) as writer, reading(engine) as reader:
        copied = Copied(current_base(reader).revision, copy_into(reader, writer))
    _close_up(path)
    return copied


def _close_up(path: Path) -> None:
    """Have everything in the one file, which then opens from a medium that cannot be written, too."""
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    """A copy of a backup, brought up to today's tables: the file itself is never written."""
    if not path.is_file():
        raise UnusableFile(
            "Ce n’est pas un fichier qui existe.",
            where=str(path),
            remedy="Donnez un fichier écrit par « urbanism backup ».",
        )
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "sauvegarde.sqlite"
        try:
            _check(path, copy)
        except (sqlite3.Error, OSError) as error:
            raise UnusableFile(
                f"Ce fichier n’est pas une sauvegarde de ce logiciel, ou il est abîmé ({reason_of(error)}).",
                where=str(path),
                remedy="Choisissez un fichier écrit par « urbanism backup ».",
            ) from error
        with _database(copy) as engine:
            yield engine


def _check(path: Path, copy: Path) -> None:
    """Copy a database whose pages and tables hold. Raises `sqlite3.Error`."""
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):  # a database in use rather than a backup: what it has not yet taken in
        shutil.copyfile(f"{path}-wal", f"{copy}-wal")
    with closing(sqlite3.connect(copy)) as file:
        file.execute("SELECT version_num FROM alembic_version").fetchone()
        damage = file.execute("PRAGMA quick_check").fetchone()[0]
    if damage != "ok":
        raise sqlite3.DatabaseError(damage)


@contextmanager
def _database(path: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{path}")
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _refusals(path: Path | None) -> Iterator[None]:
    """What the disk or the server refuses, said with a word."""
    try:
        yield
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise BackupFailed(
            f"La copie n’a pas pu être faite ({reason_of(error)}) : rien n’a changé.",
            where=str(path or ""),
            remedy="Vérifiez la place et les droits, arrêtez les tableaux de bord, puis recommencez.",
        ) from error


def _wait_not_for_ever(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")


def _for_administrators(engine: Engine) -> None:
    if not viewer_of(engine).administrator:
        raise NotAllowed("Sauvegarder, restaurer et déplacer la base sont réservés aux administrateurs.")


def _is_file(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _address(engine: Engine) -> str:
    if _is_file(engine):
        return os.path.realpath(engine.url.database or "")
    return engine.url.set(password=None).render_as_string()
