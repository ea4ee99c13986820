"""A drawing made of rows under heads: cut into as many sheets as it needs, with its title, legend and source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, NamedTuple, TypeVar

from urbanism.drawing.enlarging import enlarged
from urbanism.drawing.furniture import (
    ROOMY,
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    numbered,
    stretched,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Box, Scene, Shape
from urbanism.drawing.text import line_height, text_width, tidy

Row = TypeVar("Row")

WIDEST = 0.36
"""Share of the width that the words at a side of the rows take at most."""


class Sides(NamedTuple):
    """Millimetres that words take at the left and at the right of rows; the drawing stands between."""

    left: float
    right: float

    def middle(self, box: Box) -> Box:
        return box._replace(x=box.x + self.left, width=box.width - self.left - self.right)


def sides(left: Iterable[str], right: Iterable[str], paper: Paper) -> Sides:
    """The widths that the longest words of each side ask for, with a space beside them, within reason."""
    return Sides(_asked(left, paper), _asked(right, paper))


def _asked(words: Iterable[str], paper: Paper) -> float:
    longest = max((text_width(tidy(word), paper.usual) for word in words), default=0)
    return min(longest + paper.usual * POINT, WIDEST * (paper.width - 2 * paper.margin))


@dataclass(frozen=True)
class RowDrawing(Generic[Row]):
    """How rows are drawn. `step` is the least height of a row and `head` that of the heads, in millimetres.

    `draw_heads` is given the box of the rows, above which they stand; `told` says rows to those who do not see them.
    A row is up to `roomy` times as high as its least, to fill a sheet.
    """

    step: float
    draw_row: Callable[[Row, Box], Iterable[Shape]]
    told: Callable[[Sequence[Row]], str]
    head: float = 0.0
    draw_heads: Callable[[Box], Iterable[Shape]] = lambda _: ()
    legend: Sequence[LegendEntry] = ()
    roomy: float = ROOMY


Part = tuple[Sequence[Row], RowDrawing[Row]]


def row_scenes(
    rows: Sequence[Row], draw_on: Callable[[Paper], RowDrawing[Row]], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The rows on as many sheets as they need, about as many on each; a screen holds them all.

    `draw_on` says how they are drawn on a sheet, whose texts are enlarged where there is room.
    """
    return part_scenes(lambda large: [(rows, draw_on(large))], paper, caption)


def part_scenes(parts: Callable[[Paper], Sequence[Part[Row]]], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """Rows of several drawings, each on its own sheets."""
    return enlarged(lambda large: _scenes(parts(large), large, caption), paper)


def _scenes(parts: Sequence[Part[Row]], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    sheets = [(shown, drawing, tall) for rows, drawing in parts for shown, tall in _sheets(rows, drawing, paper)]
    return tuple(
        _scene(shown, drawing, tall, paper, numbered(caption, rank, len(sheets)))
        for rank, (shown, drawing, tall) in enumerate(sheets, 1)
    )


def _sheets(rows: Sequence[Row], drawing: RowDrawing[Row], paper: Paper) -> Iterable[tuple[Sequence[Row], float]]:
    """The rows of each sheet, and how high each of them is."""
    if paper.scrolls:
        return [(rows, drawing.step)] if rows else []
    free = paper.height - paper.margin - _top(drawing, paper) - _below(drawing, paper)
    needed = ceil(len(rows) / max(1, int(free / drawing.step)))
    most = ceil(len(rows) / max(needed, 1))
    tall = stretched(drawing.step, most, free, drawing.roomy)
    return [(rows[start : start + most], tall) for start in range(0, len(rows), max(most, 1))]


def _top(drawing: RowDrawing[Row], paper: Paper) -> float:
    return paper.margin + title_height(paper) + drawing.head


def _below(drawing: RowDrawing[Row], paper: Paper) -> float:
    return 0.5 * line_height(paper.usual) + footer_height(drawing.legend, paper, paper.width - 2 * paper.margin)


def _scene(shown: Sequence[Row], drawing: RowDrawing[Row], tall: float, paper: Paper, caption: Caption) -> Scene:
    top = _top(drawing, paper)
    height = paper.height or top + len(shown) * tall + _below(drawing, paper) + paper.margin
    room = Box(0, 0, paper.width, height).inside(paper.margin)
    body = Box(room.x, top, room.width, len(shown) * tall)
    shapes = [*draw_title(caption, paper, room), *drawing.draw_heads(body)]
    for rank, row in enumerate(shown):
        shapes += drawing.draw_row(row, body._replace(y=top + rank * tall, height=tall))
    shapes += draw_footer(caption, drawing.legend, paper, room)
    return Scene(paper.width, height, caption.title, drawing.told(shown), tuple(shapes))
