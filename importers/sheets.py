"""What a file holds once read, before anyone has understood it: sheets of cells, and notes on the reading.

Rows and columns are counted from 0 here, from the sheet's row 1 and column A, whatever the file leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A value as the sheet shows it to be typed; an empty cell is None."""


class MergedRange(NamedTuple):
    """A block of merged cells, both ends included; the value is in its first cell."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should know about how a file was read.

    Attributes:
        code: a stable identifier that scripts may rely on.
        message: one plain French sentence.
        sheet: the sheet concerned, or "" for the whole file.
        row: the sheet's row (0-based) concerned, or None.
        column: the sheet's column (0-based) concerned, or None.
    """

    code: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet as it was written.

    Attributes:
        name: the sheet's name; a text file has one sheet, named after the file.
        rows: the cells from row 1 and column A; trailing empty rows and cells are cut, so rows are ragged.
        hidden_rows: rows that the sheet hides (0-based).
        hidden_columns: columns that the sheet hides (0-based).
        merged: blocks of merged cells.
        visible: whether the sheet itself is shown.
    """

    name: str
    rows: list[list[Cell]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[MergedRange, ...] = ()
    visible: bool = True


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file that could be read.

    Attributes:
        path: as it was given.
        format: what the content is (xlsx, xlsb, xls, ods, csv, json), whatever the name says.
        sheets: in the file's order, empty ones included.
        notes: what a person should know about the reading.
    """

    path: str
    format: str
    sheets: tuple[RawSheet, ...]
    notes: tuple[Note, ...] = field(default=())


def column_number(letters: str) -> int:
    """The 0-based number of a column: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    while number >= 0:
        letters = chr(65 + number % 26) + letters
        number = number // 26 - 1
    return letters
