"""A table of coloured cells on paper: rows in groups, columns whose heads are written over several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    leaving_badge,
    planned_outline,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import count
from urbanism.palette import FRAME, INK, MUTED, readable_on

NAMES = 0.2
"""Share of the width that the names of the rows take."""
HEAD_LINES = 4
STEP_LINES = 3.2
LARGEST = 1.7
"""How much larger than usual the rows of a short table, and their texts, may be."""
NARROWEST = 4.3
"""The narrowest column, in sizes of the least text."""


class GridCell(NamedTuple):
    """What stands where a row and a column meet; `told` says it in full. `planned`: a project will add to it.

    `leaving` is how many of what it counts will be stopped.
    """

    words: str
    colour: str
    told: str
    link: Link | None = None
    planned: bool = False
    leaving: int = 0


class GridRow(NamedTuple):
    """A row: its group ("" for none), its name, its cells by column; `leaving` where it will be stopped."""

    group: str
    name: str
    cells: Mapping[int, GridCell]
    leaving: bool = False


def grid_scenes(
    rows: Sequence[GridRow],
    columns: Sequence[str],
    entries: Sequence[LegendEntry],
    paper: Paper,
    caption: Caption,
) -> tuple[Scene, ...]:
    """The table on as many sheets as it needs, columns then rows; each has its heads, legend and source."""
    if any(cell.planned for row in rows for cell in row.cells.values()):
        entries = [*entries, PLANNED_ENTRY]
    if any(row.leaving or any(cell.leaving for cell in row.cells.values()) for row in rows):
        entries = [*entries, LEAVING_ENTRY]
    room = Box(0, 0, paper.width, paper.height).inside(paper.margin)
    top = room.y + title_height(paper) + HEAD_LINES * line_height(paper.least)
    footer = footer_height(entries, paper, room.width)
    free = room.bottom - footer - top - 0.5 * line_height(paper.usual)
    fitting = max(1, int(room.width * (1 - NAMES) / (NARROWEST * line_height(paper.least))))
    fitting = ceil(len(columns) / max(ceil(len(columns) / fitting), 1))
    most = max(2, int(free / (1.3 * line_height(paper.least))))
    parts = [(first, lines) for first in range(0, len(columns), max(fitting, 1)) for lines in _sheets(rows, most)]
    scenes = []
    for rank, (first, lines) in enumerate(parts, 1):
        heads = columns[first : first + fitting]
        told = caption.subtitle if len(parts) == 1 else f"{caption.subtitle} – feuille {rank} sur {len(parts)}"
        said = replace(caption, subtitle=told)
        step = min(free / len(lines), LARGEST * STEP_LINES * line_height(paper.usual))
        large = paper._replace(usual=paper.usual * max(1, step / (STEP_LINES * line_height(paper.usual))))
        width = room.width * (1 - NAMES) / len(heads)
        shapes = [*draw_title(said, paper, room), *_heads(heads, width, paper, room._replace(y=top))]
        for line, row in enumerate(lines):
            box = Box(room.x, top + line * step, room.width, step)
            shapes += (
                _group(row, large, box) if isinstance(row, str) else _row(row, first, len(heads), width, large, box)
            )
        shapes += draw_footer(said, entries, paper, room)
        description = f"{count(len(rows), 'ligne')}, {count(len(columns), 'colonne')}. {told}"
        scenes.append(Scene(paper.width, paper.height, caption.title, description, tuple(shapes)))
    return tuple(scenes)


def _sheets(rows: Sequence[GridRow], most: int) -> list[list[GridRow | str]]:
    """The lines of each sheet: rows under the name of their group, said again on each sheet."""
    sheets: list[list[GridRow | str]] = []
    group = ""
    for row in rows:
        new = bool(row.group) and (row.group != group or not sheets)
        if not sheets or len(sheets[-1]) + (2 if new else 1) > most:
            sheets.append([])
            new = bool(row.group)
        sheets[-1] += [row.group, row] if new else [row]
        group = row.group
    return sheets


def _heads(heads: Sequence[str], width: float, paper: Paper, box: Box) -> list[Shape]:
    tall = HEAD_LINES * line_height(paper.least)
    shapes: list[Shape] = []
    for rank, head in enumerate(heads):
        place = Box(box.x + NAMES * box.width + rank * width, box.y - tall, width, tall).inside(0.04 * width, 0)
        text = fit(head.replace("-", "- "), place, paper.least, INK)
        if text:
            low = text.box._replace(y=box.y - text.box.height - 0.2 * line_height(paper.least))
            lines = tuple(line.replace("- ", "-") for line in text.lines)
            shapes.append(replace(text, box=low, lines=lines, full=head))
    return shapes


def _group(name: str, paper: Paper, box: Box) -> list[Shape]:
    words = fit(name, box.inside(0.8, 0), paper.usual, MUTED, least=paper.least, bold=True, middle=True)
    return [Rectangle(box.inside(0, 0.05 * box.height), FRAME, text=words)]


def _row(row: GridRow, first: int, columns: int, width: float, paper: Paper, box: Box) -> list[Shape]:
    place = box._replace(width=NAMES * box.width).inside(0.8, 0)
    shapes: list[Shape] = [Rectangle(Box(box.x, box.bottom, box.width, 0.1), FRAME)]
    if row.leaving:
        badge = leaving_badge(place.inside(0, 0.05 * box.height), 1, paper.least)
        shapes.append(badge)
        place = place._replace(width=place.width - badge.box.width)
    name = fit(row.name, place, paper.usual, INK, least=paper.least, middle=True)
    shapes += [name] if name else []
    for rank in range(columns):
        cell = row.cells.get(first + rank)
        here = Box(box.x + NAMES * box.width + rank * width, box.y, width, box.height)
        here = here.inside(0.03 * width, 0.05 * box.height)
        if cell is None:
            continue
        ink = readable_on(cell.colour)
        text = fit(cell.words, here, paper.usual, ink, least=paper.least, align="centre", middle=True)
        outline = [planned_outline(here, paper.usual)] if cell.planned else []
        signs = [leaving_badge(here, cell.leaving, paper.least)] if cell.leaving else []
        shapes.append(Area((Rectangle(here, cell.colour, text=text), *outline, *signs), cell.told, cell.link, here))
    return shapes
