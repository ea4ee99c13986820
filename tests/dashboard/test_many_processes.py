"""Several dashboards on one database: what one writes, the others show at their next run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from mini_estate import Open
from sqlalchemy import Engine

ROOT = Path(__file__).resolve().parents[2]


def test_what_another_process_writes_is_seen_at_the_next_run(estate: Engine, open_page: Open, tmp_path: Path) -> None:
    app = open_page()
    assert _applications(app) == "40"
    inventory = tmp_path / "Saint-Aubin.csv"
    inventory.write_text("Nom du logiciel;Éditeur\nUn logiciel neuf;Nimbe\nUn autre;Nimbe\n", encoding="utf-8")
    command = [sys.executable, "-m", "urbanism.cli", "import", str(inventory)]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert _applications(app.run()) == "42"


def _applications(app: object) -> str:
    return next(metric.value for metric in app.metric if metric.label == "Applications")  # type: ignore[attr-defined]
