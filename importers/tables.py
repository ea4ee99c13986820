"""Find the tables of a sheet: where each begins, what its headers are, which rows are data.

Every row that is not blank is accounted for: data of one table, or ignored for a stated reason. Only what clearly is
a title, a repeated header, a subtotal or a note is ignored; in doubt, a row is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.blocks import Block, find_blocks
from importers.headers import filled, is_measure
from importers.sheets import Cell, RawSheet, column_letters
from importers.sides import Side, sides
from importers.values.texts import clean

TITLE = "titre"
HEADER = "en-tête"
REPEATED = "en-tête répété"
SUBTOTAL = "sous-total"
NOTE = "note"

_TOTAL = re.compile(
    r"\W*(?:sous[-\s]?total|s/total|sous[-\s]?totaux|totaux|total|cumul|subtotal|grand total|somme)\b", re.IGNORECASE
)
_TOTAL_STARTS = frozenset("sStTcCgG*=-–—> ")
_BARE_TOTAL = re.compile(r"\W*(?:totaux|total(?: général| generale?)?)\W*", re.IGNORECASE)
_LONG = 60
_SEEN_ABOVE = 40
_FILLS_A_CELL = 4
"""Cells that merged ranges may fill for each cell of the sheet; a sheet made to exhaust memory asks for more."""
_NOTE = re.compile(
    r"\s*(?:\*|\(\d\)|\[\d\]|nb\b|n\.b\.|note\b|source\b|légende\b|remarque|attention\b|mise à jour|mis à jour|"
    r"extrait|extraction|édité|édition|document|page\b|fait (?:le|à)\b|imprimé|dernière)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that holds something but is not data.

    Attributes:
        row_number: as the spreadsheet shows it (1-based).
        reason: in French: titre, en-tête, en-tête répété, sous-total, note.
        values: its non-empty cells.
    """

    row_number: int
    reason: str
    values: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of records under one header.

    Every non-empty row of the sheet is either data or ignored, in exactly one table (tables side by side share the
    sheet's rows, each for its own columns).

    Attributes:
        sheet: the sheet's name.
        headers: one a column, never empty, unique within the table; levels are joined by " / ".
        columns: the sheet's column (0-based) of each header.
        hidden: of those columns, the ones that the sheet hides.
        header_rows: the sheet's rows (1-based) the headers come from; empty when they were made up ("Colonne A").
        rows: the records, each exactly as long as `headers`.
        row_numbers: of each record, its row in the sheet (1-based).
        ignored: titles, headers, subtotals, notes, in the order of the sheet.
    """

    sheet: str
    headers: tuple[str, ...]
    columns: tuple[int, ...]
    hidden: frozenset[int]
    header_rows: tuple[int, ...]
    rows: list[list[Cell]]
    row_numbers: list[int]
    ignored: tuple[IgnoredRow, ...]


def find_tables(sheet: RawSheet) -> list[Table]:
    """The tables of a sheet, from top to bottom, then from left to right; none when it is empty."""
    rows = fill_merged(sheet)
    return [
        _table(sheet, side, block)
        for side in sides(rows, sheet.merged)
        for block in find_blocks(side.rows, side.merged)
    ]


def fill_merged(sheet: RawSheet) -> list[list[Cell]]:
    """The rows, with the value of cells merged downwards in each row that holds something; the sheet is not changed."""
    rows = list(sheet.rows)
    copied: set[int] = set()
    budget = _FILLS_A_CELL * sum(map(len, rows)) if sheet.merged else 0
    for merged in sheet.merged:
        first, column = merged.first_row, merged.first_column
        if first >= len(rows) or column >= len(rows[first]):
            continue
        below = range(first + 1, min(merged.last_row + 1, len(rows)))
        budget -= len(below)
        if budget < 0:
            break
        for index in below:
            row = rows[index]
            if not row or (column < len(row) and row[column] is not None):
                continue
            if index not in copied:
                copied.add(index)
                rows[index] = row = list(row)
            row.extend([None] * (column + 1 - len(row)))
            row[column] = rows[first][column]
    return rows


def _table(sheet: RawSheet, side: Side, block: Block) -> Table:
    """A block, its rows told apart and its columns named."""
    rows = side.rows
    columns, headers = _columns(side, block)
    reasons = _reasons(side, block)
    width, contiguous = len(columns), columns == list(range(len(columns)))
    blank: list[Cell] = [None] * width
    records: list[list[Cell]] = []
    numbers: list[int] = []
    for index in range(block.start, block.end):
        row = rows[index]
        if not row or index in reasons:
            continue
        if not contiguous:
            row = [row[column] if column < len(row) else None for column in columns]
        elif len(row) < width:
            row = row + blank[len(row) :]
        records.append(row)
        numbers.append(index + 1)
    placed = tuple(side.first_column + column for column in columns)
    return Table(
        sheet=clean(sheet.name),
        headers=tuple(headers),
        columns=placed,
        hidden=sheet.hidden_columns.intersection(placed),
        header_rows=tuple(range(block.header.first + 1, block.header.last + 2)) if block.header else (),
        rows=records,
        row_numbers=numbers,
        ignored=tuple(
            IgnoredRow(index + 1, reason, tuple(cell for cell in rows[index] if cell is not None))
            for index, reason in sorted(reasons.items())
        ),
    )


def _columns(side: Side, block: Block) -> tuple[list[int], list[str]]:
    """The columns that have a header or hold something, and their names, made unique."""
    labels = block.header.labels if block.header else []
    rows = side.rows[block.start : block.end]
    width = max(len(labels), max(map(len, rows), default=0))
    columns: list[int] = []
    headers: dict[str, None] = {}
    for column in range(width):
        label = labels[column] if column < len(labels) else None
        if label is None and not any(len(row) > column and row[column] is not None for row in rows):
            continue
        name = base = label or f"Colonne {column_letters(side.first_column + column)}"
        times = 1
        while name in headers:
            times += 1
            name = f"{base} ({times})"
        columns.append(column)
        headers[name] = None
    return columns, list(headers)


def _reasons(side: Side, block: Block) -> dict[int, str]:
    """The rows of a block that are not data, and why."""
    rows = side.rows
    reasons = {index: TITLE for index in block.titles if rows[index]}
    lines: list[list[Cell]] = []
    if block.header:
        above = range(block.header.first, block.header.last + 1)
        reasons |= {index: HEADER for index in above if rows[index]}
        lines = [rows[index] for index in above]
    width = max(map(len, lines), default=0)
    sections = {m.first_row for m in side.merged if (m.last_column - m.first_column + 1) * 2 > width > 1}
    for index in range(block.start, block.end):
        row = rows[index]
        if not row:
            continue
        first = row[0]
        if row in lines:
            reasons[index] = REPEATED
        elif (first is None or (isinstance(first, str) and first[0] in _TOTAL_STARTS)) and _is_subtotal(row):
            reasons[index] = SUBTOTAL
        elif index in sections and filled(row) == 1:
            reasons[index] = TITLE
    if width > 2:
        reasons |= dict.fromkeys(_notes(rows, block), NOTE)
    return reasons


def _is_subtotal(row: Sequence[Cell]) -> bool:
    """A row that begins with "Total", "Sous-total"… and holds nothing but figures besides."""
    label = next(cell for cell in row if cell is not None)
    if not isinstance(label, str) or not (said := _TOTAL.match(label)):
        return False
    cells = [cell for cell in row if cell is not None]
    if len(cells) == 1:
        return bool(_BARE_TOTAL.fullmatch(label)) or "ous" in said[0]
    return all(is_measure(cell) for cell in cells[1:])


def _notes(rows: Sequence[list[Cell]], block: Block) -> Iterator[int]:
    """Lines of one cell at the very end that say where the table comes from or how to read it."""
    tail: list[int] = []
    for index in range(block.end - 1, block.start - 1, -1):
        if rows[index] and filled(rows[index]) > 1:
            break
        tail.append(index)
    below_gap = False
    for index in reversed(tail):
        if not rows[index]:
            below_gap = False
            continue
        text = rows[index][-1]
        said = isinstance(text, str) and bool(
            _NOTE.match(text) or len(text) > _LONG or _is_sentence_among_codes(text, rows, index)
        )
        below_gap = below_gap or (said and (index == block.start or not rows[index - 1]))
        if said or below_gap:
            yield index


def _is_sentence_among_codes(text: str, rows: Sequence[list[Cell]], index: int) -> bool:
    """Whether a text is made of words where the cells above it, in the same column, are codes of one word."""
    column = len(rows[index]) - 1
    above = [row[column] for row in rows[max(index - _SEEN_ABOVE, 0) : index] if len(row) > column]
    codes = [cell for cell in above if isinstance(cell, str) and " " not in cell.strip()]
    return len(text.split()) > 3 and len(codes) >= 5 and len(codes) == sum(cell is not None for cell in above)
