"""What has been decided of an application."""

from __future__ import annotations

from datetime import date

from urbanism.snapshot import Application
from urbanism.vocabulary import LifecycleStatus

KEPT = ("conserver", "maintenir", "garder")
"""How a decision to keep an application begins."""


def goes(application: Application) -> bool:
    """Whether a decision says that the application leaves: any decision but to keep it."""
    decision = (application.target_decision or "").casefold().strip()
    return bool(decision) and not decision.startswith(KEPT)


def departure_year(application: Application, today: date, last: int) -> int | None:
    """The year by whose end an application has left, as its holder decided; None where nothing is decided.

    One that is on its way out is decided too. Its date, or its end of life, gives the year: `last` where nobody said
    it, or where it is already over and the application still runs.
    """
    if not goes(application) and application.status is not LifecycleStatus.LEAVING:
        return None
    day = (application.target_date if goes(application) else None) or application.ends_on
    return last if day is None or day < today else day.year
