"""Blocs confirmed by a person: many at once, undone as one, refused where someone else was faster."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.errors import ConflictingChange
from urbanism.governance.block_decisions import BlockDecision, NothingToSettle, settle_blocks
from urbanism.store import load_snapshot, open_estate
from urbanism.store.undo import undo
from urbanism.vocabulary import BlockBasis


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine, applications=6)
    return engine


def test_many_blocs_are_settled_and_undone_as_one(engine: Engine) -> None:
    before = load_snapshot(engine)
    block = before.blocks[5].id
    wanted = [BlockDecision(before.applications[0], block), BlockDecision(before.applications[1], None)]
    run = settle_blocks(engine, wanted, "une urbaniste")
    now = load_snapshot(engine)
    assert [a.block_id for a in now.applications[:2]] == [block, None]
    assert {a.block_basis for a in now.applications[:2]} == {BlockBasis.CONFIRMED}
    assert now.applications[2:] == before.applications[2:]
    undo(engine, run, "une urbaniste")
    assert load_snapshot(engine).applications == before.applications


def test_a_bloc_changed_meanwhile_is_not_overwritten(engine: Engine) -> None:
    before = load_snapshot(engine)
    settle_blocks(engine, [BlockDecision(before.applications[0], before.blocks[5].id)], "une urbaniste")
    late = [BlockDecision(application, before.blocks[6].id) for application in before.applications[:3]]
    with pytest.raises(ConflictingChange):
        settle_blocks(engine, late, "un autre")
    assert load_snapshot(engine).applications[1:] == before.applications[1:]


def test_a_decision_about_nothing_is_refused(engine: Engine) -> None:
    with pytest.raises(NothingToSettle):
        settle_blocks(engine, [], "une urbaniste")
