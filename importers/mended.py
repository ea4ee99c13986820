"""A workbook of refused rows, mended and imported again: each column is read as it was the first time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from importers.exported.layout import README
from importers.exported.reading import explanations, read_exported
from importers.fields import KINDS
from importers.guesses import ColumnGuess, TableGuess
from importers.rejected import COLUMNS_TITLE, EXPORTED, LEFT_ASIDE, MARK
from importers.sheets import Cell, RawFile, RawSheet, column_letters
from importers.tables import HEADER, IgnoredRow, Table
from importers.typed import TypedTable, read_table
from importers.values import show

_REASON = "lue comme la première fois"
_ASIDE = "colonne de l’import, laissée de côté"


@dataclass(frozen=True, slots=True)
class _Told:
    """How a sheet was read: what its rows are, and each header's field."""

    nature: str
    fields: dict[str, str]


def is_mended(file: RawFile) -> bool:
    """Whether a file is a workbook of refused rows that this software wrote."""
    return any(sheet.name == README and sheet.rows and sheet.rows[0][:1] == [MARK] for sheet in file.sheets)


def read_mended(file: RawFile, take: Callable[[], int]) -> tuple[list[TypedTable], list[RawSheet]]:
    """The tables of such a workbook, and the sheets that it did not have when it was written."""
    readme = next(sheet for sheet in file.sheets if sheet.name == README)
    told = _told(readme)
    tables, others = [], []
    for sheet in file.sheets:
        if sheet is readme:
            tables.append(explanations(sheet, take()))
        elif sheet.name in told:
            tables.append(_read(sheet, told[sheet.name], take()))
        else:
            others.append(sheet)
    return tables, others


def _told(readme: RawSheet) -> dict[str, _Told]:
    found: dict[str, _Told] = {}
    lines = [[show(cell) if cell is not None else "" for cell in row] for row in readme.rows]
    start = next((at + 1 for at, line in enumerate(lines) if tuple(line) == COLUMNS_TITLE), len(lines))
    for line in lines[start:]:
        sheet, header, field, nature = (*line, "", "", "", "")[:4]
        if nature.startswith(EXPORTED) or nature in KINDS:
            found.setdefault(sheet, _Told(nature, {})).fields[header] = field
    return found


def _read(sheet: RawSheet, told: _Told, identifier: int) -> TypedTable:
    rows = [(number, row) for number, row in enumerate(sheet.rows, start=1) if row]
    width = max((len(row) for _number, row in rows), default=0)
    written = rows[0][1] if rows else []
    headers = [
        show(written[position]) if position < len(written) and written[position] is not None
        else f"Colonne {column_letters(position)}"
        for position in range(width)
    ]  # fmt: skip
    kept = [position for position, header in enumerate(headers) if told.fields.get(header) != LEFT_ASIDE]
    cut = [(number, [row[at] if at < len(row) else None for at in kept]) for number, row in rows]
    names = [headers[position] for position in kept]
    if told.nature.startswith(EXPORTED):
        places: list[list[Cell]] = [[] for _row in sheet.rows]
        for number, row in cut:
            places[number - 1] = row if any(cell is not None for cell in row) else []
        return read_exported(RawSheet(told.nature.removeprefix(EXPORTED), places), identifier)
    typed = read_table(_table(sheet.name, names, kept, cut), _guess(told, names, kept), identifier)
    dropped = [position for position in range(width) if position not in kept]
    aside = [
        ColumnGuess(len(kept) + number, column_letters(position), headers[position], None, 1.0, _ASIDE)
        for number, position in enumerate(dropped)
    ]
    typed.guess = replace(typed.guess, columns=(*typed.guess.columns, *aside))
    return typed


def _table(name: str, headers: list[str], columns: list[int], rows: list[tuple[int, list[Cell]]]) -> Table:
    data = [(number, row) for number, row in rows[1:] if any(cell is not None for cell in row)]
    blank = [IgnoredRow(number, "ligne vidée") for number, row in rows[1:] if all(cell is None for cell in row)]
    first = (IgnoredRow(rows[0][0], HEADER),) if rows else ()
    return Table(
        name,
        tuple(headers),
        tuple(columns),
        frozenset(),
        (rows[0][0],) if rows else (),
        [row for _number, row in data],
        [number for number, _row in data],
        (*first, *blank),
    )


def _guess(told: _Told, headers: list[str], columns: list[int]) -> TableGuess:
    allowed = {field.name for field in KINDS[told.nature].fields}
    guesses = []
    for position, (header, column) in enumerate(zip(headers, columns, strict=True)):
        field = told.fields.get(header)
        guesses.append(
            ColumnGuess(position, column_letters(column), header, field if field in allowed else None, 1.0, _REASON)
        )
    return TableGuess(told.nature, 1.0, _REASON, tuple(guesses))
