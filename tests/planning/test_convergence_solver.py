"""The solver against trying everything: the same best cost, never a broken constraint, impossible told as such."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_problems import cost, draw, every_plan

from urbanism.planning.convergence.bound import lagrangian_bound
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.columns import columns
from urbanism.planning.convergence.greedy import greedy
from urbanism.planning.convergence.problem import Bar, Move
from urbanism.planning.convergence.solve import SEED, solve
from urbanism.planning.convergence.sweep import sweep


def agrees(seed: int) -> None:
    problem = draw(seed)
    possible = [cost(problem, moves) for moves in every_plan(problem)]
    plan = solve(problem, 20)
    if not possible:
        assert plan.infeasible
        return
    assert check(problem, plan.moves) == ()
    assert plan.objective == pytest.approx(cost(problem, plan.moves), abs=1)
    assert plan.objective == pytest.approx(min(possible), abs=1)
    assert plan.gap == 0


@pytest.mark.parametrize("seed", range(60))
def test_equals_exhaustive_search(seed: int) -> None:
    agrees(seed)


@settings(max_examples=40)
@given(st.integers(min_value=1000, max_value=10**9))
def test_equals_exhaustive_search_whatever_the_seed(seed: int) -> None:
    agrees(seed)


@pytest.mark.parametrize("seed", range(60))
def test_no_plan_goes_below_the_priced_bound(seed: int) -> None:
    problem = draw(seed)
    possible = [cost(problem, moves) for moves in every_plan(problem)]
    bound = lagrangian_bound(columns(problem), 0.05)
    assert not possible or bound.value <= min(possible) + 1


@pytest.mark.parametrize("seed", range(30))
def test_solving_part_by_part_breaks_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urbanism.planning.convergence.sweep.PART", 5)
    problem = draw(seed)
    table = columns(problem)
    priced = lagrangian_bound(table, 0.05)
    chosen = sweep(table, greedy(table, priced.chosen, priced.prices), 3, SEED)
    if chosen is not None:
        moves = table.moves_of(chosen)
        assert check(problem, moves) == ()
        assert cost(problem, moves) >= min(cost(problem, other) for other in every_plan(problem)) - 1
    if problem.goal is None and not problem.obligations:
        assert chosen is not None


@pytest.mark.parametrize("seed", range(40))
def test_staying_close_changes_as_little_as_can_be(seed: int) -> None:
    problem = draw(seed)
    former = solve(problem, 20).moves
    if not former:
        return
    refused = former[0].item
    items = list(problem.items)
    items[refused] = items[refused]._replace(bars=((Bar("refus:901", "refus"),),) * 2)
    changed = replace(problem, items=tuple(items))
    plan = solve(changed, 20, close_to=former)
    possible = list(every_plan(changed))
    if possible:
        assert differences(former, plan.moves) == min(differences(former, moves) for moves in possible)
        assert check(changed, plan.moves) == ()
    else:
        assert plan.infeasible


def differences(former: tuple[Move, ...], now: tuple[Move, ...]) -> int:
    before, after = {move.item: move for move in former}, {move.item: move for move in now}
    return sum(before.get(item) != after.get(item) for item in before.keys() | after.keys())
