"""What a table holds and what each of its columns is: a guess with its confidence and its reason, or a person's word.

Each kind of sheet is tried. A column is given to the field that its header names best, tempered by what its cells
say; the kind whose fields take up most of the columns wins, its name in the sheet's or file's title helping.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any

from importers.contents import Known, chosen_among, fitness, is_territory_code, sample
from importers.fields import KINDS, Field, SheetKind, ValueType
from importers.naming import SAME_WORDS, counts_something, match_header
from importers.profiles import Profile, TableProfile
from importers.tables import Table
from importers.values import fold, show

ACCEPTED = 0.5
"""Below this confidence a column is nobody's: it is kept among the extra attributes."""
WELL_NAMED = SAME_WORDS
"""From this score a header is a field's, whatever the cells are."""
SURE = 0.75
"""From this confidence a column needs no second look."""
KNOWN_NAMES = ("commune", "editor", "product", "block", "data_object")
WORDS = (ValueType.NAME, ValueType.TEXT, ValueType.LIST)
"""Fields of words, where figures are odd but not impossible (ends of interfaces named by number)."""
APPLICATION_NAMES = "application"
ENDS_FROM = 0.4
"""The share of a column's cells that name applications of the inventory, from which it names applications."""
ENDS_BONUS = 0.3
"""What two columns of application names add to a table's chance of listing interfaces."""
TOLD = "choisi par une personne"
LEFT_OUT = "écarté par une personne"
_REPEATED = re.compile(r" \(\d+\)$")
"""How a header is told from another column's same one."""
_BREAKS = re.compile(r"[\W_]+")
UNRECOGNISED_BELOW = 0.28
"""A kind that explains less than this of a table's columns is not believed, unless it is sure of enough of them."""
ENOUGH = 4
UNTITLED = 0.03
"""What speaks for applications where no title says what the table lists: they are what people list most."""
COMMON_HEADERS = frozenset(
    "nom name code id libelle type date description categorie category label title titre valeur value".split()
)
"""Headers that any list may have."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column of a table is taken for; `field` is None for an extra attribute."""

    position: int
    letter: str
    header: str
    field: str | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table is taken for; `kind` is None when nothing fits (its rows are then ignored, and it is said)."""

    kind: str | None
    confidence: float
    reason: str
    columns: tuple[ColumnGuess, ...]

    @property
    def fields(self) -> dict[str, ColumnGuess]:
        """The columns that were given a field, by it."""
        return {column.field: column for column in self.columns if column.field}


@dataclass(frozen=True, slots=True)
class _Column:
    """A column to understand: a sample of its cells, the share of its rows that it fills, and of known names."""

    position: int
    letter: str
    header: str
    cells: Sequence[Any]
    filled: float
    known: Mapping[str, float]
    is_territory: bool
    _fitness: dict[tuple[ValueType, type | None], float] = dataclasses.field(default_factory=dict)
    _chosen: dict[type, float] = dataclasses.field(default_factory=dict)

    def chosen_among(self, wanted: Field) -> float:
        """The share of its cells that are members of a field's list, word for word."""
        if wanted.kind is not ValueType.CHOICE or wanted.choices is None:
            return 0.0
        if wanted.choices not in self._chosen:
            self._chosen[wanted.choices] = chosen_among(wanted.choices, self.cells)
        return self._chosen[wanted.choices]

    def fitness(self, wanted: Field) -> float:
        """The share of its cells that a field can read."""
        key = (wanted.kind, wanted.choices)
        if key not in self._fitness:
            self._fitness[key] = fitness(wanted, self.cells)
        return self._fitness[key]


@dataclass(frozen=True, slots=True)
class _Claim:
    score: float
    column: int
    field: Field
    reason: str


def understand(table: Table, titles: Sequence[str], known: Known, profile: Profile) -> TableGuess:
    """Guess the kind and columns of `table`; `titles` are the sheet's name, the lines above, the file's name."""
    columns = _columns(table, known)
    told = profile.for_headers(table.headers)
    if told is not None:
        return _as_told(told, columns)
    sheet, above, file = titles[0], titles[1], PurePath(titles[2]).stem
    if fold(sheet) == fold(file):
        sheet, above = "", f"{above} {file}"  # a text file's only sheet bears the file's name, which counts once
    best: TableGuess | None = None
    best_score = 0.0
    exchanges = sum(column.known.get(APPLICATION_NAMES, 0.0) >= ENDS_FROM for column in columns) >= 2
    for kind in KINDS.values():
        if not (exchanges or _may_be(kind, columns)):
            continue
        guess = _as_kind(kind, columns)
        bonus = _title_bonus(kind, (sheet, above, file))
        score = guess.confidence + bonus
        if exchanges and kind.name == "interfaces":
            score += ENDS_BONUS
        if _has_identity(kind, guess) and score > best_score and (bonus > UNTITLED or _is_distinctive(guess)):
            best, best_score = guess, score
    if best is None or (best.confidence < UNRECOGNISED_BELOW and len(_sure(best)) < ENOUGH):
        nobody = tuple(ColumnGuess(c.position, c.letter, c.header, None, 0.0, "") for c in columns)
        return TableGuess(None, 0.0, "aucun genre de tableau connu n’explique ces colonnes", nobody)
    return best


def _may_be(kind: SheetKind, columns: Sequence[_Column]) -> bool:
    """Whether some column may name the rows of a kind; if none may, nothing else is worth reading."""
    named = {match.field for column in columns for match in match_header(kind.name, column.header)}
    named |= {name for column in columns for name, share in column.known.items() if share > 0}
    named |= {"commune"} if any(column.is_territory for column in columns) else set()
    return all(named.intersection(group) for group in kind.needs)


def names_applications(table: Table, names: frozenset[str]) -> bool:
    """Whether at least two columns of a table hold `names`, those of an inventory's applications."""
    head = [list(cells) for cells in zip(*table.rows[:60], strict=True)]
    shares = (sum(fold(show(cell)) in names for cell in cells if cell is not None) / len(cells) for cells in head)
    return sum(share >= ENDS_FROM for share in shares) >= 2


def _columns(table: Table, known: Known) -> list[_Column]:
    by_position = list(zip(*table.rows[:2000], strict=True)) if table.rows else [()] * len(table.headers)
    columns = []
    for position, values in enumerate(by_position):
        cells = sample(values)
        filled = 1 - values.count(None) / max(len(values), 1)
        letter, header = column_letter(table.columns[position]), table.headers[position]
        columns.append(_Column(position, letter, header, cells, filled, known.shares(cells), is_territory_code(cells)))
    return columns


def _as_told(told: TableProfile, columns: Sequence[_Column]) -> TableGuess:
    """A person's word on the kind and on some columns; the others are guessed among the fields left."""
    if told.kind is None:
        return TableGuess(None, 1.0, LEFT_OUT, tuple(_guess(column, None) for column in columns))
    fields: set[str | None] = set()
    said: dict[int, ColumnGuess] = {}
    for column in columns:
        field = told.columns.get(fold(column.header))
        if fold(column.header) in told.columns and (field is None or field not in fields):
            fields.add(field)
            said[column.position] = ColumnGuess(column.position, column.letter, column.header, field, 1.0, TOLD)
    others = _as_kind(KINDS[told.kind], [column for column in columns if column.position not in said], fields)
    guesses = {column.position: column for column in others.columns} | said
    return TableGuess(told.kind, 1.0, TOLD, tuple(guesses[column.position] for column in columns))


def _as_kind(kind: SheetKind, columns: Sequence[_Column], but: Collection[str | None] = ()) -> TableGuess:
    """Give each column to at most one field and each field (`but` some) at most one column, surest claims first."""
    longest = {column.position: len(column.header) for column in columns}
    claims = sorted(_claims(kind, columns), key=lambda claim: (-claim.score, -longest[claim.column], claim.column))
    taken: dict[int, _Claim] = {}
    fields: set[str | None] = set(but)
    for claim in claims:
        if claim.column not in taken and claim.field.name not in fields:
            taken[claim.column] = claim
            fields.add(claim.field.name)
    guesses = tuple(_guess(column, taken.get(column.position)) for column in columns)
    explained = _explained(kind, columns, taken)
    return TableGuess(kind.name, round(explained, 3), _reason(kind, len(taken), len(columns)), guesses)


def _explained(kind: SheetKind, columns: Sequence[_Column], taken: Mapping[int, _Claim]) -> float:
    """The share of the table that a kind explains: each column weighs as much as it fills, a doubtful claim little.

    A column whose header is known word for word speaks against the kind when its cells cannot be what the header
    says there, or when another column took its field.
    """
    weights = {column.position: 0.05 + column.filled for column in columns}
    explained = sum(weights[position] * claim.score**2 for position, claim in taken.items())
    disputed = [
        column.position
        for column in columns
        if column.position not in taken
        and not _REPEATED.search(column.header)
        and any(match.score >= WELL_NAMED for match in match_header(kind.name, column.header))
    ]
    against = sum(0.5 * weights[position] for position in disputed)
    return max(explained - against, 0.0) / max(sum(weights.values()), 1e-9)


def _guess(column: _Column, claim: _Claim | None) -> ColumnGuess:
    if claim is None:
        return ColumnGuess(column.position, column.letter, column.header, None, 0.0, "attribut propre à ce fichier")
    return ColumnGuess(
        column.position, column.letter, column.header, claim.field.name, round(claim.score, 2), claim.reason
    )


def _claims(kind: SheetKind, columns: Sequence[_Column]) -> list[_Claim]:
    territory = kind.name == "applications" and any(column.is_territory for column in columns)
    claims = _claims_of_ends(kind, columns)
    for column in columns:
        for match in match_header(kind.name, column.header):
            wanted = kind.field(match.field)
            score = match.score * _credit(wanted, column)
            score = _agree_with_names(score, wanted, column)
            if score >= ACCEPTED:
                claims.append(_Claim(min(score, 1.0), column.position, wanted, match.reason))
        claims += _claims_by_content(kind, column)
        if territory:
            claims += _claims_of_territory(kind, column)
    return claims


def _credit(wanted: Field, column: _Column) -> float:
    """How far a column lets its header be believed: fully, or hardly when its cells cannot be what it says."""
    share = column.fitness(wanted)
    if counts_something(column.header) and wanted.kind not in (ValueType.INTEGER, ValueType.MONEY, ValueType.CODE):
        return 0.5
    if wanted.kind is ValueType.CHOICE:
        return 0.6 + 0.4 * share if share > 0 else 0.5
    if wanted.kind in WORDS and share < 0.7:
        return 0.55 + 0.45 * share
    return 1.0 if share >= 0.7 else 0.4 + 0.6 * share


def _agree_with_names(score: float, wanted: Field, column: _Column) -> float:
    """Known names in the cells speak for the field they belong to, and against the others."""
    if wanted.kind is not ValueType.NAME:
        return score
    own = column.known.get(wanted.name, 0.0)
    other = max((column.known.get(name, 0.0) for name in KNOWN_NAMES if name != wanted.name), default=0.0)
    if own >= 0.5:
        return score + 0.1
    return score * 0.6 if other >= 0.8 and wanted.name in KNOWN_NAMES and own < 0.2 else score


def _claims_by_content(kind: SheetKind, column: _Column) -> list[_Claim]:
    claims = [
        _Claim(0.4 + 0.25 * share, column.position, wanted, "ses valeurs sont celles de cette liste")
        for wanted in _choice_fields(kind.name)
        if len(column.cells) >= 2 and (share := column.chosen_among(wanted)) >= 0.5
    ]
    for name, share in column.known.items():
        if share >= 0.6 and len(column.cells) >= 2:
            claims += [
                _Claim(0.5 + 0.2 * share, column.position, wanted, "son contenu est connu")
                for wanted in kind.fields
                if wanted.name == name
            ]
    return claims


@cache
def _choice_fields(kind: str) -> tuple[Field, ...]:
    return tuple(wanted for wanted in KINDS[kind].fields if wanted.kind is ValueType.CHOICE)


def _claims_of_ends(kind: SheetKind, columns: Sequence[_Column]) -> list[_Claim]:
    """Two columns that name applications of the same file's inventory are the two ends of interfaces, in that order."""
    naming = [column for column in columns if column.known.get(APPLICATION_NAMES, 0.0) >= ENDS_FROM]
    if kind.name != "interfaces" or len(naming) < 2:
        return []
    return [
        _Claim(0.6 + 0.4 * column.known[APPLICATION_NAMES], column.position, kind.field(end), "nomme des applications")
        for column, end in zip(naming[:2], ("source", "target"), strict=True)
    ]


def _claims_of_territory(kind: SheetKind, column: _Column) -> list[_Claim]:
    """Beside codes of territories, the column of names names the holders, not the applications."""
    if column.is_territory:
        return [_Claim(1.02, column.position, kind.field("commune_code"), "codes de territoires")]
    if fold(column.header) == "type":
        return [_Claim(0.6, column.position, kind.field("product"), "ce qu’emploient les territoires codés à côté")]
    if fold(column.header) in ("name", "nom"):
        return [_Claim(1.01, column.position, kind.field("commune"), "noms des territoires codés à côté")]
    return []


def _has_identity(kind: SheetKind, guess: TableGuess) -> bool:
    """Whether the rows can be named, by a sure column or among other sure ones."""
    fields = guess.fields
    named = [max((fields[name].confidence for name in group if name in fields), default=0.0) for group in kind.needs]
    return all(named) and (min(named) >= SURE or len(_sure(guess)) >= 2)


def _sure(guess: TableGuess) -> list[ColumnGuess]:
    """The columns that need no second look."""
    return [column for column in guess.fields.values() if column.confidence >= SURE]


def _is_distinctive(guess: TableGuess) -> bool:
    """Whether some columns bear headers that not any list could have: two of them, or one known word for word."""
    own = [column.confidence for column in _sure(guess) if fold(column.header) not in COMMON_HEADERS]
    return len(own) >= 2 or max(own, default=0.0) >= WELL_NAMED


def _title_bonus(kind: SheetKind, titles: Sequence[str]) -> float:
    """What the sheet's name, the lines above and the file's name add for a kind (the sheet's name weighs most)."""
    wanted = _title_words(kind.name)
    for title, bonus in zip(titles, (0.25, 0.15, 0.08), strict=False):
        words = set(_BREAKS.split(fold(title)))
        if words & wanted:
            return bonus
    return UNTITLED if kind.name == "applications" else 0.0


@cache
def _title_words(kind: str) -> frozenset[str]:
    return frozenset(fold(word) for word in KINDS[kind].words)


def _reason(kind: SheetKind, explained: int, columns: int) -> str:
    return f"{explained} colonnes sur {columns} sont celles d’un tableau : {kind.label}"


def column_letter(index: int) -> str:
    """The letters a spreadsheet gives a column (0 → A, 26 → AA)."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
