"""Reading a whole column of a table as one field wants it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from importers.fields import Field, ValueType
from importers.values.choices import read_choice, read_ternary
from importers.values.dates import day_comes_first, read_date
from importers.values.numbers import read_integer, read_level, read_money
from importers.values.reading import Reading, Stored, fold
from importers.values.texts import read_list, read_text

Reader = Callable[[Any], Reading]

END_WORDS = ("end", "until", "target")


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column once read.

    Attributes:
        values: one stored value a row, None where nobody said.
        exceptions: the rows (by position) whose cell is not wholly in its value, and why.
    """

    values: list[Stored]
    exceptions: dict[int, Reading]


def read_column(cells: Sequence[Any], field: Field, header: str = "") -> ColumnReading:
    """Read every cell of a column; each distinct cell is read once."""
    typed = _mixes_booleans(cells)
    keys: Sequence[Any] = [(type(cell), cell) for cell in cells] if typed else cells
    distinct = set(keys)
    reader = _reader(field, header, [key[1] for key in distinct] if typed else list(distinct))
    readings = {key: reader(key[1] if typed else key) for key in distinct}
    values = {key: reading.value for key, reading in readings.items()}
    odd = {key: reading for key, reading in readings.items() if reading.original is not None}
    exceptions = {position: odd[key] for position, key in enumerate(keys) if key in odd} if odd else {}
    return ColumnReading([values[key] for key in keys], exceptions)


def _mixes_booleans(cells: Sequence[Any]) -> bool:
    """Whether True and 1, which Python holds equal, could be taken for each other."""
    kinds = set(map(type, cells))
    return bool in kinds and (int in kinds or float in kinds)


def _reader(field: Field, header: str, distinct: list[Any]) -> Reader:
    if field.kind is ValueType.DATE:
        ends = any(word in field.name for word in END_WORDS)
        return partial(read_date, day_first=day_comes_first(distinct), ends=ends)
    if field.kind is ValueType.MONEY:
        return partial(read_money, scale=_scale(header))
    if field.kind is ValueType.CHOICE and field.choices is not None:
        return partial(read_choice, choices=field.choices)
    return _PLAIN_READERS[field.kind]


_PLAIN_READERS: dict[ValueType, Reader] = {
    ValueType.TEXT: read_text,
    ValueType.CODE: read_text,
    ValueType.NAME: read_text,
    ValueType.LIST: read_list,
    ValueType.INTEGER: read_integer,
    ValueType.LEVEL: read_level,
    ValueType.TERNARY: read_ternary,
}


def _scale(header: str) -> float:
    words = fold(header)
    if re.search(r"\bm€|\bmeur|m d'euros|millions?", words):
        return 1_000_000.0
    return 1_000.0 if re.search(r"k€|\bkeur|\bke\b|milliers?", words) else 1.0
