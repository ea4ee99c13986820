"""What a column's cells say of it, whatever its header: dates, amounts, yes or no, known names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from importers.fields import Field, ValueType
from importers.headers import is_measure
from importers.values import fold, says_nothing, show
from importers.values.choices import named_choice, read_choice, read_ternary
from importers.values.dates import day_comes_first, read_date
from importers.values.numbers import read_integer, read_level, read_money

SAMPLE = 60
MOST_CHOICES = 24
"""A column of more distinct cells than this was not chosen from a list."""
_TERRITORY_CODE = re.compile(r"[EWSNKJ]\d{8}")
"""The United Kingdom's codes of territories (GSS); a column of them names the holders of its rows."""


@dataclass(frozen=True)
class Known:
    """Names that the estate and the nomenclature already hold, folded, by the field they would fill."""

    names: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def shares(self, cells: Sequence[Any]) -> dict[str, float]:
        """For each kind of name (commune, editor, product, block), the share of `cells` that are known ones."""
        folded = [fold(show(cell)) for cell in cells]
        return {name: sum(text in known for text in folded) / max(len(folded), 1) for name, known in self.names.items()}


def sample(cells: Sequence[Any]) -> list[Any]:
    """Up to 60 distinct cells of a column that say something, in order."""
    seen: dict[Any, None] = {}
    for cell in cells:
        if cell is not None and cell not in seen:
            seen[cell] = None
            if len(seen) >= 2 * SAMPLE:
                break
    return [cell for cell in seen if not says_nothing(show(cell))][:SAMPLE]


def fitness(field_: Field, cells: Sequence[Any]) -> float:
    """The share of a column's sample that a field can read (1.0 where anything can, or where there is nothing)."""
    if not cells:
        return 1.0
    if field_.kind is ValueType.DATE:
        first = day_comes_first(cells)
        return sum(read_date(cell, day_first=first).problem is None for cell in cells) / len(cells)
    return sum(_fits(field_, cell) for cell in cells) / len(cells)


def chosen_among(choices: type[StrEnum], cells: Sequence[Any]) -> float:
    """The share of a column's sample that names members of a list word for word, if it names several."""
    if len(cells) > MOST_CHOICES:
        return 0.0
    named = [member for cell in cells if len(text := show(cell)) > 2 and (member := named_choice(text, choices))]
    return len(named) / len(cells) if len(set(named)) > 1 else 0.0


def is_territory_code(cells: Sequence[Any]) -> bool:
    """Whether a column holds codes of territories."""
    return len(cells) >= 3 and all(_TERRITORY_CODE.fullmatch(show(cell)) for cell in cells)


def _fits(field_: Field, cell: Any) -> float:
    """How far a field can read a cell: wholly (1), not at all (0), or a list's word only inside it (a half)."""
    kind = field_.kind
    if kind in (ValueType.TEXT, ValueType.LIST):
        return not is_measure(cell) and not _is_flag(cell)
    if kind is ValueType.CODE:
        return not isinstance(cell, bool | date) and not _is_flag(cell) and len(show(cell)) <= 160
    if kind is ValueType.NAME:
        return not is_measure(cell) and not _is_flag(cell) and len(show(cell)) <= 160
    if kind is ValueType.MONEY:
        return read_money(cell).problem is None
    if kind is ValueType.INTEGER:
        return read_integer(cell).problem is None
    if kind is ValueType.LEVEL:
        return read_level(cell).problem is None
    if kind is ValueType.TERNARY:
        return read_ternary(cell).problem is None
    if field_.choices is None:
        return 0.0
    if named_choice(show(cell), field_.choices) is not None:
        return 1.0
    return 0.5 if read_choice(cell, field_.choices).problem is None else 0.0


def _is_flag(cell: Any) -> bool:
    return fold(show(cell)) in ("oui", "non", "x", "yes", "no", "o", "n", "y", "vrai", "faux", "true", "false")
