"""What identifies a row in both extracts: one column, several together, or nothing but a text.

A key must be nearly unique on both sides, shared, and confirmed: rows that it pairs must agree elsewhere. Numbers from
1 to 100 000 on each side share everything and mean nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np

from urbanism.comparing import headers
from urbanism.comparing.agreement import beyond_chance
from urbanism.comparing.coding import MISSING, CodedColumn, CodedExtract, Ints, Kind
from urbanism.comparing.columns import Likeness
from urbanism.comparing.pairing import key_codes

UNIQUE = 0.9
FILLED = 0.3
SHARED = 0.05
CONFIRMED = 0.3
TELLING = 0.2
"""Share of values in common from which two columns may confirm a key."""
SAMPLE = 2_000
MOST_SINGLE, MOST_TOGETHER = 12, 8

Columns = tuple[tuple[int, int], ...]


class FoundKey(NamedTuple):
    """Columns that identify a row on both sides.

    Attributes:
        columns: positions (left, right).
        confirmed: agreement beyond chance of the other columns on the rows so paired; None where there is none to ask.
    """

    columns: Columns
    confirmed: float | None


class _Shared(NamedTuple):
    """Rows that a key pairs, and how many rows of one extract it takes for one although they say different things."""

    left: Ints
    right: Ints
    clashes: int

    @property
    def worth(self) -> int:
        return len(self.left) - self.clashes


def find_key(left: CodedExtract, right: CodedExtract, found: Sequence[Likeness]) -> FoundKey | None:
    """The key that pairs most rows without taking different ones for the same, the simplest first.

    Three columns together are tried only where two do not do, and a key repeated in one extract last of all. None
    where nothing identifies the rows.
    """
    usable = [one for one in found if one.values >= SHARED and _may_identify(left, right, one)]
    usable.sort(key=lambda one: (-one.values - one.names, one.left, one.right))
    alone: list[Columns] = [((one.left, one.right),) for one in usable[:MOST_SINGLE]]
    together = {size: [_pairs(kept) for kept in combinations(usable[:MOST_TOGETHER], size)] for size in (2, 3)}
    stages = ((alone + together[2], min), (together[3], min), (alone, max))
    for candidates, side in stages:
        kept = [columns for columns in candidates if _apart(columns)]
        if best := _best(left, right, found, kept, side):
            return best
    return None


def _may_identify(left: CodedExtract, right: CodedExtract, one: Likeness) -> bool:
    a, b = left.columns[one.left], right.columns[one.right]
    if {a.kind, b.kind} & {Kind.DATE, Kind.FLAG}:
        return False
    if any(headers.says_measure(column.header) for column in (a, b)):
        return False
    if any(column.kind is Kind.NUMBER and column.decimals.any() for column in (a, b)):
        return False
    return a.filled >= FILLED * left.rows and b.filled >= FILLED * right.rows


def _pairs(kept: Iterable[Likeness]) -> Columns:
    return tuple((one.left, one.right) for one in kept)


def _apart(columns: Columns) -> bool:
    """Whether no column is taken twice."""
    return len({i for i, _ in columns}) == len({j for _, j in columns}) == len(columns)


def _best(
    left: CodedExtract,
    right: CodedExtract,
    found: Sequence[Likeness],
    candidates: Sequence[Columns],
    side: Callable[[Sequence[float]], float],
) -> FoundKey | None:
    """The first confirmed candidate, those that pair most rows first; `side` says whether both sides must be unique."""
    telling = [one for one in found if one.values >= TELLING]
    tried = [(shared, columns) for columns in candidates if (shared := _share(left, right, telling, columns, side))]
    tried.sort(key=lambda item: (-item[0].worth, len(item[1])))
    for shared, columns in tried:
        confirmed = _confirmation(left, right, telling, columns, shared)
        if confirmed is None or confirmed >= CONFIRMED:
            return FoundKey(columns, confirmed)
    return None


def _share(
    left: CodedExtract,
    right: CodedExtract,
    telling: Sequence[Likeness],
    columns: Columns,
    side: Callable[[Sequence[float]], float],
) -> _Shared | None:
    """The rows that these columns pair, or None where they are not unique enough or pair too few."""
    codes = key_codes(left, right, columns)
    (ours, at), (theirs, to) = _distinct(codes[0]), _distinct(codes[1])
    said = [max(int(np.count_nonzero(one != MISSING)), 1) for one in codes]
    if side((len(ours) / said[0], len(theirs) / said[1])) < UNIQUE:
        return None
    shared, i, j = np.intersect1d(ours, theirs, assume_unique=True, return_indices=True)
    if len(shared) < max(2, SHARED * min(len(ours), len(theirs))):
        return None
    tellers = {one.left for one in telling}, {one.right for one in telling}
    clashes = _clashes(left, codes[0], tellers[0]) + _clashes(right, codes[1], tellers[1])
    return _Shared(at[i], to[j], clashes)


def _clashes(extract: CodedExtract, codes: Ints, telling: Iterable[int]) -> int:
    """Rows whose key was met before, on a row that says otherwise in a column that both extracts share."""
    rows = np.flatnonzero(codes != MISSING)
    _, first, group = np.unique(codes[rows], return_index=True, return_inverse=True)
    repeated = np.flatnonzero(first[group] != np.arange(len(rows)))
    later, earlier = rows[repeated], rows[first[group[repeated]]]
    differs = np.zeros(len(later), dtype=np.bool_)
    for place in telling:
        column = extract.columns[place]
        if not _numbers_rows(column):
            differs |= column.plain[later] != column.plain[earlier]
    return int(differs.sum())


def _distinct(codes: Ints) -> tuple[Ints, Ints]:
    """The distinct keys, and the first row of each."""
    distinct, rows = np.unique(codes, return_index=True)
    kept = distinct != MISSING
    return distinct[kept], rows[kept]


def _numbers_rows(column: CodedColumn) -> bool:
    """Whether a column may number the rows of its own base."""
    integers = column.kind is Kind.NUMBER and not column.decimals.any()
    return column.uniqueness >= UNIQUE and (column.kind is Kind.CODE or integers)


def _confirmation(
    left: CodedExtract, right: CodedExtract, telling: Sequence[Likeness], key: Columns, shared: _Shared
) -> float | None:
    """How the other columns agree on (a sample of) paired rows, beyond chance; those of many values weigh more."""
    step = max(1, len(shared.left) // SAMPLE)
    rows = shared.left[::step], shared.right[::step]
    in_key = {i for i, _ in key}, {j for _, j in key}
    best: dict[int, float] = {}
    for one in telling:
        a, b = left.columns[one.left], right.columns[one.right]
        if one.left in in_key[0] or one.right in in_key[1] or (_numbers_rows(a) and _numbers_rows(b)):
            continue
        best[one.left] = max(best.get(one.left, 0.0), beyond_chance(a, b, *rows))
    weights = {place: float(np.log2(max(len(left.columns[place].distinct), 1))) for place in best}
    total = sum(weights.values())
    return sum(weights[place] * best[place] for place in best) / total if total else None
