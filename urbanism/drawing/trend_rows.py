"""Figures over time: a row a figure, its line from the first day to the last, each at its own scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, Sides, row_scenes, sides
from urbanism.drawing.scene import POINT, Area, Box, Line, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import day
from urbanism.palette import ACCENT, FRAME, INK, MUTED

SCALES = "Chaque ligne a son échelle : du plus petit au plus grand de ses chiffres."


class Trend(NamedTuple):
    """A figure: its name, its value on each day (None: unknown), and in words what it was first and last."""

    name: str
    values: Sequence[float | None]
    words: str


def trend_scenes(days: Sequence[date], trends: Sequence[Trend], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The figures on as many sheets as they need; `days` are those of the values, oldest first."""

    def drawing(large: Paper) -> RowDrawing[Trend]:
        step = 2.6 * line_height(large.usual)
        beside = sides((trend.name for trend in trends), (trend.words for trend in trends), large)
        return RowDrawing[Trend](
            step,
            partial(_row, days, beside, large),
            lambda shown: " ; ".join(f"{trend.name} : {trend.words}" for trend in shown),
            head=0.7 * step,
            draw_heads=partial(_heads, days, beside, large, 0.7 * step),
        )

    return row_scenes(trends, drawing, paper, replace(caption, not_shown=SCALES))


def _heads(days: Sequence[date], beside: Sides, paper: Paper, height: float, body: Box) -> list[Shape]:
    above = beside.middle(body)._replace(y=body.y - height, height=height)
    first = fit(day(days[0]), above, paper.usual, MUTED, least=paper.least, middle=True)
    last = fit(day(days[-1]), above, paper.usual, MUTED, least=paper.least, align="right", middle=True)
    return [text for text in (first, last) if text]


def _row(days: Sequence[date], beside: Sides, paper: Paper, trend: Trend, box: Box) -> list[Shape]:
    gap = 0.6 * paper.usual * POINT
    name = box._replace(width=beside.left).inside(0, 0, gap)
    track = beside.middle(box).inside(0, 0.1 * box.height)
    figure = box._replace(x=track.right, width=beside.right).inside(gap, 0, 0)
    words = (
        fit(trend.name, name, paper.usual, INK, least=paper.least, align="right", middle=True),
        fit(trend.words, figure, paper.usual, INK, least=paper.least, middle=True),
    )
    points = _points(days, trend.values, track.inside(0, 0.15 * track.height))
    shapes: list[Shape] = [Rectangle(track, FRAME), *(text for text in words if text)]
    if len(points) > 1:
        shapes.append(Line(points, ACCENT, 0.16 * paper.usual * POINT))
    return [Area(tuple(shapes), f"{trend.name} : {trend.words}", None, box)]


def _points(days: Sequence[date], values: Sequence[float | None], box: Box) -> tuple[tuple[float, float], ...]:
    """The known values, as far along as their day and as high as they are; in the middle where they are all equal."""
    known = [(when, value) for when, value in zip(days, values, strict=True) if value is not None]
    low, high = (min((v for _, v in known), default=0.0), max((v for _, v in known), default=0.0))
    span = max((days[-1] - days[0]).days, 1)
    return tuple(
        (
            box.x + box.width * (when - days[0]).days / span,
            box.bottom - box.height * ((value - low) / (high - low) if high > low else 0.5),
        )
        for when, value in known
    )
