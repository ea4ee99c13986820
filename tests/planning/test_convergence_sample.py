"""On the sample métropole, imported from its workbooks: what a plan is held to."""

from __future__ import annotations

from pathlib import Path

import pytest
from databases import database_at

from importers.run import apply_import, prepare_import
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.clash import clash
from urbanism.planning.convergence.doctrines import as_they_come, by_layers
from urbanism.planning.convergence.settings import Settings
from urbanism.planning.convergence.solve import Plan, solve
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import InstanceKind

WORKBOOKS = Path(__file__).parents[2] / "data" / "demo"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> EstateGraph:
    engine = open_estate(database_at(tmp_path_factory.mktemp("sample") / "sample.sqlite"))
    books = sorted(str(path) for path in WORKBOOKS.iterdir() if path.suffix != ".md")
    apply_import(engine, prepare_import(engine, books))
    return EstateGraph(load_snapshot(engine))


@pytest.fixture(scope="module")
def plan(graph: EstateGraph) -> Plan:
    return solve(build(graph), 120)


def test_the_best_plan_is_close_to_its_bound_and_breaks_nothing(plan: Plan) -> None:
    assert plan.gap < 0.02
    assert check(plan.problem, plan.moves) == ()


def test_nine_tenths_of_the_maintenance_applications_go_to_the_pooled_one(graph: EstateGraph, plan: Plan) -> None:
    block = next(block.id for block in graph.snapshot.blocks if block.code == "gmao")
    held = [a for a in graph.applications if a.block_id == block]
    moves = [move for move in plan.moves if plan.problem.items[move.item].block == block]
    assert len(moves) >= 0.9 * len(held)
    (target,) = {plan.problem.targets[move.target].application for move in moves}
    survivor = graph.snapshot.by_id[target or 0]
    assert survivor.instance is InstanceKind.POOLED
    assert survivor.overlays == "bâtiments ; éclairage ; espaces verts"


def test_a_departure_already_decided_is_late_only_where_given_words_forbid_it_by_its_date(plan: Plan) -> None:
    decided = {i: item for i, item in enumerate(plan.problem.items) if item.decided is not None}
    late = decided.keys() - {move.item for move in plan.moves if plan.problem.keeps_decision(move)}
    assert len(decided) > 100
    assert len(late) < 0.05 * len(decided)
    assert all(all(item.bars[: (item.decided or 0) + 1]) for i, item in decided.items() if i in late)


def test_six_applications_in_ten_go(plan: Plan) -> None:
    assert totals(plan.problem, plan.moves).reduction >= 0.6


def test_where_six_in_ten_cannot_go_the_constraint_is_named(graph: EstateGraph) -> None:
    found = clash(graph, Settings(reduction=0.6, dsi_share=0.05), 120)
    assert found is not None
    assert [key for key, _ in found.constraints] == ["objectif", "dsi"]


def test_the_doctrines_break_nothing_and_bring_less(graph: EstateGraph, plan: Plan) -> None:
    best = totals(plan.problem, plan.moves).balance + totals(plan.problem, plan.moves).supposed
    for moves in (by_layers(graph, plan.problem), as_they_come(graph, plan.problem)):
        assert check(plan.problem, moves) == ()
        sums = totals(plan.problem, moves)
        assert sums.balance + sums.supposed <= best


def test_a_refusal_changes_only_what_it_forbids(graph: EstateGraph, plan: Plan) -> None:
    item = plan.problem.items[plan.moves[len(plan.moves) // 2].item]
    refused = tuple((item.holder, item.block, year) for year in plan.problem.years)
    changed = build(graph, Settings(refused=refused))
    again = solve(changed, 120, close_to=plan.moves)
    assert check(changed, again.moves) == ()
    forbidden = {move for move in plan.moves if changed.items[move.item].bars[move.year]}
    assert set(plan.moves) - set(again.moves) == forbidden
    assert set(again.moves) <= set(plan.moves)
