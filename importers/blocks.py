"""Where each table of a side of a sheet begins and ends: titles, header, records, blank gap after blank gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.headers import (
    Header,
    contrasts,
    filled,
    find_header,
    header_text,
    header_words,
    is_measure,
    looks_like_header,
)
from importers.sheets import Cell, MergedRange

_LOOK_AHEAD = 3
_ENOUGH = 3


@dataclass(slots=True)
class Block:
    """One table, in rows (0-based) of its side of the sheet.

    Attributes:
        titles: rows above the header.
        header: None when the rows begin with data.
        start: the first row below the header.
        end: the row after the last; 0 as long as it is not known.
    """

    titles: range
    header: Header | None
    start: int
    end: int = 0


def find_blocks(rows: Sequence[list[Cell]], merged: Sequence[MergedRange]) -> Iterator[Block]:
    """The tables of a side, from top to bottom; together they cover all its rows."""
    runs = _runs(rows)
    current: Block | None = None
    position = 0
    while position < len(runs):
        if current is None or current.end or _another_begins(rows, current, runs, position):
            if current is not None:
                current.end = current.end or runs[position].start
                yield current
            current, position = _begin(rows, runs, position, merged)
        else:
            position += 1
    if current is not None:
        current.end = current.end or len(rows)
        yield current


def _runs(rows: Sequence[list[Cell]]) -> list[range]:
    """Runs of rows that are not blank."""
    starts = [index for index, row in enumerate(rows) if row and not (index and rows[index - 1])]
    ends = [index for index in range(1, len(rows) + 1) if rows[index - 1] and not (index < len(rows) and rows[index])]
    return [range(start, end) for start, end in zip(starts, ends, strict=True)]


def _begin(
    rows: Sequence[list[Cell]], runs: list[range], position: int, merged: Sequence[MergedRange]
) -> tuple[Block, int]:
    """The table that begins at a run, and the position of the run after those it has taken."""
    first = runs[position].start
    while _is_title(rows, runs, position):
        position += 1
    run = runs[position]
    alone = len(run) == 1 and position + 1 < len(runs)
    header = find_header(rows, run.start, runs[position + 1].stop if alone else run.stop, merged)
    if header is None:
        return Block(range(first, run.start), None, run.start), position + 1
    above = range(run.start, header.first)
    if sum(filled(rows[index]) > 1 for index in above) > _LOOK_AHEAD:
        runs[position : position + 1] = [above, range(header.first, run.stop)]
        smaller = find_header(rows, run.start, header.first, merged)
        titles = range(first, smaller.first if smaller else run.start)
        return Block(titles, smaller, smaller.last + 1 if smaller else run.start, header.first), position + 1
    start = header.last + 1
    while position < len(runs) and runs[position].start < start:
        position += 1
    return Block(range(first, header.first), header, start), position


def _is_title(rows: Sequence[list[Cell]], runs: Sequence[range], position: int) -> bool:
    """Whether a run only introduces the next: lines of one cell, or two or three much narrower lines."""
    run, following = runs[position], runs[position + 1 : position + 1 + _LOOK_AHEAD]
    if not following or len(run) > 2 * _LOOK_AHEAD:
        return False
    reach = max(len(rows[index]) for after in following for index in after[:_LOOK_AHEAD])
    if all(filled(rows[index]) == 1 for index in run):
        return any(filled(rows[index]) > 1 for after in following for index in after[:_LOOK_AHEAD])
    return len(run) <= _LOOK_AHEAD and max(len(rows[index]) for index in run) <= max(2, 0.3 * reach) < reach


def _another_begins(rows: Sequence[list[Cell]], current: Block, runs: Sequence[range], position: int) -> bool:
    """Whether another table begins at a run: its first line of several cells clearly is another header."""
    top = _first_wide_row(rows, runs[position : position + _LOOK_AHEAD])
    if top is None or not _may_be_header(rows[top]):
        return False
    row = rows[top]
    if current.header:
        names = [header_text(cell) for cell in row if cell is not None]
        lines = rows[current.header.first : current.header.last + 1]
        if row in lines:
            return False
        known = {header_text(cell) for line in lines for cell in line if cell is not None}
        if sum(name in known for name in names) * 2 >= max(len(names), 4):
            return True
    below = [line for line in rows[top + 1 : top + 11] if line]
    speak_for, against = contrasts(row, below)
    gap = runs[position].start - runs[position - 1].stop
    width = len(current.header.labels) if current.header else len(row)
    score = (
        min(speak_for, 2)
        + 2 * (header_words(row) >= 0.5)
        + (top > runs[position].start)
        + (gap > 1)
        + (abs(width - len(row)) > 1)
    )
    return bool(below) and not against and score >= _ENOUGH


def _first_wide_row(rows: Sequence[list[Cell]], runs: Sequence[range]) -> int | None:
    """The first row of several cells, a few rows of one cell at most being above it."""
    candidates = [index for run in runs for index in run[: _LOOK_AHEAD + 1]][: _LOOK_AHEAD + 1]
    return next((index for index in candidates if filled(rows[index]) > 1), None)


def _may_be_header(row: Sequence[Cell]) -> bool:
    return looks_like_header(row) and not any(is_measure(cell) for cell in row)
