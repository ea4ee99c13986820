"""What a viewer may know of the costs of others: medians, made here where all the costs are read."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine

from urbanism.analyses.medians import Median, TooFew, cost_medians
from urbanism.store.snapshots import load_snapshot
from urbanism.store.viewer import LOCAL, viewer_of


def load_cost_medians(engine: Engine) -> Mapping[int, Median | TooFew]:
    """By bloc and by product, the median yearly cost of the communes other than the viewer's own."""
    return cost_medians(load_snapshot(engine, LOCAL), viewer_of(engine).communes or ())
