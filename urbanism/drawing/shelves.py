"""Laying groups of cells on a sheet: groups side by side on shelves, cells of a group in rows of equal length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shelf:
    """Groups side by side (their ranks), how many columns each takes, and how many rows the shelf has."""

    groups: tuple[int, ...]
    columns: tuple[int, ...]
    rows: int


def shelves(sizes: Sequence[int], columns: int) -> list[Shelf]:
    """Groups of these sizes in their order, at most `columns` wide, in as few rows of cells as can be."""
    return min(
        (_with_rows(sizes, columns, rows) for rows in range(1, max(sizes, default=0) + 1)),
        key=lambda found: (sum(shelf.rows for shelf in found), -len(found)),
        default=[],
    )


def _with_rows(sizes: Sequence[int], columns: int, rows: int) -> list[Shelf]:
    """Shelves where a group has `rows` rows, more where it would be wider than the sheet."""
    found: list[list[tuple[int, int]]] = []
    free = 0
    for rank, size in enumerate(sizes):
        width = min(-(-size // rows), columns)
        if not found or width > free:
            found.append([])
            free = columns
        found[-1].append((rank, width))
        free -= width
    return [
        Shelf(
            tuple(rank for rank, _ in shelf),
            tuple(width for _, width in shelf),
            max(-(-sizes[rank] // width) for rank, width in shelf),
        )
        for shelf in found
    ]
