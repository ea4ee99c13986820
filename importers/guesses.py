"""What a table and its columns are taken for, each guess with its confidence and its reason."""

from __future__ import annotations

from dataclasses import dataclass

TOLD = "choisi par une personne"
LEFT_OUT = "écarté par une personne"


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
