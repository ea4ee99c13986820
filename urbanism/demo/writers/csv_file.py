"""Semicolon text files in the Windows code page, as French spreadsheets save them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from urbanism.demo.spelling import Cell
from urbanism.demo.workbook import Sheet


def write_csv(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write the one sheet of the workbook."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        for sheet in sheets:
            for line in sheet.lines:
                writer.writerow([_text(cell) for cell in line.cells])


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell)
