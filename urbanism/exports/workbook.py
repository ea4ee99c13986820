"""The whole estate, or one commune's, as a workbook that people can mend and import back without a difference."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from importers.exported.layout import LISTS, README, SHEETS, Sheet
from importers.fields import ValueType
from urbanism.analyses.overview import is_fictitious
from urbanism.errors import UrbanismError
from urbanism.exports import readme
from urbanism.exports.columns import OutColumn, columns_of
from urbanism.exports.naming import Names
from urbanism.exports.selection import of_commune
from urbanism.snapshot import Snapshot

FORMULA_STARTS = frozenset("=+-@\t\r\n")
"""A text that begins so could be taken for a formula once edited or saved as text: its cell is marked as text."""
LISTED_TABLES = ("blocks", "communes", "editors", "data_objects")
"""Tables whose names are offered as lists, in the sheet of lists."""
SPARE_ROWS = 500
"""Rows below the last one that offer the lists too."""
_FIRST_REAL_DAY = date(1900, 3, 1)
"""Spreadsheets count the days of 1900 wrongly before it, and know none before: earlier dates are written as text."""
MOST_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""
_WIDTHS = {
    ValueType.DATE: 12,
    ValueType.MONEY: 14,
    ValueType.INTEGER: 12,
    ValueType.LEVEL: 12,
    ValueType.TERNARY: 12,
    ValueType.CHOICE: 18,
    ValueType.NAME: 26,
    ValueType.LIST: 32,
    ValueType.TEXT: 28,
}


class _Exact(float):
    """A number written with all its digits (xlsxwriter would keep sixteen), so that it comes back the same."""

    def __format__(self, _spec: str) -> str:
        return float.__repr__(self)


class TooManyRows(UrbanismError):
    """More objects of a kind than a sheet has rows."""

    code = "trop_de_lignes"


def estate_workbook(snapshot: Snapshot, commune_id: int | None = None) -> bytes:
    """The estate (of one commune, with all that it names, where `commune_id` says so) as an xlsx file.

    Imported into the database it comes from, it changes nothing; into an empty one, it makes the same estate, but for
    what `importers.exported.layout.NOT_WRITTEN` lists. Texts stay texts, whatever they begin with.

    Raises:
        TooManyRows: a sheet cannot hold all the objects of a kind.
    """
    names = Names(snapshot)
    shown = snapshot if commune_id is None else of_commune(snapshot, commune_id)
    sheets = [(sheet, columns_of(shown, sheet, names)) for sheet in SHEETS]
    content = BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        book.set_properties({"title": "Patrimoine applicatif", "comments": _comment(snapshot)})
        styles = Styles(book)
        commune = names.text("communes", commune_id)
        lines = readme.lines(shown, sheets, commune=commune, fictitious=is_fictitious(snapshot))
        _write_readme(book.add_worksheet(README), lines, styles)
        lists = {table: list(dict.fromkeys(names.texts(table))) for table in LISTED_TABLES}
        for sheet, columns in sheets:
            _write_sheet(book.add_worksheet(sheet.title), sheet, columns, styles, lists)
        _write_lists(book.add_worksheet(LISTS), lists, styles)
    return content.getvalue()


class Styles:
    """The formats of a workbook's cells."""

    def __init__(self, book: Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.header: Format = book.add_format(
            {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "valign": "top", "text_wrap": True}
        )
        self.extra_header: Format = book.add_format(
            {"bold": True, "bg_color": "#DDE3EA", "font_color": "#1F3A5F", "valign": "top", "text_wrap": True}
        )
        self.text: Format = book.add_format({"quote_prefix": True})
        self.by_kind: dict[ValueType, Format] = {
            ValueType.DATE: book.add_format({"num_format": "dd/mm/yyyy"}),
            ValueType.MONEY: book.add_format({"num_format": "#,##0.00 €"}),
            ValueType.INTEGER: book.add_format({"num_format": "#,##0"}),
        }


def write_cell(worksheet: Worksheet, row: int, column: int, value: Any, styles: Styles, style: Format | None) -> None:
    """Write a value as what it is; a text is never taken for a formula, a link or a number."""
    if isinstance(value, str):
        worksheet.write_string(row, column, value, styles.text if value[:1] in FORMULA_STARTS else None)
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        worksheet.write_number(row, column, _Exact(value) if isinstance(value, float) else value, style)
    elif isinstance(value, date) and value >= _FIRST_REAL_DAY:
        worksheet.write_datetime(row, column, value, style)
    elif value is not None:
        worksheet.write_string(row, column, str(value))


def _write_sheet(
    worksheet: Worksheet, sheet: Sheet, columns: list[OutColumn], styles: Styles, lists: dict[str, list[str]]
) -> None:
    rows = len(columns[0].values)
    if rows > MOST_ROWS:
        raise TooManyRows(
            f"La feuille « {sheet.title} » aurait {rows} lignes ; un classeur en tient {MOST_ROWS}.",
            remedy="Exportez commune par commune.",
        )
    for position, column in enumerate(columns):
        worksheet.set_column(position, position, _WIDTHS.get(column.kind, 20))
        _offer_choices(worksheet, position, rows + SPARE_ROWS, column, lists)
    worksheet.freeze_panes(1, min(3, len(columns)))
    worksheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    worksheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(len(columns) - 1)}{rows + 1}"})
    for position, column in enumerate(columns):
        worksheet.write_string(0, position, column.header, styles.extra_header if column.extra else styles.header)
    formats = [styles.by_kind.get(column.kind) for column in columns]
    for row, cells in enumerate(zip(*(column.values for column in columns), strict=True), start=1):
        for position, value in enumerate(cells):
            if value is not None:
                write_cell(worksheet, row, position, value, styles, formats[position])


def _offer_choices(
    worksheet: Worksheet, position: int, last: int, column: OutColumn, lists: dict[str, list[str]]
) -> None:
    """Offer the allowed values of a column in its cells; another word is questioned, not refused: imports know many."""
    if column.choices is not None:
        source: Any = [member.value for member in column.choices]
    elif column.names in LISTED_TABLES and lists[column.names]:
        letter = xl_col_to_name(LISTED_TABLES.index(column.names))
        source = f"='{LISTS}'!${letter}$2:${letter}${len(lists[column.names]) + 1}"
    else:
        return
    worksheet.data_validation(
        1,
        position,
        last,
        position,
        {
            "validate": "list",
            "source": source,
            "error_type": "warning",
            "error_title": "Valeur inattendue",
            "error_message": "Cette valeur n’est pas dans la liste. La garder ?",
        },
    )


def _write_lists(worksheet: Worksheet, lists: dict[str, list[str]], styles: Styles) -> None:
    titles = ("Blocs fonctionnels", "Communes", "Éditeurs", "Objets de données")
    worksheet.freeze_panes(1, 0)
    for position, title in enumerate(titles):
        worksheet.set_column(position, position, 36)
        worksheet.write_string(0, position, title, styles.header)
    for row, cells in enumerate(zip_longest(*lists.values()), start=1):
        for position, value in enumerate(cells):
            write_cell(worksheet, row, position, value, styles, None)


def _write_readme(worksheet: Worksheet, lines: list[readme.Line], styles: Styles) -> None:
    for position, width in enumerate((34, 34, 30, 60)):
        worksheet.set_column(position, position, width)
    looks = {readme.HEADING: styles.title, readme.TABLE: styles.header, readme.PLAIN: None}
    for row, (look, cells) in enumerate(lines):
        for position, value in enumerate(cells):
            if isinstance(value, str):
                worksheet.write_string(row, position, value, looks[look])
            else:
                worksheet.write_number(row, position, value)


def _comment(snapshot: Snapshot) -> str:
    return "Jeu fictif : tout y est inventé." if is_fictitious(snapshot) else ""
