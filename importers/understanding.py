"""What a table holds and what each of its columns is: a guess with its confidence and its reason, or a person's word.

Each kind of sheet is tried. A column is given to the field that its header names best, tempered by what its cells
say; the kind whose fields take up most of the columns wins, its name in the sheet's or file's title helping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from importers.contents import Known, fitness, is_territory_code, sample
from importers.fields import KINDS, Field, SheetKind, ValueType
from importers.naming import match_header
from importers.profiles import Profile
from importers.tables import Table
from importers.values import fold

ACCEPTED = 0.5
"""Below this confidence a column is nobody's: it is kept among the extra attributes."""
KNOWN_NAMES = ("commune", "editor", "product", "block")
UNRECOGNISED_BELOW = 0.28
"""A kind that explains less than this of a table's columns is not believed."""


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
    position: int
    letter: str
    header: str
    cells: Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Claim:
    score: float
    column: int
    field: Field
    reason: str


def understand(table: Table, titles: Sequence[str], known: Known, profile: Profile) -> TableGuess:
    """Guess the kind and columns of `table`; `titles` are the sheet's name, the lines above, the file's name."""
    columns = _columns(table)
    told = profile.for_headers(table.headers)
    if told is not None:
        return _as_told(told.kind, told.columns, columns)
    best: TableGuess | None = None
    best_score = 0.0
    for kind in KINDS.values():
        guess = _as_kind(kind, columns, known)
        score = guess.confidence + _title_bonus(kind, titles)
        if _has_identity(kind, guess) and score > best_score:
            best, best_score = guess, score
    if best is None or best.confidence < UNRECOGNISED_BELOW:
        nobody = tuple(ColumnGuess(c.position, c.letter, c.header, None, 0.0, "") for c in columns)
        return TableGuess(None, 0.0, "aucun genre de tableau connu n’explique ces colonnes", nobody)
    return best


def _columns(table: Table) -> list[_Column]:
    by_position = list(zip(*table.rows[:2000], strict=True)) if table.rows else [()] * len(table.headers)
    return [
        _Column(position, column_letter(sheet_column), header, sample(cells))
        for position, (sheet_column, header, cells) in enumerate(
            zip(table.columns, table.headers, by_position, strict=True)
        )
    ]


def _as_told(kind: str, fields: Mapping[str, str | None], columns: Sequence[_Column]) -> TableGuess:
    guesses = tuple(
        ColumnGuess(c.position, c.letter, c.header, fields.get(fold(c.header)), 1.0, "choisi par une personne")
        for c in columns
    )
    return TableGuess(kind, 1.0, "choisi par une personne", guesses)


def _as_kind(kind: SheetKind, columns: Sequence[_Column], known: Known) -> TableGuess:
    """Give each column to at most one field and each field at most one column, the surest claims first."""
    claims = sorted(_claims(kind, columns, known), key=lambda claim: (-claim.score, claim.column))
    taken: dict[int, _Claim] = {}
    fields: set[str] = set()
    for claim in claims:
        if claim.column not in taken and claim.field.name not in fields:
            taken[claim.column] = claim
            fields.add(claim.field.name)
    guesses = tuple(_guess(column, taken.get(column.position)) for column in columns)
    filled = [c for c in columns if c.cells] or list(columns)
    explained = sum(taken[c.position].score for c in filled if c.position in taken) / max(len(filled), 1)
    return TableGuess(kind.name, round(explained, 3), _reason(kind, len(taken), len(columns)), guesses)


def _guess(column: _Column, claim: _Claim | None) -> ColumnGuess:
    if claim is None:
        return ColumnGuess(column.position, column.letter, column.header, None, 0.0, "attribut propre à ce fichier")
    return ColumnGuess(
        column.position, column.letter, column.header, claim.field.name, round(claim.score, 2), claim.reason
    )


def _claims(kind: SheetKind, columns: Sequence[_Column], known: Known) -> list[_Claim]:
    territory = kind.name == "applications" and any(is_territory_code(column.cells) for column in columns)
    claims = []
    for column in columns:
        for match in match_header(kind.name, column.header):
            wanted = kind.field(match.field)
            score = match.score * _credit(wanted, column.cells)
            score = _agree_with_names(score, wanted, column, known)
            if score >= ACCEPTED:
                claims.append(_Claim(min(score, 1.0), column.position, wanted, match.reason))
        claims += _claims_by_content(kind, column, known)
        if territory:
            claims += _claims_of_territory(kind, column)
    return claims


def _credit(wanted: Field, cells: Sequence[Any]) -> float:
    """How far the cells let a header be believed: fully, or hardly when they cannot be what it says."""
    share = fitness(wanted, cells)
    if wanted.kind is ValueType.CHOICE:
        return 0.75 + 0.25 * share if share > 0 else 0.5
    return 1.0 if share >= 0.7 else 0.4 + 0.6 * share


def _agree_with_names(score: float, wanted: Field, column: _Column, known: Known) -> float:
    """Known names in the cells speak for the field they belong to, and against the others."""
    if wanted.kind is not ValueType.NAME:
        return score
    own = known.share(wanted.name, column.cells)
    other = max((known.share(name, column.cells) for name in KNOWN_NAMES if name != wanted.name), default=0.0)
    if own >= 0.5:
        return score + 0.1
    return score * 0.6 if other >= 0.8 and wanted.name in KNOWN_NAMES and own < 0.2 else score


def _claims_by_content(kind: SheetKind, column: _Column, known: Known) -> list[_Claim]:
    claims = []
    for name in KNOWN_NAMES:
        share = known.share(name, column.cells)
        if share >= 0.6 and len(column.cells) >= 2:
            wanted = next((item for item in kind.fields if item.name == name), None)
            if wanted is not None:
                claims.append(_Claim(0.5 + 0.2 * share, column.position, wanted, "son contenu est connu"))
    return claims


def _claims_of_territory(kind: SheetKind, column: _Column) -> list[_Claim]:
    """Beside codes of territories, the column of names names the holders, not the applications."""
    if is_territory_code(column.cells):
        return [_Claim(1.0, column.position, kind.field("commune_code"), "codes de territoires")]
    if fold(column.header) in ("name", "nom"):
        return [_Claim(1.01, column.position, kind.field("commune"), "noms des territoires codés à côté")]
    return []


def _has_identity(kind: SheetKind, guess: TableGuess) -> bool:
    fields = guess.fields
    return all(any(name in fields for name in alternatives) for alternatives in kind.needs)


def _title_bonus(kind: SheetKind, titles: Sequence[str]) -> float:
    """What the sheet's name, the lines above and the file's name add for a kind (the sheet's name weighs most)."""
    wanted = _title_words(kind.name)
    for title, bonus in zip(titles, (0.25, 0.15, 0.12), strict=False):
        words = set(fold(title).replace("_", " ").replace("-", " ").split())
        if words & wanted:
            return bonus
    return 0.03 if kind.name == "applications" else 0.0


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
