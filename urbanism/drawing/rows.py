"""A drawing made of rows under heads: cut into as many sheets as it needs, with its title, legend and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from urbanism.drawing.furniture import (
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    stretched,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Box, Scene, Shape
from urbanism.drawing.text import line_height

Row = TypeVar("Row")


@dataclass(frozen=True)
class RowDrawing(Generic[Row]):
    """How rows are drawn. `step` is the least height of a row and `head` that of the heads, in millimetres.

    `draw_heads` is given the box of the rows, above which they stand; `told` says rows to those who do not see them.
    """

    step: float
    draw_row: Callable[[Row, Box], Iterable[Shape]]
    told: Callable[[Sequence[Row]], str]
    head: float = 0.0
    draw_heads: Callable[[Box], Iterable[Shape]] = lambda _: ()
    legend: Sequence[LegendEntry] = ()


def row_scenes(rows: Sequence[Row], drawing: RowDrawing[Row], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The rows on as many sheets as they need, higher where there is room; a screen holds them all."""
    width = paper.width - 2 * paper.margin
    top = paper.margin + title_height(paper) + drawing.head
    footer, gap = footer_height(drawing.legend, paper, width), 0.5 * line_height(paper.usual)
    free = paper.height - top - gap - footer - paper.margin
    most = len(rows) if paper.scrolls else max(1, int(free / drawing.step))
    tall = stretched(drawing.step, len(rows), free)
    scenes = []
    for start in range(0, len(rows), max(most, 1)):
        shown = rows[start : start + most]
        height = paper.height or top + len(shown) * tall + gap + footer + paper.margin
        room = Box(paper.margin, paper.margin, width, height - 2 * paper.margin)
        body = Box(room.x, top, width, len(shown) * tall)
        shapes = [*draw_title(caption, paper, room), *drawing.draw_heads(body)]
        for rank, row in enumerate(shown):
            shapes += drawing.draw_row(row, body._replace(y=top + rank * tall, height=tall))
        shapes += draw_footer(caption, drawing.legend, paper, room)
        scenes.append(Scene(paper.width, height, caption.title, drawing.told(shown), tuple(shapes)))
    return tuple(scenes)
