"""A waiver says why, by whom and until when; it hides its finding while it holds, and its history stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from databases import database_at
from sqlalchemy import Engine

from urbanism.governance.waivers import UnacceptableWaiver, grant_waivers, withdraw_waivers
from urbanism.store import load_snapshot, open_estate
from urbanism.store.history import story

TODAY = date(2026, 3, 1)


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return open_estate(database_at(tmp_path / "estate.sqlite"))


def test_a_waiver_keeps_its_reason_end_and_author(engine: Engine) -> None:
    (given,) = grant_waivers(engine, "R06", [12], "  Marché jusqu’en juin ", date(2026, 6, 30), "Mme Petit", TODAY)
    (waiver,) = load_snapshot(engine).waivers
    assert waiver == (given, "R06", 12, "Marché jusqu’en juin", date(2026, 6, 30))
    assert [event.author for event in story(engine, given)] == ["Mme Petit"]


def test_several_findings_are_accepted_and_taken_back_in_one_change(engine: Engine) -> None:
    given = grant_waivers(engine, "R06", [12, 14, 12], "Recensement", date(2026, 6, 30), "Mme Petit", TODAY)
    kept = load_snapshot(engine).waivers
    assert [(waiver.id, waiver.subject_id, waiver.reason) for waiver in kept] == [
        (given[0], 12, "Recensement"),
        (given[1], 14, "Recensement"),
    ]
    assert len({story(engine, one)[0].change_set for one in given}) == 1
    assert {story(engine, one)[0].author for one in given} == {"Mme Petit"}
    withdraw_waivers(engine, kept, "essai")
    assert load_snapshot(engine).waivers == ()


@pytest.mark.parametrize("until", [None, date(2026, 6, 30)])
def test_a_waiver_taken_back_stays_in_the_history(engine: Engine, until: date | None) -> None:
    (given,) = grant_waivers(engine, "R06", [None], "Attente", until, "essai", TODAY)
    (waiver,) = load_snapshot(engine).waivers
    withdraw_waivers(engine, [waiver], "essai")
    assert load_snapshot(engine).waivers == ()
    assert [event.operation.value for event in story(engine, given)] == ["création", "suppression"]
    with pytest.raises(UnacceptableWaiver, match="déjà été retirée"):
        withdraw_waivers(engine, [waiver], "essai")


@pytest.mark.parametrize(
    ("rule", "reason", "until"),
    [("R99", "Motif", None), ("R06", "  ", None), ("R06", "Motif", date(2026, 2, 28))],
)
def test_a_waiver_without_rule_reason_or_future_is_refused(
    engine: Engine, rule: str, reason: str, until: date | None
) -> None:
    with pytest.raises(UnacceptableWaiver):
        grant_waivers(engine, rule, [None], reason, until, "essai", TODAY)
    assert load_snapshot(engine).waivers == ()
