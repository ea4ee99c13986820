"""A file being read: its sheets one after the other, their rows as they come, so that nothing is held twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from importers.sheets import Cell, Note, RawFile, RawSheet

Row = list[Cell]
WHOLE = 10**15
"""Above this, a float without decimals is left alone: its digits are not all known."""


@dataclass(slots=True)
class OpenedFile:
    """What a reader gives.

    Attributes:
        format: what the content is.
        sheets: each sheet without its rows, and its rows from row 1 and column A, cleaned.
        notes: completed while the sheets are read.
    """

    format: str
    sheets: Iterator[tuple[RawSheet, Iterator[Row]]]
    notes: list[Note] = field(default_factory=list)


def load(path: str, opened: OpenedFile) -> RawFile:
    """Read an opened file to its end, in memory."""
    sheets = []
    for sheet, rows in opened.sheets:
        sheet.rows.extend(rows)
        sheets.append(sheet)
    return RawFile(path, opened.format, tuple(sheets), tuple(opened.notes))


class _Text(dict[str, str | None]):
    """Blank text is an empty cell; equal texts become one object, which makes them cheap to send and keep."""

    def __missing__(self, text: str) -> str | None:
        self[text] = value = None if not text or text.isspace() else text
        return value


def _tidy_float(value: float) -> int | float:
    return int(value) if value.is_integer() and -WHOLE < value < WHOLE else value


def _same(value: Any) -> Cell:
    return value  # type: ignore[no-any-return]


class _Tidy(dict[type, Callable[[Any], Cell]]):
    def __missing__(self, kind: type) -> Callable[[Any], Cell]:
        return _same


_TIDY = _Tidy({float: _tidy_float})
_TEXTS_KEPT = 100_000


def clean(rows: Iterable[list[Any]]) -> Iterator[Row]:
    """Rows with None for blank cells, integers for whole floats, trailing blank cells and rows cut.

    Blank rows are one shared empty list: rows are read, never changed.
    """
    blank: Row = []
    texts, waiting = _Text(), 0
    for row in rows:
        cells: Row = [texts[v] if v.__class__ is str else _TIDY[v.__class__](v) for v in row]
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            waiting += 1
            continue
        while waiting:
            waiting -= 1
            yield blank
        yield cells
        if len(texts) > _TEXTS_KEPT:
            texts.clear()
