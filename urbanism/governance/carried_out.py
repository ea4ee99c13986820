"""The estate as a scenario would leave it once all of its moves are made, in memory only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from urbanism.diagnosis.intentions import Movement, gone_live
from urbanism.governance.scenarios import KeptMove
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import BlockBasis, HolderKind, LifecycleStatus, Operation

FIRST_BOUGHT = -1_000_000_000
"""The identifier of the first application that a scenario buys; those after it go down."""


def carried_out(graph: EstateGraph, moves: Iterable[KeptMove]) -> Snapshot:
    """Each application that moves is stopped, and the communes that it served join the target, bought if need be.

    Moves of what is no longer there are left out.
    """
    return gone_live(graph.snapshot, _movements(graph, moves))


def _movements(graph: EstateGraph, moves: Iterable[KeptMove]) -> Iterator[Movement]:
    bought: dict[tuple[int | None, str], int] = {}
    joined = {instance: set(communes) for instance, communes in graph.served.items()}
    for move in moves:
        if move.application not in graph.served:
            continue
        target = move.target
        if isinstance(target, str):
            wanted = (graph.block[move.application], target)
            if wanted not in bought:
                bought[wanted] = FIRST_BOUGHT - len(bought)
                yield _purchase(graph.snapshot, bought[wanted], *wanted)
            target = bought[wanted]
        elif target not in graph.served:
            continue
        stopped = {"status": LifecycleStatus.STOPPED.value}
        yield Movement("application", Operation.UPDATE, move.application, {}, stopped)
        joining = graph.served[move.application] - joined.setdefault(target, set())
        joined[target] |= joining
        for commune in sorted(joining):
            after = {"application_id": target, "commune_id": commune, "users": None}
            yield Movement("served_commune", Operation.CREATE, target, {}, after)


def _purchase(snapshot: Snapshot, identifier: int, block: int | None, name: str) -> Movement:
    """A product bought for all, which the métropole holds (else the first holder)."""
    holders = sorted(snapshot.communes, key=lambda one: one.kind is not HolderKind.METROPOLE)
    after = {
        "id": identifier,
        "commune_id": holders[0].id,
        "code": name,
        "name": name,
        "block_id": block,
        "block_basis": (BlockBasis.STATED if block else BlockBasis.UNKNOWN).value,
        "status": LifecycleStatus.IN_USE.value,
    }
    return Movement("application", Operation.CREATE, 0, {}, after)
