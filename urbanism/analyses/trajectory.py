"""What has been decided of an application."""

from __future__ import annotations

from urbanism.snapshot import Application

KEPT = ("conserver", "maintenir", "garder")
"""How a decision to keep an application begins."""


def goes(application: Application) -> bool:
    """Whether a decision says that the application leaves: any decision but to keep it."""
    decision = (application.target_decision or "").casefold().strip()
    return bool(decision) and not decision.startswith(KEPT)
