"""A scenario's moves opened as projects, and what a commune sees of a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at
from mini_estate import write_estate
from sqlalchemy import Engine

from urbanism.diagnosis import diagnose
from urbanism.governance.scenario_projects import open_projects
from urbanism.governance.scenarios import Kept, kept_in, save_scenario
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.settings import Freeze, Settings
from urbanism.planning.convergence.solve import solve
from urbanism.snapshot import Scenario
from urbanism.store import Plan, Update, Viewer, apply_plan, load_snapshot, open_estate, read_base
from urbanism.store.undo import undo
from urbanism.vocabulary import Origin, Role


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """A dozen applications of three communes in one bloc, one of which serves two communes; a plan is kept."""
    engine = open_estate(database_at(tmp_path / "estate.sqlite"))
    write_estate(engine, applications=12)
    snapshot = load_snapshot(engine)
    block = next(one.id for one in snapshot.blocks if one.code == "gmao")
    updates = [
        Update("application", one.id, {"block_id": one.block_id}, {"block_id": block}) for one in snapshot.applications
    ]
    other = snapshot.communes[1].id
    apply_plan(engine, Plan("essai", "Un bloc encombré", Origin.EDIT, read_base(engine), updates=updates))
    chosen = snapshot.applications[5].id
    settings = Settings(years=2, chosen={block: chosen}, freezes=(Freeze(2000, 1, other, None, "secret"),))
    plan = solve(build(EstateGraph(load_snapshot(engine)), settings), 10)
    assert plan.moves
    save_scenario(engine, "Plan", "optimum", plan, "essai")
    return engine


def scenario(engine: Engine, viewer: Viewer | None = None) -> Scenario:
    snapshot = load_snapshot(engine, viewer) if viewer else load_snapshot(engine)
    return snapshot.scenarios[0]


def first_year(kept: Kept) -> int:
    return min(move.year for move in kept.moves)


def test_a_years_moves_become_projects_with_what_they_retire(engine: Engine) -> None:
    kept = kept_in(scenario(engine))
    year = first_year(kept)
    moves = [move for move in kept.moves if move.year == year]
    opened = open_projects(engine, scenario(engine), year, "essai")
    snapshot = load_snapshot(engine)
    assert opened.projects == len(snapshot.projects) == len({move.target for move in moves})
    retired = {one.object_id for one in snapshot.intended_changes if one.entity == "application"}
    assert retired == {move.application for move in moves}
    graph = EstateGraph(snapshot)
    joining = {one.after["commune_id"] for one in snapshot.intended_changes if one.entity == "served_commune"}
    target = moves[0].target
    assert isinstance(target, int)
    assert joining == {c for move in moves for c in graph.served[move.application]} - graph.served[target]
    assert snapshot.projects[0].cost == sum(move.cost or 0 for move in moves)
    assert diagnose(snapshot, snapshot.projects[0].id).statements


def test_the_projects_are_undone_together_and_never_opened_twice(engine: Engine) -> None:
    year = first_year(kept_in(scenario(engine)))
    opened = open_projects(engine, scenario(engine), year, "essai")
    again = open_projects(engine, scenario(engine), year, "essai")
    assert (again.run, again.projects) == (None, 0)
    assert opened.run is not None
    undo(engine, opened.run, "essai")
    snapshot = load_snapshot(engine)
    assert (snapshot.projects, snapshot.intended_changes) == ((), ())


def test_an_application_that_another_scenario_already_retires_is_left_out(engine: Engine) -> None:
    kept = kept_in(scenario(engine))
    year = first_year(kept)
    open_projects(engine, scenario(engine), year, "essai")
    other = scenario(engine)._replace(id=999_999, name="Autre")
    again = open_projects(engine, other, year, "essai")
    assert again.run is None
    assert {move.application for move in again.left_out} == {m.application for m in kept.moves if m.year == year}


def test_a_commune_sees_its_own_moves_and_no_ones_figures(engine: Engine) -> None:
    whole = kept_in(scenario(engine))
    graph = EstateGraph(load_snapshot(engine))
    for commune in {c for move in whole.moves for c in graph.served[move.application]}:
        seen = scenario(engine, Viewer("Camille", Role.COMMUNE, frozenset({commune})))
        kept = kept_in(seen)
        own = [move for move in whole.moves if commune in graph.served[move.application]]
        assert [move.application for move in kept.moves] == [move.application for move in own]
        assert {bill.commune for bill in kept.bills} <= {commune}
        assert [bill for bill in whole.bills if bill.commune == commune] == list(kept.bills)
        assert (kept.objective, kept.bound, kept.settings.freezes, kept.settings.chosen) == (None, None, (), {})
        for move, known in zip(kept.moves, own, strict=True):
            if graph.served[move.application] == {commune}:
                assert move == known
            else:
                assert (move.cost, move.saving, move.word, move.reason) == (None, None, None, "")


def test_a_guest_sees_no_move_at_all(engine: Engine) -> None:
    kept = kept_in(scenario(engine, Viewer("Visite", Role.GUEST, frozenset())))
    assert (kept.moves, kept.bills) == ((), ())
