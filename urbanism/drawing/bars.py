"""Quantities side by side, longest first: one bar a line, its figure written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbanism.drawing.furniture import PLANNED_ENTRY, Caption, planned_outline
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, Sides, row_scenes, sides
from urbanism.drawing.scene import POINT, Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.palette import ACCENT, FRAME, INK


class Bar(NamedTuple):
    """A line: its name, its quantity (None: unknown, no bar), the words beside it and what it opens.

    `planned` is what projects will add to the quantity.
    """

    name: str
    value: float | None
    words: str
    link: Link | None = None
    planned: float = 0.0


def bar_scenes(bars: Sequence[Bar], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The bars on as many sheets as they need, all at one scale; a screen holds them all."""
    longest = max(((bar.value or 0) + bar.planned for bar in bars), default=0)

    def drawing(large: Paper) -> RowDrawing[Bar]:
        beside = sides((bar.name for bar in bars), (bar.words for bar in bars), large)
        return RowDrawing[Bar](
            1.9 * line_height(large.usual),
            lambda bar, box: [_line(bar, longest, beside, large, box)],
            lambda shown: " ; ".join(f"{bar.name} : {bar.words}" for bar in shown),
            legend=[PLANNED_ENTRY] if any(bar.planned for bar in bars) else (),
        )

    return row_scenes(bars, drawing, paper, caption)


def _line(bar: Bar, longest: float, beside: Sides, paper: Paper, box: Box) -> Shape:
    gap = 0.6 * paper.usual * POINT
    name = box._replace(width=beside.left).inside(0, 0, gap)
    track = beside.middle(box).inside(0, 0.18 * box.height)
    figure = box._replace(x=track.right, width=beside.right).inside(gap, 0, 0)
    shapes: list[Shape] = [Rectangle(track, FRAME)]
    if bar.value and longest:
        shapes.append(Rectangle(track._replace(width=track.width * bar.value / longest), ACCENT))
    if bar.planned and longest:
        start, width = track.width * (bar.value or 0) / longest, track.width * bar.planned / longest
        shapes.append(planned_outline(track._replace(x=track.x + start, width=width), paper.usual))
    words = (
        fit(bar.name, name, paper.usual, INK, least=paper.least, align="right", middle=True),
        fit(bar.words, figure, paper.usual, INK, least=paper.least, middle=True),
    )
    shapes += [text for text in words if text]
    return Area(tuple(shapes), f"{bar.name} : {bar.words}", bar.link, box)
