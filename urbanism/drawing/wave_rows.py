"""The order in which to build a common pot: a row a step, what it asks for, what it replaces, and whom it links."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import inf
from typing import NamedTuple

from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, row_scenes
from urbanism.drawing.scene import POINT, Area, Box, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, line_height
from urbanism.french import count, number, typeset
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, INK, MUTED, QUANTITY, readable_on
from urbanism.planning.hub import Wave

NAMES, BARS = 0.08, 0.4
"""Shares of the width that the steps, and their bars, take."""
BAR_LINES = 3.0
"""Lines of text that a bar is high at most."""
CONNECTORS = QUANTITY[1]
LEGEND = (
    LegendEntry(CONNECTORS, "connecteurs construits depuis le début"),
    LegendEntry(ACCENT, "liens remplacés depuis le début"),
)


class Step(NamedTuple):
    """A step: its rank from 1, and what it makes."""

    rank: int
    wave: Wave


def wave_scenes(graph: EstateGraph, waves: Sequence[Wave], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The steps on as many sheets as they need, all at one scale."""
    most = max((max(wave.connectors, wave.replaced) for wave in waves), default=1)

    def drawing(large: Paper) -> RowDrawing[Step]:
        head = 1.6 * line_height(large.usual)
        return RowDrawing[Step](
            4.6 * line_height(large.usual),
            partial(_row, graph, most, large),
            lambda shown: " ; ".join(map(_told, shown)),
            head=head,
            draw_heads=partial(_heads, large, head),
            legend=LEGEND,
            roomy=inf,
        )

    return row_scenes([Step(rank, wave) for rank, wave in enumerate(waves, 1)], drawing, paper, caption)


def _columns(box: Box) -> tuple[Box, Box, Box]:
    """The places of the step, its bars and whom it links."""
    bars = box._replace(x=box.x + NAMES * box.width, width=BARS * box.width)
    return box._replace(width=NAMES * box.width), bars, box._replace(x=bars.right, width=box.right - bars.right)


def _heads(paper: Paper, height: float, body: Box) -> list[Shape]:
    *_, last = _columns(body._replace(y=body.y - height, height=height))
    place = last.inside(_gap(paper), 0, 0)
    text = fit("Qui relier à cette étape", place, paper.usual, MUTED, least=paper.least, middle=True)
    return [text] if text else []


def _row(graph: EstateGraph, most: int, paper: Paper, step: Step, box: Box) -> list[Shape]:
    name, room, ends = _columns(box.inside(0, min(0.06 * box.height, line_height(paper.usual))))
    half = min(room.height / 2, BAR_LINES * line_height(paper.usual))
    bars = room._replace(height=2 * half)
    lines = ((step.wave.connectors, CONNECTORS), (step.wave.replaced, ACCENT))
    shapes: list[Shape | None] = [
        Rectangle(bars, FRAME),
        fit(f"Étape {step.rank}", name, paper.usual, INK, least=paper.least, bold=True),
        _linked(graph, step, paper, ends.inside(_gap(paper), 0, 0)),
    ]
    for rank, (value, colour) in enumerate(lines):
        bar = Box(bars.x, bars.y + rank * half, bars.width * value / max(most, 1), half)
        inside = bar.width > 3 * line_height(paper.usual)
        beside = bar._replace(x=bar.right + _gap(paper) / 2, width=3 * line_height(paper.usual))
        place = bar.inside(_gap(paper) / 2, 0) if inside else beside
        ink = readable_on(colour) if inside else INK
        figure = fit(number(value), place, paper.usual, ink, least=paper.least, middle=True)
        shapes += [Rectangle(bar, colour), figure]
    return [Area(tuple(shape for shape in shapes if shape), _told(step), None, box)]


def _linked(graph: EstateGraph, step: Step, paper: Paper, box: Box) -> Text | None:
    """Whom the step links: as many names as the row has room for, and how many more there are."""
    ends = step.wave.connect
    low, high = 1, max(len(ends), 1)
    while low < high:
        half = (low + high + 1) // 2
        text = fit(_names(graph, ends, half), box, paper.usual, INK)
        low, high = (half, high) if text and not text.cut else (low, half - 1)
    return fit(_names(graph, ends, low), box, paper.usual, INK, least=paper.least)


def _names(graph: EstateGraph, ends: Sequence[int], most: int) -> str:
    return typeset(graph.labels(ends, most))


def _gap(paper: Paper) -> float:
    """Millimetres between two columns."""
    return 0.7 * paper.usual * POINT


def _told(step: Step) -> str:
    wave = step.wave
    replaced = count(wave.replaced, "lien remplacé", "liens remplacés")
    return f"Étape {step.rank} : {count(wave.connectors, 'connecteur')} pour {replaced}"
