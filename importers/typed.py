"""A table once understood and read: columns of stored values, what no field holds, and what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from importers.fields import KINDS
from importers.guesses import LEFT_OUT, ColumnGuess, TableGuess
from importers.sheets import Cell
from importers.tables import Table
from importers.values import read_column, says_nothing, show
from importers.values.reading import Stored
from importers.values.texts import clean

EXAMPLES, EXAMINED = 5, 200
"""How many values of a column are shown, and among how many rows they are looked for."""
_EXACT = 2**53
"""Beyond this, whole numbers lose their last digits in most software: they are kept as texts."""


class Outcome(StrEnum):
    """What becomes of a row of the source."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    IGNORED = "ignored"


class Side(StrEnum):
    """Who is right where a file and the estate disagree."""

    FILE = "fichier"
    ESTATE = "cartographie"


GRAVITY = (Outcome.IGNORED, Outcome.UNCHANGED, Outcome.CREATED, Outcome.UPDATED, Outcome.REJECTED)
"""The outcomes, from the least to the most that a person should look at."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a person should look at in a file: a stable code, a place, a sentence that says what to do."""

    code: str
    message: str
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None

    def to_json(self) -> dict[str, Stored]:
        """As the contract wants it."""
        return {
            "code": self.code,
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "value": self.value,
            "message": self.message,
        }


class Candidate(NamedTuple):
    """What a name may stand for: how it is shown, and what designates it without doubt (its code, whose it is)."""

    label: str
    written: str


@dataclass(slots=True)
class Question:
    """A name that leads to nothing, or to several things: who it may be, in how many rows."""

    candidates: tuple[Candidate, ...]
    rows: int = 0


class Dispute(NamedTuple):
    """A value on which a file and the estate disagree; `settled` is None until a person says which is right."""

    entity: str
    object_id: int
    field: str
    present: Stored
    told: Stored
    row: int
    settled: Side | None


@dataclass(slots=True)
class TypedTable:
    """A table on its way into a plan.

    Attributes:
        id: of the sheet report, for provenance.
        guess: its kind and columns.
        size: how many rows of data.
        row_numbers: of each, its row in the sheet (1-based).
        columns: by field, one stored value a row.
        extras: by row, what no field holds (None where there is nothing).
        outcomes: by row, what became of it, once planned.
        ignored: how many rows are not data, by reason.
        issues: what a person should look at.
        retired: how many objects this table told of last time and no longer does.
        headers: as the file writes them.
        source: the rows as they were written, by position; once planned, those refused only.
        examples: for each header, a few of its values; empty where nothing was guessed (workbooks of ours).
        questions: by the name that a cell wrote, what it may stand for, where that is not sure.
        disputes: the values on which this file and the estate disagree.
    """

    id: int
    sheet: str
    guess: TableGuess
    size: int
    row_numbers: Sequence[int]
    columns: dict[str, list[Stored]]
    extras: list[dict[str, Stored] | None]
    ignored: Counter[str]
    outcomes: list[Outcome | None]
    issues: list[Issue] = field(default_factory=list)
    retired: int = 0
    headers: Sequence[str] = ()
    source: Sequence[Sequence[Cell]] | Mapping[int, Sequence[Cell]] = ()
    examples: Sequence[Sequence[str]] = ()
    questions: dict[str, Question] = field(default_factory=dict)
    disputes: list[Dispute] = field(default_factory=list)

    def column(self, name: str) -> list[Stored]:
        """The values of a field; all None where the table does not give it."""
        return self.columns.get(name) or [None] * self.size

    def say(self, code: str, message: str, position: int, name: str | None = None) -> None:
        """Record an issue at a row, and at the cell of a field where one is named."""
        guess = self.guess.fields.get(name) if name else None
        row = self.row_numbers[position]
        value = self.source[position][guess.position] if guess and self.source else None
        self.issues.append(
            Issue(
                code,
                clean(message),
                row,
                guess.header if guess else None,
                f"{guess.letter}{row}" if guess and guess.letter else None,
                clean(value)[:200] if value is not None else None,
            )
        )

    def reject(self, position: int, code: str, message: str, name: str | None = None) -> None:
        """Refuse a row, with the reason."""
        self.outcomes[position] = Outcome.REJECTED
        self.say(code, message, position, name)

    def ignore(self, position: int, code: str, message: str) -> None:
        """Leave a row of data aside, with the reason."""
        self.outcomes[position] = Outcome.IGNORED
        self.say(code, message, position)

    def forget_accepted_rows(self) -> None:
        """Free what only the making of the plan needed."""
        refused = (position for position, outcome in enumerate(self.outcomes) if outcome is Outcome.REJECTED)
        self.source = {position: self.source[position] for position in refused}
        self.columns = {}
        self.extras = []

    def counts(self) -> dict[str, int]:
        """Rows of the source by what became of them; `rows_read` is their sum."""
        found = Counter(self._outcomes_of_rows())
        counts = {outcome.value: found.get(outcome, 0) for outcome in Outcome}
        counts["ignored"] += sum(self.ignored.values())
        return {"rows_read": sum(counts.values()), **counts, "retired": self.retired}

    def _outcomes_of_rows(self) -> Iterable[Outcome | None]:
        """What became of each row of the sheet; one that a matrix spread over several has its gravest outcome."""
        if len(set(self.row_numbers)) == self.size:
            return self.outcomes
        gravest: dict[int, Outcome | None] = {}
        for number, outcome in zip(self.row_numbers, self.outcomes, strict=True):
            before = gravest.setdefault(number, outcome)
            if outcome is not None and (before is None or GRAVITY.index(outcome) > GRAVITY.index(before)):
                gravest[number] = outcome
        return gravest.values()


def read_table(table: Table, guess: TableGuess, identifier: int) -> TypedTable:
    """Read every column of an understood table; rows of a table of no known kind are all ignored, with that reason."""
    typed = TypedTable(
        identifier,
        table.sheet,
        guess,
        len(table.rows),
        table.row_numbers,
        {},
        [None] * len(table.rows),
        Counter(row.reason for row in table.ignored),
        [None] * len(table.rows),
        headers=table.headers,
        source=table.rows,
    )
    if guess.kind is None:
        typed.outcomes = [Outcome.IGNORED] * typed.size
        if typed.size and guess.reason != LEFT_OUT:
            typed.issues.append(
                Issue(
                    "tableau_non_reconnu",
                    f"Ce tableau n’a pas été reconnu ({guess.reason}) : ses {typed.size} lignes ne sont pas importées."
                    " Dites dans la page d’import ce qu’il contient.",
                )
            )
        return typed
    cells = list(zip(*table.rows, strict=True)) if table.rows else []
    for column in guess.columns:
        if cells:
            _read(typed, column, cells[column.position], guess.kind)
    return typed


def _read(typed: TypedTable, column: ColumnGuess, cells: Sequence[Cell], kind: str) -> None:
    if column.field is None:
        _keep_apart(typed, column.header, cells)
        return
    wanted = KINDS[kind].field(column.field)
    reading = read_column(cells, wanted, column.header)
    typed.columns[column.field] = reading.values
    for position, exception in reading.exceptions.items():
        _add_extra(typed, position, column.header, clean(exception.original))
        if exception.problem:
            typed.say(
                "valeur_illisible",
                f"{exception.problem} : la valeur est gardée telle quelle à côté de la fiche. Corrigez la cellule.",
                position,
                column.field,
            )


def examples_of(table: Table) -> list[list[str]]:
    """The first different values of each column."""
    columns: list[dict[str, None]] = [{} for _header in table.headers]
    for row in table.rows[:EXAMINED]:
        for found, cell in zip(columns, row, strict=True):
            if cell is not None and len(found) < EXAMPLES:
                found[show(cell)[:80]] = None
    return [list(found) for found in columns]


def _keep_apart(typed: TypedTable, header: str, cells: Sequence[Cell]) -> None:
    """Put the cells of an unknown column among the extra attributes."""
    for position, cell in enumerate(cells):
        if cell is not None and not (isinstance(cell, str) and says_nothing(cell)):
            _add_extra(typed, position, header, _plain(cell))


def _add_extra(typed: TypedTable, position: int, header: str, value: Stored) -> None:
    extra = typed.extras[position]
    if extra is None:
        typed.extras[position] = {header: value}
    else:
        extra[header] = value


def _plain(cell: Any) -> Stored:
    """A cell as JSON can hold it anywhere: no control characters, no number that others read differently."""
    if isinstance(cell, bool) or (isinstance(cell, int | float) and abs(cell) <= _EXACT):
        return cell
    return clean(cell)


def totals(counts: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """Counts of several tables, summed."""
    names = ("rows_read", *(outcome.value for outcome in Outcome), "retired")
    return {name: sum(count.get(name, 0) for count in counts) for name in names}
