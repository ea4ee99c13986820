"""Fixtures every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from databases import drop_databases
from hypothesis import settings

from urbanism.access import passwords

settings.register_profile("urbanism", deadline=None)  # a busy machine is not a failure
settings.load_profile("urbanism")

ROOT = Path(__file__).resolve().parents[1]


def pytest_sessionfinish() -> None:
    """Leave nothing on the server that the tests used, if they did."""
    drop_databases()


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Passwords hashed at the least cost; tests/access hold what they cost for real."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: quick)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files beside the checkout; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("real files (../shared) are not beside this checkout")
    return folder
