"""What changed between two readings, as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from urbanism.exports.workbook import MOST_ROWS, Styles, TooManyRows, write_cell


class DifferenceLine(NamedTuple):
    """One difference in words; an object that changed has a line for each of its fields."""

    kind: str
    entity: str
    name: str
    commune: str | None
    block: str | None
    field: str | None
    before: str | None
    after: str | None


class IndicatorLine(NamedTuple):
    """One indicator of one part of the estate, before and after."""

    code: str
    title: str
    part: str
    before: float | None
    after: float | None


_DIFFERENCES = (("Évolution", 12), ("Nature", 20), ("Objet", 40), ("Commune", 24), ("Bloc", 30), ("Champ", 24),
                ("Avant", 34), ("Après", 34))  # fmt: skip
_INDICATORS = (("Code", 8), ("Indicateur", 60), ("Pour", 30), ("Avant", 12), ("Après", 12))


def differences_workbook(
    subject: str, differences: Sequence[DifferenceLine], indicators: Sequence[IndicatorLine]
) -> bytes:
    """A workbook of two sheets; `subject` says what is compared. Raises `TooManyRows`."""
    if max(len(differences), len(indicators)) > MOST_ROWS:
        raise TooManyRows(
            f"Il y a {len(differences)} différences ; une feuille en tient {MOST_ROWS}.",
            remedy="Choisissez une commune ou une nature d’objets.",
        )
    content = BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        book.set_properties({"title": subject})
        styles = Styles(book)
        _sheet(book, "Évolution", _DIFFERENCES, differences, styles)
        _sheet(book, "Indicateurs", _INDICATORS, indicators, styles)
    return content.getvalue()


def _sheet(
    book: Workbook, name: str, columns: Sequence[tuple[str, int]], lines: Iterable[tuple[Any, ...]], styles: Styles
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for position, (header, width) in enumerate(columns):
        sheet.set_column(position, position, width)
        sheet.write_string(0, position, header, styles.header)
    last = 0
    for last, line in enumerate(lines, start=1):
        for position, value in enumerate(line):
            write_cell(sheet, last, position, value, styles, None)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
