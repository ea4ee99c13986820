"""Lay out a holder's workbook: titles, headers, rows, subtotals, repeated headers, and what each row should give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from urbanism.demo.layout import Layout, SheetLayout
from urbanism.demo.records import Holder
from urbanism.demo.spelling import Cell, Speller
from urbanism.demo.tables import Estate

Merge = tuple[int, int, int]
"""First column, last column, number of lines down."""


class Line(NamedTuple):
    """A line of a sheet; `expected` is what it should give once imported, None for titles, headers and totals."""

    cells: list[Cell]
    expected: dict[str, Any] | None = None
    merges: tuple[Merge, ...] = ()


class Sheet(NamedTuple):
    """A sheet to write: its lines come one by one, top to bottom."""

    name: str
    lines: Iterator[Line]
    hidden_columns: frozenset[int]


def lay_out(estate: Estate, holder: Holder, layout: Layout) -> Iterator[Sheet]:
    """The sheets of a holder's workbook; tables that share a sheet's name are stacked, two lines apart."""
    speller = Speller(estate, holder, layout)
    for name, tables in groupby(layout.sheets, key=lambda sheet: sheet.name):
        stacked = list(tables)
        hidden = frozenset(
            table.indent + rank
            for table in stacked
            for rank, column in enumerate(table.columns)
            if column.field in table.hidden
        )
        yield Sheet(name, _stack(estate, holder, stacked, speller), hidden)


def _stack(estate: Estate, holder: Holder, tables: Sequence[SheetLayout], speller: Speller) -> Iterator[Line]:
    for rank, table in enumerate(tables):
        if rank:
            yield Line([])
            yield Line([])
        yield from _table(estate, holder, table, speller)


def _table(estate: Estate, holder: Holder, table: SheetLayout, speller: Speller) -> Iterator[Line]:
    left: list[Cell] = [None] * table.indent
    places = {"commune": holder.name, "metropole": estate.world.metropole, "annee": estate.world.today.year}
    for title in table.titles:
        yield Line([*left, title.format(**places)] if title else [])
    yield from _header(table)
    records = estate.records(holder, table.table)
    if table.subtotal:
        yield from _rows_with_subtotals(estate, records, table, speller)
    else:
        for rank, record in enumerate(records):
            if table.repeat and rank and rank % table.repeat == 0:
                yield from _header(table)
            yield _row(estate, record, table, speller)
    if table.footers:
        yield Line([])
    for footer in table.footers:
        yield Line([*left, footer.format(**places)])


def _header(table: SheetLayout) -> Iterator[Line]:
    """One line, or two: groups above, merged over their columns, and columns without a group merged downwards."""
    left: list[Cell] = [None] * table.indent
    if not table.two_lines:
        yield Line([*left, *(column.header or None for column in table.columns)])
        return
    top: list[Cell] = [*left]
    merges: list[Merge] = []
    for header, columns in groupby(table.columns, key=lambda column: (column.header, bool(column.second))):
        group = list(columns)
        text, grouped = header
        if grouped and len(group) > 1:
            merges.append((len(top), len(top) + len(group) - 1, 1))
        elif not grouped:
            merges.append((len(top), len(top), 2))
        top += [text or None, *[None] * (len(group) - 1)]
    yield Line(top, merges=tuple(merges))
    yield Line([*left, *(column.second or None for column in table.columns)])


def _row(estate: Estate, record: Any, table: SheetLayout, speller: Speller) -> Line:
    cells: list[Cell] = [None] * table.indent
    expected: dict[str, Any] = {}
    for column in table.columns:
        if not column.field:
            cells.append(None)
        elif column.field == "note":
            cells.append(speller.note())
        else:
            written = speller.write(column.field, estate.value(record, column.field))
            cells.append(written.cell)
            if written.checked:
                expected[column.field] = written.expected
    if hasattr(record, "code"):
        expected.setdefault("code", record.code)
    return Line(cells, expected)


def _rows_with_subtotals(
    estate: Estate, records: Sequence[Any], table: SheetLayout, speller: Speller
) -> Iterator[Line]:
    """Rows grouped by a field, each group followed by its subtotal, the whole by a total."""

    def key(record: Any) -> str:
        return str(estate.value(record, table.subtotal))

    for name, group in groupby(sorted(records, key=key), key=key):
        members = list(group)
        for record in members:
            yield _row(estate, record, table, speller)
        yield _total(estate, f"Sous-total {name}", members, table, speller)
    yield _total(estate, "TOTAL GÉNÉRAL", records, table, speller)


def _total(estate: Estate, label: str, records: Sequence[Any], table: SheetLayout, speller: Speller) -> Line:
    cells: list[Cell] = [None] * (table.indent + len(table.columns))
    for rank, column in enumerate(table.columns):
        if column.field.startswith("cost_"):
            amounts = [estate.value(record, column.field) or 0.0 for record in records]
            cells[table.indent + rank] = speller.write(column.field, float(sum(amounts))).cell
    cells[table.indent] = label
    return Line(cells)
