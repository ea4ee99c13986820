"""Several dashboards on one database: what one writes, the others show at their next run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from mini_estate import Open
from sqlalchemy import Engine

from urbanism.governance.editing import Edit, create, edit
from urbanism.store import load_snapshot
from urbanism.store.backup import backup, restore

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


def test_what_a_backup_replaced_is_not_shown_again(estate: Engine, open_page: Open, tmp_path: Path) -> None:
    app = open_page()
    saved = tmp_path / "sauvegarde.sqlite"
    backup(estate, saved)
    before = load_snapshot(estate)
    values = {"commune_id": before.communes[0].id, "code": "NEUF", "name": "Un logiciel neuf"}
    create(estate, before, "applications", values, "Ada")
    assert _applications(app.run()) == "41"
    time.sleep(1.1)  # moments are kept to the second
    restore(saved, estate, replace=True)
    edit(estate, load_snapshot(estate), "applications", [Edit(before.applications[0], {"version": "9"})], "Ada")
    assert load_snapshot(estate).revision == before.revision + 1
    assert _applications(app.run()) == "40"


def _applications(app: object) -> str:
    return next(metric.value for metric in app.metric if metric.label == "Applications")  # type: ignore[attr-defined]
