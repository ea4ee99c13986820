"""Matrices: a table that crosses two lists becomes one row a filled cell, before anyone tries to understand it.

Three are known: communes × blocs (a cell names the applications, or is ticked), applications × applications (a flow
from the row to the column), applications × data objects (letters say who creates, reads, updates, deletes). Rows keep
their number in the sheet, so that they are counted and cited as the sheet shows them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from importers.contents import Known
from importers.fields import KINDS
from importers.headers import is_measure
from importers.naming import match_header
from importers.planning.references import holder_key
from importers.sheets import Cell
from importers.tables import IgnoredRow, Table
from importers.values import fold, says_nothing, show
from importers.values.texts import read_list, split_list

NO_SINGLE_COLUMN = -1
"""The sheet's column of what stood in a header or in any of a matrix's cells."""
EMPTY_ROW = "aucune case remplie"

_ENOUGH = 0.5
"""The share of a list that must be known for it to be what crosses the matrix."""
_WIDEST_CELL = 120
LOOKED_AT = 200
"""Rows from which a matrix is recognised."""
_LONGEST_LABELS = 2
"""How many columns of labels may come before the crossed ones."""
_TICKS = frozenset(fold(text) for text in ("x", "xx", "oui", "o", "yes", "1", "vrai", "✓", "✔", "☑", "●", "•"))
_CROSSES = frozenset(fold(text) for text in ("non", "n", "no", "0", "faux", "✗", "✘", "☐", "❌"))
_LETTERS = re.compile(r"[crudlmsi][crudlmsi ,/+-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Crossing:
    """What a matrix crosses: the headers of the rows it becomes, and how a cell is read.

    Attributes:
        label: the position of the column that names the rows.
        crossed: the positions of the columns whose headers are the other list.
        headers: of the rows to come: the label, the crossed header, the cell.
        values: what a cell says, given its row's label and its column's header: each value makes a row.
    """

    label: int
    crossed: tuple[int, ...]
    headers: tuple[str, str, str]
    values: Callable[[str, str, Cell], list[str]]


def unfold(table: Table, known: Known) -> Table:
    """The table as it is, or one row for each filled cell if it is a matrix."""
    if len(table.headers) < 3 or not table.rows or not table.header_rows:
        return table
    crossing = _crossing(replace(table, rows=table.rows[:LOOKED_AT]), known)
    if crossing is None:
        return table
    kept = [p for p in range(len(table.headers)) if p != crossing.label and p not in crossing.crossed]
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    empty: list[IgnoredRow] = []
    for row, number in zip(table.rows, table.row_numbers, strict=True):
        made = list(_cells(row, table.headers, crossing))
        rows += [[*cells, *(row[position] for position in kept)] for cells in made]
        numbers += [number] * len(made)
        if not made:
            empty.append(IgnoredRow(number, EMPTY_ROW, tuple(cell for cell in row if cell is not None)))
    return replace(
        table,
        headers=(*crossing.headers, *(table.headers[position] for position in kept)),
        columns=(
            table.columns[crossing.label],
            NO_SINGLE_COLUMN,
            NO_SINGLE_COLUMN,
            *(table.columns[position] for position in kept),
        ),
        rows=rows,
        row_numbers=numbers,
        ignored=tuple(sorted((*table.ignored, *empty), key=lambda ignored: ignored.row_number)),
    )


def _cells(row: Sequence[Cell], headers: Sequence[str], crossing: _Crossing) -> Iterator[list[Cell]]:
    label = show(row[crossing.label])
    for position in crossing.crossed:
        for value in crossing.values(label, headers[position], row[position]):
            yield [label, headers[position], value]


def _crossing(table: Table, known: Known) -> _Crossing | None:
    for label in range(min(_LONGEST_LABELS, len(table.headers) - 2)):
        labels = [show(row[label]) for row in table.rows if row[label] is not None]
        if len(labels) < 2 or len(set(labels)) * 2 < len(labels):
            continue
        others = range(label + 1, len(table.headers))
        found = _flows(table, label, labels, others) or _uses(table, known, label, labels, others)
        found = found or _communes_and_blocks(table, known, label, labels, others)
        if found is not None:
            return found
    return None


def _flows(table: Table, label: int, labels: list[str], others: Sequence[int]) -> _Crossing | None:
    """The same names label the rows and the columns."""
    names = {fold(text) for text in labels}
    crossed = tuple(position for position in others if fold(table.headers[position]) in names)
    if len(crossed) < 2 or len(crossed) < 0.6 * len(others) or not _are_short(table, crossed):
        return None
    return _Crossing(label, crossed, ("Source", "Destination", "Données échangées"), _flow)


def _uses(table: Table, known: Known, label: int, labels: list[str], others: Sequence[int]) -> _Crossing | None:
    """Letters cross data objects with applications, whichever way round."""
    objects = known.names.get("data_object", frozenset())
    cells = [show(row[position]) for row in table.rows for position in others if row[position] is not None]
    if not cells or sum(bool(_LETTERS.fullmatch(cell)) for cell in cells) < 0.8 * len(cells):
        return None
    crossed = tuple(position for position in others if fold(table.headers[position]) in objects)
    if len(crossed) >= 2:
        return _Crossing(label, crossed, ("Application", "Objet", "CRUD"), _letters)
    if sum(fold(text) in objects for text in labels) >= _ENOUGH * len(labels):
        return _Crossing(label, tuple(others), ("Objet", "Application", "CRUD"), _letters)
    return None


def _communes_and_blocks(
    table: Table, known: Known, label: int, labels: list[str], others: Sequence[int]
) -> _Crossing | None:
    """Blocs label the rows and communes the columns, or the other way round; one list at least is known."""
    blocks = known.names.get("block", frozenset())
    communes = {holder_key(name) for name in known.names.get("commune", frozenset())}
    by_block = tuple(position for position in others if fold(table.headers[position]) in blocks)
    if len(by_block) >= 2 and len(by_block) >= _ENOUGH * len(others) and _are_short(table, by_block):
        return _Crossing(label, by_block, ("Commune", "Bloc fonctionnel", "Application"), _applications_of_column)
    named = tuple(position for position in others if holder_key(table.headers[position]) in communes)
    unnamed = tuple(position for position in others if not _is_of_a_list(table.headers[position]))
    crossed = tuple(sorted({*named, *unnamed}))
    are_blocks = sum(fold(text) in blocks for text in labels) >= _ENOUGH * len(labels)
    sure = len(named) >= 2 or (are_blocks and len(unnamed) >= 2 and len(unnamed) >= _ENOUGH * len(others))
    if sure and (are_blocks or _field(table.headers[label]) == "block") and _are_short(table, crossed):
        return _Crossing(label, crossed, ("Bloc fonctionnel", "Commune", "Application"), _applications_of_row)
    return None


def _field(header: str) -> str | None:
    """The field of an application list that a header names, if it does."""
    matches = match_header("applications", header)
    return matches[0].field if matches and matches[0].score >= _ENOUGH else None


def _is_of_a_list(header: str) -> bool:
    """Whether some list of the estate has a column of that name: then it is nobody's name."""
    return any(match.score >= _ENOUGH for kind in KINDS for match in match_header(kind, header)[:1])


def _are_short(table: Table, positions: Sequence[int]) -> bool:
    """Whether the cells of some columns are ticks or names, not figures nor prose."""
    cells = [row[position] for row in table.rows for position in positions if row[position] is not None]
    odd = sum(
        fold(show(cell)) not in _TICKS | _CROSSES and (is_measure(cell) or len(show(cell)) > _WIDEST_CELL)
        for cell in cells
    )
    return bool(cells) and odd * 5 < len(cells)


def _flow(_label: str, _header: str, cell: Cell) -> list[str]:
    """What flows from the row's application to the column's; a tick says only that something does."""
    text = fold(show(cell))
    if _is_empty(text):
        return []
    return [""] if text in _TICKS else [show(cell)]


def _letters(_label: str, _header: str, cell: Cell) -> list[str]:
    return [] if _is_empty(fold(show(cell))) else [show(cell)]


def _applications_of_row(label: str, _header: str, cell: Cell) -> list[str]:
    return _applications(label, cell)


def _applications_of_column(_label: str, header: str, cell: Cell) -> list[str]:
    return _applications(header, cell)


def _applications(block: str, cell: Cell) -> list[str]:
    """The applications that a cell names; a tick stands for one that bears the bloc's name."""
    text = fold(show(cell))
    if _is_empty(text):
        return []
    return [block] if text in _TICKS else split_list(read_list(cell).value)


def _is_empty(text: str) -> bool:
    return says_nothing(text) or text in _CROSSES
