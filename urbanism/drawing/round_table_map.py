"""Projects × directions: a row a project, a column a direction under its deputy, the reason where they meet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from math import ceil

from urbanism.analyses.round_table import Direction, RoundTables, Seat, Table
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, part_scenes
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height, text_width, tidy, unbroken
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, INK, MUTED, QUANTITY, readable_on

NAMES = 0.22
HEAD_LINES = 7
FEWEST_COLUMNS, MOST_COLUMNS = 6, 24
"""Directions side by side on a sheet, whatever their names; the others follow on the next one."""
COLOURS = {Seat.ASKS: ACCENT, Seat.CONCERNED: QUANTITY[1], Seat.TOUCHED: QUANTITY[0]}
_BEGINNING = re.compile(r"^direction (?:générale )?(?:de la |de l['’]|des |du |de |d['’])", re.IGNORECASE)
_HOLDER = re.compile(r" – ([^–]*)$")
LEGEND = (
    LegendEntry(COLOURS[Seat.ASKS], "demande le projet"),
    LegendEntry(COLOURS[Seat.CONCERNED], "concernée"),
    LegendEntry(COLOURS[Seat.TOUCHED], "à consulter : une de ses applications sert un bloc du projet"),
)


def round_table_scenes(
    graph: EstateGraph, found: RoundTables, names: Sequence[str], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The tables of the projects; `names` are those of `found.directions`, in their order."""
    directions = list(zip(found.directions, names, strict=True))

    def parts(large: Paper) -> list[tuple[Sequence[Table], RowDrawing[Table]]]:
        return [_part(graph, found, columns, large) for columns in _sheets(directions, large)]

    return part_scenes(parts, paper, caption)


Columns = Sequence[tuple[Direction, str]]


def _sheets(directions: Columns, paper: Paper) -> list[Columns]:
    """The directions of each sheet, about as many on each: as many as leave the words of their heads whole."""
    heads = " ".join(f"{_short(name)} {_deputy(direction)}" for direction, name in directions)
    longest = max((text_width(word, paper.usual, bold=True) for word in unbroken(tidy(heads))), default=0)
    room = (paper.width - 2 * paper.margin) * (1 - NAMES)
    fitting = max(int(room / max(min(longest, room / FEWEST_COLUMNS) + 1, room / MOST_COLUMNS)), 1)
    per_sheet = ceil(len(directions) / max(ceil(len(directions) / fitting), 1))
    return [directions[first : first + per_sheet] for first in range(0, len(directions), max(per_sheet, 1))]


def _part(
    graph: EstateGraph, found: RoundTables, columns: Columns, paper: Paper
) -> tuple[Sequence[Table], RowDrawing[Table]]:
    """The projects that some of the directions have a seat for, and how they are drawn."""
    shown = {direction.id for direction, _ in columns}
    head = HEAD_LINES * line_height(paper.usual)
    drawing = RowDrawing[Table](
        2.2 * line_height(paper.usual),
        partial(_row, graph, columns, paper),
        partial(_told, columns),
        head=head,
        draw_heads=partial(_heads, columns, paper, head),
        legend=LEGEND,
        roomy=3,
    )
    return [table for table in found.tables if shown & table.seats.keys()], drawing


def _column(columns: Columns, rank: int, box: Box) -> Box:
    width = box.width * (1 - NAMES) / max(len(columns), FEWEST_COLUMNS)
    return Box(box.x + NAMES * box.width + rank * width, box.y, width, box.height)


def _told(columns: Columns, tables: Sequence[Table]) -> str:
    return f"{count(len(tables), 'projet')}, {count(len(columns), 'direction')}"


def _heads(columns: Columns, paper: Paper, height: float, body: Box) -> list[Shape]:
    """Each direction under its deputy."""
    box = body._replace(y=body.y - height, height=height)
    shapes: list[Shape] = []
    for rank, (direction, name) in enumerate(columns):
        place = _column(columns, rank, box).inside(0.5, 0)
        above, below = place._replace(height=0.4 * box.height), place._replace(y=place.y + 0.4 * box.height)
        below = below._replace(height=0.6 * box.height)
        texts = (
            fit(_deputy(direction), above, paper.usual, MUTED, least=paper.least),
            fit(_short(name), below, paper.usual, INK, least=paper.least, bold=True),
        )
        shapes += [text for text in texts if text]
    return shapes


def _deputy(direction: Direction) -> str:
    return direction.deputy or "élu inconnu"


def _short(name: str) -> str:
    """A direction's name without the words that all of them begin with, its holder in brackets: « Voirie (Rosny) »."""
    short = _HOLDER.sub(r" (\1)", _BEGINNING.sub("", name))
    return short[:1].upper() + short[1:]


def _row(graph: EstateGraph, columns: Columns, paper: Paper, table: Table, box: Box) -> list[Shape]:
    name = graph.label(table.project)
    words = fit(
        name, box._replace(width=NAMES * box.width).inside(0, 0, 1), paper.usual, INK, least=paper.least, middle=True
    )
    link = Link("tables", (("voir", f"projet.{table.project}"),))
    told = f"{name} : {count(len(table.seats), 'direction')}, {count(len(table.deputies), 'élu')}"
    line = box.inside(0, 0.06 * box.height)
    shapes: list[Shape] = [Area((Rectangle(line, FRAME), *([words] if words else [])), told, link, line)]
    for rank, (direction, label) in enumerate(columns):
        seat = table.seats.get(direction.id)
        if seat is not None:
            cell = _column(columns, rank, box).inside(0.4, 0.12 * box.height)
            ink = readable_on(COLOURS[seat])
            text = fit(seat.value, cell, paper.usual, ink, least=paper.least, align="centre", middle=True)
            shapes.append(
                Area((Rectangle(cell, COLOURS[seat], text=text),), f"{name} – {label} : {seat.value}", link, cell)
            )
    return shapes
