"""A first plan of a large estate, from the prices of the shared constraints (`bound.py`).

Each bloc takes the target that the prices prefer; moves are then taken one by one, the best at the priced costs first,
whenever the shared constraints still allow it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from urbanism.planning.convergence.columns import Columns

Ints = NDArray[np.int64]


def greedy(columns: Columns, preferred: Ints, prices: NDArray[np.float64]) -> Ints:
    """A plan as 0 or 1 by column, that worsens no shared constraint.

    Args:
        preferred: the columns that the priced problem chooses; its openings give each bloc its target.
        prices: the price of a unit of each shared constraint.
    """
    priced = columns.cost + columns.coupling.T @ prices
    opened = {int(columns.target[c]): int(columns.year[c]) for c in preferred if columns.item[c] < 0}
    since = np.full(len(columns.problem.targets), columns.problem.settings.years, dtype=np.int64)
    since[list(opened)] = list(opened.values())
    stays = {columns.problem.item_of.get(columns.problem.targets[t].application or 0, -1) for t in opened}
    wanted = (columns.item >= 0) & (columns.year >= since[columns.target]) & (priced < 0)
    wanted &= ~np.isin(columns.item, list(stays))
    at = np.flatnonzero(wanted)
    return _take(columns, at[np.argsort(priced[at], kind="stable")])


def _take(columns: Columns, order: Ints) -> Ints:
    """Take moves in this order as the shared constraints allow; a target opens with its first arrival."""
    openings = {(int(columns.target[c]), int(columns.year[c])): int(c) for c in np.flatnonzero(columns.item < 0)}
    chosen = np.zeros(len(columns.cost), dtype=np.int64)
    room = _Room(columns)
    gone: set[int] = set()
    opening: dict[int, int] = {}
    for column in order.tolist():
        item, target, year = int(columns.item[column]), int(columns.target[column]), int(columns.year[column])
        if item in gone:
            continue
        former = opening.get(target)
        earlier = former is None or year < int(columns.year[former])
        added = [column, openings[target, year]] if earlier else [column]
        dropped = [former] if earlier and former is not None else []
        if room.take(added, dropped):
            gone.add(item)
            chosen[added] = 1
            chosen[dropped] = 0
            if earlier:
                opening[target] = openings[target, year]
    return chosen


class _Room:
    """What the shared constraints leave."""

    def __init__(self, columns: Columns) -> None:
        by_column = columns.coupling.tocsc()
        self._starts, self._rows, self._values = (
            by_column.indptr.tolist(),
            by_column.indices.tolist(),
            by_column.data.tolist(),
        )
        self._left: list[int] = columns.limits.tolist()

    def take(self, added: list[int], dropped: list[int]) -> bool:
        """Use what some columns need, less what others give back; False, and nothing used, where room lacks."""
        needs: dict[int, int] = {}
        for sign, columns in ((1, added), (-1, dropped)):
            for column in columns:
                for place in range(self._starts[column], self._starts[column + 1]):
                    row = self._rows[place]
                    needs[row] = needs.get(row, 0) + sign * self._values[place]
        if any(need > 0 and need > self._left[row] for row, need in needs.items()):
            return False
        for row, need in needs.items():
            self._left[row] -= need
        return True
