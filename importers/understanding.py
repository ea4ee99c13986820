"""What a table holds and what each of its columns is: a guess with its confidence and its reason, or a person's word.

Each kind of sheet is tried. A column is given to the field that its header names best, tempered by what its cells
say; the kind whose fields take up most of the columns wins, its name in the sheet's or file's title helping.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from importers.claims import Claim, Column, claim_of_names, claims_of, name_ends
from importers.fields import KINDS, SheetKind
from importers.guesses import LEFT_OUT, TOLD, ColumnGuess, TableGuess
from importers.lexicon import standing_for
from importers.naming import SAME_WORDS, match_header
from importers.profiles import Profile, TableProfile
from importers.values import fold

WELL_NAMED = SAME_WORDS
"""From this score a header is a field's, whatever the cells are."""
SURE = 0.75
"""From this confidence a column needs no second look."""
ENDS_BONUS = 0.3
"""What two columns of application names add to a table's chance of listing interfaces."""
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


def understand(columns: Sequence[Column], titles: Sequence[str], profile: Profile) -> TableGuess:
    """Guess the kind and columns of a table; `titles` are the sheet's name, the lines above, the file's name."""
    told = profile.for_headers([column.header for column in columns])
    if told is not None:
        return _as_told(told, columns)
    sheet, above, file = titles[0], titles[1], PurePath(titles[2]).stem
    if fold(sheet) == fold(file):
        sheet, above = "", f"{above} {file}"  # a text file's only sheet bears the file's name, which counts once
    best: TableGuess | None = None
    best_score = 0.0
    exchanges = len(name_ends(columns)) >= 2
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


def _may_be(kind: SheetKind, columns: Sequence[Column]) -> bool:
    """Whether the rows of a kind may be named: by some column, or as applications that enough others tell of."""
    named = {match.field for column in columns for match in match_header(kind.name, column.header)}
    named |= {name for column in columns for name, share in column.known.items() if share > 0}
    named |= {"commune"} if any(column.is_territory for column in columns) else set()
    return _is_named(kind, named) or (kind.name == "applications" and len(named) >= ENOUGH)


def _as_told(told: TableProfile, columns: Sequence[Column]) -> TableGuess:
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


def _as_kind(kind: SheetKind, columns: Sequence[Column], but: Collection[str | None] = ()) -> TableGuess:
    """Give each column to at most one field and each field (`but` some) at most one column, surest claims first."""
    longest = {column.position: len(column.header) for column in columns}
    claims = sorted(claims_of(kind, columns), key=lambda claim: (-claim.score, -longest[claim.column], claim.column))
    taken: dict[int, Claim] = {}
    fields: set[str | None] = set(but)
    for claim in claims:
        if claim.column not in taken and claim.field.name not in fields:
            taken[claim.column] = claim
            fields.add(claim.field.name)
    if kind.name == "applications" and not _is_named(kind, fields) and _well_claimed(taken) >= ENOUGH:
        named = claim_of_names(kind, [column for column in columns if column.position not in taken])
        taken |= {named.column: named} if named else {}
    guesses = tuple(_guess(column, taken.get(column.position)) for column in columns)
    explained = _explained(kind, columns, taken)
    return TableGuess(kind.name, round(explained, 3), _reason(kind, len(taken), len(columns)), guesses)


def _is_named(kind: SheetKind, fields: Collection[str | None]) -> bool:
    """Whether something names the rows."""
    return all(any(name in fields for name in group) for group in kind.needs)


def _well_claimed(taken: Mapping[int, Claim]) -> int:
    """How many columns need no second look."""
    return sum(claim.score >= SURE for claim in taken.values())


def _explained(kind: SheetKind, columns: Sequence[Column], taken: Mapping[int, Claim]) -> float:
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


def _guess(column: Column, claim: Claim | None) -> ColumnGuess:
    if claim is None:
        return ColumnGuess(column.position, column.letter, column.header, None, 0.0, "attribut propre à ce fichier")
    return ColumnGuess(
        column.position, column.letter, column.header, claim.field.name, round(claim.score, 2), claim.reason
    )


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
    own = [column.confidence for column in _sure(guess) if not _is_common(column.header)]
    return len(own) >= 2 or max(own, default=0.0) >= WELL_NAMED


def _is_common(header: str) -> bool:
    """Whether any list may have a header, in any language."""
    return not COMMON_HEADERS.isdisjoint((fold(header), " ".join(standing_for(fold(header)))))


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
