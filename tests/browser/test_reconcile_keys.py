"""Deciding proposals of identity with one key each, in a real browser."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from browsing import Dashboard, Watched

from importers.run import apply_import, prepare_import
from urbanism.store import load_snapshot, open_estate

pytestmark = pytest.mark.browser

SPELLINGS = {
    "Brunoy": ["Mélodie;Arpent", "Concerto OPUS v4;Arpège", "Lunarbel Finances;Noustrelle", "Cartovia;Géosite"],
    "Lormes": ["MELODIES;ARPENT SA", "CONCERTO OPUS;Arpège SAS", "Lunarbel Finance;Noustrelle", "Carto via;Géosite"],
}
MOST_SECONDS = 3.0
"""Bound of a test on a busy machine; `benchmarks/dashboard.py` prints what a decision takes."""


def test_each_key_decides_and_the_next_proposal_comes(
    first_visit: Watched, empty_dashboard: Dashboard, tmp_path: Path
) -> None:
    engine = open_estate(empty_dashboard.database)
    for commune, rows in SPELLINGS.items():
        file = tmp_path / f"{commune}.csv"
        file.write_text("\n".join(["Logiciel;Éditeur", *rows]), encoding="utf-8")
        apply_import(engine, prepare_import(engine, [str(file)], commune=commune))
    before = len(load_snapshot(engine).products)
    visit, page = first_visit, first_visit.page
    visit.open("rapprochements")

    def title() -> str:
        return str(page.locator(".st-key-reconcile-proposal h2").first.inner_text())

    def press(key: str) -> float:
        """Press a key, wait until another proposal is shown; the seconds it took."""
        shown, start = title(), time.perf_counter()
        page.keyboard.press(key)
        page.wait_for_function(
            "old => document.querySelector('.st-key-reconcile-proposal h2')?.innerText !== old", arg=shown
        )
        return time.perf_counter() - start

    first = title()
    seconds = [press("o")]
    assert len(load_snapshot(engine).products) == before - 1
    second = title()
    seconds.append(press("n"))
    assert load_snapshot(engine).identity_decisions
    assert title() not in {first, second}
    seconds.append(press("p"))
    visit.settle()
    press("u")
    assert title() == second, "the last decision is taken back"
    visit.settle()
    press("u")
    assert title() == first
    assert len(load_snapshot(engine).products) == before
    assert max(seconds) < MOST_SECONDS
    engine.dispose()
