"""Rapprochements: proposals decided from the page, the next one at once, nothing asked twice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from databases import database_at
from streamlit.testing.v1 import AppTest

from importers.run import apply_import, prepare_import
from urbanism.store import load_snapshot, open_estate

ROOT = Path(__file__).resolve().parents[2]
LINES = (
    "Application;Produit;Éditeur",
    *(
        f"{name};{name};{editor}"
        for name, editor in (
            ("Concerto", "Arpège"),
            ("Mélodie", "Arpège"),
            ("Soliste", "Arpège"),
            ("Oxalis", "Operis"),
            ("Droits de cités", "Operis"),
            ("Civil Finances", "Ciril"),
            ("Civil RH", "Ciril"),
        )
    ),
)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page on two communes that write three products each in its own way."""
    first, second = tmp_path / "Ormeville.csv", tmp_path / "Saulnes.csv"
    first.write_text("\n".join(LINES), encoding="utf-8")
    other = [
        LINES[0],
        "Concerto;CONCERTO v4;ARPEGE",
        "Mélodie;Melodie (Arpège);Arpège SAS",
        "Oxalis;Oxalis v8;Operis SA",
    ]
    second.write_text("\n".join(other), encoding="utf-8")
    url = database_at(tmp_path / "estate.sqlite")
    monkeypatch.setenv("URBANISM_DATABASE_URL", url)
    engine = open_estate(url)
    apply_import(engine, prepare_import(engine, [str(first), str(second)]))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    return app.switch_page("urbanism/dashboard/pages/reconcile.py").run()


def products() -> list[str]:
    return sorted(product.name for product in load_snapshot(open_estate()).products)


def title(app: AppTest) -> str:
    return app.header[0].value.replace("\\", "")


def test_one_key_confirms_shows_the_next_and_undo_brings_it_back(page: AppTest) -> None:
    assert not page.exception
    before, first = products(), title(page)
    assert any("deviennent un seul produit dans 2 communes" in each.value for each in page.markdown)
    page.button(key="reconcile-same").click().run()
    assert len(products()) == len(before) - 1
    assert title(page) != first
    page.button(key="reconcile-undo").click().run()
    assert products() == before
    assert title(page) == first


def test_a_dismissed_proposal_is_not_asked_again(page: AppTest) -> None:
    first = title(page)
    page.button(key="reconcile-apart").click().run()
    assert title(page) != first
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20).run()
    again = again.switch_page("urbanism/dashboard/pages/reconcile.py").run()
    assert first not in [each.value.replace("\\", "") for each in again.header]


def test_every_sure_group_is_confirmed_at_once(page: AppTest) -> None:
    page.button(key="reconcile-all").click().run()
    assert {"Concerto", "Mélodie", "Oxalis"} <= set(products())
    assert len(products()) == 7


def test_the_next_proposal_does_not_wait_for_the_engine(page: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the engine ran again")

    monkeypatch.setattr("urbanism.dashboard.reconciling.find", refuse)
    start = time.process_time()
    page.button(key="reconcile-same").click().run()
    seconds = time.process_time() - start
    assert not page.exception
    assert not page.error
    assert seconds < 3  # of processor: 0.3 on a quiet machine
