"""Probable renames: rows that each extract has alone, under two names, though all the rest says that they are one.

Where the key holds a name, a street renamed on one side only is found on neither. What such rows share beside their
name is weighed in bits, the rarer the more, and must outweigh the number of rows it could have been by chance.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from urbanism.comparing.coding import MISSING, CodedExtract, Ints, Kind, Vocabulary, code_extract
from urbanism.comparing.extract import Extract, ExtractColumn
from urbanism.comparing.headers import says_name, says_update
from urbanism.comparing.pairing import bits_of, candidates, key_codes, strictly_best
from urbanism.comparing.results import Comparison
from urbanism.comparing.wording import plain_text

MARGIN = 4.0
"""Bits beyond those of the number of rows to choose from: chance does it once in sixteen."""
NEAR_NAME, NEAR_FROM = 4.0, 75.0
"""What two names written nearly the same add, in bits, and from which likeness (of 100) on they are so."""
MOST_PAIRS = 200_000
"""Pairs that share a value of one column; the most common values are left out beyond."""
FEW = 2
"""Rows to compare at least, on each side."""


class Rename(NamedTuple):
    """A row of each extract that are probably one thing under two names: their lines, names, and what they share."""

    left_line: int
    left: str
    right_line: int
    right: str
    shared: tuple[str, ...]
    near: bool


def probable_renames(comparison: Comparison) -> tuple[Rename, ...]:
    """The probable renames between rows that each extract has alone, in the order of the left one; to be checked."""
    named = _name_columns(comparison)
    if named is None or comparison.pairing is None or comparison.key is None:
        return ()
    rows = comparison.pairing.left.alone, comparison.pairing.right.alone
    if min(len(side) for side in rows) < FEW:
        return ()
    anchors = [pair for pair in comparison.key.columns if pair != named]
    others = _confirming(comparison)
    vocabulary = Vocabulary()
    left = code_extract(_part(comparison.left, rows[0], _codes(comparison)), vocabulary)
    right = code_extract(_part(comparison.right, rows[1], {}), vocabulary)
    places = key_codes(left, right, [_at(left, right, pair) for pair in anchors])
    columns = [_at(left, right, pair) for pair in others]
    ours, theirs = _pairs(left, right, places, columns)
    if not len(ours):
        return ()
    told = np.array([bits_of(left.columns[i], right.columns[j], ours, theirs) for i, j in columns])
    needed = np.log2(_rivals(places, ours)) + MARGIN - told.sum(axis=0)
    close = needed <= NEAR_NAME
    ours, theirs, told, needed = ours[close], theirs[close], told[:, close], needed[close]
    names = _values(comparison.left, named[0], rows[0]), _values(comparison.right, named[1], rows[1])
    near = np.array([_near(names[0][i], names[1][j]) for i, j in zip(ours, theirs, strict=True)], dtype=np.bool_)
    bits = told.sum(axis=0) + NEAR_NAME * near
    likely = needed <= NEAR_NAME * near
    likely &= strictly_best(ours, bits, left.rows) & strictly_best(theirs, bits, right.rows)
    return tuple(
        Rename(
            comparison.left.row_numbers[int(rows[0][ours[at]])],
            names[0][ours[at]],
            comparison.right.row_numbers[int(rows[1][theirs[at]])],
            names[1][theirs[at]],
            tuple(header for (header, _), worth in zip(others, told[:, at], strict=True) if worth > 0),
            bool(near[at]),
        )
        for at in np.flatnonzero(likely).tolist()
    )


def _rivals(places: tuple[Ints, Ints], ours: Ints) -> Ints:
    """Of each pair, how many rows of the right stand in the place of the left row."""
    sizes = np.bincount(places[1][places[1] != MISSING], minlength=int(max(side.max() for side in places)) + 1)
    return np.asarray(np.maximum(sizes[places[0][ours]], 1))


def _name_columns(comparison: Comparison) -> tuple[str, str] | None:
    """The columns of the key that hold names; None where the key is a code."""
    if comparison.key is None:
        return None
    if comparison.key.is_text:
        return comparison.key.columns[0]
    kinds = {(one.left, one.right): one.kind for one in comparison.matched}
    texts = [pair for pair in comparison.key.columns if kinds.get(pair) is Kind.TEXT and any(map(says_name, pair))]
    return texts[0] if texts else None


def _confirming(comparison: Comparison) -> list[tuple[str, str]]:
    """The matched columns that may say that two rows are one: neither the key nor the days of update."""
    keys = set(comparison.key.columns) if comparison.key else set()
    return [
        (one.left, one.right)
        for one in comparison.matched
        if (one.left, one.right) not in keys and one.agreement != 0 and not says_update(one.left)
    ]


def _codes(comparison: Comparison) -> dict[str, dict[str, str]]:
    """By column of the left, the value of the right that stands for each of its own, where they are codes."""
    return {one.columns.left: dict(one.codes) for one in comparison.differences if one.codes}


def _part(extract: Extract, rows: Ints, codes: dict[str, dict[str, str]]) -> Extract:
    """Some rows of an extract, their codes written as the other extract does."""
    chosen = rows.tolist()
    columns = tuple(
        ExtractColumn(
            column.header,
            [codes.get(column.header, {}).get(column.values[row], column.values[row]) for row in chosen],
            column.is_date,
        )
        for column in extract.columns
    )
    return Extract(extract.name, columns, [extract.row_numbers[row] for row in chosen])


def _at(left: CodedExtract, right: CodedExtract, pair: tuple[str, str]) -> tuple[int, int]:
    return (
        next(place for place, column in enumerate(left.columns) if column.header == pair[0]),
        next(place for place, column in enumerate(right.columns) if column.header == pair[1]),
    )


def _pairs(
    left: CodedExtract, right: CodedExtract, places: tuple[Ints, Ints], columns: list[tuple[int, int]]
) -> tuple[Ints, Ints]:
    """The rows of one place that share the value of some column, each pair once."""
    found = []
    for i, j in columns:
        a, b = left.columns[i].plain, right.columns[j].plain
        size = int(max(a.max(initial=0), b.max(initial=0))) + 1
        first = np.where((places[0] == MISSING) | (a == MISSING), MISSING, places[0] * size + a)
        second = np.where((places[1] == MISSING) | (b == MISSING), MISSING, places[1] * size + b)
        ours, theirs = candidates(first, second, MOST_PAIRS)
        found.append(ours * right.rows + theirs)
    pairs = np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)
    return pairs // max(right.rows, 1), pairs % max(right.rows, 1)


def _values(extract: Extract, header: str, rows: NDArray[np.int64]) -> list[str]:
    column = extract.column(header)
    return [column.values[row] for row in rows.tolist()] if column else []


def _near(left: str, right: str) -> bool:
    return fuzz.ratio(plain_text(left), plain_text(right)) >= NEAR_FROM
