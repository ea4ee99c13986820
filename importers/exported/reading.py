"""Our own workbook, read back: every text exactly as it was written, every column by its header.

Nothing is guessed here, unlike in a commune's own spreadsheet: a row that begins with « Total » is data, « NA » is a
text, and a name is found by its exact words first.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from importers.exported.layout import (
    CONTINUED,
    EXTRA_PREFIX,
    LISTS,
    MARK,
    RARE_EXTRAS,
    README,
    REVISION,
    SHEETS,
    Column,
    End,
    Link,
    Plain,
    Sheet,
)
from importers.fields import Field, ValueType
from importers.guesses import ColumnGuess, TableGuess
from importers.sheets import Cell, RawFile, RawSheet, column_letters
from importers.typed import TypedTable
from importers.values import read_column, show
from importers.values.reading import Reading, Stored

EXPLANATION = "feuille d’explication"
_BY_TITLE = {sheet.title: sheet for sheet in SHEETS}


@dataclass(slots=True)
class ExportedTable(TypedTable):
    """A sheet of our own workbook.

    `columns` also holds the texts of names, by « field », « field.scope », « field.kind »; a list is a tuple of texts,
    its blank items empty texts.
    """

    layout: Sheet = field(default_factory=lambda: SHEETS[0])


def is_exported(file: RawFile) -> bool:
    """Whether a file is a workbook that this software wrote."""
    return any(sheet.name == README and sheet.rows and sheet.rows[0][:1] == [MARK] for sheet in file.sheets)


def is_ours(sheet: RawSheet) -> bool:
    """Whether a sheet of an exported workbook is one that this software wrote, not one that a person added."""
    return sheet.name in (README, LISTS) or sheet.name in _BY_TITLE


def exported_revision(file: RawFile) -> int | None:
    """The revision of the estate that a workbook of ours shows; None for any other file."""
    for sheet in file.sheets if is_exported(file) else ():
        for row in sheet.rows if sheet.name == README else ():
            if row[:1] == [REVISION] and len(row) > 1 and isinstance(row[1], int):
                return row[1]
    return None


def read_exported(sheet: RawSheet, identifier: int) -> TypedTable:
    """A sheet that this software wrote; those of explanations are ignored row by row, with that reason."""
    layout = _BY_TITLE.get(sheet.name)
    if layout is None:
        return explanations(sheet, identifier)
    first = next((number for number, row in enumerate(sheet.rows) if row), len(sheet.rows))
    written = sheet.rows[first] if first < len(sheet.rows) else []
    headers = [cell if isinstance(cell, str) else show(cell) for cell in written]
    numbers = [number for number in range(first + 1, len(sheet.rows)) if sheet.rows[number]]
    width = max([len(headers), *(len(sheet.rows[number]) for number in numbers)])
    headers += [f"Colonne {column_letters(position)}" for position in range(len(headers), width)]
    rows = [sheet.rows[number] + [None] * (width - len(sheet.rows[number])) for number in numbers]
    fields = _fields(layout)
    table = ExportedTable(
        identifier,
        sheet.name,
        _guess(layout, headers, fields),
        len(rows),
        [number + 1 for number in numbers],
        {},
        [None] * len(rows),
        Counter({"en-tête": 1} if headers else {}),
        [None] * len(rows),
        headers=headers,
        source=rows,
        layout=layout,
    )
    for name, cells in _joined(headers, rows):
        _read(table, name, cells, fields)
    return table


def explanations(sheet: RawSheet, identifier: int) -> TypedTable:
    """A sheet that only explains: its rows are ignored, with that reason."""
    ignored = Counter({EXPLANATION: sum(map(bool, sheet.rows))})
    return TypedTable(identifier, sheet.name, TableGuess(None, 1.0, EXPLANATION, ()), 0, (), {}, [], ignored, [])


def _fields(layout: Sheet) -> dict[str, tuple[str, ValueType, Plain | None]]:
    """What each header of ours holds: the name of its values, how they are read, the plain column it is if any."""
    found: dict[str, tuple[str, ValueType, Plain | None]] = {}
    for column in layout.columns:
        plain = column if isinstance(column, Plain) else None
        found[column.label] = (column.name, plain.kind if plain else ValueType.NAME, plain)
        for part, label in _parts(column):
            found[label] = (f"{column.name}.{part}", ValueType.NAME, None)
    for many in layout.lists:
        for part, header in (("", many.label), (".scope", many.scope_label), (".figure", many.figure_label)):
            if header:
                found[header] = (many.table + part, ValueType.LIST, None)
    return found


def _parts(column: Column) -> Iterator[tuple[str, str]]:
    if isinstance(column, Link | End) and column.scope_label:
        yield "scope", column.scope_label
    if isinstance(column, End):
        yield "kind", column.kind_label


def _guess(layout: Sheet, headers: Sequence[str], fields: dict[str, Any]) -> TableGuess:
    columns = tuple(
        ColumnGuess(
            position,
            column_letters(position),
            header,
            fields[header][0].removesuffix("_id") if header in fields else None,
            1.0,
            "colonne de notre classeur" if header in fields else "attribut propre à une commune",
        )
        for position, header in enumerate(headers)
    )
    return TableGuess(layout.table, 1.0, "feuille de notre classeur", columns)


def _joined(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[str, list[Cell]]]:
    """Each column with its cells, texts cut in several columns made whole again."""
    columns: dict[str, list[Cell]] = {}
    cells = list(zip(*rows, strict=True)) or [()] * len(headers)
    for header, column in zip(headers, cells, strict=True):
        base, mark, number = header.rpartition(CONTINUED)
        if mark and number.isdigit() and base in columns:
            columns[base] = [
                f"{start}{rest}" if rest is not None else start
                for start, rest in zip(columns[base], column, strict=True)
            ]
        else:
            columns.setdefault(header, list(column))
    yield from columns.items()


def _read(table: ExportedTable, header: str, cells: list[Cell], fields: dict[str, Any]) -> None:
    if header not in fields:
        _keep(table, header, cells)
        return
    name, kind, plain = fields[header]
    if kind is ValueType.LIST:
        table.columns[name] = [read_list(cell) for cell in cells]
    elif plain is None or kind is ValueType.TEXT:
        table.columns[name] = [cell if cell is None or isinstance(cell, str) else show(cell) for cell in cells]
    else:
        _read_typed(table, name, header, cells, Field(name, plain.label, kind, choices=plain.choices))


def _read_typed(table: ExportedTable, name: str, header: str, cells: list[Cell], wanted: Field) -> None:
    """Figures as they are, members of a list by their own word; anything else as in a commune's spreadsheet."""
    members = {member.value for member in wanted.choices} if wanted.choices else set()
    exact: list[Callable[[Cell], bool]] = [lambda cell: cell in members and isinstance(cell, str)]
    if wanted.kind in (ValueType.MONEY, ValueType.INTEGER, ValueType.LEVEL):
        numbers = (int, float) if wanted.kind is ValueType.MONEY else (int,)
        exact = [lambda cell: isinstance(cell, numbers) and not isinstance(cell, bool)]
    known = [any(test(cell) for test in exact) for cell in cells]
    reading = read_column([None if is_known else cell for cell, is_known in zip(cells, known, strict=True)], wanted)
    values = zip(cells, known, reading.values, strict=True)
    table.columns[name] = [cell if is_known else value for cell, is_known, value in values]
    for position, exception in reading.exceptions.items():
        _say_unreadable(table, position, header, name, exception)


def _say_unreadable(table: ExportedTable, position: int, header: str, name: str, exception: Reading) -> None:
    _add(table, position, header, exception.original)
    if exception.problem:
        table.say(
            "valeur_illisible",
            f"{exception.problem} : la valeur est gardée telle quelle à côté de la fiche. Corrigez la cellule.",
            position,
            name.removesuffix("_id"),
        )


def read_list(cell: Cell) -> tuple[str, ...]:
    """The names of a list as `urbanism.exports.columns.write_list` writes it, or as a person would."""
    if cell is None:
        return ()
    text = cell if isinstance(cell, str) else show(cell)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", skipinitialspace=True, strict=True))
    except csv.Error:
        return tuple(part.strip() for part in text.split(";"))
    return tuple(item for row in rows for item in row)


def _keep(table: ExportedTable, header: str, cells: Sequence[Cell]) -> None:
    """Extra attributes, under the name that they had before they were written."""
    for position, cell in enumerate(cells):
        if cell is None:
            continue
        if header == RARE_EXTRAS:
            for name, value in _rare(cell).items():
                _add(table, position, name, value)
        else:
            plain = cell if isinstance(cell, str | int | float | bool) else show(cell)
            _add(table, position, header.removeprefix(EXTRA_PREFIX), plain)


def _rare(cell: Cell) -> dict[str, Stored]:
    try:
        content = json.loads(cell) if isinstance(cell, str) else None
    except (ValueError, RecursionError):
        content = None
    return content if isinstance(content, dict) else {RARE_EXTRAS: show(cell)}


def _add(table: ExportedTable, position: int, name: str, value: Stored) -> None:
    table.extras[position] = {**(table.extras[position] or {}), name: value}
