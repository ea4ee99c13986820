"""A commune in three bands, bloc by bloc, alone or beside others: same product, same colour within a bloc."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism.analyses.bands import BAND_NAMES, Bands
from urbanism.analyses.ground_plan import PlannedBlock, ProductInUse
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
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit
from urbanism.french import NO_BREAK_SPACE, count, number
from urbanism.palette import CLASS_COLOURS, FRAME, INK, LACKING, MUTED, NOTHING, PAPER, SAME_PRODUCT, UNKNOWN

EVERY_PRODUCT = 1_000

FEWEST = 4
"""Products that a card has room for at least: the bands go on more sheets rather than without their products."""

BREADTH = {1: 13.0, 2: 21.0}
"""The width of a card of one or two columns, in sizes of its text."""


class BandsDrawing(NamedTuple):
    """The bands, on as many sheets as needed; how many lines (a product in a bloc, on one side) are shown, or not."""

    scenes: tuple[Scene, ...]
    shown: int
    not_shown: int


def draw_bands(
    found: Bands, names: Sequence[str], caption: Caption, paper: Paper, most_lines: int = EVERY_PRODUCT
) -> BandsDrawing:
    """The bands of a commune; `names` are its own and, beside another, the other's, which head the two columns."""
    entries = _legend(len(names) > 1)
    if any(product.planned for products in found.mine.values() for product in products):
        entries.append(PLANNED_ENTRY)
    if any(
        product.leaving for side in (found.mine, found.theirs) for products in side.values() for product in products
    ):
        entries.append(LEAVING_ENTRY)
    layouts = plan_layouts(found.bands, entries, paper, most_lines, BREADTH[len(names)], FEWEST)
    shown = sum(_shown(layout, found) for layout in layouts)
    not_shown = sum(map(len, (*found.mine.values(), *found.theirs.values()))) - shown
    said = [count(not_shown, "produit non affiché", "produits non affichés") + " faute de place"] if not_shown else []
    said += [f"{count(found.unplaced, 'application')} sans bloc"] if found.unplaced else []
    told = replace(caption, not_shown=f"{' ; '.join(said)}." if said else "")

    def card(block: PlannedBlock, box: Box, measures: Measures) -> Area:
        return _card(block, box, measures, found, names)

    marks = {name: CLASS_COLOURS[kind] for kind, name in BAND_NAMES.items()}
    return BandsDrawing(plan_scenes(layouts, entries, told, paper, card, marks), shown, not_shown)


def _legend(compared: bool) -> list[LegendEntry]:
    if not compared:
        return []
    return [
        LegendEntry(SAME_PRODUCT[0], "Même couleur dans un bloc : même produit des deux côtés"),
        LegendEntry(NOTHING, "D’un seul côté"),
        LegendEntry(LACKING, "Rien d’un côté, quelque chose de l’autre"),
    ]


def _listed(products: Sequence[ProductInUse], room: int) -> Sequence[ProductInUse]:
    """Those shown: all, or as many as leave a line to say how many others there are."""
    return products if len(products) <= room else products[: max(room - 1, 0)]


def _shown(layout: Layout, found: Bands) -> int:
    return sum(
        len(_listed(side.get(block.block.id, ()), layout.measures.room(box.height)))
        for zone in layout.zones
        for district in zone.districts
        for block, box in district.blocks
        for side in (found.mine, found.theirs)
    )


def _card(planned: PlannedBlock, box: Box, measures: Measures, found: Bands, names: Sequence[str]) -> Area:
    block = planned.block
    sides = [found.mine.get(block.id, ()), found.theirs.get(block.id, ())][: len(names)]
    head = box._replace(height=measures.block_head) if measures.lines else box
    inner = head.inside(1.5 * measures.pad, measures.pad)
    lacking = len(sides) > 1 and not all(sides)
    place = inner._replace(height=2 * measures.line)
    name = fit(block.name, place, measures.size, INK, least=measures.smaller(0.75), bold=True)
    shapes: list[Shape | None] = [
        Rectangle(box, PAPER, UNKNOWN, 0.03 * measures.line),
        Rectangle(head, LACKING if lacking else FRAME, UNKNOWN, 0.03 * measures.line, text=name),
    ]
    width = inner.width / len(sides)
    colours = _shared_colours(sides)
    for rank, (products, side) in enumerate(zip(sides, names, strict=True)):
        column = Box(inner.x + rank * width, inner.y + 2 * measures.line, width - 0.5 * measures.pad, measures.line)
        words = f"{number(len(products))} – {side}" if len(sides) > 1 else count(len(products), "produit")
        shapes.append(fit(words, column, measures.size, MUTED, least=measures.smaller(0.75)))
        below = column._replace(y=box.y + measures.block_head + measures.pad)
        shapes += _column(products, below, measures.room(box.height), colours, measures)
    told = ", ".join(f"{side} : {count(len(products), 'produit')}" for products, side in zip(sides, names, strict=True))
    link = Link("bloc", (("bloc", block.code),))
    return Area(tuple(shape for shape in shapes if shape), f"{block.name} – {told}", link, box)


def _shared_colours(sides: Sequence[Sequence[ProductInUse]]) -> Mapping[int, str]:
    """The colour of each product that both sides have, in their order."""
    if len(sides) < 2:
        return {}
    there = {product.product for product in sides[1]}
    shared = [product.product for product in sides[0] if product.product is not None and product.product in there]
    return {product: SAME_PRODUCT[rank % len(SAME_PRODUCT)] for rank, product in enumerate(shared)}


def _column(
    products: Sequence[ProductInUse], place: Box, room: int, colours: Mapping[int, str], measures: Measures
) -> Iterable[Shape | None]:
    listed = _listed(products, room)
    for product in listed:
        instances = len(product.applications)
        times = f" ×{NO_BREAK_SPACE}{number(instances)}" if instances > 1 else ""
        box = place.inside(0, 0.06 * measures.line)
        badge = leaving_badge(box, product.leaving, measures.smaller(0.8)) if product.leaving else None
        inner = place.inside(0.5 * measures.pad, 0, (badge.box.width if badge else 0) + 0.5 * measures.pad)
        text = fit(f"{product.label}{times}", inner, measures.size, INK, least=measures.smaller(0.9), middle=True)
        shown = planned_outline(box, measures.size) if product.planned else Rectangle(box)
        yield replace(shown, fill=colours.get(product.product or 0, NOTHING), text=text)
        yield badge
        place = place._replace(y=place.y + measures.line)
    others = len(products) - len(listed)
    if others and room:
        yield fit(f"et {count(others, 'autre')}", place, measures.size, MUTED, least=measures.smaller(0.75))
