"""`urbanism converge`: stable keys, each doctrine, a plan that cannot be."""

from __future__ import annotations

import pytest
from answers import Answer

from urbanism.cli import main

KEYS = {"moves", "basis", "totals", "objective", "bound", "gap"}
MOVE_KEYS = {"year", "commune", "block", "from", "to", "cost", "reason", "basis"}


@pytest.mark.parametrize("doctrine", ["couches", "opportunites", "optimum"])
def test_a_plan_keeps_its_keys(answer: Answer, doctrine: str) -> None:
    status, told = answer("converge", "--doctrine", doctrine, "--years", "3", "--seconds", "12")
    assert status == 0
    assert told.keys() >= KEYS
    assert told["totals"].keys() >= {"applications_before", "applications_after", "cost", "savings"}
    assert all(move.keys() >= MOVE_KEYS for move in told["moves"])
    gone = told["totals"]["applications_before"] - told["totals"]["applications_after"]
    assert gone == len(told["moves"])
    assert told["bound"] <= told["objective"]


def test_an_impossible_goal_is_named(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["converge", "--reduction", "0.99", "--database", database]) == 1
    assert "retirer 99" in capsys.readouterr().err


def test_bad_years_are_refused(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["converge", "--years", "0", "--database", database]) == 2
    assert "1 à 15 ans" in capsys.readouterr().err
