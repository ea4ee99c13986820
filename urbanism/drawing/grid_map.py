"""A table of coloured cells on paper: rows in groups, columns whose heads are written over several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from urbanism.drawing.enlarging import enlarged
from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    leaving_badge,
    numbered,
    planned_outline,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height, text_width, tidy, unbroken
from urbanism.french import count
from urbanism.palette import FRAME, INK, MUTED, readable_on

LEAST_NAMES, NAMES = 0.13, 0.2
"""Shares of the width that the names of the rows take at most: where columns ask for more room, and else."""
HEAD_LINES = 4
"""Lines of the least text that a head has room for."""
STEP_LINES = 3.2
"""Lines of usual text that a row is high at most."""
NARROWEST, WIDEST = 4.3, 9.0
"""The narrowest column, in lines of the least text; how wide a long word of its head may make it."""


ASIDE = 0.03
"""Share of a column left white on each side of it."""


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
    return enlarged(lambda large: _scenes(rows, columns, entries, large, caption), paper) if columns else ()


def _scenes(
    rows: Sequence[GridRow], columns: Sequence[str], entries: Sequence[LegendEntry], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    room = Box(0, 0, paper.width, paper.height).inside(paper.margin)
    top = room.y + title_height(paper) + HEAD_LINES * line_height(paper.least)
    free = room.bottom - footer_height(entries, paper, room.width) - top - 0.5 * line_height(paper.usual)
    narrowest = _narrowest(columns, paper)
    left = min(max(room.width - len(columns) * narrowest, LEAST_NAMES * room.width), NAMES * room.width)
    names = min(_names_width(rows, paper), left)
    fitting = max(1, int((room.width - names + 0.01) / narrowest))
    fitting = ceil(len(columns) / ceil(len(columns) / fitting))
    sheets = _even_sheets(rows, max(2, int(free / (1.3 * line_height(paper.least)))))
    step = min(free / max(map(len, sheets), default=1), STEP_LINES * line_height(paper.usual))
    parts = [(first, lines) for first in range(0, len(columns), fitting) for lines in sheets]
    scenes = []
    for rank, (first, lines) in enumerate(parts, 1):
        said = numbered(caption, rank, len(parts))
        heads = columns[first : first + fitting]
        width = (room.width - names) / len(heads)
        shapes = [*draw_title(said, paper, room), *_heads(heads, width, paper, Box(room.x + names, top, width, 0))]
        for line, row in enumerate(lines):
            box = Box(room.x, top + line * step, room.width, step)
            if isinstance(row, str):
                shapes += _group(row, paper, box)
            else:
                shapes += _row(row, range(first, first + len(heads)), names, paper, box)
        shapes += draw_footer(said, entries, paper, room)
        description = f"{count(len(rows), 'ligne')}, {count(len(columns), 'colonne')}. {said.subtitle}"
        scenes.append(Scene(paper.width, paper.height, caption.title, description, tuple(shapes)))
    return tuple(scenes)


def _names_width(rows: Sequence[GridRow], paper: Paper) -> float:
    """Millimetres that the longest name of a row asks for."""
    longest = max((text_width(tidy(row.name), paper.usual) for row in rows), default=0)
    badge = 2 * line_height(paper.usual) if any(row.leaving for row in rows) else 0
    return longest + badge + line_height(paper.usual)


def _narrowest(columns: Sequence[str], paper: Paper) -> float:
    """Millimetres that a column takes at least: the words of the heads stay whole."""
    line = line_height(paper.least)
    longest = max((text_width(word, paper.least) for head in columns for word in unbroken(tidy(head))), default=0)
    return min(max(longest / (1 - 2 * ASIDE), NARROWEST * line), WIDEST * line)


def _even_sheets(rows: Sequence[GridRow], most: int) -> list[list[GridRow | str]]:
    """The lines of each sheet: as few sheets as may be, about as many lines on each."""
    fewest = _sheets(rows, most)
    least = max(2, len(rows) // max(len(fewest), 1))
    tried = (_sheets(rows, lines) for lines in range(least, most))
    return next((sheets for sheets in tried if len(sheets) == len(fewest)), fewest)


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


def _heads(heads: Sequence[str], width: float, paper: Paper, first: Box) -> list[Shape]:
    """The heads above their columns, at one size: the largest that leaves their words whole."""
    tall = (HEAD_LINES - 0.2) * line_height(paper.least)
    places = [
        Box(first.x + rank * width, first.y - tall, width, tall).inside(ASIDE * width, 0) for rank in range(len(heads))
    ]
    fitted = [fit(head, place, paper.usual, INK, least=paper.least) for head, place in zip(heads, places, strict=True)]
    size = min((text.size for text in fitted if text), default=paper.least)
    texts = [fit(head, place, size, INK) for head, place in zip(heads, places, strict=True)]
    return [
        replace(text, box=text.box._replace(y=first.y - text.box.height - 0.2 * line_height(paper.least)))
        for text in texts
        if text
    ]


def _group(name: str, paper: Paper, box: Box) -> list[Shape]:
    words = fit(name, box.inside(0.8, 0), paper.usual, MUTED, least=paper.least, bold=True, middle=True)
    return [Rectangle(box.inside(0, 0.05 * box.height), FRAME, text=words)]


def _row(row: GridRow, columns: range, names: float, paper: Paper, box: Box) -> list[Shape]:
    place = box._replace(width=names).inside(0.8, 0)
    width = (box.width - names) / len(columns)
    shapes: list[Shape] = [Rectangle(Box(box.x, box.bottom, box.width, 0.1), FRAME)]
    if row.leaving:
        badge = leaving_badge(place.inside(0, 0.05 * box.height), 1, paper.least)
        shapes.append(badge)
        place = place._replace(width=place.width - badge.box.width)
    name = fit(row.name, place, paper.usual, INK, least=paper.least, middle=True)
    shapes += [name] if name else []
    for rank, column in enumerate(columns):
        cell = row.cells.get(column)
        here = Box(box.x + names + rank * width, box.y, width, box.height)
        here = here.inside(ASIDE * width, 0.05 * box.height)
        if cell is None:
            continue
        ink = readable_on(cell.colour)
        text = fit(cell.words, here, paper.usual, ink, least=paper.least, align="centre", middle=True)
        outline = [planned_outline(here, paper.usual)] if cell.planned else []
        signs = [leaving_badge(here, cell.leaving, paper.least)] if cell.leaving else []
        shapes.append(Area((Rectangle(here, cell.colour, text=text), *outline, *signs), cell.told, cell.link, here))
    return shapes
