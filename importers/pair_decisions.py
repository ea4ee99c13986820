"""A file of decisions on the pairs of two lists: `left_row,right_row,same`, rows counted from 0 below the header."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from importers.readers import refusals
from importers.values import fold
from urbanism.errors import UrbanismError

COLUMNS = ("left_row", "right_row", "same")
_SAID = {"1": True, "0": False, "oui": True, "non": False, "vrai": True, "faux": False, "true": True, "false": False}


class UnreadableDecision(UrbanismError):
    """A line of a decisions file that says nothing usable."""

    code = "decision_illisible"


class RowDecision(NamedTuple):
    """A person's word on a pair of rows."""

    left_row: int
    right_row: int
    same: bool


def read_decisions(path: Path, left_rows: int, right_rows: int) -> list[RowDecision]:
    """The decisions of a file about lists of so many rows.

    Raises:
        UnusableFile: it cannot be read.
        UnreadableDecision: its header, or a line of it, is not what is wanted.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise refusals.missing(str(path)) from None
    except OSError:
        raise refusals.no_rights(str(path)) from None
    except UnicodeDecodeError:
        raise refusals.unreadable(str(path), "ce n’est pas un texte en UTF-8") from None
    first = text.split("\n", 1)[0]
    lines = csv.reader(StringIO(text), delimiter=max(",;\t", key=first.count))
    header = [fold(cell) for cell in next(lines, [])]
    if not set(COLUMNS) <= set(header):
        raise UnreadableDecision(
            "la première ligne doit nommer les colonnes.", where=str(path), remedy=f"Écrivez : {','.join(COLUMNS)}."
        )
    places = [header.index(name) for name in COLUMNS]
    said = []
    for line in lines:
        if any(cell.strip() for cell in line):
            where = f"{path}, ligne {lines.line_num}"
            cells = [line[place].strip() if place < len(line) else "" for place in places]
            said.append(
                RowDecision(_row(cells[0], left_rows, where), _row(cells[1], right_rows, where), _same(cells[2], where))
            )
    return said


def _row(cell: str, rows: int, where: str) -> int:
    if not cell.isdecimal() or int(cell) >= rows:
        raise UnreadableDecision(
            f"« {cell} » n’est pas une ligne de cette liste.",
            where=where,
            remedy=f"Les lignes se comptent à partir de 0 ; la liste en a {rows}.",
        )
    return int(cell)


def _same(cell: str, where: str) -> bool:
    if fold(cell) not in _SAID:
        raise UnreadableDecision(
            f"« {cell} » n’est pas une décision.", where=where, remedy="Écrivez 1 (identiques) ou 0 (différents)."
        )
    return _SAID[fold(cell)]
