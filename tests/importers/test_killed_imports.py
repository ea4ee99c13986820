"""An import stopped dead at any moment leaves the database as it was before it, or as it is after it."""

from __future__ import annotations

from pathlib import Path

import kills

DRAWN, APPLICATIONS = 6, 300
"""Moments drawn here, on a small sample; the benchmark draws two hundred on the whole one."""


def test_an_import_killed_at_any_moment_leaves_the_database_whole(tmp_path: Path) -> None:
    found = kills.kill_imports(tmp_path, DRAWN, APPLICATIONS)
    assert found.broken == []
    assert found.as_before + found.as_after == DRAWN
    assert found.as_before > 0
