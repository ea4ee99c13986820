"""The exact choice of columns by mixed-integer programming (HiGHS, by scipy), for every bloc or some of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import vstack

from urbanism.planning.convergence.columns import Columns
from urbanism.planning.convergence.within import within_blocs

INFEASIBLE = 2
"""scipy's status of a problem proven to have no solution."""


class Answer(NamedTuple):
    """The chosen columns (None: no plan found), a bound on the cost, whether there is proof that no plan exists."""

    chosen: tuple[int, ...] | None
    bound: float
    infeasible: bool


def solve_exactly(
    columns: Columns,
    seconds: float,
    *,
    free: NDArray[np.bool_] | None = None,
    fixed: Collection[int] = (),
    cost: NDArray[np.float64] | None = None,
    gap: float = 0.0,
) -> Answer:
    """The cheapest choice of columns.

    Args:
        free: which columns may be chosen (all by default); the `fixed` ones are chosen already and use up limits.
        cost: costs to minimise; the columns' own by default.
        gap: the distance to the bound, as a share, at which to stop.

    HiGHS does not presolve: measured on sample estates, that takes most of the time and removes little.
    """
    at = np.arange(len(columns.cost)) if free is None else np.flatnonzero(free)
    used = np.zeros(len(columns.cost))
    used[list(fixed)] = 1
    left = columns.limits - columns.coupling @ used
    if not len(at):
        return Answer((), 0.0, False) if np.all(left >= 0) else Answer(None, 0.0, True)
    shared = columns.coupling[:, at]
    felt = shared.getnnz(axis=1) > 0
    if np.any(left[~felt] < 0):
        return Answer(None, 0.0, True)
    inside, limits = within_blocs(columns, at)
    rows = LinearConstraint(vstack([inside, shared[felt]]), -np.inf, np.concatenate([limits, left[felt]]))
    result = milp(
        (columns.cost if cost is None else cost)[at],
        constraints=rows,
        integrality=np.ones(len(at)),
        bounds=Bounds(0, 1),
        options={"time_limit": max(0.5, seconds), "mip_rel_gap": gap, "presolve": False},
    )
    bound = -np.inf if result.mip_dual_bound is None else float(result.mip_dual_bound)
    if result.x is None:
        return Answer(None, bound, result.status == INFEASIBLE)
    return Answer(tuple(at[result.x > 0.5].tolist()), bound, False)
