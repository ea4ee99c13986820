"""Workbooks in Excel's format."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from urbanism.demo.workbook import Sheet

_CREATED = datetime(2026, 1, 1)
_WIDE_COLUMNS = 60
"""How many columns are made wide enough to be read."""


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the sheets; dates are real dates, the creation date is fixed."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"title": "Jeu fictif", "comments": "Tout y est inventé.", "created": _CREATED})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        header = book.add_format({"bold": True, "align": "center", "valign": "vcenter"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            for row, line in enumerate(sheet.lines):
                for column, cell in enumerate(line.cells):
                    if isinstance(cell, str):
                        page.write_string(row, column, cell)
                    elif isinstance(cell, date):
                        page.write_datetime(row, column, cell, day)
                    elif cell is not None:
                        page.write_number(row, column, cell)
                for first, last, down in line.merges:
                    page.merge_range(row, first, row + down - 1, last, line.cells[first], header)
            page.set_column(0, _WIDE_COLUMNS, 20)
            for column in sheet.hidden_columns:
                page.set_column(column, column, None, None, {"hidden": True})
