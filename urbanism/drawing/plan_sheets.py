"""Sheets of zones > quartiers > blocs, whatever the cards of blocs show: frames, names, legend and title."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from urbanism.analyses.ground_plan import PlannedBlock, PlannedZone
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
from urbanism.drawing.plan_layout import WIDTH_IN_SIZES, Layout, Measures, PlacedDistrict, PlacedZone, lay_out
from urbanism.drawing.scene import Area, Box, Link, Rectangle, Scene, Shape
from urbanism.drawing.text import fit, line_height
from urbanism.french import listing
from urbanism.palette import FRAME, INK, PAPER

Card = Callable[[PlannedBlock, Box, Measures], Area]
"""Draws a bloc in its box."""


def plan_layouts(
    zones: Sequence[PlannedZone],
    entries: Sequence[LegendEntry],
    paper: Paper,
    most_lines: int,
    breadth: float = WIDTH_IN_SIZES,
    fewest: int = 0,
) -> list[Layout]:
    """The zones on one sheet with `fewest` to `most_lines` lines a bloc, else each half of them on its own."""
    width = paper.width - 2 * paper.margin
    top = paper.margin + title_height(paper) + legend_height(entries, paper, width) + 0.4 * line_height(paper.usual)
    height = 0.0 if paper.scrolls else paper.height - paper.margin - footer_height((), paper, width) - top
    layout = lay_out(zones, paper, Box(paper.margin, top, width, height), most_lines, breadth, fewest)
    if layout is not None:
        return [layout]
    halves = _halved(zones, paper)
    return [sheet for half in halves for sheet in plan_layouts(half, entries, paper, most_lines, breadth, fewest)]


def plan_scenes(
    layouts: Sequence[Layout],
    entries: Sequence[LegendEntry],
    caption: Caption,
    paper: Paper,
    card: Card,
    marks: Mapping[str, str] | None = None,
) -> tuple[Scene, ...]:
    """A scene for each layout; `marks` are colours that stand before the names of zones."""
    scenes = []
    for rank, layout in enumerate(layouts, 1):
        title = f"{caption.title} ({rank}/{len(layouts)})" if len(layouts) > 1 else caption.title
        scenes.append(_scene(layout, entries, replace(caption, title=title), paper, card, marks or {}))
    return tuple(scenes)


def _halved(zones: Sequence[PlannedZone], paper: Paper) -> list[Sequence[PlannedZone]]:
    """Two parts of about as many blocs: zones, or the quartiers of one, or the blocs of one."""
    if len(zones) > 1:
        sizes = [sum(1 for _ in zone.blocks) for zone in zones]
        cut = min(range(1, len(zones)), key=lambda rank: abs(sum(sizes[:rank]) - sum(sizes[rank:])))
        return [zones[:cut], zones[cut:]]
    zone = zones[0]
    half = len(zone.districts) // 2
    if half:
        return [[zone._replace(districts=zone.districts[:half])], [zone._replace(districts=zone.districts[half:])]]
    district = zone.districts[0]
    half = len(district.blocks) // 2
    if not half:
        raise ValueError(f"a bloc does not fit on a sheet {paper.name}")
    parts = district.blocks[:half], district.blocks[half:]
    return [[zone._replace(districts=(district._replace(blocks=blocks),))] for blocks in parts]


def _scene(
    layout: Layout,
    entries: Sequence[LegendEntry],
    caption: Caption,
    paper: Paper,
    card: Card,
    marks: Mapping[str, str],
) -> Scene:
    height = paper.height or layout.box.bottom + footer_height((), paper, layout.box.width) + paper.margin
    page = Box(0, 0, paper.width, height).inside(paper.margin)
    shapes = draw_title(caption, paper, page)
    shapes += draw_legend(entries, paper, page._replace(y=page.y + title_height(paper)))
    for zone in layout.zones:
        shapes += _zone(zone, layout.measures, card, marks.get(zone.zone.zone.name, ""))
    shapes += draw_footer(caption, (), paper, page)
    names = [zone.zone.zone.name for zone in layout.zones]
    description = f"{caption.subtitle}. De haut en bas : {listing(names)}. {caption.not_shown}".strip()
    return Scene(paper.width, height, caption.title, description, tuple(shapes))


def _zone(placed: PlacedZone, measures: Measures, card: Card, mark: str) -> list[Shape]:
    zone, size = placed.zone.zone, 1.45 * measures.size
    shapes: list[Shape] = [Rectangle(placed.box, FRAME, radius=measures.gap)]
    head = placed.box._replace(height=measures.zone_head)
    place = head.inside(2 * measures.gap, measures.pad / 2)
    if mark:
        side = 0.6 * place.height
        shapes.append(Rectangle(Box(place.x, place.y + 0.2 * place.height, side, side), mark))
        place = place.inside(1.6 * side, 0, 0)
    name = fit(zone.name, place, size, INK, least=measures.size, bold=True)
    link = Link("zone", (("zone", zone.code),)) if zone.code else None
    shapes += _headed(name, f"Zone {zone.name}", link, head)
    for district in placed.districts:
        shapes += _district(district, measures, card)
    return shapes


def _district(placed: PlacedDistrict, measures: Measures, card: Card) -> list[Shape]:
    district, size = placed.district.district, 1.1 * measures.size
    shapes: list[Shape] = [Rectangle(placed.box, PAPER, radius=measures.gap)]
    head = placed.box._replace(height=measures.district_head)
    place = head.inside(measures.gap, measures.pad / 2)
    name = fit(district.name, place, size, INK, least=measures.smaller(0.7), bold=True)
    link = Link("quartier", (("quartier", district.code),))
    shapes += _headed(name, f"Quartier {district.name}", link, head)
    shapes += [card(block, box, measures) for block, box in placed.blocks]
    return shapes


def _headed(name: Shape | None, title: str, link: Link | None, box: Box) -> list[Shape]:
    return [Area((name,), title, link, box)] if name else []
