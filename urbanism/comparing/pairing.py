"""Pair the rows of two extracts by a key, or, where there is none, by a text that other columns confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from urbanism.comparing.agreement import code_table, compare
from urbanism.comparing.coding import MISSING, SAMPLE, CodedColumn, CodedExtract, Flags, Ints

MOST_PAIRS = 3_000_000
"""Pairs of rows of the same text that are weighed against each other."""
DISAGREES = 3.0
"""Bits that a disagreement takes away: one row in eight of the same thing may be wrong in a column."""
ROUNDS = 3
"""Rows once settled leave the others fewer answers to choose from."""


@dataclass(frozen=True, slots=True)
class Side:
    """The rows of one extract, told apart by what became of them: positions, in the order of the extract.

    Attributes:
        alone: one row for each thing that only this extract has.
        repeated: further rows of a thing already met.
        keyless: rows without a key, which nothing can be said of.
        undecided: rows of the same text as one of the other side, among several that nothing tells apart.
    """

    alone: Ints
    repeated: Ints
    keyless: Ints
    undecided: Ints


@dataclass(frozen=True, slots=True)
class Pairing:
    """Rows that are about the same thing: `left_rows[i]` and `right_rows[i]`; and those that have no such row.

    `error`: how many rows were probably paired by chance, where no key says which answers which.
    """

    left_rows: Ints
    right_rows: Ints
    left: Side
    right: Side
    error: int = 0


def pair_by_key(
    left: CodedExtract, right: CodedExtract, key: Sequence[tuple[int, int]], freshness: tuple[str, str]
) -> Pairing:
    """Pair the rows that have the same key; of several rows of one extract, the freshest stands for all."""
    first, second = key_codes(left, right, key)
    ours, left_rest = _one_a_key(first, _age(left, freshness[0]))
    theirs, right_rest = _one_a_key(second, _age(right, freshness[1]))
    _, at, to = np.intersect1d(first[ours], second[theirs], assume_unique=True, return_indices=True)
    order = np.argsort(ours[at])
    rows = ours[at][order], theirs[to][order]
    none = np.empty(0, dtype=np.int64)
    sides = [
        Side(np.setdiff1d(kept, paired), rest, np.flatnonzero(codes == MISSING), none)
        for kept, paired, rest, codes in ((ours, rows[0], left_rest, first), (theirs, rows[1], right_rest, second))
    ]
    return Pairing(*rows, sides[0], sides[1])


def pair_by_text(
    left: CodedExtract,
    right: CodedExtract,
    text: tuple[int, int],
    confirming: Sequence[tuple[int, int]],
) -> Pairing:
    """Pair the rows of the same text: where several share it, those that agree best on the other columns.

    Agreements count in bits, the rarer the more; rows that rather disagree are not paired. A row whose best answer is
    not strictly the best, both ways, is left undecided.
    """
    first, second = left.columns[text[0]].plain, right.columns[text[1]].plain
    ours, theirs = every = candidates(first, second)
    bits = np.zeros(len(ours))
    for i, j in confirming:
        bits += bits_of(left.columns[i], right.columns[j], ours, theirs)
    likely = (bits > 0) if confirming else np.ones(len(ours), dtype=np.bool_)
    ours, theirs, bits = ours[likely], theirs[likely], bits[likely]
    sure = np.zeros(len(ours), dtype=np.bool_)
    for _ in range(ROUNDS):
        open_ = np.flatnonzero(~np.isin(ours, ours[sure]) & ~np.isin(theirs, theirs[sure]))
        best = strictly_best(ours[open_], bits[open_], left.rows)
        best &= strictly_best(theirs[open_], bits[open_], right.rows)
        sure[open_[best]] = True
    rows = ours[sure], theirs[sure]
    none = np.empty(0, dtype=np.int64)
    sides = []
    free = ~np.isin(ours, rows[0]) & ~np.isin(theirs, rows[1])
    for codes, met, paired in ((first, ours[free], rows[0]), (second, theirs[free], rows[1])):
        told = np.flatnonzero(codes != MISSING)
        undecided = np.setdiff1d(met, paired)
        alone = np.setdiff1d(told, np.union1d(paired, undecided))
        sides.append(Side(alone, none, np.flatnonzero(codes == MISSING), undecided))
    return Pairing(*rows, sides[0], sides[1], _expected_error(*every, likely, *rows))


def _expected_error(ours: Ints, theirs: Ints, likely: Flags, left_rows: Ints, right_rows: Ints) -> int:
    """How many rows without answer were probably given one by chance.

    Rows that have their answer tell how often a wrong one of the same text would have passed: as often, those that
    have none met one.
    """
    left_met, right_met = np.isin(ours, left_rows), np.isin(theirs, right_rows)
    wrong = left_met ^ right_met | (left_met & right_met & ~_is_pair(ours, theirs, left_rows, right_rows))
    passing = float(likely[wrong].sum() + 1) / float(wrong.sum() + 2)
    free = float((~left_met & ~right_met).sum())
    return round(free * passing / (1 - passing))


def _is_pair(ours: Ints, theirs: Ints, left_rows: Ints, right_rows: Ints) -> Flags:
    answer = np.full(int(max(ours.max(initial=0), left_rows.max(initial=0))) + 1, MISSING)
    answer[left_rows] = right_rows
    return np.asarray(answer[ours] == theirs, dtype=np.bool_)


def key_codes(left: CodedExtract, right: CodedExtract, key: Sequence[tuple[int, int]]) -> tuple[Ints, Ints]:
    """One number a row for a key of one column or several; `MISSING` where any of them says nothing."""
    first, second = np.zeros(left.rows, dtype=np.int64), np.zeros(right.rows, dtype=np.int64)
    for i, j in key:
        a, b = left.columns[i].plain, right.columns[j].plain
        size = int(max(a.max(initial=0), b.max(initial=0))) + 1
        lost = (first == MISSING) | (a == MISSING), (second == MISSING) | (b == MISSING)
        both = np.concatenate(
            [np.where(lost[0], MISSING, first * size + a), np.where(lost[1], MISSING, second * size + b)]
        )
        distinct, packed = np.unique(both, return_inverse=True)
        packed = packed - int(distinct[0] == MISSING) if len(distinct) else packed
        first, second = packed[: left.rows], packed[left.rows :]
    return first, second


def _age(extract: CodedExtract, header: str) -> NDArray[np.float64]:
    """The days of a column of updates, the oldest possible where unknown; nought for all where there is none."""
    if not header:
        return np.zeros(extract.rows)
    return np.nan_to_num(extract.column(header).values, nan=-np.inf)


def _one_a_key(codes: Ints, day: NDArray[np.float64]) -> tuple[Ints, Ints]:
    """The freshest row of each key, in the order of the extract, and the others."""
    told = np.flatnonzero(codes != MISSING)
    order = told[np.lexsort((told, -day[told]))]
    _, place = np.unique(codes[order], return_index=True)
    kept = np.sort(order[place])
    return kept, np.setdiff1d(told, kept)


def candidates(first: Ints, second: Ints, most: int = MOST_PAIRS) -> tuple[Ints, Ints]:
    """Every pair of rows of the same text; texts shared by too many rows on both sides are left out."""
    order = np.argsort(second, kind="stable")
    ranked = second[order]
    start, end = np.searchsorted(ranked, first, "left"), np.searchsorted(ranked, first, "right")
    times = np.where(first == MISSING, 0, end - start)
    while times.sum() > most:
        times = np.where(times >= times.max(), 0, times)
    ours = np.repeat(np.arange(len(first)), times)
    offsets = np.arange(len(ours)) - np.repeat(np.cumsum(times) - times, times)
    return ours, order[np.repeat(start, times) + offsets]


def bits_of(left: CodedColumn, right: CodedColumn, ours: Ints, theirs: Ints) -> NDArray[np.float64]:
    """What a column says of each pair: log2(1 / chance of agreeing) where it agrees, less where it does not."""
    lone = (np.bincount(ours)[ours] == 1) & (np.bincount(theirs)[theirs] == 1)
    codes = code_table(left, right, ours[lone], theirs[lone])
    compared = compare(left, right, ours, theirs, codes)
    rows = np.arange(min(left.plain.size, right.plain.size, SAMPLE))
    random = compare(left, right, rows, rows[::-1], codes)
    chance = (random.same.sum() + 1) / (random.told.sum() + 2)
    return np.asarray(np.where(compared.same, -np.log2(chance), -DISAGREES) * compared.told, dtype=np.float64)


def strictly_best(rows: Ints, score: NDArray[np.float64], size: int) -> NDArray[np.bool_]:
    """Of the pairs of each row, the one whose score no other equals."""
    best = np.full(size, -np.inf)
    np.maximum.at(best, rows, score)
    is_best = score == best[rows]
    times = np.bincount(rows[is_best], minlength=size)
    return np.asarray(is_best & (times[rows] == 1), dtype=np.bool_)
