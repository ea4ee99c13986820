"""What the other columns of two lists tell, without anyone saying which column is what.

Columns are paired by their name or by the values they share. How much an agreement counts is estimated on
the lists themselves, as in Fellegi & Sunter (1969): among pairs whose names say "same", how often do the columns agree
(m), and among the others (u)? The evidence is log(m / u); a column that tells nothing gets none, few rows give little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from urbanism.matching.candidates import Pairs
from urbanism.matching.normalise import plain, words
from urbanism.matching.records import Record

LEVELS = ("même valeur", "valeurs proches", "valeurs voisines", "valeurs différentes")
"""How far two cells agree, best first."""

CAUTION = 20.0
"""So many imaginary pairs, on which a column tells nothing, are added to what the lists show."""

STRONGEST = 2.0
"""No column argues more than this, in log-odds."""

STRONGEST_TOGETHER = 3.0
"""Columns repeat each other: together they argue no more than this."""

MAX_COLUMNS = 40
SAMPLE = 5_000


class ColumnPair(NamedTuple):
    """A column of the left list and the one of the right list that answers it."""

    left: str
    right: str


class ColumnEvidence(NamedTuple):
    """What each level of agreement is worth, by pair of columns, and the level of each pair of records (-1: none)."""

    columns: tuple[ColumnPair, ...]
    worth: tuple[tuple[float, ...], ...]
    levels: NDArray[np.int8]

    def values(self) -> NDArray[np.float64]:
        """One row a pair of records, one column a pair of columns: the log-odds it argues for (0 where unknown)."""
        table: NDArray[np.float64] = np.zeros(self.levels.shape)
        for column, worth in enumerate(self.worth):
            lookup = np.array([*worth, 0.0])  # index -1, no value, gives 0
            table[:, column] = lookup[self.levels[:, column]]
        total = np.abs(table.sum(axis=1, keepdims=True))
        return np.asarray(table * (STRONGEST_TOGETHER / np.maximum(total, STRONGEST_TOGETHER)), dtype=np.float64)


def pair_columns(left: Sequence[Record], right: Sequence[Record]) -> tuple[ColumnPair, ...]:
    """Pair columns one to one, the most alike first: same name, near name, or values in common."""
    left_values, right_values = _values(left), _values(right)
    likeness = [(_likeness(a, b, left_values[a], right_values[b]), a, b) for a in left_values for b in right_values]
    pairs: list[ColumnPair] = []
    for score, a, b in sorted(likeness, key=lambda found: (-found[0], found[1], found[2])):
        if score > 0.0 and all(a != pair.left and b != pair.right for pair in pairs):
            pairs.append(ColumnPair(a, b))
    return tuple(pairs)


def _values(records: Sequence[Record]) -> dict[str, set[str]]:
    """The distinct plain values of each column, on an even sample of the records."""
    step = max(1, len(records) // SAMPLE)
    found: dict[str, set[str]] = {}
    for record in records[::step]:
        for column, value in record.attributes.items():
            if value.strip() and (column in found or len(found) < MAX_COLUMNS):
                found.setdefault(column, set()).add(plain(value).strip())
    return found


def _likeness(left: str, right: str, left_values: set[str], right_values: set[str]) -> float:
    names = fuzz.token_sort_ratio(plain(left), plain(right)) / 100.0
    common = len(left_values & right_values)
    overlap = common / min(len(left_values), len(right_values)) if common > 1 else 0.0
    return (names if names >= 0.8 else 0.0) + (overlap if overlap >= 0.2 else 0.0)


def levels_of_agreement(
    left: Sequence[Record], right: Sequence[Record], pairs: Pairs, columns: Sequence[ColumnPair]
) -> NDArray[np.int8]:
    """The level of each pair of records on each pair of columns; -1 where a side says nothing."""
    table = np.full((len(pairs), len(columns)), -1, dtype=np.int8)
    for index, column in enumerate(columns):
        known: dict[tuple[str, str], int] = {}
        left_cells = [record.attributes.get(column.left, "").strip() for record in left]
        right_cells = [record.attributes.get(column.right, "").strip() for record in right]
        for row, (i, j) in enumerate(pairs.tolist()):
            cells = left_cells[i], right_cells[j]
            if cells[0] and cells[1]:
                level = known.get(cells)
                if level is None:
                    level = known[cells] = agreement(*cells)
                table[row, index] = level
    return table


def agreement(left: str, right: str) -> int:
    """The level (an index of `LEVELS`) of two filled cells: as amounts when both are numbers, as words otherwise."""
    if left == right:
        return 0
    first, second = _number(left), _number(right)
    if first is not None and second is not None:
        gap = abs(first - second) / max(abs(first), abs(second), 1e-9)
        return int(np.searchsorted((0.02, 0.15, 0.4), gap))
    a, b = set(words(left)), set(words(right))
    if a == b:
        return 0 if a or plain(left) == plain(right) else 3
    dice = 2 * len(a & b) / (len(a) + len(b))
    return 1 if dice >= 0.6 else 2 if dice >= 0.25 else 3


def _number(text: str) -> float | None:
    try:
        value = float(text.replace("\u202f", "").replace("\xa0", "").replace(" ", "").replace(",", ".").rstrip("€$%"))
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def weigh(columns: Sequence[ColumnPair], levels: NDArray[np.int8], likely: NDArray[np.float64]) -> ColumnEvidence:
    """Estimate what each level of agreement is worth, given how likely each pair is on its names alone (0 to 1)."""
    worth = [_worth(levels[:, index], likely) for index in range(len(columns))]
    return ColumnEvidence(tuple(columns), tuple(worth), levels)


def _worth(levels: NDArray[np.int8], likely: NDArray[np.float64]) -> tuple[float, ...]:
    told = levels >= 0
    same = np.bincount(levels[told], weights=likely[told], minlength=len(LEVELS))
    other = np.bincount(levels[told], weights=1.0 - likely[told], minlength=len(LEVELS))
    usual = (same + other + 1.0) / (same + other + 1.0).sum()
    m = (same + CAUTION * usual) / (same.sum() + CAUTION)
    u = (other + CAUTION * usual) / (other.sum() + CAUTION)
    return tuple(np.clip(np.log(m / u), -STRONGEST, STRONGEST).tolist())


def cells(left: Record, right: Record, column: ColumnPair) -> Mapping[str, str]:
    """The two values that a pair of columns compares."""
    return {"left": left.attributes.get(column.left, ""), "right": right.attributes.get(column.right, "")}
