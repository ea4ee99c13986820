"""What every drawing carries: its title, legend, date and source, and « jeu fictif » where it is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Box, Rectangle, Shape
from urbanism.drawing.text import fit, line_height, text_width
from urbanism.french import day
from urbanism.palette import FICTITIOUS, INK, MUTED, PAPER


@dataclass(frozen=True)
class Caption:
    """What a drawing says of itself. `source` tells where the facts come from, `not_shown` what has no place on it."""

    title: str
    subtitle: str
    source: str
    on: date
    fictitious: bool = False
    not_shown: str = ""


class LegendEntry(NamedTuple):
    """A colour and its word."""

    colour: str
    word: str


def title_height(paper: Paper) -> float:
    """Millimetres that the title takes at the top of a sheet."""
    return line_height(2.2 * paper.usual) + line_height(1.1 * paper.usual) + 2


def draw_title(caption: Caption, paper: Paper, box: Box) -> list[Shape]:
    """The title and subtitle; « jeu fictif » at the right where the data are invented."""
    big, small = 2.2 * paper.usual, 1.1 * paper.usual
    shapes: list[Shape] = []
    mark_width = 0.0
    if caption.fictitious:
        mark_width = text_width("JEU FICTIF", small, bold=True) + 3 * small * POINT
        place = Box(box.right - mark_width, box.y, mark_width, 1.8 * line_height(small))
        mark = fit("JEU FICTIF", place, small, FICTITIOUS, bold=True, align="centre", middle=True)
        shapes.append(Rectangle(place, PAPER, FICTITIOUS, 0.12 * small * POINT, 0.5 * small * POINT, mark))
    width = box.width - mark_width - small * POINT
    title = fit(caption.title, Box(box.x, box.y, width, line_height(big)), big, INK, least=small, bold=True)
    below = Box(box.x, box.y + line_height(big), width, line_height(small))
    subtitle = fit(caption.subtitle, below, small, MUTED, least=paper.least)
    return [*shapes, *(text for text in (title, subtitle) if text)]


def footer_height(entries: Sequence[LegendEntry], paper: Paper, width: float) -> float:
    """Millimetres that the legend and the source take at the bottom of a sheet `width` wide."""
    rows = len(_legend_rows(entries, paper, width))
    return rows * 1.5 * line_height(paper.usual) + 2 * line_height(paper.usual) + 2


def draw_footer(caption: Caption, entries: Sequence[LegendEntry], paper: Paper, box: Box) -> list[Shape]:
    """The legend, what is not shown, then source and date."""
    shapes: list[Shape] = []
    size, step = paper.usual, 1.5 * line_height(paper.usual)
    for rank, row in enumerate(_legend_rows(entries, paper, box.width)):
        left, top = box.x, box.y + rank * step
        for entry in row:
            side = 0.8 * line_height(size)
            shapes.append(Rectangle(Box(left, top + 0.1 * side, side, side), entry.colour, MUTED, 0.02 * size * POINT))
            place = Box(left + 1.4 * side, top, text_width(entry.word, size) + 0.1, line_height(size))
            shapes += _written(fit(entry.word, place._replace(width=min(place.width, box.width)), size, INK))
            left += _entry_width(entry, size)
    source = f"{caption.source} – état du {day(caption.on)}"
    lines = (caption.not_shown, source) if caption.not_shown else (source,)
    for rank, line in enumerate(reversed(lines)):
        place = Box(box.x, box.bottom - (rank + 1) * line_height(size), box.width, line_height(size))
        shapes += _written(fit(line, place, size, INK if line is caption.not_shown else MUTED, least=paper.least))
    return shapes


def _written(text: Shape | None) -> list[Shape]:
    return [text] if text else []


def _entry_width(entry: LegendEntry, size: float) -> float:
    return text_width(entry.word, size) + 2.8 * line_height(size)


def _legend_rows(entries: Sequence[LegendEntry], paper: Paper, width: float) -> list[list[LegendEntry]]:
    """The entries, as many on a line as its width allows."""
    rows: list[list[LegendEntry]] = []
    taken = 0.0
    for entry in entries:
        wanted = _entry_width(entry, paper.usual)
        if not rows or taken + wanted > width:
            rows.append([])
            taken = 0.0
        rows[-1].append(entry)
        taken += wanted
    return rows
