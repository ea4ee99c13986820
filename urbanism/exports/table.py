"""A table that a page shows, as a workbook: one sheet, titles first, every value what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from importers.fields import ValueType
from urbanism.exports.workbook import MOST_ROWS, Styles, TooManyRows, write_cell
from urbanism.french import count

KINDS = {"euros": ValueType.MONEY, "date": ValueType.DATE, "number": ValueType.INTEGER}
"""The kinds of columns that have a format of their own."""


def table_workbook(
    title: str, headers: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]], fictitious: bool = False
) -> bytes:
    """The rows under their headers (title, kind) as an xlsx file; what is unknown is an empty cell.

    Raises:
        TooManyRows: a sheet cannot hold them all.
    """
    content = BytesIO()
    with Workbook(content) as book:
        book.set_properties({"title": title, "comments": "Jeu fictif : tout y est inventé." if fictitious else ""})
        styles, sheet = Styles(book), book.add_worksheet("Table")
        formats = [styles.by_kind[KINDS[kind]] if kind in KINDS else None for _, kind in headers]
        for position, (header, _) in enumerate(headers):
            sheet.set_column(position, position, max(14, min(len(header) + 2, 40)))
            sheet.write_string(0, position, header, styles.header)
        last = 0
        for last, row in enumerate(rows, start=1):
            if last > MOST_ROWS:
                raise TooManyRows(
                    f"La table aurait plus de {count(MOST_ROWS, 'ligne')}.", remedy="Filtrez-la avant de l’enregistrer."
                )
            for position, value in enumerate(row):
                plain = value if value is None or isinstance(value, str | int | float | date) else str(value)
                write_cell(sheet, last, position, plain, styles, formats[position])
        sheet.freeze_panes(1, 1)
        if headers:
            sheet.autofilter(0, 0, max(last, 1), len(headers) - 1)
            sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(headers) - 1)}{last + 1}"})
    return content.getvalue()
