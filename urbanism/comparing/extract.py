"""What is compared: an extract of a referential, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExtractColumn:
    """A column of an extract.

    Attributes:
        header: as the extract names it, unique within it.
        values: one text a row, "" where the cell says nothing; ISO days where `is_date`.
        is_date: whether the column holds days.
    """

    header: str
    values: Sequence[str]
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """Some rows of a referential, as they were exported.

    Attributes:
        name: what people call it.
        columns: in the order of the extract, all of the same length.
        row_numbers: of each row, its place in the file (1-based).
    """

    name: str
    columns: tuple[ExtractColumn, ...]
    row_numbers: Sequence[int]

    def column(self, header: str) -> ExtractColumn | None:
        """The column of that header."""
        return next((column for column in self.columns if column.header == header), None)
