"""Cells to typed values: each column is read once a distinct cell, so a long column costs little."""

from importers.values.columns import ColumnReading, read_column
from importers.values.reading import Reading, fold, says_nothing, show

__all__ = ["ColumnReading", "Reading", "fold", "read_column", "says_nothing", "show"]
