"""Pairs of two lists, as a table that a spreadsheet opens: a workbook, or a text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any, Protocol

from xlsxwriter import Workbook

from urbanism.errors import UrbanismError
from urbanism.exports.workbook import FORMULA_STARTS, MOST_ROWS, Styles, TooManyRows, write_cell

HEADERS = ("Ligne de gauche", "Gauche", "Ligne de droite", "Droite", "Score", "Proposition", "Preuves")
WIDTHS = (10, 40, 10, 40, 8, 14, 90)
PROPOSALS = {"same": "identiques", "review": "à vérifier", "different": "différents"}


class UnknownFormat(UrbanismError):
    """A file name that does not say a format that can be written."""

    code = "format_inconnu"


class ReportedPair(Protocol):
    """What is written of a pair; rows count from 0 below the header."""

    @property
    def left(self) -> str: ...
    @property
    def right(self) -> str: ...
    @property
    def left_row(self) -> int: ...
    @property
    def right_row(self) -> int: ...
    @property
    def score(self) -> float: ...
    @property
    def decision(self) -> str: ...
    @property
    def evidence(self) -> Sequence[str]: ...


def pairs_file(pairs: Sequence[ReportedPair], suffix: str) -> bytes:
    """The pairs as a file of that suffix (.xlsx or .csv). Raises `UnknownFormat`, `TooManyRows`."""
    if suffix.lower() == ".xlsx":
        return _workbook(pairs)
    if suffix.lower() == ".csv":
        return _text(pairs)
    raise UnknownFormat(f"« {suffix} » n’est pas un format possible.", remedy="Terminez le nom par .xlsx ou .csv.")


def _lines(pairs: Iterable[ReportedPair]) -> Iterator[tuple[Any, ...]]:
    for pair in pairs:
        proposal = PROPOSALS[pair.decision]
        yield pair.left_row, pair.left, pair.right_row, pair.right, pair.score, proposal, " ".join(pair.evidence)


def _workbook(pairs: Sequence[ReportedPair]) -> bytes:
    if len(pairs) > MOST_ROWS:
        raise TooManyRows(
            f"Il y a {len(pairs)} paires ; une feuille en tient {MOST_ROWS}.", remedy="Écrivez plutôt un fichier .csv."
        )
    content = BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        styles = Styles(book)
        sheet = book.add_worksheet("Rapprochements")
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(pairs), 1), len(HEADERS) - 1)
        for position, (header, width) in enumerate(zip(HEADERS, WIDTHS, strict=True)):
            sheet.set_column(position, position, width)
            sheet.write_string(0, position, header, styles.header)
        for row, line in enumerate(_lines(pairs), start=1):
            for position, value in enumerate(line):
                write_cell(sheet, row, position, value, styles, None)
    return content.getvalue()


def _text(pairs: Iterable[ReportedPair]) -> bytes:
    """Semicolons and a byte-order mark, as French spreadsheets open them; an apostrophe disarms formulas."""
    content = StringIO()
    writer = csv.writer(content, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    for line in _lines(pairs):
        writer.writerow([_harmless(value) for value in line])
    return content.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA_STARTS else value
