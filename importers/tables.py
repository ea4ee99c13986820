"""Find the tables of a sheet: where each begins, what its headers are, which rows are data and which are not."""

from __future__ import annotations

from dataclasses import dataclass

from importers.sheets import Cell


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A row that holds something but is not data.

    Attributes:
        row_number: as the spreadsheet shows it (1-based).
        reason: in French: titre, en-tête, en-tête répété, sous-total, note…
        values: its non-empty cells.
    """

    row_number: int
    reason: str
    values: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangle of records under one header.

    Every non-empty row of the sheet is either data of a table or an ignored row of exactly one table
    (side by side tables share sheet rows, each for its own columns).

    Attributes:
        sheet: the sheet's name.
        headers: one a column, never empty, unique within the table; levels are joined by " / ".
        columns: the sheet's column (0-based) of each header.
        hidden: of those columns, the ones that the sheet hides.
        header_rows: the sheet's rows (1-based) the headers come from; empty when they were made up.
        rows: the records, each exactly as long as `headers`.
        row_numbers: of each record, its row in the sheet (1-based).
        ignored: titles, headers, subtotals, notes.
    """

    sheet: str
    headers: tuple[str, ...]
    columns: tuple[int, ...]
    hidden: frozenset[int]
    header_rows: tuple[int, ...]
    rows: list[list[Cell]]
    row_numbers: list[int]
    ignored: tuple[IgnoredRow, ...]
