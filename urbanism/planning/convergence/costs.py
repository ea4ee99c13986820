"""What a move costs and spares, from what is known of the application and the user's unit costs.

An unknown figure is never replaced: the part that needs it is left out, and `unknowns` says so.
"""

from __future__ import annotations

from datetime import date

from urbanism.planning.convergence.settings import UnitCosts
from urbanism.planning.convergence.targets import overlays_of
from urbanism.snapshot import Application, Contract

MONTHS = 12


def paid_once(leaving: Application, target: Application | None, costs: UnitCosts) -> float:
    """Migration, training, double running and overlays to carry over, in euros; dues apart."""
    users = leaving.users or 0
    same = target is not None and leaving.product_id is not None and leaving.product_id == target.product_id
    share = costs.same_product_share if same else 1.0
    work = costs.migration + users * (costs.migration_user + costs.training_user)
    double = (leaving.yearly_cost or 0.0) * costs.double_months / MONTHS
    return share * work + double + costs.overlay * len(missing_overlays(leaving, target))


def missing_overlays(leaving: Application, target: Application | None) -> tuple[str, ...]:
    """The overlays of the leaving application that the target does not carry yet."""
    own = set(overlays_of(target.overlays)) if target else set()
    return tuple(overlay for overlay in overlays_of(leaving.overlays) if overlay not in own)


def spared(leaving: Application, costs: UnitCosts, *, bought: bool) -> tuple[float, float]:
    """Euros a year once the application is gone: what is known, and what is supposed where nobody said its cost.

    That is the part of its cost no longer due, and the agents' time. On a target to be bought nothing of the old cost
    is kept: the target's own yearly cost replaces it.
    """
    freed = 1 - (0.0 if bought else costs.kept_share)
    upkeep = costs.upkeep if leaving.cost_staff is None else 0.0
    if leaving.yearly_cost is None:
        return upkeep, costs.unknown_yearly * freed
    return max(0.0, leaving.yearly_cost) * freed + upkeep, 0.0


def free_on(contract: Contract | None, today: date) -> date | None:
    """The first day the application may leave without dues; None when nothing holds it.

    A contract whose notice can no longer be given runs one more year. One that is already over, or whose end nobody
    said, holds nothing.
    """
    if contract is None or contract.end_date is None or contract.end_date < today:
        return None
    end = contract.end_date
    notice = min(max(contract.notice_months or 0, 0), 10 * MONTHS)
    while _whole_months(today, end) < notice:
        end = _a_year_later(end)
    return end


def dues(application: Application, free: date | None, year: int) -> float:
    """What is left to pay on the contract when leaving at the end of a year, in euros."""
    if free is None:
        return 0.0
    months = max(0, months_between(date(year, 12, 31), free))
    return max(0.0, application.yearly_cost or 0.0) * months / MONTHS


def months_between(start: date, end: date) -> int:
    """Months from one day to another, a started month counting whole; negative backwards."""
    months = (end.year - start.year) * MONTHS + end.month - start.month
    return months + (end.day > start.day)


def _whole_months(start: date, end: date) -> int:
    return (end.year - start.year) * MONTHS + end.month - start.month - (end.day < start.day)


def _a_year_later(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def unknowns(application: Application) -> tuple[str, ...]:
    """The figures of an application that its move would need and that nobody said."""
    missing = []
    if application.yearly_cost is None:
        missing.append("coût annuel")
    if application.users is None:
        missing.append("agents utilisateurs")
    return tuple(missing)
