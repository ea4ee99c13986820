"""What comparing two extracts tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from urbanism.comparing.coding import Ints
from urbanism.comparing.columns import MatchedColumns
from urbanism.comparing.extract import Extract
from urbanism.comparing.pairing import Pairing


class Key(NamedTuple):
    """What the rows were paired by.

    Attributes:
        columns: headers (left, right) that together identify a row; the text compared where `is_text`.
        is_text: no key was found: rows of the same text were paired when their other columns allow it.
        confirmed: agreement beyond chance of the other columns on the rows so paired; None where none could be asked.
        told: whether a person said so.
    """

    columns: tuple[tuple[str, str], ...]
    is_text: bool = False
    confirmed: float | None = None
    told: bool = False


@dataclass(frozen=True, slots=True)
class ColumnDifferences:
    """Two matched columns along the paired rows. Counts are of pairs of rows.

    Attributes:
        columns: the matched columns.
        identical: written the same.
        rewritten: the same said otherwise (case, accents, abbreviations, padding, a table of codes).
        contradictory: positions, in the pairing, of rows that say different things.
        near: how many of these differ by no more than a slip of the pen.
        left_alone, right_alone: only that side says something.
        left_fresher, right_fresher: of the contradictions, those where that side's row was changed last.
        codes: the table of codes found, as written (left → right), where there is one.
    """

    columns: MatchedColumns
    identical: int
    rewritten: int
    contradictory: Ints
    near: int
    left_alone: int
    right_alone: int
    left_fresher: int
    right_fresher: int
    codes: Mapping[str, str]


class Lag(NamedTuple):
    """How much later one extract was changed than the other, on rows that both have.

    Attributes:
        territory: where, or "" for everywhere.
        rows: paired rows dated on both sides.
        days: median of (day of the left row − day of the right row): positive, the left extract is fresher.
    """

    territory: str
    rows: int
    days: float


class Coverage(NamedTuple):
    """Rows of a territory in each extract."""

    territory: str
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Staleness:
    """Which extract is fresher, everywhere and territory by territory.

    Attributes:
        columns: headers of the days of update (left, right), "" where there is none.
        everywhere: the lag over all paired rows; None where it cannot be measured.
        by_territory: the lag of each territory, widest first.
        why_not: why it cannot be measured, in French, or "".
    """

    columns: tuple[str, str]
    everywhere: Lag | None
    by_territory: tuple[Lag, ...]
    why_not: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two extracts compared.

    Attributes:
        left, right: the extracts.
        matched: the columns that answer each other, in the order of the left extract.
        left_only, right_only: headers that the other has not: what would be lost with it.
        key: what rows were paired by; None where nothing could.
        pairing: which row answers which; None where nothing could pair them.
        differences: of each matched column that is not in the key.
        staleness: which is fresher.
        territory: headers (left, right) of the territory, "" on a side that has none; None where neither has.
        coverage: rows by territory, the largest gap first.
    """

    left: Extract
    right: Extract
    matched: tuple[MatchedColumns, ...]
    left_only: tuple[str, ...]
    right_only: tuple[str, ...]
    key: Key | None
    pairing: Pairing | None
    differences: tuple[ColumnDifferences, ...]
    staleness: Staleness
    territory: tuple[str, str] | None
    coverage: tuple[Coverage, ...]

    @property
    def shared(self) -> int:
        """Things that both extracts have."""
        return len(self.pairing.left_rows) if self.pairing else 0

    @property
    def margin(self) -> int | None:
        """How far `shared` may be from the truth, as estimated where no key tells; None where one does."""
        if self.pairing is None or self.key is None or not self.key.is_text:
            return None
        return self.pairing.error + max(len(self.pairing.left.undecided), len(self.pairing.right.undecided))

    @property
    def left_total(self) -> int:
        """Things of the left extract that could be looked for in the other."""
        return self.shared + len(self.pairing.left.alone) if self.pairing else 0

    @property
    def right_total(self) -> int:
        """Things of the right extract that could be looked for in the other."""
        return self.shared + len(self.pairing.right.alone) if self.pairing else 0


class Contradiction(NamedTuple):
    """A row of each extract that say different things of the same thing: their lines in the files, their values."""

    label: str
    left_line: int
    left: str
    right_line: int
    right: str
