"""Where cases are planted."""

from __future__ import annotations

from urbanism.demo.draft import Draft
from urbanism.demo.records import Application


def town(draft: Draft, block: str) -> list[Application]:
    """The active applications of a bloc in the central town."""
    return draft.active(draft.holders[1].name, block)


def detailed(draft: Draft, block: str) -> list[Application]:
    """The active applications of a bloc in the three largest holders, whose workbooks tell who does what with data."""
    return [application for holder in draft.holders[:3] for application in draft.active(holder.name, block)]
