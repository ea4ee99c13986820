"""The pages of data: blocs to confirm, operations, export."""

from __future__ import annotations

from pathlib import Path

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from importers.run import apply_import, prepare_import
from urbanism.dashboard.waiting import waiting_applications
from urbanism.store import load_snapshot
from urbanism.vocabulary import BlockBasis

ROWS = (
    "Code;Nom du logiciel;Finalité;Nb utilisateurs",
    "C1;Ciril RH;paie et carrière des agents;40",
    "C2;Concerto;inscriptions à la crèche;12",
    "C3;Zorglub;;3",
)


@pytest.fixture
def waiting(nothing: Engine, tmp_path: Path) -> Engine:
    """An estate of three applications without a stated bloc."""
    file = tmp_path / "Saint-Aubin.csv"
    file.write_text("\n".join(ROWS), encoding="utf-8")
    apply_import(nothing, prepare_import(nothing, [str(file)]))
    return nothing


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def tick(engine: Engine, app: AppTest, rows: list[int]) -> AppTest:
    """Tick rows of the page's table."""
    key = f"blocs-a-confirmer-{load_snapshot(engine).revision}-None"
    app.session_state[key] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    return app.run()


def test_each_application_that_waits_is_shown_with_what_speaks_for_its_bloc(waiting: Engine, open_page: Open) -> None:
    shown = open_page("blocks_to_confirm").dataframe[0].value
    assert set(shown["Application"]) == {"Ciril RH", "Concerto", "Zorglub"}
    found = {one.application.name: one for one in waiting_applications(load_snapshot(waiting))}
    assert found["Concerto"].block is not None
    assert "Concerto" in (found["Concerto"].evidence or "")
    assert found["Concerto"].others == ("Petite enfance",)
    assert found["Zorglub"].block is None


def test_blocs_are_confirmed_many_at_once_and_taken_back_as_one(waiting: Engine, open_page: Open) -> None:
    before = load_snapshot(waiting).applications
    app = tick(waiting, open_page("blocks_to_confirm"), [0, 1])
    press(app, "blocs-confirmer")
    now = load_snapshot(waiting).applications
    assert sum(application.block_basis is BlockBasis.CONFIRMED for application in now) == 2
    assert len(app.dataframe[0].value) == 1
    press(app, "annuler-fait")
    assert load_snapshot(waiting).applications == before


def test_another_bloc_or_none_can_be_chosen(waiting: Engine, open_page: Open) -> None:
    app = open_page("blocks_to_confirm")
    block = load_snapshot(waiting).blocks[3]
    name = app.dataframe[0].value["Application"][2]
    app.selectbox(key="blocs-autre").set_value(block.id)
    press(tick(waiting, app, [2]), "blocs-donner")
    press(tick(waiting, app, [0]), "blocs-aucun")
    now = {a.name: a for a in load_snapshot(waiting).applications}
    assert now[name].block_id == block.id
    assert sum(a.block_basis is BlockBasis.CONFIRMED and a.block_id is None for a in now.values()) == 1


def test_an_operation_says_what_it_did_and_can_be_undone(waiting: Engine, open_page: Open) -> None:
    runs = open_page("operations").dataframe[0].value
    number = runs["Opération"][0].removeprefix("n° ")
    app = open_page("operations", id=number)
    assert app.title[0].value == f"Opération n° {number}"
    assert "**Création** : 3 applications" in "\n".join(str(block.value) for block in app.markdown)
    assert app.dataframe[0].value["Créées"].tolist() == [3]
    app.button[0].click().run()
    assert load_snapshot(waiting).applications == ()
    assert "est annulée" in app.success[0].value


def test_an_undoing_that_is_refused_says_why(waiting: Engine, open_page: Open) -> None:
    first = open_page("operations").dataframe[0].value["Opération"][0].removeprefix("n° ")
    press(tick(waiting, open_page("blocks_to_confirm"), [0]), "blocs-confirmer")
    app = open_page("operations", id=first)
    app.button[0].click().run()
    assert "ne peut pas être annulée" in app.error[0].value
    assert len(load_snapshot(waiting).applications) == 3


def test_the_export_is_offered_for_all_or_for_one_commune(estate: Engine, open_page: Open) -> None:
    app = open_page("export")
    assert not app.exception
    commune = load_snapshot(estate).communes[0]
    app.selectbox(key="exporter-commune").set_value(commune.id).run()
    assert not app.exception
