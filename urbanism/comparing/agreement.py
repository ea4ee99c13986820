"""How far two columns agree, row by row, once it is known which row of one answers which row of the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from urbanism.comparing.coding import MISSING, CodedColumn, Flags, Ints, Kind

MOST_CODES = 40
"""Distinct values of a column that may be a list of codes."""
CODED = 0.9
"""Share of the rows that a table of codes must explain."""
_TURNS = (1, 7, 101)


class Compared(NamedTuple):
    """Two columns along paired rows: which rows are filled on both sides, and which of these say the same."""

    told: Flags
    same: Flags


def compatible(left: CodedColumn, right: CodedColumn) -> bool:
    """Whether the values of two columns can say the same: days answer only days, yes or no only itself."""
    if Kind.EMPTY in (left.kind, right.kind):
        return False
    apart = {Kind.DATE, Kind.FLAG}
    return left.kind == right.kind or not apart & {left.kind, right.kind}


def compare(
    left: CodedColumn, right: CodedColumn, left_rows: Ints, right_rows: Ints, codes: Mapping[int, int] | None = None
) -> Compared:
    """Compare paired rows; numbers are the same at the precision of the less precise of the two.

    `codes`: which value of the right stands for which of the left, where they are two lists of codes.
    """
    first, second = left.plain[left_rows], right.plain[right_rows]
    told = (first != MISSING) & (second != MISSING)
    if codes is not None:
        meant = np.array([codes.get(value, MISSING) for value in left.distinct.tolist()], dtype=np.int64)
        first = meant[np.searchsorted(left.distinct, first).clip(max=len(meant) - 1)]
    same = told & (first == second)
    if left.kind is Kind.NUMBER and right.kind is Kind.NUMBER:
        step = 10.0 ** -np.minimum(left.decimals[left_rows], right.decimals[right_rows])
        gap = np.abs(left.values[left_rows] - right.values[right_rows])
        same |= told & (gap <= 0.5 * step * (1 + 1e-9))
    return Compared(told, same)


def beyond_chance(left: CodedColumn, right: CodedColumn, left_rows: Ints, right_rows: Ints) -> float:
    """Cohen's kappa: 1 where the rows always agree, 0 where no more than rows taken at random.

    What rows taken at random share is measured by shifting one side. A table of codes counts as agreement.
    """
    codes = code_table(left, right, left_rows, right_rows)
    compared = compare(left, right, left_rows, right_rows, codes)
    told = int(compared.told.sum())
    if not told:
        return 0.0
    agreed = compared.same.sum() / told
    shifted = [compare(left, right, left_rows, np.roll(right_rows, turn), codes) for turn in _TURNS]
    chance = float(np.mean([one.same.sum() / max(int(one.told.sum()), 1) for one in shifted]))
    return float((agreed - chance) / (1 - chance)) if chance < 1 else 0.0


def code_table(left: CodedColumn, right: CodedColumn, left_rows: Ints, right_rows: Ints) -> dict[int, int] | None:
    """Which value of the right stands for which of the left, where both are short lists of other words.

    « V » for « voie communale », « P » for « privée »: one for one, on nine rows out of ten; None otherwise.
    """
    sizes = len(left.distinct), len(right.distinct)
    if min(sizes) < 2 or max(sizes) > MOST_CODES or np.isin(left.distinct, right.distinct).any():
        return None
    if left.kind is Kind.NUMBER and right.kind is Kind.NUMBER:
        return None
    first, second = left.plain[left_rows], right.plain[right_rows]
    told = (first != MISSING) & (second != MISSING)
    table = np.zeros(sizes, dtype=np.int64)
    rows, columns = np.searchsorted(left.distinct, first[told]), np.searchsorted(right.distinct, second[told])
    np.add.at(table, (rows, columns), 1)
    seen = table.sum(axis=1) > 0
    best = table.argmax(axis=1)
    explained = table.max(axis=1)[seen].sum() / max(int(table.sum()), 1)
    if seen.sum() < 2 or explained < CODED or len(set(best[seen].tolist())) < seen.sum():
        return None
    return {int(left.distinct[row]): int(right.distinct[best[row]]) for row in np.flatnonzero(seen)}
