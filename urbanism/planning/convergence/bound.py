"""A bound that no plan can beat: the shared constraints are priced, and each bloc is then solved alone, exactly.

Lagrangian relaxation. For any prices p >= 0 of the shared constraints, the sum over blocs of the cheapest plan of each
at the priced costs, less p · limits, is below the cost of every feasible plan. Prices climb by projected subgradient
steps, a share of the present value long, halved when they stall. Inside a bloc: one target and its opening year at
most; each item then takes its cheapest year from the opening on, or stays.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from urbanism.planning.convergence.columns import Columns

Floats = NDArray[np.float64]
STALL = 12
"""Steps without a better bound after which they shorten."""


class Bound(NamedTuple):
    """The best bound found (euros), the prices of the shared constraints that give it, the columns then chosen."""

    value: float
    prices: Floats
    chosen: NDArray[np.int64]


def lagrangian_bound(columns: Columns, seconds: float, stop: Callable[[], bool] | None = None) -> Bound:
    """The best bound within the time."""
    blocs = _Blocs(columns)
    prices = np.zeros(len(columns.limits))
    best = Bound(-math.inf, prices, np.zeros(0, dtype=np.int64))
    length, stalled, started = 0.1, 0, time.monotonic()
    while time.monotonic() - started < seconds and length > 1e-6 and not (stop and stop()):
        value, used = blocs.solve(columns.cost + columns.coupling.T @ prices)
        value -= float(prices @ columns.limits)
        if value > best.value + 1e-9:
            best, stalled = Bound(value, prices, used), 0
        else:
            stalled += 1
        if stalled >= STALL:
            length, stalled, prices = length / 2, 0, best.prices
            continue
        slope = np.asarray(columns.coupling[:, used].sum(axis=1)).ravel() - columns.limits
        slope = np.where((prices <= 0) & (slope < 0), 0.0, slope)
        size = float(slope @ slope)
        if size == 0:
            break
        prices = np.maximum(0.0, prices + length * max(abs(value), 1.0) / size * slope)
    return best


class _Blocs:
    """Every bloc's own choice at given costs, all at once.

    `grid[pair, year]` is the column of a pair's move in a year (-1: not allowed); `opening[target, year]` that of an
    opening.
    """

    def __init__(self, columns: Columns) -> None:
        years = columns.problem.settings.years
        moves = columns.item >= 0
        keys = columns.item[moves] * (len(columns.problem.targets) + 1) + columns.target[moves]
        _, first, pair = np.unique(keys, return_index=True, return_inverse=True)
        self.grid = np.full((len(first), years), -1, dtype=np.int64)
        self.grid[pair, columns.year[moves]] = np.flatnonzero(moves)
        opening_at = np.flatnonzero(~moves)
        targets, self.rank = np.unique(columns.target[opening_at], return_inverse=True)
        self.opening = np.full((len(targets), years), -1, dtype=np.int64)
        self.opening[self.rank, columns.year[opening_at]] = opening_at
        self.pair_target = np.searchsorted(targets, columns.target[moves][first])
        target_blocks = columns.block[self.opening[:, 0]] if len(targets) else np.zeros(0, dtype=np.int64)
        blocks, self.target_block = np.unique(target_blocks, return_inverse=True)
        self.blocks = len(blocks)

    def solve(self, cost: Floats) -> tuple[float, NDArray[np.int64]]:
        """The cheapest total and its columns."""
        if not len(self.opening):
            return 0.0, np.zeros(0, dtype=np.int64)
        priced = np.append(cost, np.inf)[self.grid]
        best_from = np.minimum.accumulate(priced[:, ::-1], axis=1)[:, ::-1]
        gains = np.minimum(best_from, 0.0)
        value = cost[self.opening].astype(float)
        for year in range(self.opening.shape[1]):
            value[:, year] += np.bincount(self.pair_target, gains[:, year], minlength=len(self.opening))
        flat = value.min(axis=1)
        lowest = np.zeros(self.blocks)
        np.minimum.at(lowest, self.target_block, flat)
        order = np.argsort(flat, kind="stable")
        _, first = np.unique(self.target_block[order], return_index=True)
        winners = order[first]
        winners = winners[flat[winners] < 0]
        return float(lowest.sum()), self._columns_of(winners, value, priced)

    def _columns_of(self, winners: NDArray[np.int64], value: Floats, priced: Floats) -> NDArray[np.int64]:
        opened = value[winners].argmin(axis=1)
        since = np.full(len(self.opening), self.opening.shape[1], dtype=np.int64)
        since[winners] = opened
        allowed = np.arange(self.opening.shape[1])[None, :] >= since[self.pair_target][:, None]
        masked = np.where(allowed, priced, np.inf)
        choice = masked.argmin(axis=1)
        cheap = masked[np.arange(len(masked)), choice] < 0
        moves = self.grid[np.flatnonzero(cheap), choice[cheap]]
        return np.concatenate([self.opening[winners, opened], moves])
