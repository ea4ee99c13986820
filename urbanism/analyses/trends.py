"""Figures of the estate at one moment, to be laid beside those of other moments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from urbanism.analyses.indicators import Figure, indicators
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot

COUNTED: Mapping[str, str] = {
    "applications": "Applications en service",
    "interfaces": "Flux",
    "referentials": "Référentiels",
    "contracts": "Contrats",
    "products": "Produits",
    "communes": "Communes",
}
"""The tables whose size is followed; of applications, those that run."""


class Moment(NamedTuple):
    """How many objects of each table there were, and the value of each indicator that had one, at the end of a day."""

    day: date
    revision: int
    counts: Mapping[str, int]
    values: Mapping[str, float]


def moment(snapshot: Snapshot) -> Moment:
    """The figures of one reading, for the whole estate."""
    found = indicators(EstateGraph(snapshot), {}, ("ensemble",))
    return Moment(
        snapshot.today,
        snapshot.revision,
        {table: len(getattr(snapshot, table)) for table in COUNTED}
        | {"applications": sum(application.is_active for application in snapshot.applications)},
        {one.code: one.figure.value for one in found if isinstance(one.figure, Figure)},
    )


STEPS = (1, 7, 28, 91, 364)
"""Days between two readings."""


def days_to_look_at(first: date, last: date, most: int = 24) -> Sequence[date]:
    """The days to read the estate on, oldest first, `last` among them: every day, week, month, quarter or year.

    They are counted from `first`, so that what was read once serves again the day after.
    """
    span = (last - first).days
    step = next((step for step in STEPS if span < step * (most - 1)), STEPS[-1])
    return [*(first + timedelta(passed) for passed in range(0, span, step)), last]
