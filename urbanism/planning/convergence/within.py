"""What binds inside one bloc, as rows of a sparse matrix: `matrix @ x <= limits`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from urbanism.planning.convergence.columns import Columns

Ints = NDArray[np.int64]


def within_blocs(columns: Columns, at: Ints) -> tuple[csr_matrix, Ints]:
    """The rows that hold some columns (`at`, in increasing order), each numbered by its place in `at`.

    One target a bloc. An item leaves once, for a target already open. What a target is does not leave. A target opens
    in a year when somebody arrives.
    """
    item, target, year = columns.item[at], columns.target[at], columns.year[at]
    moves, opens = np.flatnonzero(item >= 0), np.flatnonzero(item < 0)
    rows = _Matrix(len(at))
    rows.add(columns.block[at][opens], opens, 1, limit=1)
    rows.add(item[moves], moves, 1, limit=1)
    arrival = np.full((len(columns.problem.targets), columns.problem.settings.years), -1, dtype=np.int64)
    arrival[target[opens], year[opens]] = opens
    _only_once_open(rows, columns, item[moves], target[moves], year[moves], moves, arrival)
    _survivors_stay(rows, columns, item, moves, target, opens)
    places = target * columns.problem.settings.years + year
    rows.add_pair(places[opens], opens, 1, places[moves], moves, -1, limit=0)
    return rows.matrix()


def _only_once_open(
    rows: _Matrix, columns: Columns, item: Ints, target: Ints, year: Ints, moves: Ints, arrival: Ints
) -> None:
    """By pair and year: has left for the target by then <= the target has opened by then."""
    _, first, pair = np.unique(item * len(columns.problem.targets) + target, return_index=True, return_inverse=True)
    for upto in range(columns.problem.settings.years):
        early = year <= upto
        opening = arrival[target[first], : upto + 1]
        open_pair = np.repeat(np.arange(len(first)), opening.shape[1])
        exists = opening.ravel() >= 0
        active = np.zeros(len(first), dtype=bool)
        active[pair[early]] = True
        kept = exists & active[open_pair]
        rows.add_pair(pair[early], moves[early], 1, open_pair[kept], opening.ravel()[kept], -1, limit=0)


def _survivors_stay(rows: _Matrix, columns: Columns, item: Ints, moves: Ints, target: Ints, opens: Ints) -> None:
    """By item that is also a target: it leaves, or others join it."""
    own = np.array(
        [columns.problem.item_of.get(t.application or 0, -1) for t in columns.problem.targets], dtype=np.int64
    )
    opened = own[target[opens]]
    known = (opened >= 0) & np.isin(opened, item[moves])
    leaving = np.isin(item[moves], opened)
    rows.add_pair(opened[known], opens[known], 1, item[moves][leaving], moves[leaving], 1, limit=1)


class _Matrix:
    """Rows gathered by label: every distinct label of one call makes one row."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.height = 0
        self._rows: list[Ints] = []
        self._at: list[Ints] = []
        self._values: list[Ints] = []
        self._limits: list[Ints] = []

    def add(self, labels: Ints, at: Ints, value: int, limit: int) -> None:
        self._fill(labels, at, np.full(len(at), value, dtype=np.int64), limit)

    def add_pair(self, left: Ints, at: Ints, value: int, right: Ints, other: Ints, second: int, *, limit: int) -> None:
        """Rows with two kinds of columns under the same labels."""
        values = np.concatenate([np.full(len(at), value), np.full(len(other), second)]).astype(np.int64)
        self._fill(np.concatenate([left, right]), np.concatenate([at, other]), values, limit)

    def _fill(self, labels: Ints, at: Ints, values: Ints, limit: int) -> None:
        names, row = np.unique(labels, return_inverse=True)
        self._rows.append(row + self.height)
        self._at.append(at)
        self._values.append(values)
        self._limits.append(np.full(len(names), limit, dtype=np.int64))
        self.height += len(names)

    def matrix(self) -> tuple[csr_matrix, Ints]:
        entries = (np.concatenate(self._values), (np.concatenate(self._rows), np.concatenate(self._at)))
        return csr_matrix(entries, shape=(self.height, self.width)), np.concatenate(self._limits)
