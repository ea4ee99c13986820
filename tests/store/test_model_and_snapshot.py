"""The stored classes, the migrations and the snapshot's records say the same thing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from databases import ON_FILES, database_at
from sqlalchemy import Engine, text

from urbanism.model import Base
from urbanism.store import engine as engine_module
from urbanism.store.engine import SCHEMA_HEAD, make_engine, open_database, upgrade, writing
from urbanism.store.snapshots import SOURCES, load_snapshot
from urbanism.store.tables import TABLES

MIGRATIONS = Path(engine_module.__file__).parent / "migrations"
MEMORY = {
    "party",
    "revision",
    "change_set",
    "change",
    "document_content",
    "import_file",
    "import_sheet",
    "import_profile",
    "alembic_version",
}
ACCESS = {"account", "membership", "membership_block", "signed_in", "audit_entry"}


@pytest.mark.parametrize("name", SOURCES)
def test_a_record_has_exactly_the_columns_of_its_table(name: str) -> None:
    entity, record = SOURCES[name]
    assert set(record._fields) == set(TABLES[entity].columns.keys())


@pytest.mark.parametrize("name", SOURCES)
def test_a_record_admits_none_exactly_where_the_column_admits_null(name: str) -> None:
    entity, record = SOURCES[name]
    hints = get_type_hints(record)
    for field in record._fields:
        if field in ("extra", "settings"):
            continue
        assert (type(None) in get_args(hints[field])) == TABLES[entity].columns[field].nullable, field


def test_every_table_is_in_the_snapshot_the_memory_or_what_rules_access() -> None:
    assert {entity for entity, _ in SOURCES.values()} | MEMORY | ACCESS >= set(TABLES)


on_files = pytest.mark.skipif(not ON_FILES, reason="reads the definitions that SQLite keeps")


def migrated(path: Path) -> Engine:
    """An empty database brought to the newest schema by the migrations alone."""
    engine = make_engine(database_at(path, bare=True))
    with writing(engine) as connection:
        upgrade(connection)
    return engine


def schema(engine: Engine) -> dict[str, list[str]]:
    """Each table's and index's definition, line by line, whatever the order of its constraints."""
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {name: sorted(line.strip(" ,\t") for line in sql.splitlines()) for name, sql in rows}


def test_migrations_build_what_the_classes_say(tmp_path: Path) -> None:
    with migrated(tmp_path / "migrated.sqlite").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


@on_files
def test_a_new_database_is_the_one_that_migrations_build(engine: Engine, tmp_path: Path) -> None:
    assert schema(engine) == schema(migrated(tmp_path / "migrated.sqlite"))


@on_files
def test_a_database_of_any_earlier_revision_is_upgraded(tmp_path: Path) -> None:
    revisions = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    newest = schema(migrated(tmp_path / "newest.sqlite"))
    for revision in revisions:
        address = database_at(tmp_path / f"{revision}.sqlite", bare=True)
        with writing(make_engine(address)) as connection:
            upgrade(connection, revision)
        assert schema(open_database(address)) == newest


def test_the_head_known_without_alembic_is_the_newest_migration() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == SCHEMA_HEAD


def test_an_empty_database_gives_an_empty_snapshot(engine: Engine) -> None:
    snapshot = load_snapshot(engine)
    assert snapshot.revision == 0
    assert snapshot.applications == ()
