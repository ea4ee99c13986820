"""A table of a page as a workbook of one sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import xlsxwriter

LONGEST = 32_767
"""Characters that a cell holds."""

WIDEST = 60


def sheet_xlsx(name: str, titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The rows under their titles: text is written as text (never a formula), numbers and dates as such."""
    kept = BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(name))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"})
        widths = [len(title) for title in titles]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, head)
        last = 0
        for last, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                widths[column] = max(widths[column], _write(sheet, last, column, value, day))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(width + 2, WIDEST))
        sheet.freeze_panes(1, 1)
        if titles:
            sheet.autofilter(0, 0, max(last, 1), len(titles) - 1)
    return kept.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, day: Any) -> int:
    """Write a cell; gives how wide it is, in characters."""
    if value is None:
        return 0
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
        return 10
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
        return 12
    sheet.write_string(row, column, str(value)[:LONGEST])
    return len(str(value))


def _sheet_name(name: str) -> str:
    """A name that a workbook accepts: no sign that it refuses, at most 31 characters."""
    return "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31].strip() or "Tableau"
