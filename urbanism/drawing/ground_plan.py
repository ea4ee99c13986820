"""The plan d'occupation des sols as a poster: blocs by quartier and zone, products inside, coloured by a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism import palette
from urbanism.analyses.ground_plan import GroundPlan, PlannedBlock, PlannedZone, ProductInUse
from urbanism.analyses.plan_readings import Question, Reading
from urbanism.drawing.furniture import (
    Caption,
    LegendEntry,
    draw_footer,
    draw_legend,
    draw_title,
    footer_height,
    legend_height,
    title_height,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.plan_layout import Layout, Measures, PlacedDistrict, PlacedZone, lay_out
from urbanism.drawing.scene import POINT, Area, Box, Link, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, text_width
from urbanism.french import NO_BREAK_SPACE, count, listing, number
from urbanism.palette import FRAME, INK, MUTED, NOTHING, PAPER, UNKNOWN, readable_on

EVERY_PRODUCT = 1_000
"""More products than a bloc ever has: show as many as fit."""

COLOURS: Mapping[Question, Sequence[str]] = {
    Question.REDUNDANCY: (*palette.QUANTITY, NOTHING),
    Question.COVERAGE: (*reversed(palette.QUANTITY), NOTHING),
    Question.COST: (*palette.QUANTITY, UNKNOWN, palette.WITHHELD),
    Question.SUPPORT: (palette.GONE, palette.SOON, palette.LATER, UNKNOWN, NOTHING),
    Question.POOLING: (palette.POOLED, palette.PARTLY_POOLED, palette.COMMUNAL, UNKNOWN, NOTHING),
    Question.SECTOR: (*palette.SECTORS, NOTHING),
    Question.CONVERGENCE: (palette.CONVERGED, palette.DECIDED, *palette.QUANTITY[1:], UNKNOWN, NOTHING),
}
"""The colour of each category of a question, in the order of its reading."""


class PlanDrawing(NamedTuple):
    """The poster, on as many sheets as its texts need, and what became of each application of the plan."""

    scenes: tuple[Scene, ...]
    shown: int
    not_shown: int


def draw_ground_plan(
    plan: GroundPlan, reading: Reading, caption: Caption, paper: Paper, most_lines: int = EVERY_PRODUCT
) -> PlanDrawing:
    """The plan with up to `most_lines` products a bloc, on several sheets where its blocs' names do not fit one."""
    sheets = _sheets(plan.zones, reading, paper, most_lines)
    shown = sum(_shown(layout) for layout in sheets)
    not_shown = plan.placed - shown
    said = replace(caption, not_shown=_not_shown(not_shown, len(plan.unplaced)))
    scenes = []
    for rank, layout in enumerate(sheets, 1):
        title = f"{caption.title} ({rank}/{len(sheets)})" if len(sheets) > 1 else caption.title
        scenes.append(_scene(layout, reading, replace(said, title=title), paper))
    return PlanDrawing(tuple(scenes), shown, not_shown)


def colour_of(reading: Reading, category: int) -> str:
    """The colour of a category; the last ones of a longer list share the colour of what is not there."""
    colours = COLOURS[reading.question]
    return colours[min(category, len(colours) - 1)]


def legend(reading: Reading) -> list[LegendEntry]:
    """The categories that some bloc or application has."""
    present = {judgement.category for judgement in reading.blocks.values()} | set(reading.applications.values())
    return [
        LegendEntry(colour_of(reading, category), word)
        for category, word in enumerate(reading.categories)
        if category in present
    ]


def _sheets(zones: Sequence[PlannedZone], reading: Reading, paper: Paper, most_lines: int) -> list[Layout]:
    """The zones on one sheet, else each half of them on its own."""
    top = paper.margin + title_height(paper) + legend_height(legend(reading), paper, _width(paper))
    height = 0.0 if paper.scrolls else paper.height - paper.margin - footer_height((), paper, _width(paper)) - top
    box = Box(paper.margin, top, _width(paper), height)
    layout = lay_out(zones, paper, box, most_lines)
    if layout is not None:
        return [layout]
    halves = _halved(zones)
    if len(halves) == 1:  # one bloc: nothing is left to part
        raise ValueError(f"a bloc does not fit on a sheet {paper.name}")
    return [sheet for half in halves for sheet in _sheets(half, reading, paper, most_lines)]


def _halved(zones: Sequence[PlannedZone]) -> list[Sequence[PlannedZone]]:
    """Two parts of about as many blocs: zones, or the quartiers of one, or the blocs of one."""
    if len(zones) > 1:
        return [zones[: len(zones) // 2], zones[len(zones) // 2 :]]
    zone = zones[0]
    half = len(zone.districts) // 2
    if half:
        return [[zone._replace(districts=zone.districts[:half])], [zone._replace(districts=zone.districts[half:])]]
    district = zone.districts[0]
    half = len(district.blocks) // 2
    if not half:
        return [zones]
    parts = district.blocks[:half], district.blocks[half:]
    return [[zone._replace(districts=(district._replace(blocks=blocks),))] for blocks in parts]


def _width(paper: Paper) -> float:
    return paper.width - 2 * paper.margin


def _not_shown(not_shown: int, unplaced: int) -> str:
    """What the drawing has no place for, in words; "" when it shows everything."""
    said = []
    if not_shown:
        said.append(
            f"{count(not_shown, 'application non affichée', 'applications non affichées')} faute de place (elles sont"
            " dans le tableau)"
        )
    if unplaced:
        said.append(f"{count(unplaced, 'application')} sans bloc")
    return f"{listing(said)}." if said else ""


def _shown(layout: Layout) -> int:
    return sum(
        len(product.applications)
        for zone in layout.zones
        for district in zone.districts
        for block, box in district.blocks
        for product in _listed(block, box, layout.measures)[0]
    )


def _scene(layout: Layout, reading: Reading, caption: Caption, paper: Paper) -> Scene:
    entries = legend(reading)
    height = paper.height or layout.box.bottom + footer_height((), paper, layout.box.width) + paper.margin
    page = Box(0, 0, paper.width, height).inside(paper.margin)
    shapes = draw_title(caption, paper, page)
    shapes += draw_legend(entries, paper, page._replace(y=page.y + title_height(paper)))
    for zone in layout.zones:
        shapes += _zone(zone, reading, layout.measures)
    shapes += draw_footer(caption, (), paper, page)
    names = [zone.zone.zone.name for zone in layout.zones]
    description = f"{caption.subtitle}. Zones : {listing(names)}. {caption.not_shown}".strip()
    return Scene(paper.width, height, caption.title, description, tuple(shapes))


def _zone(placed: PlacedZone, reading: Reading, measures: Measures) -> list[Shape]:
    zone, size = placed.zone.zone, 1.45 * measures.size
    shapes: list[Shape] = [Rectangle(placed.box, FRAME, radius=measures.gap)]
    head = placed.box._replace(height=measures.zone_head)
    name = fit(zone.name, head.inside(2 * measures.gap, measures.pad / 2), size, INK, least=measures.size, bold=True)
    shapes += _area([name], f"Zone {zone.name}", Link("zone", (("zone", zone.code),)), head)
    for district in placed.districts:
        shapes += _district(district, reading, measures)
    return shapes


def _district(placed: PlacedDistrict, reading: Reading, measures: Measures) -> list[Shape]:
    district, size = placed.district.district, 1.1 * measures.size
    shapes: list[Shape] = [Rectangle(placed.box, PAPER, radius=measures.gap)]
    head = placed.box._replace(height=measures.district_head)
    place = head.inside(measures.gap, measures.pad / 2)
    name = fit(district.name, place, size, INK, least=0.7 * measures.size, bold=True)
    shapes += _area([name], f"Quartier {district.name}", Link("quartier", (("quartier", district.code),)), head)
    for block, box in placed.blocks:
        shapes.append(_block(block, box, reading, measures))
    return shapes


def _area(shapes: Sequence[Shape | None], title: str, link: Link, box: Box) -> list[Shape]:
    return [Area(tuple(shape for shape in shapes if shape is not None), title, link, box)]


def _block(planned: PlannedBlock, box: Box, reading: Reading, measures: Measures) -> Area:
    """A card: the name and figures of the bloc on its colour, its products below."""
    block, judgement = planned.block, reading.blocks[planned.block.id]
    colour = colour_of(reading, judgement.category)
    ink = readable_on(colour)
    head = box._replace(height=measures.block_head) if measures.lines else box
    inner = head.inside(1.5 * measures.pad, measures.pad)
    name = fit(
        block.name, inner._replace(height=2 * measures.line), measures.size, ink, least=0.75 * measures.size, bold=True
    )
    below = inner._replace(y=inner.y + 2 * measures.line, height=measures.line)
    applications = len(planned.applications)
    figures = fit(_figures(applications, judgement.words), below, measures.size, ink, least=0.75 * measures.size)
    shapes: list[Shape | None] = [
        Rectangle(box, PAPER, UNKNOWN, 0.03 * measures.line),
        Rectangle(head, colour, UNKNOWN, 0.03 * measures.line, text=name),
        figures,
        *_products(planned, box, reading, measures),
    ]
    title = f"{block.name} : {count(applications, 'application')}, {reading.categories[judgement.category].lower()}"
    link = Link("bloc", (("bloc", block.code),))
    return Area(tuple(shape for shape in shapes if shape), title, link, box)


def _figures(applications: int, words: str) -> str:
    """« 12 appl. · 3 doubles »."""
    held = f"{number(applications)}{NO_BREAK_SPACE}appl."
    return f"{held} · {words}" if words else held


def _listed(
    planned: PlannedBlock, box: Box, measures: Measures
) -> tuple[Sequence[ProductInUse], Sequence[ProductInUse]]:
    """The products that a bloc's card has room for, and those it has not."""
    room = int((box.height - measures.block_head - 2 * measures.pad + 0.01) / measures.line)
    room = max(min(room, measures.lines), 0)
    products = planned.products
    if len(products) <= room:
        return products, ()
    kept = max(room - 1, 0)  # the last line says how many others there are
    return products[:kept], products[kept:]


def _products(planned: PlannedBlock, box: Box, reading: Reading, measures: Measures) -> Iterable[Shape | None]:
    listed, others = _listed(planned, box, measures)
    top = box.y + measures.block_head + measures.pad
    place = Box(box.x, top, box.width, measures.line).inside(1.5 * measures.pad, 0)
    for product in listed:
        yield from _product(product, place, reading, measures)
        place = place._replace(y=place.y + measures.line)
    if others and place.bottom <= box.bottom + 0.01:
        words = f"et {number(len(others))} autres" if len(others) > 1 else f"et {others[0].label}"
        yield fit(words, place, measures.size, MUTED, least=0.75 * measures.size)


def _product(product: ProductInUse, place: Box, reading: Reading, measures: Measures) -> Iterable[Shape | None]:
    """A line: a square of its colour where the question is about applications, its name, its count of instances."""
    left = 0.0
    if reading.applications:
        side = 0.62 * measures.size * POINT
        worst = min(reading.applications[application.id] for application in product.applications)
        square = Box(place.x, place.y + (measures.line - side) / 2, side, side)
        yield Rectangle(square, colour_of(reading, worst), MUTED, 0.02 * measures.line)
        left = side + measures.pad
    instances = len(product.applications)
    width = 0.0
    if instances > 1:
        times = f"×{NO_BREAK_SPACE}{number(instances)}"
        width = text_width(times, measures.size) + measures.pad
        yield fit(times, place, measures.size, MUTED, align="right")
    yield _line(product.label, place._replace(x=place.x + left, width=place.width - left - width), measures.size)


def _line(words: str, place: Box, size: float) -> Text | None:
    return fit(words, place, size, INK, least=0.75 * size)
