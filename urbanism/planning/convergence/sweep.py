"""Plans for estates too large for one model: some blocs at a time are solved exactly, the others staying as they are.

The sweeps start from a plan taken greedily at the prices of the shared constraints, and improve it at its real cost. A
shared constraint that the starting plan does not keep (a word given, a goal) may never get worse and costs dearly.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from urbanism.planning.convergence.columns import Columns
from urbanism.planning.convergence.exact import solve_exactly

PART = 12_000
"""Columns solved at once: such a part is closed in seconds."""

PENALTY = 10_000_000
"""What a unit of a broken shared constraint costs, far above the money of any move."""


def sweep(
    columns: Columns,
    start: NDArray[np.int64],
    seconds: float,
    seed: int,
    stop: Callable[[], bool] | None = None,
    found: Callable[[NDArray[np.int64]], None] | None = None,
) -> tuple[int, ...] | None:
    """The columns of the best plan found in the time, or None when it never kept every shared constraint."""
    chosen = start
    shuffle = random.Random(seed)  # noqa: S311 - the order of parts, not a secret
    ends = time.monotonic() + seconds
    best: NDArray[np.int64] | None = None if is_broken(columns, start) else start
    while True:
        before = chosen
        for free in _parts(columns, shuffle):
            left = ends - time.monotonic()
            if left <= 0 or (stop and stop()):
                return None if best is None else tuple(np.flatnonzero(best).tolist())
            chosen = _improve(columns, chosen, free, min(left, 20.0))
            if not is_broken(columns, chosen) and (best is None or columns.cost @ chosen < columns.cost @ best):
                best = chosen
                if found:
                    found(best)
        if np.array_equal(before, chosen):
            return None if best is None else tuple(np.flatnonzero(best).tolist())


def is_broken(columns: Columns, chosen: NDArray[np.int64]) -> bool:
    """Whether a plan breaks a shared constraint."""
    return bool(np.any(columns.coupling @ chosen > columns.limits))


def _improve(columns: Columns, chosen: NDArray[np.int64], free: NDArray[np.bool_], seconds: float) -> NDArray[np.int64]:
    used = columns.coupling @ chosen
    toll = PENALTY * (used > columns.limits)
    cost = columns.cost + columns.coupling.T @ toll
    fixed = np.flatnonzero((chosen > 0) & ~free)
    kept = replace(columns, limits=np.maximum(columns.limits, used))
    answer = solve_exactly(kept, seconds, free=free, fixed=fixed.tolist(), cost=cost, gap=0.001)
    if answer.chosen is None:
        return chosen
    better = np.where(free, 0, chosen)
    better[list(answer.chosen)] = 1
    return better if cost @ better <= cost @ chosen else chosen


def _parts(columns: Columns, shuffle: random.Random) -> Iterator[NDArray[np.bool_]]:
    """Blocs in a random order, gathered into parts of about `PART` columns."""
    blocks, sizes = np.unique(columns.block, return_counts=True)
    order = list(range(len(blocks)))
    shuffle.shuffle(order)
    part: list[int] = []
    size = 0
    for index in order:
        part.append(int(blocks[index]))
        size += int(sizes[index])
        if size >= PART:
            yield np.isin(columns.block, part)
            part, size = [], 0
    if part:
        yield np.isin(columns.block, part)
