"""The communes × blocs matrix as a drawing for paper and slides: one rectangle a cell, named and coloured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from urbanism.analyses.departures import leaving, leaving_in_words
from urbanism.analyses.matrix import Cell, Matrix, Row, leading_use
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
from urbanism.drawing.scene import POINT, Area, Box, Link, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, line_height, text_width, tidy, wrap
from urbanism.french import count, listing
from urbanism.graph import EstateGraph
from urbanism.palette import FRAME, INK, MUTED, PAPER, SAME_PRODUCT, SEVERITY_COLOURS, UNKNOWN
from urbanism.vocabulary import Severity

NAMES = 0.15
"""Share of the width that the names of the blocs take."""
GAP = 0.06
"""Share of a cell left white around it."""
HOLE = SEVERITY_COLOURS[Severity.ALERT]
NARROW = 13
"""Sizes of the least text that a name needs on one line: a narrower column has rows of two lines."""
CELL_TEXT = 1.1
"""The size of the texts of cells, in least sizes: one for all of them, whatever the length of the names."""
MORE = "«\u00a0+1\u00a0» : une autre application au même endroit."
LEGEND = (
    *(LegendEntry(colour, "") for colour in SAME_PRODUCT[:2]),
    LegendEntry(SAME_PRODUCT[2], "même couleur sur une ligne : même produit dans plusieurs communes"),
    LegendEntry(FRAME, "produit d’une seule commune"),
    LegendEntry(UNKNOWN, "produit inconnu"),
    LegendEntry(HOLE, "attendu, rien de connu", outlined=True),
    PLANNED_ENTRY,
    LEAVING_ENTRY,
)


def uses_maps(graph: EstateGraph, found: Matrix, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The matrix on as many sheets as its rows need to be read; each has its own heads and legend."""
    room = Box(paper.margin, paper.margin, paper.width - 2 * paper.margin, paper.height - 2 * paper.margin)
    top = room.y + title_height(paper) + _head_height(graph, found, paper, room)
    bottom = room.bottom - footer_height(LEGEND, paper, room.width)
    free = bottom - top - 0.5 * line_height(paper.usual)
    narrow = _column(found, room) < NARROW * paper.least * POINT
    least = (2.15 if narrow else 1.15) * line_height(paper.least)
    sheets = _even_sheets(found.rows, max(1, int(free / least)), graph)
    step = min(free / max(map(len, sheets), default=1), 3 * line_height(paper.usual))
    scenes = []
    for rank, lines in enumerate(sheets, 1):
        told = caption.subtitle if len(sheets) == 1 else f"{caption.subtitle} – feuille {rank} sur {len(sheets)}"
        shapes = _sheet(graph, found, paper, room, lines, (top, step))
        said = replace(caption, subtitle=told, not_shown=f"{MORE} {caption.not_shown}".strip())
        shapes += draw_title(said, paper, room)
        shapes += draw_footer(said, LEGEND, paper, room)
        description = f"{count(len(found.rows), 'bloc')}, {count(len(found.communes), 'commune')}. {told}"
        scenes.append(Scene(paper.width, paper.height, caption.title, description, tuple(shapes)))
    return tuple(scenes)


def _even_sheets(rows: Sequence[Row], most: int, graph: EstateGraph) -> list[list[Row | str]]:
    """The lines of each sheet, about as many on each."""
    needed = len(_sheets(rows, most, graph))
    lines = len(rows) + len({graph.zone_of_block[row.block] for row in rows}) + needed
    return _sheets(rows, min(most, -(-lines // max(needed, 1)) + 1), graph)


def _sheets(rows: Sequence[Row], most: int, graph: EstateGraph) -> list[list[Row | str]]:
    """The lines of each sheet: rows, under the name of their zone, which is said again on each sheet."""
    sheets: list[list[Row | str]] = []
    for zone, found in groupby(rows, lambda row: graph.zone_of_block[row.block]):
        title = graph.label(zone)
        named = False
        for row in found:
            if not sheets or len(sheets[-1]) + (1 if named else 2) > max(most, 2):
                sheets.append([])
                named = False
            if not named:
                sheets[-1].append(title)
                named = True
            sheets[-1].append(row)
    return sheets


def _head_height(graph: EstateGraph, found: Matrix, paper: Paper, room: Box) -> float:
    width, size = _column(found, room), _head_size(graph, found, paper, room)
    lines = max((len(_broken(graph.label(c), width, size)) for c in found.communes), default=1)
    return (lines + 0.5) * line_height(size)


def _head_size(graph: EstateGraph, found: Matrix, paper: Paper, room: Box) -> float:
    """The usual size where it keeps the words of every commune's name whole, else the least."""
    width = _column(found, room)
    words = [part for c in found.communes for part in tidy(graph.label(c)).replace("-", "- ").split()]
    fits = all(text_width(word, paper.usual) <= 0.94 * width for word in words)
    return paper.usual if fits else paper.least


def _column(found: Matrix, room: Box) -> float:
    return room.width * (1 - NAMES) / max(len(found.communes), 1)


def _broken(name: str, width: float, size: float) -> list[str]:
    """A commune's name on several lines, cut at its hyphens."""
    return [line.replace("- ", "-") for line in wrap(tidy(name).replace("-", "- "), 0.94 * width, size)]


def _sheet(
    graph: EstateGraph, found: Matrix, paper: Paper, room: Box, lines: Sequence[Row | str], place: tuple[float, float]
) -> list[Shape]:
    top, step = place
    width, left = _column(found, room), room.x + NAMES * room.width
    size = _head_size(graph, found, paper, room)
    shapes: list[Shape] = []
    for rank, commune in enumerate(found.communes):
        words = _broken(graph.label(commune), width, size)
        height = len(words) * line_height(size)
        box = Box(left + rank * width, top - height, width, height)
        widest = max((text_width(line, size) for line in words), default=0)
        if widest <= width:
            shapes.append(Text(box, tuple(words), tidy(graph.label(commune)), size, INK))
    for rank, line in enumerate(lines):
        box = Box(room.x, top + rank * step, room.width, step)
        shapes += _zone(line, paper, box) if isinstance(line, str) else _row(graph, line, paper, box, (left, width))
    return shapes


def _zone(name: str, paper: Paper, box: Box) -> list[Shape]:
    size = paper.usual
    words = fit(name, box.inside(0.8, 0), size, MUTED, least=paper.least, bold=True, middle=True)
    return [Rectangle(box.inside(0, 0.05 * box.height), FRAME, text=words)]


def _row(graph: EstateGraph, row: Row, paper: Paper, box: Box, columns: tuple[float, float]) -> list[Shape]:
    left, width = columns
    name = box._replace(width=left - box.x).inside(0.8, 0)
    words = fit(graph.label(row.block), name, paper.usual, INK, least=paper.least, middle=True)
    colours = dict(zip(row.shared, SAME_PRODUCT, strict=False))
    shapes: list[Shape] = [words] if words else []
    for rank, cell in enumerate(row.cells):
        place = Box(left + rank * width, box.y, width, box.height).inside(GAP * width / 2, GAP * box.height / 2)
        if cell.uses or cell.is_hole:
            shapes.append(_cell(graph, cell, colours, paper, place))
        if cell.coming:
            shapes.append(_coming(graph, cell, paper, place))
    return shapes


def _coming(graph: EstateGraph, cell: Cell, paper: Paper, box: Box) -> Shape:
    """A dashed outline over the cell, and the name of what is planned where nothing is written yet."""
    names = listing(graph.label(application) for application in cell.coming)
    title = f"{graph.label(cell.commune)}, {graph.label(cell.block)} : {names}, prévu par un projet"
    text = _written(names, paper, box)
    outline = planned_outline(box, paper.usual)
    link = Link("application", (("id", str(cell.coming[0])),))
    free = not (cell.uses or cell.is_hole)
    return Area((replace(outline, text=text) if free else outline,), title, link if free else None, box)


def _cell(graph: EstateGraph, cell: Cell, colours: dict[int, str], paper: Paper, box: Box) -> Shape:
    place = f"{graph.label(cell.commune)}, {graph.label(cell.block)}"
    codes = f"{graph.communes[cell.commune].code}.{graph.blocks[cell.block].code}"
    link = Link("usages", (("case", codes),))
    if not cell.uses:
        return Area((Rectangle(box, PAPER, HOLE, 0.3),), f"{place} : attendu, rien de connu", link, box)
    first = leading_use(cell, list(colours))
    colour = colours.get(first.product or 0, FRAME if first.product else UNKNOWN)
    more = len(cell.applications) - 1
    label = f"{first.name} +{more}" if more else first.name
    told = f"{place} : {' ; '.join(use.name for use in cell.uses)}"
    edge = MUTED if colour == FRAME else ""  # nearly white: told from an empty place where there is no colour
    gone = len(leaving(graph, cell.applications))
    if not gone:
        return Area((Rectangle(box, colour, edge, 0.1, text=_written(label, paper, box)),), told, link, box)
    badge = leaving_badge(box, gone, paper.least)
    words = _written(label, paper, box._replace(width=box.width - badge.box.width))
    told += f" ; {leaving_in_words(gone, len(cell.applications))}"
    return Area((Rectangle(box, colour, edge, 0.1, text=words), badge), told, link, box)


def _written(words: str, paper: Paper, box: Box) -> Text | None:
    return fit(words, box.inside(0.04 * box.width, 0), CELL_TEXT * paper.least, INK, least=paper.least, middle=True)
