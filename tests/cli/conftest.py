"""A small estate in a database of its own, and the commands run on it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from answers import Answer
from databases import database_at

from urbanism.cli import main
from urbanism.store import open_estate

sys.path.append(str(Path(__file__).resolve().parents[1] / "dashboard"))

from mini_estate import write_estate


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A small estate: three communes, forty applications in a chain of flows."""
    url = database_at(tmp_path / "estate.sqlite")
    engine = open_estate(url)
    write_estate(engine)
    engine.dispose()
    return url


@pytest.fixture
def answer(database: str, capsys: pytest.CaptureFixture[str]) -> Answer:
    """Run a command with --json; its exit status and its document."""

    def run(*words: str) -> tuple[int, object]:
        status = main([*words, "--json", "--database", database])
        return status, json.loads(capsys.readouterr().out)

    return run
