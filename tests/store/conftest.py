"""A fresh database for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.store import open_database


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_database(database_at(tmp_path / "estate.sqlite"))
