"""The problem as numbers: one column a possible move, one a possible opening of a target; one row a shared constraint.

What binds inside one bloc (one target at most, nobody arrives before it opens, the target itself stays) is left to the
solvers. What several blocs share (capacities, budget, orders between moves, words given, the goal) is a sparse matrix
`coupling` with `coupling @ x <= limits`, so that it can be held exactly, priced, or limited to what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from urbanism.planning.convergence.problem import Item, Move, Pair, Problem, openings
from urbanism.vocabulary import PoolingStance

Ints = NDArray[np.int64]

WORD_RISK: Mapping[PoolingStance, int] = {PoolingStance.PROBABLE: 1, PoolingStance.UNKNOWN: 2}
"""Risk points of a move that rests on no more than a hypothesis; an acquired or given word has none."""


@dataclass(frozen=True)
class Columns:
    """Moves first (`item`, `target`, `year`), then openings (`item` is -1). `cost` is what is minimised, in euros."""

    problem: Problem
    item: Ints
    target: Ints
    year: Ints
    block: Ints
    cost: Ints
    coupling: csr_matrix
    limits: Ints

    def moves_of(self, chosen: Iterable[int]) -> tuple[Move, ...]:
        """The moves among chosen columns, by year then item."""
        found = (Move(int(self.item[c]), int(self.target[c]), int(self.year[c])) for c in chosen if self.item[c] >= 0)
        return tuple(sorted(found, key=lambda move: (move.year, move.item)))


def columns(problem: Problem, close_to: Iterable[Move] = (), stability: int = 0) -> Columns:
    """The columns and rows of a problem.

    Args:
        close_to: a plan to stay close to, move by move.
        stability: what each difference with it costs, in euros.
    """
    reference = {move.item: move for move in close_to}
    keys: list[tuple[int, int, int]] = []
    costs: list[int] = []
    for pair in problem.pairs:
        item = problem.items[pair.item]
        for year, bars in enumerate(item.bars):
            if bars:
                continue
            cost = cost_of_move(problem, pair, item, year)
            if stability:
                same = reference.get(pair.item) == (pair.item, pair.target, year)
                cost += -stability if same else 0 if pair.item in reference else stability
            keys.append((pair.item, pair.target, year))
            costs.append(cost)
    for index in sorted({pair.target for pair in problem.pairs}):
        for year in range(problem.settings.years):
            keys.append((-1, index, year))
            costs.append(_opening(problem, index, year))
    table = np.array(keys, dtype=np.int64).reshape(-1, 3)
    blocks = np.array([target.block for target in problem.targets], dtype=np.int64)
    rows = _Rows(problem, table)
    rows.fill()
    return Columns(
        problem,
        table[:, 0],
        table[:, 1],
        table[:, 2],
        blocks[table[:, 1]] if len(table) else table[:, 1],
        np.array(costs, dtype=np.int64),
        rows.matrix(),
        np.array(rows.limits, dtype=np.int64),
    )


def cost_of(table: Columns, moves: Iterable[Move]) -> float:
    """The cost of a plan, in the euros of the settings' weights."""
    found = tuple(moves)
    pairs = table.problem.pair_of
    total = sum(
        cost_of_move(table.problem, pairs[m.item, m.target], table.problem.items[m.item], m.year) for m in found
    )
    return float(total + sum(_opening(table.problem, target, year) for target, year in openings(found).items()))


def cost_of_move(problem: Problem, pair: Pair, item: Item, year: int) -> int:
    """What a move costs in the euros of the weights, the opening of its target aside; negative where it pays."""
    weights = problem.settings.weights
    money = pair.once + item.dues[year] - (pair.saving + pair.supposed) * problem.years_spared(year)
    risk = WORD_RISK.get(item.words[year], 0) - sum(item.old[year + 1 :])
    return round(
        weights.money * money
        - weights.application
        - weights.link * pair.links
        - weights.decision * problem.keeps_decision(Move(pair.item, pair.target, year))
        + weights.risk * risk
        + weights.misfit * problem.misfits[pair.target]
    )


def _opening(problem: Problem, index: int, year: int) -> int:
    target, weights = problem.targets[index], problem.settings.weights
    money = target.setup + target.yearly * problem.years_spared(year)
    return round(weights.money * money + (weights.application if target.application is None else 0))


class _Rows:
    """Fills the coupling matrix, row by row."""

    def __init__(self, problem: Problem, table: Ints) -> None:
        self.problem = problem
        self.table = table
        self.years = range(problem.settings.years)
        self.limits: list[int] = []
        self._at: list[Ints] = []
        self._row: list[Ints] = []
        self._value: list[Ints] = []
        self._is_move = table[:, 0] >= 0
        self._of_item = _positions(table[:, 0])
        self._of_target = _positions(np.where(self._is_move, -1, table[:, 1]))

    def fill(self) -> None:
        """Every shared constraint."""
        self._capacities()
        self._spending()
        for first, then in self.problem.before:
            for year in self.years[:-1]:
                early, late = self._moves_of(then, upto=year), self._moves_of(first, after=year)
                if len(early) and len(late):
                    self._add(1, (early, 1), (late, 1))
        for left, right in self.problem.together:
            for one, other in ((left, right), (right, left)):
                survives = self._openings_on(self.problem.items[other].application)
                for year in self.years:
                    self._add(
                        0, (self._moves_of(one, at=year), 1), (self._moves_of(other, at=year), -1), (survives, -1)
                    )
        self._words()
        if self.problem.goal is not None:
            bought = [i for i, target in enumerate(self.problem.targets) if target.application is None]
            new = _join([self._of_target.get(index, _NONE) for index in bought])
            self._add(-self.problem.goal, (np.flatnonzero(self._is_move), -1), (new, 1))

    def matrix(self) -> csr_matrix:
        """The rows filled so far."""
        shape = (len(self.limits), len(self.table))
        return csr_matrix((_join(self._value), (_join(self._row), _join(self._at))), shape=shape, dtype=np.int64)

    def _add(self, limit: int, *parts: tuple[Ints, int | Ints]) -> None:
        for at, value in parts:
            self._at.append(at)
            self._value.append(np.broadcast_to(np.asarray(value, dtype=np.int64), at.shape))
            self._row.append(np.full(len(at), len(self.limits), dtype=np.int64))
        self.limits.append(limit)

    def _capacities(self) -> None:
        users: dict[int, list[Ints]] = {}
        for index, item in enumerate(self.problem.items):
            for commune in item.communes:
                if commune in self.problem.commune_capacity:
                    users.setdefault(commune, []).append(self._of_item.get(index, _NONE))
        for commune, found in users.items():
            self._by_year(_join(found), self.problem.commune_capacity[commune])
        if self.problem.dsi_capacity is not None:
            self._by_year(np.flatnonzero(self._is_move), self.problem.dsi_capacity)

    def _by_year(self, at: Ints, capacity: tuple[int, ...]) -> None:
        for year, limit in enumerate(capacity):
            self._add(limit, (at[self.table[at, 2] == year], 1))

    def _spending(self) -> None:
        if self.problem.budget is None:
            return
        problem = self.problem
        spent = np.array(
            [
                problem.cost_once(Move(item, target, year)) if item >= 0 else problem.targets[target].setup
                for item, target, year in self.table.tolist()
            ],
            dtype=np.int64,
        )
        for year, limit in enumerate(problem.budget or ()):
            at = np.flatnonzero(self.table[:, 2] == year)
            self._add(limit, (at, spent[at]))

    def _words(self) -> None:
        for obligation in self.problem.obligations:
            block, commune = obligation.block, obligation.commune
            items = (i for i, item in enumerate(self.problem.items) if item.block == block and commune in item.communes)
            moves = _join([self._moves_of(item, upto=obligation.year) for item in items])
            serving = (t for t in self.problem.targets_of.get(block, ()) if commune in self.problem.served[t])
            opened = _join([self._of_target.get(target, _NONE) for target in serving])
            opened = opened[self.table[opened, 2] <= obligation.year]
            self._add(-1, (moves, -1), (opened, -1))

    def _moves_of(self, item: int, *, at: int | None = None, upto: int | None = None, after: int | None = None) -> Ints:
        found = self._of_item.get(item, _NONE)
        years = self.table[found, 2]
        kept: Ints = found[
            (years == (years if at is None else at))
            & (years <= (years if upto is None else upto))
            & (years > (-1 if after is None else after))
        ]
        return kept

    def _openings_on(self, application: int) -> Ints:
        found = [index for index, target in enumerate(self.problem.targets) if target.application == application]
        return _join([self._of_target.get(index, _NONE) for index in found])


_NONE: Ints = np.zeros(0, dtype=np.int64)


def _join(parts: list[Ints]) -> Ints:
    return np.concatenate(parts) if parts else _NONE


def _positions(labels: Ints) -> dict[int, Ints]:
    """Where each label other than -1 stands."""
    if not len(labels):
        return {}
    order = np.argsort(labels, kind="stable")
    names, starts = np.unique(labels[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(name): part for name, part in zip(names, parts, strict=True) if name >= 0}
