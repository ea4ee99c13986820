"""The order in which to build a common pot: a row a step, what it asks for, what it replaces, and whom it links."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.paper import Paper
from urbanism.drawing.rows import RowDrawing, row_scenes
from urbanism.drawing.scene import Area, Box, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import count, number
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, INK, MUTED, QUANTITY, readable_on
from urbanism.planning.hub import Wave

NAMES, BARS = 0.1, 0.42
"""Shares of the width that the steps, and their bars, take."""
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
    head = 1.6 * line_height(paper.usual)
    drawing = RowDrawing[Step](
        3.6 * line_height(paper.usual),
        partial(_row, graph, most, paper),
        lambda shown: " ; ".join(map(_told, shown)),
        head=head,
        draw_heads=partial(_heads, paper, head),
        legend=LEGEND,
    )
    return row_scenes([Step(rank, wave) for rank, wave in enumerate(waves, 1)], drawing, paper, caption)


def _columns(box: Box) -> tuple[Box, Box, Box]:
    """The places of the step, its bars and whom it links."""
    bars = box._replace(x=box.x + NAMES * box.width, width=BARS * box.width)
    return box._replace(width=NAMES * box.width), bars, box._replace(x=bars.right, width=box.right - bars.right)


def _heads(paper: Paper, height: float, body: Box) -> list[Shape]:
    *_, last = _columns(body._replace(y=body.y - height, height=height))
    text = fit("Qui relier à cette étape", last.inside(2, 0, 0), paper.usual, MUTED, least=paper.least, middle=True)
    return [text] if text else []


def _row(graph: EstateGraph, most: int, paper: Paper, step: Step, box: Box) -> list[Shape]:
    name, bars, ends = _columns(box.inside(0, 0.06 * box.height))
    half = bars.height / 2
    lines = ((step.wave.connectors, CONNECTORS), (step.wave.replaced, ACCENT))
    shapes: list[Shape | None] = [
        Rectangle(bars, FRAME),
        fit(f"Étape {step.rank}", name, paper.usual, INK, least=paper.least, bold=True, middle=True),
        fit(graph.labels(step.wave.connect), ends.inside(2, 0, 0), paper.usual, INK, least=paper.least, middle=True),
    ]
    for rank, (value, colour) in enumerate(lines):
        bar = Box(bars.x, bars.y + rank * half, bars.width * value / max(most, 1), half)
        inside = bar.width > 3 * line_height(paper.usual)
        place = bar.inside(1, 0) if inside else bar._replace(x=bar.right + 1, width=3 * line_height(paper.usual))
        ink = readable_on(colour) if inside else INK
        figure = fit(number(value), place, paper.usual, ink, least=paper.least, middle=True)
        shapes += [Rectangle(bar, colour), figure]
    return [Area(tuple(shape for shape in shapes if shape), _told(step), None, box)]


def _told(step: Step) -> str:
    wave = step.wave
    replaced = count(wave.replaced, "lien remplacé", "liens remplacés")
    return f"Étape {step.rank} : {count(wave.connectors, 'connecteur')} pour {replaced}"
