"""What others pay, without telling who pays what: the median of five communes or more, never fewer.

The median of an odd number of communes is the figure of one of them: it is rounded to two significant figures, so that
it is nobody's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from math import floor, log10
from statistics import median
from typing import NamedTuple

from urbanism.snapshot import Snapshot

LEAST = 5
"""The fewest communes whose median is told."""


class Median(NamedTuple):
    """A median over `communes` communes, rounded to two significant figures."""

    value: float
    communes: int


class TooFew(NamedTuple):
    """Too few communes have the figure for a median to be told."""

    communes: int


def median_of(figures: Collection[float]) -> Median | TooFew:
    """The median of one figure a commune, refused below `LEAST`."""
    if len(figures) < LEAST:
        return TooFew(len(figures))
    return Median(_rounded(median(figures)), len(figures))


def cost_medians(snapshot: Snapshot, apart: Collection[int] = ()) -> Mapping[int, Median | TooFew]:
    """By bloc and by product, the median yearly cost, in euros, of the communes that are not `apart`.

    A commune's figure is the sum of the known costs of its running applications of that bloc or product; one without
    any known cost does not count.
    """
    sums: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for application in snapshot.applications:
        cost = application.yearly_cost
        if cost is None or not application.is_active or application.commune_id in apart:
            continue
        for place in (application.block_id, application.product_id):
            if place is not None:
                sums[place][application.commune_id] += cost
    return {place: median_of(tuple(figures.values())) for place, figures in sums.items()}


def _rounded(value: float) -> float:
    return round(value, 1 - floor(log10(abs(value)))) if value else 0.0
