"""Which blocs each commune has an application for."""

from __future__ import annotations

from collections import defaultdict

from urbanism.graph import EstateGraph


def equipped_blocks(graph: EstateGraph) -> dict[int, set[int]]:
    """The blocs that each commune has an application for, its own or one that serves it."""
    equipped: dict[int, set[int]] = defaultdict(set)
    for application in graph.applications:
        blocks = {application.block_id, *graph.secondary_blocks.get(application.id, ())}
        for commune in graph.served[application.id]:
            equipped[commune].update(block for block in blocks if block is not None)
    return equipped
