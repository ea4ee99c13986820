"""Quantities side by side, longest first: one bar a line, its figure written beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbanism.drawing.furniture import Caption, draw_footer, draw_title, footer_height, stretched, title_height
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.palette import ACCENT, FRAME, INK

NAMES, FIGURES = 0.3, 0.25
"""Shares of the width that names and figures take."""


class Bar(NamedTuple):
    """A line: its name, its quantity (None: unknown, no bar), the words beside it and what it opens."""

    name: str
    value: float | None
    words: str
    link: Link | None = None


def bar_scenes(bars: Sequence[Bar], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The bars on as many sheets as they need, all at one scale; a screen holds them all."""
    step = 1.9 * line_height(paper.usual)
    top = paper.margin + title_height(paper)
    footer = footer_height((), paper, paper.width)
    free = paper.height - top - footer - paper.margin
    most = len(bars) if paper.scrolls else max(1, int(free / step))
    step = stretched(step, len(bars), free)
    longest = max((bar.value or 0 for bar in bars), default=0)
    scenes = []
    for start in range(0, len(bars), max(most, 1)):
        shown = bars[start : start + most]
        height = paper.height or top + len(shown) * step + footer + paper.margin
        room = Box(paper.margin, paper.margin, paper.width - 2 * paper.margin, height - 2 * paper.margin)
        shapes = draw_title(caption, paper, room)
        for rank, bar in enumerate(shown):
            shapes.append(_line(bar, longest, paper, Box(room.x, top + rank * step, room.width, step)))
        shapes += draw_footer(caption, (), paper, room._replace(y=room.bottom - footer, height=footer))
        told = " ; ".join(f"{bar.name} : {bar.words}" for bar in shown)
        scenes.append(Scene(paper.width, height, caption.title, told, tuple(shapes)))
    return tuple(scenes)


def _line(bar: Bar, longest: float, paper: Paper, box: Box) -> Shape:
    name = box._replace(width=NAMES * box.width).inside(0, 0, 1)
    track = box._replace(x=box.x + NAMES * box.width, width=(1 - NAMES - FIGURES) * box.width)
    track = track.inside(0, 0.18 * box.height)
    figure = box._replace(x=track.right, width=FIGURES * box.width).inside(1.5, 0, 0)
    shapes: list[Shape] = [Rectangle(track, FRAME)]
    if bar.value and longest:
        shapes.append(Rectangle(track._replace(width=track.width * bar.value / longest), ACCENT))
    words = (
        fit(bar.name, name, paper.usual, INK, least=paper.least, align="right", middle=True),
        fit(bar.words, figure, paper.usual, INK, least=paper.least, middle=True),
    )
    shapes += [text for text in words if text]
    return Area(tuple(shapes), f"{bar.name} : {bar.words}", bar.link, box)
