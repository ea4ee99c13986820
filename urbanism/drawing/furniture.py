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
from urbanism.palette import FICTITIOUS, INK, MUTED, PAPER, PLANNED

ROOMY = 1.8
"""How much higher than needed a line may be, to fill a sheet."""
LEGEND_STEP = 1.4
"""From one row of a legend to the next, in lines of text."""


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
    """A colour and its word; `dashed` where it is that of a dashed outline, `outlined` of a plain one.

    One without a word stands close to the next one, whose word is theirs.
    """

    colour: str
    word: str
    dashed: bool = False
    outlined: bool = False


PLANNED_ENTRY = LegendEntry(PLANNED, "prévu par un projet, pas encore en service", dashed=True)
"""The one sign of what is planned, the same on every map."""


def planned_outline(box: Box, size: float) -> Rectangle:
    """The dashed outline of what a project plans, around texts of that size."""
    return Rectangle(box, "", PLANNED, 0.07 * size * POINT, dashed=True)


def stretched(step: float, lines: int, free: float) -> float:
    """The height of each line of a table: more than `step`, up to `ROOMY` times, where the sheet has room for it."""
    return max(step, min(free / lines, ROOMY * step)) if lines else step


def title_height(paper: Paper) -> float:
    """Millimetres that the title takes at the top of a sheet; none on a screen, whose page says it."""
    return 0 if paper.scrolls else line_height(2.2 * paper.usual) + 1.5 * line_height(1.1 * paper.usual)


def draw_title(caption: Caption, paper: Paper, box: Box) -> list[Shape]:
    """The title and subtitle; « jeu fictif » at the right where the data are invented; nothing on a screen."""
    if paper.scrolls:
        return []
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
    return [*shapes, *_written(title), *_written(fit(caption.subtitle, below, small, MUTED, least=paper.least))]


def legend_height(entries: Sequence[LegendEntry], paper: Paper, width: float) -> float:
    """Millimetres that a legend takes over `width` millimetres."""
    return len(_legend_rows(entries, paper, width)) * LEGEND_STEP * line_height(paper.usual)


def draw_legend(entries: Sequence[LegendEntry], paper: Paper, box: Box) -> list[Shape]:
    """Each colour and its word, as many on a line as its width allows."""
    step = LEGEND_STEP * line_height(paper.usual)
    return [
        shape
        for rank, row in enumerate(_legend_rows(entries, paper, box.width))
        for shape in _legend_row(row, paper, box._replace(y=box.y + rank * step))
    ]


def footer_height(entries: Sequence[LegendEntry], paper: Paper, width: float) -> float:
    """Millimetres that the legend, what is not shown and the source take at the bottom of a sheet `width` wide."""
    return legend_height(entries, paper, width) + 2.5 * line_height(paper.usual)


def draw_footer(caption: Caption, entries: Sequence[LegendEntry], paper: Paper, box: Box) -> list[Shape]:
    """At the bottom of the box: the legend, what is not shown, the source and its date (`footer_height`)."""
    size, height = paper.usual, footer_height(entries, paper, box.width)
    shapes = draw_legend(entries, paper, box._replace(y=box.bottom - height, height=height))
    lines = [(f"{caption.source} – état du {day(caption.on)}", MUTED), (caption.not_shown, INK)]
    for rank, (words, colour) in enumerate(lines, 1):
        place = Box(box.x, box.bottom - rank * line_height(size), box.width, line_height(size))
        shapes += _written(fit(words, place, size, colour, least=paper.least))
    return shapes


def _legend_row(row: Sequence[LegendEntry], paper: Paper, box: Box) -> list[Shape]:
    size, left = paper.usual, box.x
    side = 0.8 * line_height(size)
    shapes: list[Shape] = []
    for entry in row:
        square = Box(left, box.y + 0.15 * side, side, side)
        shapes.append(_mark(entry, square, size))
        wanted = min(text_width(entry.word, size) + 0.1, box.width - 1.4 * side)
        place = Box(left + 1.4 * side, box.y, wanted, line_height(size))
        shapes += _written(fit(entry.word, place, size, INK, least=paper.least))
        left += _entry_width(entry, size)
    return shapes


def _mark(entry: LegendEntry, square: Box, size: float) -> Rectangle:
    if entry.dashed:
        return planned_outline(square, size)
    if entry.outlined:
        return Rectangle(square, PAPER, entry.colour, 0.12 * size * POINT)
    return Rectangle(square, entry.colour, MUTED, 0.06 * size * POINT)


def _written(text: Shape | None) -> list[Shape]:
    return [text] if text else []


def _entry_width(entry: LegendEntry, size: float) -> float:
    return text_width(entry.word, size) + (2.8 if entry.word else 1) * line_height(size)


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
