"""Ends on a line of time: a row a commune or an editor, a column a quarter, the number of ends where they meet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from urbanism.analyses.ends import SOON, End, EndKind, quarter_of
from urbanism.drawing.furniture import Caption, LegendEntry, planned_outline
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, row_scenes
from urbanism.drawing.scene import Area, Box, Line, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import count
from urbanism.graph.estate import group
from urbanism.palette import ACCENT, FRAME, GONE, INK, LATER, MUTED, PLANNED, readable_on
from urbanism.palette import SOON as NEAR

NAMES = 0.17
LEGEND = (LegendEntry(GONE, "passé"), LegendEntry(NEAR, "dans les six mois"), LegendEntry(LATER, "plus tard"))
PROJECTS = LegendEntry(PLANNED, "mise en service prévue par un projet : +1", dashed=True)

Quarter = tuple[int, int]
Opens = Callable[[int, Quarter], Link | None]
"""What the cell of a row (its key) and of a quarter opens."""


class TimeRow(NamedTuple):
    """A row: the commune or editor, its name, and its ends."""

    key: int
    name: str
    ends: Sequence[End]


def quarters(today: date, before: int = 4, after: int = 15) -> list[Quarter]:
    """The quarters drawn, from a year ago to nearly four years ahead."""
    year, rank = quarter_of(today)
    first = year * 4 + rank - 1 - before
    return [(index // 4, index % 4 + 1) for index in range(first, first + before + after + 1)]


def column_of(end: End, columns: Sequence[Quarter]) -> Quarter:
    """The column of an end; the first and the last one hold all that is earlier or later."""
    return min(max(quarter_of(end.on), columns[0]), columns[-1])


def time_scenes(
    rows: Sequence[TimeRow],
    today: date,
    paper: Paper,
    caption: Caption,
    link: Opens = lambda *_: None,
) -> tuple[Scene, ...]:
    """The rows on as many sheets as they need; `link` gives what a cell opens."""
    columns = quarters(today)
    legend = (*LEGEND, PROJECTS) if any(_is_planned(end) for row in rows for end in row.ends) else LEGEND

    def drawing(large: Paper) -> RowDrawing[TimeRow]:
        step = 2 * line_height(large.usual)
        return RowDrawing[TimeRow](
            step,
            lambda row, box: _row(row, columns, today, large, box, link),
            lambda shown: " ; ".join(f"{row.name} : {count(len(row.ends), 'terme')}" for row in shown),
            head=2 * step,
            draw_heads=lambda body: _heads(columns, today, large, body, step),
            legend=legend,
        )

    return row_scenes(rows, drawing, paper, caption)


def _place(body: Box, rank: int, columns: Sequence[Quarter]) -> tuple[float, float]:
    width = body.width * (1 - NAMES) / len(columns)
    return body.x + NAMES * body.width + rank * width, width


def _heads(columns: Sequence[Quarter], today: date, paper: Paper, body: Box, step: float) -> list[Shape]:
    """Years over quarters, and a line where today's quarter begins."""
    shapes: list[Shape] = []
    for rank, (year, quarter) in enumerate(columns):
        left, width = _place(body, rank, columns)
        word = f"T{quarter}" if 0 < rank < len(columns) - 1 else ("avant" if rank == 0 else "après")
        below = Box(left, body.y - step, width, step)
        text = fit(word, below, paper.usual, MUTED, least=paper.least, align="centre", middle=True)
        shapes += [text] if text else []
        if quarter == 1 or rank == 0:
            above = Box(left, body.y - 2 * step, 3 * width, step)
            text = fit(str(year), above, 1.1 * paper.usual, INK, least=paper.least, bold=True, middle=True)
            shapes += [text] if text else []
        if (year, quarter) == quarter_of(today):
            shapes.append(Line(((left, body.y - step), (left, body.bottom)), ACCENT, 0.4, dashed=True))
    return shapes


def _row(
    row: TimeRow,
    columns: Sequence[Quarter],
    today: date,
    paper: Paper,
    box: Box,
    link: Opens,
) -> list[Shape]:
    name = box._replace(width=NAMES * box.width).inside(0, 0, 1)
    words = fit(row.name, name, paper.usual, INK, least=paper.least, middle=True)
    shapes: list[Shape] = [words] if words else []
    ending = group((end for end in row.ends if not _is_planned(end)), lambda end: column_of(end, columns))
    coming = Counter(column_of(end, columns) for end in row.ends if _is_planned(end))
    for rank, column in enumerate(columns):
        left, width = _place(box, rank, columns)
        cell = Box(left, box.y, width, box.height).inside(0.04 * width, 0.08 * box.height)
        here = ending.get(column, [])
        if not (here or coming[column]):
            shapes.append(Rectangle(cell, FRAME))
            continue
        colour = _colour(here, today) if here else FRAME
        figures = " ".join([*([str(len(here))] if here else []), *([f"+{coming[column]}"] if coming[column] else [])])
        text = fit(figures, cell, paper.usual, readable_on(colour), least=paper.least, align="centre", middle=True)
        told = f"{row.name}, trimestre {column[1]} de {column[0]} : {count(len(here), 'terme')}"
        told += f", {count(coming[column], 'projet')} à mettre en service" if coming[column] else ""
        outline = [planned_outline(cell, paper.usual)] if coming[column] else []
        shapes.append(Area((Rectangle(cell, colour, text=text), *outline), told, link(row.key, column), cell))
    return shapes


def _is_planned(end: End) -> bool:
    return end.kind is EndKind.PROJECT


def _colour(ends: Sequence[End], today: date) -> str:
    """Whether the earliest of the ends is past, near or far."""
    first = min(end.on for end in ends)
    if first < today:
        return GONE
    return NEAR if first <= today + SOON else LATER
