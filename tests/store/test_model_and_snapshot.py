"""The stored classes, the migrations and the snapshot's records say the same thing."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from urbanism.model import Base
from urbanism.store import engine as engine_module
from urbanism.store.engine import SCHEMA_HEAD
from urbanism.store.snapshots import SOURCES, load_snapshot
from urbanism.store.tables import TABLES

MEMORY = {"party", "revision", "change_set", "change", "import_file", "import_sheet", "import_profile", "alembic_version"}


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


def test_every_table_is_in_the_snapshot_or_in_the_memory() -> None:
    assert {entity for entity, _ in SOURCES.values()} | MEMORY >= set(TABLES)


def test_migrations_build_what_the_classes_say(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_head_known_without_alembic_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(engine_module.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA_HEAD


def test_an_empty_database_gives_an_empty_snapshot(engine: Engine) -> None:
    snapshot = load_snapshot(engine)
    assert snapshot.revision == 0
    assert snapshot.applications == ()
