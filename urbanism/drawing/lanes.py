"""A process drawn as lanes: a row an actor, a column a step, an arrow from each step to the next."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.analyses.departures import told_departure
from urbanism.analyses.process_map import PassageKind, ProcessMap, actor_of
from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
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
LARGEST = (2.2, 1.9, 1.6, 1.3)
"""How much larger than usual the texts of a short process may be, largest first."""
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
    LegendEntry(ACCENT, "un flux connu, ou la même application"),
    LegendEntry(BROKEN, "aucun flux connu (tirets)"),
    LegendEntry(MUTED, "application inconnue (tirets)"),
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

    On paper its texts are as large as lets it stand on one sheet, up to `LARGEST` times the usual.
    """
    sizes = [] if paper.scrolls else [paper._replace(usual=share * paper.usual) for share in LARGEST]
    tried = (_scenes(graph, found, large, paper, caption) for large in sizes)
    return next((scenes for scenes in tried if len(scenes) == 1), None) or _scenes(graph, found, paper, paper, caption)


def _scenes(graph: EstateGraph, found: ProcessMap, large: Paper, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The process with the texts of `large`, its title and legend with those of `paper`."""
    room_width = paper.width - 2 * paper.margin
    per_band = max(2, int((1 - LANES) * room_width / (4.2 * line_height(large.usual) * 2.2)))
    bands = [
        list(range(start, min(start + per_band, len(found.steps)))) for start in range(0, len(found.steps), per_band)
    ]
    lane = STEP_LINES * line_height(large.usual)
    top, footer = paper.margin + title_height(paper), footer_height(LEGEND, paper, room_width)
    scenes: list[Scene] = []
    for sheet in _sheets(found, bands, lane, 0 if paper.scrolls else paper.height - top - footer - paper.margin):
        heights = [lane * len(_actors(found, band)) + line_height(large.usual) for band in sheet]
        height = paper.height or top + sum(heights) + footer + paper.margin
        room = Box(paper.margin, paper.margin, room_width, height - 2 * paper.margin)
        free = room.bottom - footer - top
        squeeze = min(1.0, free / sum(heights)) if sum(heights) else 1.0
        shapes, y = draw_title(caption, paper, room), top
        for band, tall in zip(sheet, heights, strict=True):
            shapes += _band(graph, found, band, large, Box(room.x, y, room.width, tall * squeeze))
            y += tall * squeeze
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
    return shapes + [_step(graph, found.steps[rank], rank, paper, place) for rank, place in places.items()]


def _way(one: Box, other: Box) -> tuple[tuple[float, float], ...]:
    """From the right side of a step to the left side of the next, squarely."""
    start, end = (one.right, one.y + one.height / 2), (other.x, other.y + other.height / 2)
    half = (start[0] + end[0]) / 2
    return (start, end) if start[1] == end[1] else (start, (half, start[1]), (half, end[1]), end)


def _step(graph: EstateGraph, step: ProcessStep, rank: int, paper: Paper, box: Box) -> Shape:
    """The step's name, its application, its bloc, what it reads and writes."""
    block = graph.blocks.get(step.block_id or 0)
    colour = CLASS_COLOURS[block.block_class if block else BlockClass.UNKNOWN]
    application = graph.label(step.application_id) if step.application_id else "application inconnue"
    lines = [
        (f"{rank + 1}. {step.name}", 0.4, True, INK),
        (application, 0.2, False, ACCENT if step.application_id else MUTED),
        (block.name if block else "bloc inconnu", 0.2, False, MUTED),
        (_data(step), 0.2, False, INK),
    ]
    texts: list[Shape] = [Rectangle(box, PAPER, colour, 0.12 * paper.usual * POINT, 0.2 * paper.usual * POINT)]
    if step.application_id in {one.id for one in graph.planned_applications}:
        texts.append(planned_outline(box.inside(0.2 * paper.usual * POINT), paper.usual))
    y, inner = box.y + 0.04 * box.height, 0.92 * box.height
    for words, share, bold, ink in lines:
        place = Box(box.x, y, box.width, share * inner).inside(0.05 * box.width, 0)
        text: Text | None = fit(words, place, paper.usual, ink, least=paper.least, bold=bold)
        texts += [text] if text else []
        y += share * inner
    leaves = told_departure(graph, step.application_id) if step.application_id else None
    if leaves:
        texts.append(leaving_badge(box._replace(y=box.y - 0.5 * line_height(paper.least)), 1, paper.least))
    told = f"{rank + 1}. {step.name} – {actor_of(step)} – {application}{f' – {_data(step)}' if _data(step) else ''}"
    told += f" – {leaves}" if leaves else ""
    link = Link("application", (("id", str(step.application_id)),)) if step.application_id else None
    return Area(tuple(texts), told, link, box)


def _data(step: ProcessStep) -> str:
    parts = [f"{word} {data}" for word, data in (("lit", step.data_read), ("écrit", step.data_written)) if data]
    return ", ".join(parts)
