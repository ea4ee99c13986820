"""Fixtures every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import drop_databases
from hypothesis import settings

settings.register_profile("urbanism", deadline=None)  # a busy machine is not a failure
settings.load_profile("urbanism")

ROOT = Path(__file__).resolve().parents[1]


def pytest_sessionfinish() -> None:
    """Leave nothing on the server that the tests used, if they did."""
    drop_databases()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real files (../shared) are not beside this checkout")
    return folder
