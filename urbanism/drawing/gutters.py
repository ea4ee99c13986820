"""Ways between cards that stand in columns: through the gutters between columns and the gaps between cards.

No arrow passes behind a card: it leaves by a side, crosses the columns between by a gap, and comes in by a side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from urbanism.drawing.scene import Box

Point = tuple[float, float]
Way = tuple[Point, ...]

PORTS = 0.8
"""The share of a card's side that arrows leave by and come to."""
ASIDE = 0.9
"""The share of half a gutter that the ways from a card to another of its column take at most."""


class _Arrow(NamedTuple):
    """An arrow: the boxes that it goes from and to, and the ranks of their columns."""

    source: Box
    target: Box
    left: int
    right: int


def gutter_ways(arrows: Iterable[tuple[str, str]], places: Mapping[str, Box]) -> list[Way]:
    """The way of each arrow, from a card to another one; no two touch the side of a card at the same point.

    `places` are cards of one width in columns, none over another.
    """
    columns = _columns(places)
    rank_of = {box.x: rank for rank, column in enumerate(columns) for box in column}
    found = [
        _Arrow(places[source], places[target], rank_of[places[source].x], rank_of[places[target].x])
        for source, target in arrows
    ]
    middles = _through(found, columns)
    starts, ends = _ports(found, middles)
    outs = _outs(found, columns)
    return [
        (start, (out, start[1]), (out, end[1]), end) if out is not None else (start, *middle, end)
        for start, middle, end, out in zip(starts, middles, ends, outs, strict=True)
    ]


def _columns(places: Mapping[str, Box]) -> list[list[Box]]:
    """The cards of each column from top to bottom, columns from left to right."""
    columns: dict[float, list[Box]] = defaultdict(list)
    for box in sorted(places.values(), key=lambda box: box.y):
        columns[box.x].append(box)
    return [columns[left] for left in sorted(columns)]


def _through(arrows: Sequence[_Arrow], columns: Sequence[Sequence[Box]]) -> list[Way]:
    """The points of each arrow where it enters and leaves a gap of each column between its ends."""
    gaps = _gaps(columns)
    sharing: dict[tuple[int, int], list[int]] = defaultdict(list)
    for rank, arrow in enumerate(arrows):
        for column in _between(arrow):
            sharing[column, _nearest_gap(arrow, column, gaps[column])].append(rank)
    heights: dict[tuple[int, int], float] = {}
    for (column, gap), ranks in sharing.items():
        top, bottom = gaps[column][gap]
        for place, rank in enumerate(sorted(ranks, key=lambda one: _middle(arrows[one].target)), 1):
            heights[rank, column] = top + (bottom - top) * place / (len(ranks) + 1)
    return [
        tuple(
            (side, heights[rank, column])
            for column in _between(arrow)
            for side in _sides(columns[column][0], arrow.left < arrow.right)
        )
        for rank, arrow in enumerate(arrows)
    ]


def _between(arrow: _Arrow) -> range:
    step = 1 if arrow.left < arrow.right else -1
    return range(arrow.left + step, arrow.right, step) if arrow.left != arrow.right else range(0)


def _sides(box: Box, rightwards: bool) -> tuple[float, float]:
    return (box.x, box.right) if rightwards else (box.right, box.x)


Gap = tuple[float, float]
"""The top and bottom of what is free in a column."""


def _gaps(columns: Sequence[Sequence[Box]]) -> list[list[Gap]]:
    """What is free in each column: above its cards as high as those of others, between them, below them."""
    free = min((low.y - high.bottom for column in columns for high, low in pairwise(column)), default=0.0)
    free = free or columns[0][0].height
    highest, lowest = min(column[0].y for column in columns), max(column[-1].bottom for column in columns)
    return [
        list(
            zip(
                [highest - free, *(box.bottom for box in column)],
                [*(box.y for box in column), lowest + free],
                strict=True,
            )
        )
        for column in columns
    ]


def _nearest_gap(arrow: _Arrow, column: int, gaps: Sequence[Gap]) -> int:
    """The gap nearest to the straight way."""
    share = (column - arrow.left) / (arrow.right - arrow.left)
    wanted = _middle(arrow.source) + share * (_middle(arrow.target) - _middle(arrow.source))
    return min(range(len(gaps)), key=lambda gap: max(gaps[gap][0] - wanted, wanted - gaps[gap][1]))


def _ports(arrows: Sequence[_Arrow], middles: Sequence[Way]) -> tuple[list[Point], list[Point]]:
    """Where each arrow leaves a card and comes to one, spread over the sides that they share."""
    sharing: dict[tuple[Box, float], list[tuple[float, int, bool]]] = defaultdict(list)
    for rank, arrow in enumerate(arrows):
        seen = middles[rank] or ((0.0, _middle(arrow.target)), (0.0, _middle(arrow.source)))
        rightwards = arrow.left < arrow.right or (arrow.left == arrow.right and arrow.source.y > arrow.target.y)
        start = arrow.source.right if rightwards else arrow.source.x
        end = (arrow.target.x if rightwards else arrow.target.right) if arrow.left != arrow.right else start
        sharing[arrow.source, start].append((seen[0][1], rank, True))
        sharing[arrow.target, end].append((seen[-1][1], rank, False))
    starts: list[Point] = [(0.0, 0.0)] * len(arrows)
    ends = starts.copy()
    for (box, side), found in sharing.items():
        for place, (_, rank, leaves) in enumerate(sorted(found)):
            share = (1 - PORTS) / 2 + PORTS * (place + 0.5) / len(found)
            (starts if leaves else ends)[rank] = (side, box.y + share * box.height)
    return starts, ends


def _outs(arrows: Sequence[_Arrow], columns: Sequence[Sequence[Box]]) -> list[float | None]:
    """How far aside an arrow between two cards of a column goes: the longer, the farther; None for the others.

    It goes down along the left side and up along the right one: two opposite ways stand apart.
    """
    half = ASIDE * _gutter(columns) / 2
    sharing: dict[tuple[int, bool], list[tuple[float, int]]] = defaultdict(list)
    for rank, arrow in enumerate(arrows):
        if arrow.left == arrow.right:
            sharing[arrow.left, arrow.source.y > arrow.target.y].append((abs(arrow.source.y - arrow.target.y), rank))
    outs: list[float | None] = [None] * len(arrows)
    for (_, upwards), found in sharing.items():
        for place, (_, rank) in enumerate(sorted(found), 1):
            box, aside = arrows[rank].source, half * place / len(found)
            outs[rank] = box.right + aside if upwards else box.x - aside
    return outs


def _gutter(columns: Sequence[Sequence[Box]]) -> float:
    """The width between two columns; with one column, what it has at its left."""
    gaps = [right[0].x - left[0].right for left, right in pairwise(columns)]
    return min(gaps, default=columns[0][0].x / 2)


def _middle(box: Box) -> float:
    return box.y + box.height / 2
