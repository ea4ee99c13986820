"""What every drawing carries: its title, legend, date and source, and « jeu fictif » where it is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Box, Line, Rectangle, Shape
from urbanism.drawing.text import fit, line_height, text_width
from urbanism.french import day
from urbanism.palette import FICTITIOUS, INK, MUTED, PAPER, PLANNED

TITLE, SUBTITLE = 0.075, 0.038
"""Sizes of a title and a subtitle, in points by millimetre of the height of the sheet."""
ROOMY = 1.8
"""How much higher than needed a line may be, to fill a sheet."""
SIGNED = 1.8
"""How much wider the mark of a sign is than a plain one."""
MINUS = "\N{MINUS SIGN}"
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

    One without a word stands close to the next one, whose word is theirs. A `sign` is written on the colour. A `line`
    is that of an arrow, dashed or not.
    """

    colour: str
    word: str
    dashed: bool = False
    outlined: bool = False
    sign: str = ""
    line: bool = False


PLANNED_ENTRY = LegendEntry(PLANNED, "prévu par un projet, pas encore en service", dashed=True)
"""The one sign of what is planned, the same on every map."""
LEAVING_ENTRY = LegendEntry(PLANNED, "retrait prévu, encore en service", sign=f"{MINUS}1")
"""The one sign of what will be stopped, the same on every map."""


def planned_outline(box: Box, size: float) -> Rectangle:
    """The dashed outline of what a project plans, around texts of that size."""
    return Rectangle(box, "", PLANNED, 0.07 * size * POINT, dashed=True)


def leaving_badge(box: Box, number: int, size: float) -> Rectangle:
    """How many will be stopped, in the top right corner of the box of what they stand in."""
    words = f"{MINUS}{number}"
    width = text_width(words, size, bold=True) + 0.6 * size * POINT
    return _badge(words, Box(box.right - width, box.y, width, line_height(size)), size)


def _badge(words: str, box: Box, size: float) -> Rectangle:
    text = fit(words, box, size, PAPER, bold=True, align="centre", middle=True)
    return Rectangle(box, PLANNED, radius=0.25 * size * POINT, text=text)


def stretched(step: float, lines: int, free: float, roomy: float = ROOMY) -> float:
    """The height of each line of a table: more than `step`, up to `roomy` times, where the sheet has room for it."""
    return max(step, min(free / lines, roomy * step)) if lines else step


def numbered(caption: Caption, rank: int, sheets: int) -> Caption:
    """The caption of one of several sheets, which says which one it is."""
    if sheets == 1:
        return caption
    words = f"feuille {rank} sur {sheets}"
    return replace(caption, subtitle=f"{caption.subtitle} – {words}" if caption.subtitle else words.capitalize())


def title_height(paper: Paper) -> float:
    """Millimetres that the title takes at the top of a sheet, the same on all maps; none on a screen."""
    return line_height(TITLE * paper.height) + 1.5 * line_height(SUBTITLE * paper.height)


def draw_title(caption: Caption, paper: Paper, box: Box) -> list[Shape]:
    """The title and subtitle; « jeu fictif » at the right where the data are invented; nothing on a screen."""
    if paper.scrolls:
        return []
    big, small = TITLE * paper.height, SUBTITLE * paper.height
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
    return [
        *shapes,
        *_written(title),
        *_written(fit(caption.subtitle, below, small, MUTED, least=min(paper.least, small))),
    ]


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
        if entry.sign:
            square = Box(left, box.y, SIGNED * side, line_height(size))
            shapes.append(_badge(entry.sign, square, max(0.8 * size, paper.least)))
        else:
            shapes.append(_mark(entry, square, size))
        indent = square.width + 0.4 * side
        wanted = min(text_width(entry.word, size) + 0.1, box.width - indent)
        place = Box(left + indent, box.y, wanted, line_height(size))
        shapes += _written(fit(entry.word, place, size, INK, least=paper.least))
        left += _entry_width(entry, size)
    return shapes


def _mark(entry: LegendEntry, square: Box, size: float) -> Rectangle | Line:
    if entry.line:
        middle = square.y + square.height / 2
        return Line(((square.x, middle), (square.right, middle)), entry.colour, 0.1 * size * POINT, dashed=entry.dashed)
    if entry.dashed:
        return planned_outline(square, size)
    if entry.outlined:
        return Rectangle(square, PAPER, entry.colour, 0.12 * size * POINT)
    return Rectangle(square, entry.colour, MUTED, 0.06 * size * POINT)


def _written(text: Shape | None) -> list[Shape]:
    return [text] if text else []


def _entry_width(entry: LegendEntry, size: float) -> float:
    mark = SIGNED - 1 if entry.sign else 0
    return text_width(entry.word, size) + (2.8 + mark if entry.word else 1) * line_height(size)


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
