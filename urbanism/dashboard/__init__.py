"""The dashboard: the only place that imports Streamlit."""

from __future__ import annotations


def run() -> None:
    """Show the dashboard; called by `app.py` at each run of the script."""
    from urbanism.dashboard.shell import show  # here: importing this package must stay light

    show()
