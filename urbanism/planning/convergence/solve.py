"""The best plan found in a given time, and how far from the best possible it may be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbanism.french import number
from urbanism.planning.convergence.bound import lagrangian_bound
from urbanism.planning.convergence.columns import Columns, columns
from urbanism.planning.convergence.exact import Answer, solve_exactly
from urbanism.planning.convergence.greedy import greedy
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.sweep import is_broken, sweep

WHOLE = 40_000
"""Columns up to which one model holds the whole problem."""

EXACT_SHARE = 0.7
"""The share of the time that the whole model gets; what it has not proven by then is improved part by part."""

NOTHING = 0.5
"""Euros: costs are whole."""

STABILITY = 1_000_000
"""Euros that a difference with the plan to stay close to costs: more than any move brings."""

SEED = 2026
"""The order in which the parts of a large estate are solved."""

FIRST_SECONDS = 3.0
"""Given to the prices of a first plan, where somebody wants to see one at once."""

Stop = Callable[[], bool]
Give = Callable[[NDArray[np.int64], float], None]
"""Receives a plan as 0 or 1 by column, and a bound."""

Progress = Callable[[str, float], None]
"""Told what is being done, and how much of the time is spent (0 to 1)."""


@dataclass(frozen=True)
class Plan:
    """Moves that keep every constraint.

    `objective` is the plan's cost in euros against doing nothing, at the weights of the settings: negative when it
    pays. No plan can go below `bound`. `moves` is empty and `infeasible` true when it is proven that no plan exists;
    `found` is false when the time ran out before any plan.
    """

    problem: Problem
    moves: tuple[Move, ...]
    objective: float
    bound: float
    seconds: float
    found: bool = True
    infeasible: bool = False

    @property
    def gap(self) -> float:
        """How far the plan may be from the best one, as a share of its own gain; 0 is proven best.

        What keeping decisions is worth is no gain of the plan's own.
        """
        if not math.isfinite(self.bound):
            return 1.0
        distance = max(0.0, self.objective - self.bound)
        if distance < NOTHING:
            return 0.0
        kept = sum(map(self.problem.keeps_decision, self.moves))
        gain = abs(self.objective + self.problem.settings.weights.decision * kept)
        return distance / gain if gain else 1.0


def solve(
    problem: Problem,
    seconds: float = 60.0,
    *,
    seed: int = SEED,
    close_to: Iterable[Move] | None = None,
    stop: Stop | None = None,
    progress: Progress | None = None,
    better: Callable[[Plan], None] | None = None,
) -> Plan:
    """The best plan within so many seconds.

    Args:
        close_to: a former plan of the same items: the new one first differs from it as little as it can.
        stop: asked now and then; the best plan so far is given once it says so.
        better: told each better plan, from a first one within seconds, for whoever may not wait for the end.
    """
    started = time.monotonic()
    tell = progress or (lambda _text, _share: None)
    tell("Ce qui est possible…", 0.0)
    table = columns(problem, tuple(close_to or ()), STABILITY if close_to is not None else 0)
    ends = started + seconds
    answer = Answer(None, -np.inf, False)

    def give(chosen: NDArray[np.int64], bound: float) -> None:
        if better and not is_broken(table, chosen):
            found = Answer(tuple(np.flatnonzero(chosen).tolist()), bound, False)
            better(_plan(table, found, time.monotonic() - started))

    if len(table.cost) <= WHOLE:
        if better:
            tell("Un premier plan…", 0.05)
            first = lagrangian_bound(table, min(FIRST_SECONDS, seconds / 10))
            give(greedy(table, first.chosen, first.prices), first.value)
        tell("Recherche du meilleur plan…", 0.1)
        answer = solve_exactly(table, EXACT_SHARE * (ends - time.monotonic()))
    if not (answer.infeasible or _is_proven(table, answer)):
        answer = _best_of(table, answer, _by_parts(table, ends, seed, stop, tell, give))
    return _plan(table, answer, time.monotonic() - started)


def _by_parts(table: Columns, ends: float, seed: int, stop: Stop | None, tell: Progress, give: Give) -> Answer:
    """A plan taken greedily at the prices of the shared constraints, improved some blocs at a time until `ends`."""
    started = time.monotonic()
    seconds = max(1.0, ends - started)
    tell("Prix des contraintes partagées…", 0.05)
    priced = lagrangian_bound(table, seconds / 6, stop=stop)

    def found(chosen: NDArray[np.int64]) -> None:
        cost = float(table.cost @ chosen)
        share = min(1.0, (time.monotonic() - started) / seconds)
        gap = max(0.0, (cost - priced.value) / abs(cost)) if cost else 1.0
        tell(f"Meilleur plan à {number(100 * gap, 1)} % au plus du meilleur possible", share)
        give(chosen, priced.value)

    start = greedy(table, priced.chosen, priced.prices)
    found(start)
    chosen = sweep(table, start, ends - time.monotonic(), seed, stop, found)
    return Answer(chosen, priced.value, False)


def _is_proven(table: Columns, answer: Answer) -> bool:
    return answer.chosen is not None and _cost(table, answer) - answer.bound < NOTHING


def _best_of(table: Columns, left: Answer, right: Answer) -> Answer:
    """The cheaper of two plans, with the better of their bounds."""
    found = [answer for answer in (left, right) if answer.chosen is not None]
    chosen = min(found, key=lambda answer: _cost(table, answer)).chosen if found else None
    return Answer(chosen, max(left.bound, right.bound), False)


def _cost(table: Columns, answer: Answer) -> float:
    return float(table.cost[list(answer.chosen or ())].sum())


def _plan(table: Columns, answer: Answer, seconds: float) -> Plan:
    bound = answer.bound
    if answer.chosen is None:
        return Plan(table.problem, (), 0.0, bound, seconds, found=False, infeasible=answer.infeasible)
    objective = _cost(table, answer)
    return Plan(table.problem, table.moves_of(answer.chosen), objective, min(bound, objective), seconds)
