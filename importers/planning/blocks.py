"""A bloc for every application that has none: proposed with its evidence, to be confirmed."""

from __future__ import annotations

from importers.planning.rows import Planning


def propose_blocks(planning: Planning) -> None:
    """Give the applications created without a bloc the one their name, purpose, product or suite speak for."""
