"""The rows that an import refused, as a workbook to mend and import again.

Each row is as its file wrote it, with the reasons beside. A sheet of explanations says how each column was read, so
that the mended workbook is read the same way whatever its rows have become (`importers.mended`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from importers.exported.layout import README
from importers.exported.reading import ExportedTable
from importers.fields import KINDS
from importers.sheets import Cell
from importers.typed import Outcome, TypedTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from importers.run import ImportPreview

MARK = "Lignes refusées par Urbanism"
"""First cell of the sheet of explanations: by it such a workbook is known."""
COLUMNS_TITLE = ("Feuille", "Colonne", "Lue comme", "Nature du tableau")
"""Header of the lines that say how each column was read."""
LEFT_ASIDE = "laissée de côté"
"""How the columns that this module adds are read."""
ORIGIN, WHY, WHAT_TO_DO, COMMUNE = "Ligne d’origine", "Pourquoi", "Que faire", "Commune"
EXPORTED = "classeur : "
"""Before the title of a sheet of our own workbook, as nature of a table."""

_LONGEST_TEXT = 32_767
_SENTENCE = re.compile(r"((?:«[^»]*»|\([^)]*\)|[^.«(])*\.)\s+(\S.*)", re.DOTALL)
_DO = "Corrigez la ligne, puis importez ce classeur."
_HOW = (
    "Chaque feuille donne les lignes refusées telles que la commune les a écrites, puis la raison et le remède.",
    "Corrigez les lignes, enregistrez, puis importez ce classeur : il sera lu comme le fichier d’origine.",
    f"Les colonnes « {ORIGIN} », « {WHY} » et « {WHAT_TO_DO} » ne sont pas importées. Supprimez les lignes sans objet.",
)


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet to write: its name, the table its rows come from, the headers added, the rows."""

    name: str
    table: TypedTable
    added: tuple[str, ...]
    rows: list[list[Cell]]

    @property
    def nature(self) -> str:
        """What its rows are."""
        table = self.table
        return EXPORTED + table.layout.title if isinstance(table, ExportedTable) else str(table.guess.kind)

    def columns(self) -> Iterator[tuple[str, str]]:
        """Each header and how it is read: a field, "" for an extra attribute."""
        fields = {column.header: column.field or "" for column in self.table.guess.columns}
        yield from ((header, fields.get(header, "")) for header in self.table.headers)
        yield from ((header, "commune" if header.startswith(COMMUNE) else LEFT_ASIDE) for header in self.added)


def rejected_workbook(preview: ImportPreview) -> bytes | None:
    """The refused rows of an import as an xlsx file; None where no row was refused."""
    from xlsxwriter import Workbook  # only here: most imports refuse no row

    pages = list(_pages(preview))
    if not pages:
        return None
    content = BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        _write_readme(book, pages)
        for page in pages:
            _write_page(book, page)
    return content.getvalue()


def _pages(preview: ImportPreview) -> Iterator[_Page]:
    names = {README.casefold()}
    for file in preview.files:
        for table in file.tables:
            positions = [at for at, outcome in enumerate(table.outcomes) if outcome is Outcome.REJECTED]
            if positions and table.guess.kind is not None:
                yield _page(table, file.commune or "", positions, _free_name(table.sheet, names))


def _page(table: TypedTable, commune: str, positions: Sequence[int], name: str) -> _Page:
    said = _reasons(table)
    kind = KINDS.get(table.guess.kind or "")
    needs_commune = (
        not isinstance(table, ExportedTable)
        and kind is not None
        and any(field.name == "commune" for field in kind.fields)
        and "commune" not in table.guess.fields
    )
    wanted = (*((COMMUNE,) if needs_commune else ()), ORIGIN, WHY, WHAT_TO_DO)
    added = tuple(header if header not in table.headers else f"{header} (import)" for header in wanted)
    rows: list[list[Cell]] = []
    for position in positions:
        number = table.row_numbers[position]
        why, what = said.get(number, ("", _DO))
        if any(isinstance(cell, str) and len(cell) > _LONGEST_TEXT for cell in table.source[position]):
            why = f"{why} Un texte trop long pour une cellule a été coupé.".strip()
        rows.append([*table.source[position], *((commune,) if needs_commune else ()), number, why, what])
    return _Page(name, table, added, rows)


def _reasons(table: TypedTable) -> dict[int, tuple[str, str]]:
    """Why each row was refused, and what to do about it."""
    why: dict[int, list[str]] = {}
    what: dict[int, list[str]] = {}
    for issue in table.issues:
        if issue.row is None:
            continue
        place = f"{issue.column} : " if issue.column else ""
        sentence = _SENTENCE.fullmatch(issue.message)
        why.setdefault(issue.row, []).append(place + (sentence[1] if sentence else issue.message))
        if sentence:
            what.setdefault(issue.row, []).append(sentence[2])
    return {row: ("\n".join(texts), "\n".join(what.get(row, [_DO]))) for row, texts in why.items()}


def _free_name(sheet: str, taken: set[str]) -> str:
    """A name for a sheet: the original's, where a workbook allows it and no other bears it."""
    base = re.sub(r"[\[\]:*?/\\]", " ", sheet).strip("' ")[:31] or "Feuille"
    name, number = base, 2
    while name.casefold() in taken or name.casefold() == "history":
        mark = f" ({number})"
        name, number = base[: 31 - len(mark)] + mark, number + 1
    taken.add(name.casefold())
    return name


def _write_readme(book: Workbook, pages: Sequence[_Page]) -> None:
    worksheet: Worksheet = book.add_worksheet(README)
    bold: Format = book.add_format({"bold": True})
    for position, width in enumerate((34, 34, 26, 26)):
        worksheet.set_column(position, position, width)
    lines: list[tuple[str, ...]] = [(MARK,), *((sentence,) for sentence in _HOW), (), COLUMNS_TITLE]
    headings = {0, len(lines) - 1}
    lines += [(page.name, header, field, page.nature) for page in pages for header, field in page.columns()]
    for row, cells in enumerate(lines):
        for column, text in enumerate(cells):
            worksheet.write_string(row, column, text, bold if row in headings else None)


def _write_page(book: Workbook, page: _Page) -> None:
    worksheet: Worksheet = book.add_worksheet(page.name)
    header: Format = book.add_format({"bold": True, "bg_color": "#DDE3EA", "text_wrap": True, "valign": "top"})
    ours: Format = book.add_format({"bold": True, "bg_color": "#F6E3C5", "text_wrap": True, "valign": "top"})
    formats = _Formats(book)
    headers = [*page.table.headers, *page.added]
    width = len(headers)
    worksheet.set_column(0, max(width - 3, 0), 20)
    worksheet.set_column(width - 2, width - 1, 60)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(page.rows), width - 1)
    for column, text in enumerate(headers):
        worksheet.write_string(0, column, text, ours if text in page.added else header)
    for row, cells in enumerate(page.rows, start=1):
        for column, cell in enumerate(cells):
            formats.write(worksheet, row, column, cell, wrap=column >= width - 2)


class _Formats:
    """Writes cells as what they were read as."""

    def __init__(self, book: Workbook) -> None:
        self._wrapped: Format = book.add_format({"text_wrap": True, "valign": "top"})
        self._text: Format = book.add_format({"quote_prefix": True})
        self._moments: tuple[tuple[type, Format], ...] = (
            (datetime, book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})),
            (date, book.add_format({"num_format": "dd/mm/yyyy"})),
            (time, book.add_format({"num_format": "hh:mm:ss"})),
            (timedelta, book.add_format({"num_format": "[h]:mm:ss"})),
        )

    def write(self, worksheet: Worksheet, row: int, column: int, cell: Any, *, wrap: bool) -> None:
        """Write a cell; a text is never taken for a formula."""
        if cell is None:
            return
        if isinstance(cell, bool):
            worksheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | float):
            worksheet.write_number(row, column, cell)
        elif isinstance(cell, str):
            style = self._wrapped if wrap else self._text if cell[:1] in "=+-@\t\r\n" else None
            worksheet.write_string(row, column, cell[:_LONGEST_TEXT], style)
        else:
            style = next(style for kind, style in self._moments if isinstance(cell, kind))
            worksheet.write_datetime(row, column, cell, style)
