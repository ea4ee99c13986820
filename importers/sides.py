"""Tables side by side in a sheet, parted by blank columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from importers.headers import filled, looks_like_header
from importers.sheets import Cell, MergedRange

_PREVIEW = 200


@dataclass(frozen=True, slots=True)
class Side:
    """Some columns of a sheet, over all its rows.

    Attributes:
        first_column: the sheet's column (0-based) of their first cell.
        rows: the cells of those columns, trailing blank ones cut.
        merged: the merged ranges that touch them, with columns counted from `first_column`.
    """

    first_column: int
    rows: list[list[Cell]]
    merged: tuple[MergedRange, ...]


def sides(rows: list[list[Cell]], merged: Sequence[MergedRange]) -> list[Side]:
    """The sheet in one piece, or in several where blank columns clearly part independent tables."""
    whole = [Side(0, rows, tuple(merged))]
    preview = list(islice((row for row in rows if row), _PREVIEW))
    starts = _starts(preview, max(map(len, preview), default=0))
    if len(starts) < 2:
        return whole
    width = max(map(len, rows))
    bounds = list(zip(starts, [*starts[1:], width], strict=True))
    parts = [Side(first, _slice(rows, first, end), _shift(merged, first, end)) for first, end in bounds]
    blank_before = all(_blank(rows, start - 1) for start in starts[1:])
    clear = all(_independent(left.rows, right.rows) for left, right in pairwise(parts))
    return parts if blank_before and clear else whole


def _starts(rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """The first column of each run of columns, two wide at least, that blank columns part."""
    used = [False] * (width + 1)
    for row in rows:
        for column, cell in enumerate(row):
            if cell is not None:
                used[column] = True
    starts = [c for c in range(width) if used[c] and not (c and used[c - 1])]
    return starts if all(used[start + 1] for start in starts) else []


def _blank(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    return all(len(row) <= column or row[column] is None for row in rows)


def _independent(left: list[list[Cell]], right: list[list[Cell]]) -> bool:
    """Whether two sides have their own headers, and share them, begin apart, or go on without each other."""
    heads = [_header_row(left), _header_row(right)]
    if heads[0] is None or heads[1] is None:
        return False
    if heads[0] != heads[1]:
        return True
    shared = {cell for cell in left[heads[0]] if cell} & {cell for cell in right[heads[1]] if cell}
    below = zip(left[heads[0] + 1 :], right[heads[1] + 1 :], strict=True)
    return len(shared) > 1 or any(not on_left and filled(on_right) > 1 for on_left, on_right in below)


def _header_row(rows: list[list[Cell]]) -> int | None:
    first = next((index for index, row in enumerate(rows) if filled(row) > 1), None)
    return first if first is not None and looks_like_header(rows[first]) else None


def _slice(rows: list[list[Cell]], first: int, end: int) -> list[list[Cell]]:
    cut = []
    for row in rows:
        cells = row[first:end]
        while cells and cells[-1] is None:
            cells.pop()
        cut.append(cells)
    return cut


def _shift(merged: Sequence[MergedRange], first: int, end: int) -> tuple[MergedRange, ...]:
    return tuple(
        MergedRange(m.first_row, m.first_column - first, m.last_row, min(m.last_column, end - 1) - first)
        for m in merged
        if first <= m.first_column < end
    )
