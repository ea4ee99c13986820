"""What each column of a table may be: the fields that its header names, tempered by what its cells say."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from importers.contents import Known, chosen_among, fitness, is_territory_code, sample
from importers.fields import KINDS, Field, SheetKind, ValueType
from importers.naming import counts_something, match_header
from importers.sheets import column_letters
from importers.tables import Table
from importers.values import fold

ACCEPTED = 0.5
"""Below this confidence a column is nobody's: it is kept among the extra attributes."""
KNOWN_NAMES = ("commune", "editor", "product", "block", "data_object")
WORDS = (ValueType.NAME, ValueType.TEXT, ValueType.LIST)
"""Fields of words, where figures are odd but not impossible (ends of interfaces named by number)."""
APPLICATION_NAMES = "application"
NAMES_FROM, NAMED = 0.9, 0.76
"""How full, varied and wordy a column must be to name its rows whatever its header says, and how sure that is."""
ENDS_FROM = 0.4
"""The share of a column's cells that name applications of the inventory, from which it names applications."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column to understand: a sample of its cells, the share of its rows that it fills, and of known names.

    `varied` is the share of its filled cells that differ.
    """

    position: int
    letter: str
    header: str
    cells: Sequence[Any]
    filled: float
    known: Mapping[str, float]
    is_territory: bool
    varied: float
    _fitness: dict[tuple[ValueType, type | None], float] = dataclasses.field(default_factory=dict)
    _chosen: dict[type, float] = dataclasses.field(default_factory=dict)

    def chosen_among(self, wanted: Field) -> float:
        """The share of its cells that are members of a field's list, word for word."""
        if wanted.kind is not ValueType.CHOICE or wanted.choices is None:
            return 0.0
        if wanted.choices not in self._chosen:
            self._chosen[wanted.choices] = chosen_among(wanted.choices, self.cells)
        return self._chosen[wanted.choices]

    def naming(self, applications: frozenset[str]) -> Column:
        """The same column, once it is known what the inventory of its file names; what was measured of it is kept."""
        share = Known({APPLICATION_NAMES: applications}).shares(self.cells)
        return dataclasses.replace(self, known={**self.known, **share})

    def fitness(self, wanted: Field) -> float:
        """The share of its cells that a field can read."""
        key = (wanted.kind, wanted.choices)
        if key not in self._fitness:
            self._fitness[key] = fitness(wanted, self.cells)
        return self._fitness[key]


@dataclass(frozen=True, slots=True)
class Claim:
    """That a column is a field, how surely (0 to 1), and why, in French."""

    score: float
    column: int
    field: Field
    reason: str


def columns_of(table: Table, known: Known) -> list[Column]:
    """The columns of a table, to be understood."""
    by_position = list(zip(*table.rows[:2000], strict=True)) if table.rows else [()] * len(table.headers)
    columns = []
    for position, values in enumerate(by_position):
        cells = sample(values)
        said = len(values) - values.count(None)
        filled = said / len(values) if values else 1.0
        varied = len(set(values) - {None}) / max(said, 1)
        letter, header = column_letters(table.columns[position]), table.headers[position]
        columns.append(
            Column(position, letter, header, cells, filled, known.shares(cells), is_territory_code(cells), varied)
        )
    return columns


def claims_of(kind: SheetKind, columns: Sequence[Column]) -> list[Claim]:
    """All that the columns of a table may be, if it is of a kind."""
    territory = kind.name == "applications" and any(column.is_territory for column in columns)
    claims = _claims_of_ends(kind, columns)
    for column in columns:
        for match in match_header(kind.name, column.header):
            wanted = kind.field(match.field)
            score = match.score * _credit(wanted, column)
            score = _agree_with_names(score, wanted, column)
            if score >= ACCEPTED:
                claims.append(Claim(min(score, 1.0), column.position, wanted, match.reason))
        claims += _claims_by_content(kind, column)
        if territory:
            claims += _claims_of_territory(kind, column)
    return claims


def _credit(wanted: Field, column: Column) -> float:
    """How far a column lets its header be believed: fully, or hardly when its cells cannot be what it says."""
    share = column.fitness(wanted)
    if counts_something(column.header) and wanted.kind not in (ValueType.INTEGER, ValueType.MONEY, ValueType.CODE):
        return 0.5
    if wanted.kind is ValueType.CHOICE:
        return 0.6 + 0.4 * share if share > 0 else 0.5
    if wanted.kind in WORDS and share < 0.7:
        return 0.55 + 0.45 * share
    return 1.0 if share >= 0.7 else 0.4 + 0.6 * share


def _agree_with_names(score: float, wanted: Field, column: Column) -> float:
    """Known names in the cells speak for the field they belong to, and against the others."""
    if wanted.kind is not ValueType.NAME:
        return score
    own = column.known.get(wanted.name, 0.0)
    other = max((column.known.get(name, 0.0) for name in KNOWN_NAMES if name != wanted.name), default=0.0)
    if own >= 0.5:
        return score + 0.1
    return score * 0.6 if other >= 0.8 and wanted.name in KNOWN_NAMES and own < 0.2 else score


def _claims_by_content(kind: SheetKind, column: Column) -> list[Claim]:
    claims = [
        Claim(0.4 + 0.25 * share, column.position, wanted, "ses valeurs sont celles de cette liste")
        for wanted in _choice_fields(kind.name)
        if len(column.cells) >= 2 and (share := column.chosen_among(wanted)) >= 0.5
    ]
    for name, share in column.known.items():
        if share >= 0.6 and len(column.cells) >= 2:
            claims += [
                Claim(0.5 + 0.2 * share, column.position, wanted, "son contenu est connu")
                for wanted in kind.fields
                if wanted.name == name
            ]
    return claims


@cache
def _choice_fields(kind: str) -> tuple[Field, ...]:
    return tuple(wanted for wanted in KINDS[kind].fields if wanted.kind is ValueType.CHOICE)


def claim_of_names(kind: SheetKind, columns: Sequence[Column]) -> Claim | None:
    """The first of these columns that every row fills, each with words of its own: what names the rows."""
    wanted = kind.field("name")
    for column in columns:
        if min(column.filled, column.varied, column.fitness(wanted)) >= NAMES_FROM and len(column.cells) >= 3:
            return Claim(NAMED, column.position, wanted, "des noms tous différents, les premiers du tableau")
    return None


def name_ends(columns: Sequence[Column]) -> list[Column]:
    """The columns that name applications of the same file's inventory."""
    return [column for column in columns if column.known.get(APPLICATION_NAMES, 0.0) >= ENDS_FROM]


def _claims_of_ends(kind: SheetKind, columns: Sequence[Column]) -> list[Claim]:
    """Two columns that name applications of the same file's inventory are the two ends of interfaces, in that order."""
    naming = name_ends(columns)
    if kind.name != "interfaces" or len(naming) < 2:
        return []
    return [
        Claim(0.6 + 0.4 * column.known[APPLICATION_NAMES], column.position, kind.field(end), "nomme des applications")
        for column, end in zip(naming[:2], ("source", "target"), strict=True)
    ]


def _claims_of_territory(kind: SheetKind, column: Column) -> list[Claim]:
    """Beside codes of territories, the column of names names the holders, not the applications."""
    if column.is_territory:
        return [Claim(1.02, column.position, kind.field("commune_code"), "codes de territoires")]
    if fold(column.header) == "type":
        return [Claim(0.6, column.position, kind.field("product"), "ce qu’emploient les territoires codés à côté")]
    if fold(column.header) in ("name", "nom"):
        return [Claim(1.01, column.position, kind.field("commune"), "noms des territoires codés à côté")]
    return []
