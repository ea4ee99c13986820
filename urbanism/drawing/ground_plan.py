"""The plan d'occupation des sols as a poster: blocs by quartier and zone, products inside, coloured by a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism import palette
from urbanism.analyses.ground_plan import GroundPlan, PlannedBlock, ProductInUse
from urbanism.analyses.plan_readings import Question, Reading
from urbanism.drawing.furniture import (
    LEAVING_ENTRY,
    PLANNED_ENTRY,
    Caption,
    LegendEntry,
    leaving_badge,
    planned_outline,
)
from urbanism.drawing.paper import Paper
from urbanism.drawing.plan_layout import Layout, Measures
from urbanism.drawing.plan_sheets import plan_layouts, plan_scenes
from urbanism.drawing.scene import POINT, Area, Box, Link, Rectangle, Scene, Shape, Text
from urbanism.drawing.text import fit, text_width
from urbanism.french import NO_BREAK_SPACE, count, listing, number
from urbanism.palette import INK, MUTED, NOTHING, PAPER, UNKNOWN, readable_on

EVERY_PRODUCT = 1_000
"""More products than a bloc ever has: show as many as fit."""

REPEATED = f"«{NO_BREAK_SPACE}×{NO_BREAK_SPACE}2{NO_BREAK_SPACE}» : deux applications du même produit ou du même nom."

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
    entries = legend(reading)
    if any(block.coming for block in plan.blocks):
        entries.append(PLANNED_ENTRY)
    if any(block.leaving for block in plan.blocks):
        entries.append(LEAVING_ENTRY)
    layouts = plan_layouts(plan.zones, entries, paper, most_lines)
    shown = sum(map(_shown, layouts))
    not_shown = plan.placed - shown
    sentences = [
        REPEATED if any(layout.measures.lines for layout in layouts) else "",
        _not_shown(not_shown, len(plan.unplaced)),
    ]
    said = replace(caption, not_shown=" ".join(filter(None, sentences)))

    def card(block: PlannedBlock, box: Box, measures: Measures) -> Area:
        return _block(block, box, reading, measures)

    return PlanDrawing(plan_scenes(layouts, entries, said, paper, card), shown, not_shown)


def colour_of(reading: Reading, category: int) -> str:
    """The colour of a category; the last one of a reading is that of what is not there, however many come before."""
    colours = COLOURS[reading.question]
    return colours[-1] if category == len(reading.categories) - 1 else colours[category % (len(colours) - 1)]


def legend(reading: Reading) -> list[LegendEntry]:
    """The categories that some bloc or application has."""
    present = {judgement.category for judgement in reading.blocks.values()} | set(reading.applications.values())
    return [
        LegendEntry(colour_of(reading, category), word)
        for category, word in enumerate(reading.categories)
        if category in present
    ]


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
        if not product.planned
    )


def _block(planned: PlannedBlock, box: Box, reading: Reading, measures: Measures) -> Area:
    """A card: the name and figures of the bloc on its colour, its products below."""
    block, judgement = planned.block, reading.blocks[planned.block.id]
    colour = colour_of(reading, judgement.category)
    ink = readable_on(colour)
    head = box._replace(height=measures.block_head) if measures.lines else box
    inner = head.inside(1.5 * measures.pad, measures.pad)
    small = measures.smaller(0.75)
    room = 2 * measures.line if measures.lines else inner.height - measures.line
    name = fit(block.name, inner._replace(height=room), measures.size, ink, least=small, bold=True)
    below = inner._replace(y=name.box.bottom if name else inner.y, height=measures.line)
    applications = len(planned.applications)
    figures = fit(_figures(applications, judgement.words, inner.width, small), below, measures.size, ink, least=small)
    shapes: list[Shape | None] = [
        Rectangle(box, PAPER, UNKNOWN, 0.03 * measures.line),
        Rectangle(head, colour, UNKNOWN, 0.03 * measures.line, text=name),
        figures,
        *_products(planned, box, reading, measures),
        planned_outline(box.inside(-measures.gap / 2), measures.size)
        if planned.coming and not measures.lines
        else None,
    ]
    title = f"{block.name} : {count(applications, 'application')}, {reading.categories[judgement.category].lower()}"
    if planned.coming:
        title += f", {count(len(planned.coming), 'prévue par un projet', 'prévues par des projets')}"
    if planned.leaving:
        title += f", {count(planned.leaving, 'retrait prévu', 'retraits prévus')}"
    link = Link("bloc", (("bloc", block.code),))
    return Area(tuple(shape for shape in shapes if shape), title, link, box)


def _figures(applications: int, words: str, width: float, least: float) -> str:
    """« 12 appl. · 3 doubles »; what the colour says alone where there is no room for both."""
    held = f"{number(applications)}{NO_BREAK_SPACE}appl."
    both = f"{held} · {words}"
    if not words:
        return held
    return both if text_width(both, least) <= width else words


def _listed(
    planned: PlannedBlock, box: Box, measures: Measures
) -> tuple[Sequence[ProductInUse], Sequence[ProductInUse]]:
    """The products that a bloc's card has room for, and those it has not."""
    room = measures.room(box.height)
    products = planned.lines
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
        yield fit(words, place, measures.size, MUTED, least=measures.smaller(0.75))


def _product(product: ProductInUse, place: Box, reading: Reading, measures: Measures) -> Iterable[Shape | None]:
    """A line: a square of its colour where the question is about applications, its name, its count of instances."""
    left = 0.0
    if product.planned:
        yield planned_outline(place.inside(-0.25 * measures.line, 0.07 * measures.line), measures.size)
        left = measures.pad
    elif reading.applications:
        side = 0.62 * measures.size * POINT
        worst = min(reading.applications[application.id] for application in product.applications)
        square = Box(place.x, place.y + (measures.line - side) / 2, side, side)
        yield Rectangle(square, colour_of(reading, worst), MUTED, 0.02 * measures.line)
        left = side + measures.pad
    instances = len(product.applications)
    name = place._replace(x=place.x + left, width=place.width - left)
    if instances > 1:
        times = f"×{NO_BREAK_SPACE}{number(instances)}"
        width = text_width(times, measures.size) + measures.pad
        yield fit(times, place._replace(x=place.right - width, width=width), measures.size, MUTED, align="right")
        name = name._replace(width=name.width - width)
    if product.leaving:
        badge = leaving_badge(name, product.leaving, measures.smaller(0.8))
        yield badge
        name = name._replace(width=name.width - badge.box.width - measures.pad)
    yield _line(product.label, name, measures)


def _line(words: str, place: Box, measures: Measures) -> Text | None:
    return fit(words, place, measures.size, INK, least=measures.smaller(0.9), middle=True)
