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

SHAPE = 1.45
"""The width of a bloc over its height that looks well."""


@dataclass(frozen=True)
class Measures:
    """Heights and gaps, in millimetres, that follow from the size of the text; `lines` is the most products a bloc."""

    size: float
    lines: int

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


class Rows(NamedTuple):
    """A shelf of quartiers, and the most products that a bloc of each of its rows has."""

    shelf: Shelf
    products: tuple[int, ...]


def lay_out(
    zones: Sequence[PlannedZone], paper: Paper, box: Box, most_lines: int, breadth: float = WIDTH_IN_SIZES
) -> Layout | None:
    """The zones in a box of the sheet, the texts as large as may be, with up to `most_lines` products a bloc.

    Where all does not fit at the least size, blocs show fewer products; None when even their names do not fit.
    A sheet that scrolls has the usual size. `breadth` is the width of a bloc that reads well, in sizes of its text.
    """
    if paper.scrolls:
        columns = max(2, int(box.width / (breadth * paper.usual * POINT)))
        return _place(zones, Measures(paper.usual, most_lines), box, columns)
    most = min(most_lines, max((len(block.lines) for zone in zones for block in zone.blocks), default=0))
    size = 1.4 * paper.usual
    while size >= paper.least:
        found = _fitting(zones, Measures(size, most), box, breadth)
        if found:
            return found
        size -= 0.5
    for lines in range(most - 1, -1, -1):
        found = _fitting(zones, Measures(paper.least, lines), box, breadth)
        if found:
            return found
    return None


def _fitting(zones: Sequence[PlannedZone], measures: Measures, box: Box, breadth: float) -> Layout | None:
    """The best-looking layout that is no higher than the box, blocs stretched down to fill it."""
    sizes = _sizes(zones)
    widest = max(1, int(box.width / (0.7 * breadth * measures.size * POINT)))
    fitting = [columns for columns in range(1, widest + 1) if _height(_rows(sizes, columns), measures) <= box.height]
    if not fitting:
        return None

    def unlikeness(columns: int) -> float:
        return abs(log(box.width / columns / (box.height / max(_count(_rows(sizes, columns)), 1)) / SHAPE))

    return _place(zones, measures, box, min(fitting, key=unlikeness))


def _sizes(zones: Sequence[PlannedZone]) -> tuple[Sizes, ...]:
    return tuple(
        tuple(tuple(len(block.lines) for block in district.blocks) for district in zone.districts) for zone in zones
    )


@lru_cache(maxsize=256)
def _rows(zones: tuple[Sizes, ...], columns: int) -> tuple[tuple[Rows, ...], ...]:
    """The shelves of each zone for so many columns."""
    found = []
    for zone in zones:
        laid = []
        for shelf in shelves([len(district) for district in zone], columns):
            most = [0] * shelf.rows
            for group, width in zip(shelf.groups, shelf.columns, strict=True):
                for rank, products in enumerate(zone[group]):
                    most[rank // width] = max(most[rank // width], products)
            laid.append(Rows(shelf, tuple(most)))
        found.append(tuple(laid))
    return tuple(found)


def _count(zones: Sequence[Sequence[Rows]]) -> int:
    return sum(rows.shelf.rows for zone in zones for rows in zone)


def _height(zones: Sequence[Sequence[Rows]], measures: Measures) -> float:
    """The least height of the whole."""
    gap = measures.gap
    height = 0.0
    for zone in zones:
        height += measures.zone_head + 2 * gap
        for _, products in zone:
            height += measures.district_head + 2 * gap + sum(measures.row(most) + gap for most in products)
    return height


def _place(zones: Sequence[PlannedZone], measures: Measures, box: Box, columns: int) -> Layout:
    """Put everything at its place; what is left of the height is shared between the rows."""
    laid = _rows(_sizes(zones), columns)
    spare = (box.height - _height(laid, measures)) / max(_count(laid), 1) if box.height else 0.0
    placed: list[PlacedZone] = []
    top, gap = box.y, measures.gap
    for zone, rows in zip(zones, laid, strict=True):
        bottom = top + measures.zone_head
        districts: list[PlacedDistrict] = []
        for shelf, products in rows:
            heights = [measures.row(most) + spare for most in products]
            place = Box(box.x + gap, bottom, box.width - 2 * gap, 0)
            districts += _place_shelf(zone, shelf, heights, place, measures)
            bottom += measures.district_head + sum(height + gap for height in heights) + 2 * gap
        placed.append(PlacedZone(zone, Box(box.x, top, box.width, bottom - top), tuple(districts)))
        top = bottom + 2 * gap
    bottom = placed[-1].box.bottom if placed else box.y
    return Layout(measures, tuple(placed), box._replace(height=bottom - box.y))


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
