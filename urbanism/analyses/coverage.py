"""Which blocs each commune has an application for."""

from __future__ import annotations

from collections import defaultdict

from urbanism.graph import EstateGraph, once


@once
def equipped_blocks(graph: EstateGraph) -> dict[int, set[int]]:
    """The blocs that each commune has an application for, its own or one that serves it."""
    equipped: dict[int, set[int]] = defaultdict(set)
    for application in graph.applications:
        blocks = set(graph.secondary_blocks.get(application.id, ()))
        if application.block_id is not None:
            blocks.add(application.block_id)
        for commune in graph.served[application.id]:
            equipped[commune] |= blocks
    return dict(equipped)
