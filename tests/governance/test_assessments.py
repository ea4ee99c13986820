"""Limits and entered figures are kept by plans, checked, and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.analyses.indicators import Figure, indicators
from urbanism.governance.assessments import Place, UnacceptableFigure, enter_indicator, set_thresholds, thresholds_of
from urbanism.graph import EstateGraph
from urbanism.rules import Thresholds
from urbanism.store import load_snapshot, open_estate
from urbanism.store.undo import undo


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "estate.sqlite"))


def kept(engine: Engine) -> Thresholds:
    return thresholds_of(load_snapshot(engine).assessments)


def test_the_proposed_limits_hold_until_someone_sets_others(engine: Engine) -> None:
    assert kept(engine) == Thresholds()
    wanted = replace(Thresholds(), autonomy=0.35, notice_months=18)
    set_thresholds(engine, wanted, "essai")
    assert kept(engine) == wanted
    assert isinstance(kept(engine).notice_months, int)


def test_a_limit_put_back_to_the_proposed_one_is_forgotten(engine: Engine) -> None:
    set_thresholds(engine, replace(Thresholds(), knot_size=9), "essai")
    set_thresholds(engine, replace(Thresholds(), knot_size=8), "essai")
    set_thresholds(engine, Thresholds(), "essai")
    assert load_snapshot(engine).assessments == ()


def test_the_same_limits_write_nothing(engine: Engine) -> None:
    wanted = replace(Thresholds(), knot_size=9)
    assert set_thresholds(engine, wanted, "essai") is not None
    assert set_thresholds(engine, wanted, "essai") is None


def test_limits_can_be_undone(engine: Engine) -> None:
    change_set = set_thresholds(engine, replace(Thresholds(), knot_size=9), "essai")
    assert change_set is not None
    undo(engine, change_set, "essai")
    assert kept(engine) == Thresholds()


@pytest.mark.parametrize(
    "wrong", [{"autonomy": 1.5}, {"autonomy": -0.1}, {"knot_size": 0}, {"suite_share": float("nan")}]
)
def test_an_absurd_limit_is_refused(engine: Engine, wrong: dict[str, float]) -> None:
    with pytest.raises(UnacceptableFigure):
        set_thresholds(engine, replace(Thresholds(), **wrong), "essai")  # type: ignore[arg-type]
    assert load_snapshot(engine).assessments == ()


def test_an_entered_indicator_is_read_by_the_analysis(engine: Engine) -> None:
    enter_indicator(engine, Place("I17", None, 2024), 2.0, "", "essai")
    enter_indicator(engine, Place("I17", None, 2025), 2.5, "Revue annuelle", "essai")
    enter_indicator(engine, Place("I17", None, 2025), 2.75, "Corrigée", "essai")
    found = {i.code: i.figure for i in indicators(EstateGraph(load_snapshot(engine)), {}, ("ensemble",))}
    assert isinstance(found["I17"], Figure)
    assert found["I17"].value == 2.75
    assert len(load_snapshot(engine).assessments) == 2


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (Place("I05", None, 2025), 0.5),
        (Place("I17", None, 2025), -1.0),
        (Place("I17", None, 2025), float("inf")),
        (Place("I18", None, 2025), 1.2),
        (Place("I17", None, None), 1.0),
        (Place("I17", None, 25), 1.0),
    ],
)
def test_a_figure_that_cannot_be_is_refused(engine: Engine, place: Place, value: float) -> None:
    with pytest.raises(UnacceptableFigure):
        enter_indicator(engine, place, value, "", "essai")
