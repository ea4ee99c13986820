"""What the importer's tests speak of: tables to write, rows to import, rows accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from sqlalchemy import Engine

from importers.run import ImportPreview

WriteTable = Callable[[str, Sequence[Sequence[object]]], str]
"""Write rows as a semicolon file; returns its path."""
OUTCOMES = ("created", "updated", "unchanged", "rejected", "ignored")


class ImportRows(Protocol):
    """Import rows of cells, as if a workbook had been read; returns what was understood, applied unless told."""

    def __call__(
        self, engine: Engine, rows: Sequence[Sequence[object]], *, sheet: str = ..., name: str = ..., apply: bool = ...
    ) -> ImportPreview: ...


class Load(Protocol):
    """Import rows under headers, as a file of that name; returns what was understood, applied."""

    def __call__(self, *rows: Sequence[object], name: str = ..., headers: Sequence[object] = ...) -> ImportPreview: ...


def accounted(counts: Mapping[str, int]) -> bool:
    """Whether every row read became something."""
    return counts["rows_read"] == sum(counts[name] for name in OUTCOMES)
