"""Where the zones, quartiers and blocs of the plan d'occupation des sols go on a sheet, and how small its texts are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from urbanism.analyses.ground_plan import PlannedBlock, PlannedDistrict, PlannedZone
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import POINT, Box
from urbanism.drawing.shelves import Shelf, shelves
from urbanism.drawing.text import line_height

WIDTH_IN_SIZES = 13.0
"""The width of a bloc that reads well, in sizes of its text."""

NARROW, NARROWEST = 0.8, 0.7
"""Times what reads well, that a bloc is wide at least, with products in it or its name alone."""

ROOMY = 1.2
"""Times wider than what reads well, that a bloc is where there is room: fewer names are cut."""

SHAPE = 1.45
"""The width of a bloc over its height that looks well."""


@dataclass(frozen=True)
class Measures:
    """Heights and gaps, in millimetres, that follow from the size of the text; `lines` is the most products a bloc.

    No text is smaller than `least`, in points like `size`.
    """

    size: float
    lines: int
    least: float

    @property
    def line(self) -> float:
        return line_height(self.size)

    @property
    def pad(self) -> float:
        return 0.35 * self.size * POINT

    @property
    def gap(self) -> float:
        return 0.55 * self.size * POINT

    @property
    def zone_head(self) -> float:
        return line_height(1.45 * self.size) + self.pad

    @property
    def district_head(self) -> float:
        return line_height(1.1 * self.size) + self.pad

    @property
    def block_head(self) -> float:
        """Two lines for the name, one for the figures."""
        return 3 * self.line + 2 * self.pad

    def smaller(self, share: float) -> float:
        """A share of the size, where that can still be read."""
        return max(share * self.size, self.least)

    def room(self, height: float) -> int:
        """How many products a bloc of that height has room for."""
        return max(int((height - self.block_head - 2 * self.pad + 0.01) / self.line), 0) if self.lines else 0

    def row(self, products: int) -> float:
        """The height of blocs side by side, of which one has so many products."""
        lines = min(self.lines, products)
        return self.block_head + (lines * self.line + 2 * self.pad if lines else 0)


@dataclass(frozen=True)
class PlacedZone:
    zone: PlannedZone
    box: Box
    districts: tuple[PlacedDistrict, ...]


@dataclass(frozen=True)
class PlacedDistrict:
    district: PlannedDistrict
    box: Box
    blocks: tuple[tuple[PlannedBlock, Box], ...]


@dataclass(frozen=True)
class Layout:
    """Everything in its place, within `box`; its bottom is where the plan ends."""

    measures: Measures
    zones: tuple[PlacedZone, ...]
    box: Box


Sizes = tuple[tuple[int, ...], ...]
"""How many products each bloc has, by quartier, of one zone."""


class Tier(NamedTuple):
    """Zones side by side: their ranks, the shelves of each, and the most products of each row of each shelf.

    Zones share a tier where each is one shelf, of as many rows as its neighbours: a small zone does not take a width.
    """

    zones: tuple[int, ...]
    shelves: tuple[tuple[Shelf, ...], ...]
    products: tuple[tuple[int, ...], ...]

    @property
    def columns(self) -> tuple[int, ...]:
        """How many columns the first shelf of each zone takes."""
        return tuple(sum(laid[0].columns) if laid else 1 for laid in self.shelves)


def lay_out(
    zones: Sequence[PlannedZone],
    paper: Paper,
    box: Box,
    most_lines: int,
    breadth: float = WIDTH_IN_SIZES,
    fewest: int = 0,
) -> Layout | None:
    """The zones in a box of the sheet, the texts as large as may be, with up to `most_lines` products a bloc.

    Where all does not fit at the least size, blocs show fewer products; None when not even `fewest` of each fit.
    A sheet that scrolls has the usual size. `breadth` is the width of a bloc that reads well, in sizes of its text.
    """
    sizes = _sizes(zones)
    if paper.scrolls:
        columns = max(2, int(box.width / (breadth * paper.usual * POINT)))
        return _place(zones, _tiers(sizes, columns), Measures(paper.usual, most_lines, paper.least), box)
    most = min(most_lines, max((size for zone in sizes for district in zone for size in district), default=0))
    size = 1.4 * paper.usual
    while size >= paper.least:
        found = _fitting(zones, sizes, Measures(size, most, paper.least), box, breadth)
        if found:
            return found
        size -= 0.5
    for lines in range(most - 1, min(fewest, most) - 1, -1):
        found = _fitting(zones, sizes, Measures(paper.least, lines, paper.least), box, breadth)
        if found:
            return found
    return None


def _fitting(
    zones: Sequence[PlannedZone], sizes: tuple[Sizes, ...], measures: Measures, box: Box, breadth: float
) -> Layout | None:
    """The best-looking layout that is no higher than the box, blocs stretched down to fill it."""
    widest = max(1, int(box.width / ((NARROW if measures.lines else NARROWEST) * breadth * measures.size * POINT)))
    fitting = [columns for columns in range(1, widest + 1) if _height(_tiers(sizes, columns), measures) <= box.height]
    if not fitting:
        return None

    roomy = [columns for columns in fitting if box.width / columns >= ROOMY * breadth * measures.size * POINT]

    def unlikeness(columns: int) -> float:
        return abs(log(box.width / columns / (box.height / max(_count(_tiers(sizes, columns)), 1)) / SHAPE))

    return _place(zones, _tiers(sizes, min(roomy or fitting, key=unlikeness)), measures, box)


def _sizes(zones: Sequence[PlannedZone]) -> tuple[Sizes, ...]:
    return tuple(
        tuple(tuple(len(block.lines) for block in district.blocks) for district in zone.districts) for zone in zones
    )


@lru_cache(maxsize=256)
def _tiers(zones: tuple[Sizes, ...], columns: int) -> tuple[Tier, ...]:
    """The zones for so many columns, those that stand side by side together."""
    tiers: list[Tier] = []
    for rank, zone in enumerate(zones):
        laid = tuple(shelves([len(district) for district in zone], columns))
        tier = Tier((rank,), (laid,), tuple(_most(zone, shelf) for shelf in laid))
        if tiers and _side_by_side(tiers[-1], tier, columns):
            before = tiers.pop()
            most = tuple(map(max, before.products[0], tier.products[0]))
            tier = Tier((*before.zones, rank), (*before.shelves, laid), (most,))
        tiers.append(tier)
    return tuple(tiers)


def _most(zone: Sizes, shelf: Shelf) -> tuple[int, ...]:
    """The most products that a bloc of each row of the shelf has."""
    most = [0] * shelf.rows
    for group, width in zip(shelf.groups, shelf.columns, strict=True):
        for rank, products in enumerate(zone[group]):
            most[rank // width] = max(most[rank // width], products)
    return tuple(most)


def _side_by_side(one: Tier, other: Tier, columns: int) -> bool:
    single = all(len(laid) == 1 for laid in (*one.shelves, *other.shelves))
    alike = single and one.shelves[0][0].rows == other.shelves[0][0].rows
    return alike and sum(one.columns) + sum(other.columns) <= columns


def _rows(tiers: Sequence[Tier]) -> list[int]:
    """The most products of each row of the sheet."""
    return [most for tier in tiers for shelf in tier.products for most in shelf]


def _count(tiers: Sequence[Tier]) -> int:
    return len(_rows(tiers))


def _height(tiers: Sequence[Tier], measures: Measures) -> float:
    """The least height of the whole."""
    gap = measures.gap
    height = 0.0
    for tier in tiers:
        height += measures.zone_head + 2 * gap
        for products in tier.products:
            height += measures.district_head + 2 * gap + sum(measures.row(most) + gap for most in products)
    return height


def _place(zones: Sequence[PlannedZone], tiers: Sequence[Tier], measures: Measures, box: Box) -> Layout:
    """Put everything at its place; what is left of the height goes to the rows that have more to list, else to all."""
    hungry = sum(most > measures.lines for most in _rows(tiers))
    spare = (box.height - _height(tiers, measures)) / max(hungry or _count(tiers), 1) if box.height else 0.0

    def row(most: int) -> float:
        return measures.row(most) + (spare if most > measures.lines or not hungry else 0)

    placed: list[PlacedZone] = []
    top, gap = box.y, measures.gap
    for tier in tiers:
        heights = [[row(most) for most in products] for products in tier.products]
        left = box.x
        free = box.width - 2 * gap * (len(tier.zones) - 1)
        bottom = top
        for rank, laid, taken in zip(tier.zones, tier.shelves, tier.columns, strict=True):
            width = free * taken / sum(tier.columns) if len(tier.zones) > 1 else free
            placed.append(_place_zone(zones[rank], laid, heights, Box(left, top, width, 0), measures))
            left += width + 2 * gap
            bottom = max(bottom, placed[-1].box.bottom)
        top = bottom + 2 * gap
    bottom = max((zone.box.bottom for zone in placed), default=box.y)
    return Layout(measures, tuple(placed), box._replace(height=bottom - box.y))


def _place_zone(
    zone: PlannedZone, laid: Sequence[Shelf], heights: Sequence[Sequence[float]], box: Box, measures: Measures
) -> PlacedZone:
    """A zone from the top of the box, its shelves one under the other."""
    gap, bottom = measures.gap, box.y + measures.zone_head
    districts: list[PlacedDistrict] = []
    for shelf, tall in zip(laid, heights, strict=True):
        place = Box(box.x + gap, bottom, box.width - 2 * gap, 0)
        districts += _place_shelf(zone, shelf, tall, place, measures)
        bottom += measures.district_head + sum(height + gap for height in tall) + 2 * gap
    return PlacedZone(zone, box._replace(height=bottom - box.y), tuple(districts))


def _place_shelf(
    zone: PlannedZone, shelf: Shelf, heights: Sequence[float], box: Box, measures: Measures
) -> list[PlacedDistrict]:
    """The quartiers of a shelf side by side over the whole width, their blocs in rows of the same heights."""
    gap = measures.gap
    cell = (box.width - gap * (len(shelf.groups) - 1)) / sum(shelf.columns)
    tops = [box.y + measures.district_head + sum(heights[:rank]) + gap * rank for rank in range(len(heights))]
    left = box.x
    placed = []
    for group, columns in zip(shelf.groups, shelf.columns, strict=True):
        district = zone.districts[group]
        width = columns * cell
        inner = (width - gap * (columns + 1)) / columns
        blocks = tuple(
            (
                block,
                Box(
                    left + gap + (rank % columns) * (inner + gap),
                    tops[rank // columns],
                    inner,
                    heights[rank // columns],
                ),
            )
            for rank, block in enumerate(district.blocks)
        )
        height = measures.district_head + sum(heights) + gap * len(heights)
        placed.append(PlacedDistrict(district, Box(left, box.y, width, height), blocks))
        left += width + gap
    return placed
