"""How a plan's balance moves with the figures that nobody is sure of, the plan itself staying the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.settings import COST_LABELS, Settings

SPREAD = 0.3
"""Each unit cost is tried this share lower and higher."""


class Range(NamedTuple):
    """The balance (euros) when one hypothesis is lower or higher; `label` names it in French."""

    label: str
    low_value: float
    high_value: float
    at_low: int
    at_high: int

    @property
    def swing(self) -> int:
        return abs(self.at_high - self.at_low)


def sensitivity(graph: EstateGraph, problem: Problem, moves: Iterable[Move]) -> tuple[Range, ...]:
    """The balance for each uncertain hypothesis, what moves it most first."""
    return by_swing(ranges(graph, problem, moves))


def by_swing(found: Iterable[Range]) -> tuple[Range, ...]:
    """What moves the balance most first."""
    return tuple(sorted(found, key=lambda one: -one.swing))


def ranges(graph: EstateGraph, problem: Problem, moves: Iterable[Move]) -> Iterator[Range]:
    """Each of `COST_LABELS` as soon as it is known.

    Unknown yearly costs have their own range: nothing spared on them, or as much again as supposed.
    """
    plan = _named(problem, moves)
    sums = totals(problem, _placed(problem, plan))
    for name, label in COST_LABELS.items():
        if name != "unknown_yearly":
            yield _range(graph, problem.settings, plan, name, label)
        else:
            unsaid = f"{label} — {sums.unknown_costs} applications"
            supposed = problem.settings.costs.unknown_yearly
            yield Range(unsaid, 0.0, 2 * supposed, sums.balance, sums.balance + 2 * sums.supposed)


def _range(
    graph: EstateGraph, settings: Settings, plan: tuple[tuple[int, str, int], ...], name: str, label: str
) -> Range:
    value = getattr(settings.costs, name)
    low, high = value * (1 - SPREAD), value * (1 + SPREAD)
    if name.endswith("_share"):
        high = min(1.0, high)
    balances = []
    for tried in (low, high):
        problem = build(graph, replace(settings, costs=replace(settings.costs, **{name: tried})))
        balances.append(totals(problem, _placed(problem, plan)).balance)
    return Range(label, low, high, balances[0], balances[1])


def _named(problem: Problem, moves: Iterable[Move]) -> tuple[tuple[int, str, int], ...]:
    """The moves by application and target, so that they hold in a problem built again."""
    return tuple((problem.items[m.item].application, _key(problem, m.target), m.year) for m in moves)


def _placed(problem: Problem, plan: Iterable[tuple[int, str, int]]) -> tuple[Move, ...]:
    targets = {_key(problem, index): index for index in range(len(problem.targets))}
    return tuple(Move(problem.item_of[application], targets[key], year) for application, key, year in plan)


def _key(problem: Problem, target: int) -> str:
    found = problem.targets[target]
    return f"{found.block}:{found.application or found.name}"
