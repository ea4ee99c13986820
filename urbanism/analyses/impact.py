"""What is deprived when something stops, how far, and the way of a datum from one application to another.

A party is *deprived* of an object when every declared way by which it received it starts from, or passes through, what
stops; it is *reduced* when it keeps another way. Flows whose data nobody described reach their target only: nothing
tells what it passes on.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph, Flow, Network
from urbanism.graph.estate import group
from urbanism.vocabulary import DataRole


class Loss(NamedTuple):
    """A party that no longer receives an object (None: undescribed data) as before.

    `path` goes from what stops to the party; `flows` are one a step.
    """

    party: int
    data_object: int | None
    deprived: bool
    path: tuple[int, ...]
    flows: tuple[int, ...]


class Uncovered(NamedTuple):
    """A bloc of a commune left without any running application."""

    commune: int
    block: int


class Impact(NamedTuple):
    """What follows from stopping some parties.

    `losses` are sorted by distance, nearest first; `flows` are those that stop, and that a replacement makes anew.
    """

    stopped: tuple[int, ...]
    flows: tuple[int, ...]
    losses: tuple[Loss, ...]
    uncovered: tuple[Uncovered, ...]
    communes: tuple[int, ...]
    blocks: tuple[int, ...]


class Step(NamedTuple):
    """One step of a datum's way: the flows that may carry it; `certain` when one is known to carry the object."""

    source: int
    target: int
    flows: tuple[int, ...]
    certain: bool


def impact(graph: EstateGraph, parties: Collection[int]) -> Impact:
    """What stopping these applications, referentials or national systems deprives.

    A referential stops with the application that hosts it.
    """
    gone = set(parties) | {party for party, host in graph.host.items() if host in parties}
    losses = [loss for data_object in graph.flows_of_object for loss in _losses(graph, data_object, gone)]
    losses += _undescribed(graph, gone)
    losses.sort(key=lambda loss: (len(loss.path), loss.party, loss.data_object or 0))
    touched = gone | {loss.party for loss in losses}
    return Impact(
        stopped=tuple(sorted(gone)),
        flows=tuple(flow.id for flow in graph.flows if flow.source_id in gone or flow.target_id in gone),
        losses=tuple(losses),
        uncovered=_uncovered(graph, gone),
        communes=tuple(sorted({commune for party in touched for commune in graph.communes_of(party)})),
        blocks=tuple(sorted({graph.block[party] for party in touched if party in graph.block})),
    )


def ways(
    graph: EstateGraph, source: int, target: int, data_object: int | None = None, most: int = 5
) -> tuple[tuple[Step, ...], ...]:
    """The shortest ways from one party to another, at most `most` of them.

    With a data object, only flows that carry it, or whose data nobody described, are followed.
    """

    def may_carry(flow: Flow) -> bool:
        carried = graph.objects.get(flow.id)
        return data_object is None or not carried or data_object in carried

    steps = group(filter(may_carry, graph.flows), lambda flow: (flow.source_id, flow.target_id))
    found = Network(steps).ways(source, target, most)
    return tuple(
        tuple(_step(graph, pair, steps[pair], data_object) for pair in itertools.pairwise(way)) for way in found
    )


def _step(graph: EstateGraph, pair: tuple[int, int], flows: Iterable[Flow], data_object: int | None) -> Step:
    known = tuple(flow.id for flow in flows if data_object is None or data_object in graph.objects.get(flow.id, ()))
    return Step(*pair, known or tuple(flow.id for flow in flows), bool(known) and data_object is not None)


def _losses(graph: EstateGraph, data_object: int, gone: set[int]) -> list[Loss]:
    """Who receives an object less, or no more: what starts can reach before, against what they reach after."""
    flows = graph.flows_of_object[data_object]
    if not any(flow.source_id in gone or flow.target_id in gone for flow in flows):
        return []
    network = Network((flow.source_id, flow.target_id) for flow in flows)
    masters = {u.application_id for u in graph.uses if u.data_object_id == data_object and u.role is DataRole.MASTER}
    starts = _origins(network) | masters
    still = Network((f.source_id, f.target_id) for f in flows if not {f.source_id, f.target_id} & gone)
    supplied = still.reachable(start for start in starts if start not in gone)
    touched = _from_gone(flows, gone)
    return [
        Loss(party, data_object, party not in supplied, path, steps)
        for party, (path, steps) in touched.items()
        if party not in starts
    ]


def _origins(network: Network) -> frozenset[int]:
    """Where an object starts, masters aside: parties that nobody feeds, and circles that nothing outside feeds."""
    circles = {node: knot for knot in network.knots() for node in knot}
    fed = {t for s, t in network.edges if circles.get(s, (s,)) != circles.get(t, (t,))}
    fed |= {node for knot in set(circles.values()) if fed & set(knot) for node in knot}
    return frozenset(node for node in network.nodes if node not in fed)


def _from_gone(flows: Iterable[Flow], gone: set[int]) -> Mapping[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Everything downstream of what stops, with a shortest path and its flows."""
    following: dict[int, list[Flow]] = defaultdict(list)
    for flow in flows:
        following[flow.source_id].append(flow)
    reached: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {party: ((party,), ()) for party in gone}
    layer = sorted(gone & following.keys())
    while layer:
        beyond = []
        for party in layer:
            path, steps = reached[party]
            for flow in following[party]:
                if flow.target_id not in reached:
                    reached[flow.target_id] = (*path, flow.target_id), (*steps, flow.id)
                    beyond.append(flow.target_id)
        layer = beyond
    return {party: way for party, way in reached.items() if party not in gone}


def _undescribed(graph: EstateGraph, gone: set[int]) -> list[Loss]:
    """The direct targets of flows whose data nobody described."""
    losses: dict[int, Loss] = {}
    for party in sorted(gone):
        for flow in graph.outgoing.get(party, ()):
            if flow.target_id not in gone and not graph.objects.get(flow.id):
                loss = Loss(flow.target_id, None, True, (party, flow.target_id), (flow.id,))
                losses.setdefault(flow.target_id, loss)
    return list(losses.values())


def _uncovered(graph: EstateGraph, gone: set[int]) -> tuple[Uncovered, ...]:
    """The blocs that only what stops served, by commune."""
    before: set[tuple[int, int]] = set()
    after: set[tuple[int, int]] = set()
    for application in graph.applications:
        blocks = {application.block_id, *graph.secondary_blocks.get(application.id, ())} - {None}
        places = {(commune, block or 0) for commune in graph.served[application.id] for block in blocks}
        before |= places
        if application.id not in gone:
            after |= places
    return tuple(Uncovered(*place) for place in sorted(before - after))
