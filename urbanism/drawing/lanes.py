"""A process drawn as lanes: a row an actor, a column a step, an arrow from each step to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from urbanism.analyses.departures import told_departure
from urbanism.analyses.process_map import PassageKind, ProcessMap, actor_of
from urbanism.drawing.enlarging import enlarged
from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
    ROOMY,
    Caption,
    LegendEntry,
    draw_footer,
    draw_title,
    footer_height,
    leaving_badge,
    planned_outline,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Area, Box, Line, Link, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, line_height
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, CLASS_COLOURS, FRAME, INK, MUTED, PAPER, SEVERITY_COLOURS
from urbanism.snapshot import ProcessStep
from urbanism.vocabulary import BlockClass, Severity

LANES = 0.11
"""Share of the width that the names of the actors take."""
STEP_LINES = 9
"""Lines of usual text that a step is high."""
BROKEN = SEVERITY_COLOURS[Severity.ALERT]
_COLOURS = {
    PassageKind.SAME: ACCENT,
    PassageKind.FLOW: ACCENT,
    PassageKind.NONE: BROKEN,
    PassageKind.UNKNOWN: MUTED,
}
LEGEND = (
    LegendEntry(ACCENT, "un flux connu, ou la même application", line=True),
    LegendEntry(BROKEN, "aucun flux connu", dashed=True, line=True),
    LegendEntry(MUTED, "application inconnue", dashed=True, line=True),
    *(
        LegendEntry(CLASS_COLOURS[kind], kind.value, outlined=True)
        for kind in BlockClass
        if kind is not BlockClass.UNKNOWN
    ),
    PLANNED_ENTRY,
    LEAVING_ENTRY,
)


def lane_scenes(graph: EstateGraph, found: ProcessMap, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The process, cut in bands where it is too long for a width; a screen shows the bands one under the other.

    On paper its texts are as large as its sheets allow.
    """
    return enlarged(lambda large: _scenes(graph, found, large, caption), paper)


def _scenes(graph: EstateGraph, found: ProcessMap, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    room_width = paper.width - 2 * paper.margin
    per_band = max(2, int((1 - LANES) * room_width / (4.2 * line_height(paper.usual) * 2.2)))
    bands = [
        list(range(start, min(start + per_band, len(found.steps)))) for start in range(0, len(found.steps), per_band)
    ]
    lane = STEP_LINES * line_height(paper.usual)
    top, footer = paper.margin + title_height(paper), footer_height(LEGEND, paper, room_width)
    scenes: list[Scene] = []
    for sheet in _sheets(found, bands, lane, 0 if paper.scrolls else paper.height - top - footer - paper.margin):
        heights = [lane * len(_actors(found, band)) + line_height(paper.usual) for band in sheet]
        height = paper.height or top + sum(heights) + footer + paper.margin
        room = Box(paper.margin, paper.margin, room_width, height - 2 * paper.margin)
        free = room.bottom - footer - top
        stretch = min(1.0 if paper.scrolls else ROOMY, free / sum(heights)) if sum(heights) else 1.0
        shapes, y = draw_title(caption, paper, room), top
        for band, tall in zip(sheet, heights, strict=True):
            shapes += _band(graph, found, band, paper, Box(room.x, y, room.width, tall * stretch))
            y += tall * stretch
        shapes += draw_footer(caption, LEGEND, paper, room)
        told = f"{count(len(found.steps), 'étape')}, {count(len(found.actors), 'acteur')}"
        scenes.append(Scene(paper.width, height, caption.title, told, tuple(shapes)))
    return tuple(scenes)


def _sheets(found: ProcessMap, bands: Sequence[list[int]], lane: float, room: float) -> list[list[list[int]]]:
    """The bands of each sheet: all of them where there is no bottom, else as many as fit (one at least)."""
    sheets: list[list[list[int]]] = []
    left = 0.0
    for band in bands:
        tall = lane * (len(_actors(found, band)) + 0.2)
        if not sheets or (room and tall > left):
            sheets.append([])
            left = room
        sheets[-1].append(band)
        left -= tall
    return sheets


def _actors(found: ProcessMap, band: Sequence[int]) -> list[str]:
    present = {actor_of(found.steps[rank]) for rank in band}
    return [actor for actor in found.actors if actor in present]


def _band(graph: EstateGraph, found: ProcessMap, band: Sequence[int], paper: Paper, box: Box) -> list[Shape]:
    actors = _actors(found, band)
    lane = (box.height - min(line_height(paper.usual), 0.1 * box.height)) / len(actors)
    left = box.x + LANES * box.width
    width = (box.right - left) / len(band)
    shapes: list[Shape] = []
    for rank, actor in enumerate(actors):
        place = Box(box.x, box.y + rank * lane, box.width, lane).inside(0, 0.02 * lane)
        name = place._replace(width=LANES * box.width).inside(1, 0)
        words = fit(actor, name, paper.usual, INK, least=paper.least, bold=True, middle=True)
        shapes += [Rectangle(place, FRAME), *([words] if words else [])]
    places: dict[int, Box] = {}
    for column, rank in enumerate(band):
        row = actors.index(actor_of(found.steps[rank]))
        cell = Box(left + column * width, box.y + row * lane, width, lane)
        places[rank] = cell.inside(0.1 * width, 0.09 * lane)
    for passage in found.passages:
        if passage.source in places and passage.target in places:
            dashed = passage.kind in (PassageKind.NONE, PassageKind.UNKNOWN)
            points = _way(places[passage.source], places[passage.target])
            shapes.append(Line(points, _COLOURS[passage.kind], 0.16 * paper.usual * POINT, arrow=True, dashed=dashed))
    sizes = _sizes([_lines(graph, found.steps[rank], rank) for rank in places], list(places.values()), paper)
    return shapes + [_step(graph, found.steps[rank], rank, sizes, paper, place) for rank, place in places.items()]


def _way(one: Box, other: Box) -> tuple[tuple[float, float], ...]:
    """From the right side of a step to the left side of the next, squarely."""
    start, end = (one.right, one.y + one.height / 2), (other.x, other.y + other.height / 2)
    half = (start[0] + end[0]) / 2
    return (start, end) if start[1] == end[1] else (start, (half, start[1]), (half, end[1]), end)


class _Line(NamedTuple):
    """A text of a step, and the share of the step's height that it takes."""

    words: str
    share: float
    bold: bool
    ink: str


def _lines(graph: EstateGraph, step: ProcessStep, rank: int) -> list[_Line]:
    """The step's name, its application, its bloc, what it reads and writes."""
    block = graph.blocks.get(step.block_id or 0)
    known = step.application_id is not None
    return [
        _Line(f"{rank + 1}. {step.name}", 0.3, True, INK),
        _Line(_application(graph, step), 0.24, False, ACCENT if known else MUTED),
        _Line(block.name if block else "bloc inconnu", 0.22, False, MUTED),
        _Line(_data(step), 0.24, False, INK),
    ]


def _application(graph: EstateGraph, step: ProcessStep) -> str:
    return graph.label(step.application_id) if step.application_id else "application inconnue"


def _sizes(steps: Sequence[Sequence[_Line]], places: Sequence[Box], paper: Paper) -> list[float]:
    """The size of each line, the same for all steps: the largest that leaves the words of all of them."""
    fitted = [
        [_fitted(line, place, paper.usual, paper) for line, place in zip(lines, _within(lines, box), strict=True)]
        for lines, box in zip(steps, places, strict=True)
    ]
    return [min((text.size for text in texts if text), default=paper.usual) for texts in zip(*fitted, strict=True)]


def _within(lines: Sequence[_Line], box: Box) -> list[Box]:
    """The place of each line in the box of a step."""
    inner = box.inside(0.05 * box.width, 0.05 * box.height)
    tops = [inner.y + inner.height * sum(line.share for line in lines[:rank]) for rank in range(len(lines))]
    return [inner._replace(y=top, height=line.share * inner.height) for line, top in zip(lines, tops, strict=True)]


def _fitted(line: _Line, place: Box, size: float, paper: Paper) -> Text | None:
    return fit(line.words, place, size, line.ink, least=min(size, paper.least), bold=line.bold, middle=True)


def _step(graph: EstateGraph, step: ProcessStep, rank: int, sizes: Sequence[float], paper: Paper, box: Box) -> Shape:
    """A card, its lines at the sizes that they have on all cards."""
    block = graph.blocks.get(step.block_id or 0)
    colour = CLASS_COLOURS[block.block_class if block else BlockClass.UNKNOWN]
    application = _application(graph, step)
    texts: list[Shape] = [Rectangle(box, PAPER, colour, 0.12 * paper.usual * POINT, 0.2 * paper.usual * POINT)]
    if step.application_id in {one.id for one in graph.planned_applications}:
        texts.append(planned_outline(box.inside(0.2 * paper.usual * POINT), paper.usual))
    lines = _lines(graph, step, rank)
    for line, place, size in zip(lines, _within(lines, box), sizes, strict=True):
        text = _fitted(line, place, size, paper)
        texts += [text] if text else []
    leaves = told_departure(graph, step.application_id) if step.application_id else None
    if leaves:
        small = max(0.7 * paper.usual, paper.least)
        texts.append(leaving_badge(box._replace(y=box.y - 0.5 * line_height(small)), 1, small))
    told = f"{rank + 1}. {step.name} – {actor_of(step)} – {application}{f' – {_data(step)}' if _data(step) else ''}"
    told += f" – {leaves}" if leaves else ""
    link = Link("application", (("id", str(step.application_id)),)) if step.application_id else None
    return Area(tuple(texts), told, link, box)


def _data(step: ProcessStep) -> str:
    parts = [f"{word} {data}" for word, data in (("lit", step.data_read), ("écrit", step.data_written)) if data]
    return ", ".join(parts)
