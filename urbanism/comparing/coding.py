"""Extracts as arrays of integers: equal values, or values that say the same, get the same number.

A column is normalised once a distinct value, and rows are then compared by the hundred thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray

from urbanism.comparing import wording
from urbanism.comparing.extract import Extract, ExtractColumn

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MISSING = -1
NEARLY_ALL = 0.95
SAMPLE = 2_000
MOST_FLAGS = 6


class Kind(StrEnum):
    """What the values of a column are."""

    TEXT = "texte"
    CODE = "code"
    NUMBER = "nombre"
    DATE = "date"
    FLAG = "oui ou non"
    EMPTY = "vide"


class Vocabulary(dict[str, int]):
    """A number for each distinct text, shared by the extracts compared."""

    def __missing__(self, text: str) -> int:
        self[text] = found = len(self)
        return found


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column as numbers.

    Attributes:
        header: as in the extract.
        kind: what its values are.
        raw: of each row, the number of its value as written; `MISSING` where there is none.
        plain: of each row, the number of what the value says; `MISSING` where there is none.
        values: of each row, the value of a number, the day of a date (days since 1970); NaN where there is none; empty
            for texts.
        decimals: of each row, the decimals of a number; empty for others.
        distinct: the sorted distinct `plain`.
    """

    header: str
    kind: Kind
    raw: Ints
    plain: Ints
    values: NDArray[np.float64]
    decimals: NDArray[np.int8]
    distinct: Ints

    @property
    def filled(self) -> int:
        """Rows that say something."""
        return int(np.count_nonzero(self.plain != MISSING))

    @property
    def uniqueness(self) -> float:
        """Distinct values over filled rows: 1 where no value comes twice."""
        return len(self.distinct) / max(self.filled, 1)


@dataclass(frozen=True, slots=True)
class CodedExtract:
    """An extract whose columns are numbers, in the same order."""

    name: str
    columns: tuple[CodedColumn, ...]
    rows: int

    def column(self, header: str) -> CodedColumn:
        """The column of that header."""
        return next(column for column in self.columns if column.header == header)


def code_extract(extract: Extract, vocabulary: Vocabulary) -> CodedExtract:
    """Every column of an extract as numbers of a shared vocabulary."""
    columns = tuple(_code_column(column, vocabulary) for column in extract.columns)
    return CodedExtract(extract.name, columns, len(extract.row_numbers))


def _code_column(column: ExtractColumn, vocabulary: Vocabulary) -> CodedColumn:
    places: dict[str, int] = {}
    row_places = np.array([places.setdefault(value, len(places)) for value in column.values], dtype=np.int64)
    texts = list(places)
    said = np.array([bool(text) for text in texts], dtype=bool)
    kind = _kind(column, [text for text in texts if text])
    read = [wording.number(text) for text in texts] if kind is Kind.NUMBER else []
    write = _writer(kind, [text for text in texts if text])
    raw = np.array([vocabulary[text] for text in texts], dtype=np.int64)
    plain = np.array(
        [
            vocabulary[wording.plain_number(value[0]) if value else write(text)]
            for text, value in zip(texts, read or [None] * len(texts), strict=True)
        ],
        dtype=np.int64,
    )
    raw, plain = np.where(said, raw, MISSING)[row_places], np.where(said, plain, MISSING)[row_places]
    values = _values(kind, texts, read)
    decimals = np.array([value[1] if value else 0 for value in read], dtype=np.int8)
    distinct = np.unique(plain)
    return CodedColumn(
        column.header,
        kind,
        raw,
        plain,
        values[row_places] if len(values) else values,
        decimals[row_places] if len(decimals) else decimals,
        distinct[distinct != MISSING],
    )


def _kind(column: ExtractColumn, texts: Sequence[str]) -> Kind:
    """What the values of a column are, from an even sample of the distinct ones."""
    if not texts:
        return Kind.EMPTY
    if column.is_date:
        return Kind.DATE
    if len(texts) <= MOST_FLAGS and len(texts) > 1 and wording.are_flags(texts):
        return Kind.FLAG
    sample = texts[:: max(1, len(texts) // SAMPLE)]
    enough = NEARLY_ALL * len(sample)
    padded = any(len(text) > 1 and text[0] == "0" and text[1].isdigit() for text in sample)
    if not padded and sum(wording.number(text) is not None for text in sample) >= enough:
        return Kind.NUMBER
    if sum(" " not in text.strip() and any(map(str.isdigit, text)) for text in sample) >= enough:
        return Kind.CODE
    return Kind.TEXT


def _writer(kind: Kind, texts: Sequence[str]) -> Callable[[str], str]:
    """How a value of a column is made plain."""
    match kind:
        case Kind.CODE:
            return partial(wording.plain_code, head=wording.shared_head(texts))
        case Kind.FLAG:
            return wording.plain_flag
        case Kind.DATE:
            return str
        case _:
            return wording.plain_text


def _values(kind: Kind, texts: Sequence[str], read: Sequence[tuple[float, int] | None]) -> NDArray[np.float64]:
    if kind is Kind.NUMBER:
        return np.array([value[0] if value else np.nan for value in read], dtype=np.float64)
    if kind is Kind.DATE:
        days = np.array([np.datetime64(text or "NaT", "D") for text in texts], dtype="datetime64[D]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64)).astype(np.float64)
    return np.empty(0)
