"""Where the estate is fragile by its shape: cut points, bridges, cycles between blocs, chains of synchronous calls."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph, Flow, Network
from urbanism.graph.estate import group
from urbanism.vocabulary import Ternary


class BlockCycle(NamedTuple):
    """Blocs that feed each other in a circle: all of them, a shortest circle, and the flows along it."""

    blocks: tuple[int, ...]
    circle: tuple[int, ...]
    flows: tuple[int, ...]


class CallChain(NamedTuple):
    """Applications that wait for each other: in order, with one flow a step. `loops`: they wait in a circle."""

    parties: tuple[int, ...]
    flows: tuple[int, ...]
    loops: bool


class WeakPoints(NamedTuple):
    """Parties whose loss cuts a part of the estate off, and the flows that no other way doubles.

    A flow between two parties that a parallel or an opposite one also joins is no bridge.
    """

    parts: int
    cut_parties: tuple[int, ...]
    bridges: tuple[Flow, ...]


def weak_points(graph: EstateGraph) -> WeakPoints:
    """Articulation points and bridges of the running flows, whatever their direction."""
    network = Network(graph.pairs)
    joining = (
        (*graph.pairs.get((one, other), ()), *graph.pairs.get((other, one), ())) for one, other in network.bridges()
    )
    alone = tuple(flows[0] for flows in joining if len(flows) == 1)
    return WeakPoints(len(network.components()), network.cut_nodes(), alone)


def crossroads(graph: EstateGraph, most: int = 20) -> tuple[tuple[int, float], ...]:
    """The parties through which most shortest ways pass, with how many (betweenness).

    Takes a tenth of a second on some thousand applications, and grows as their number times the flows'.
    """
    crossed = Network(graph.pairs).betweenness()
    busiest = sorted(crossed.items(), key=lambda found: (-found[1], found[0]))
    return tuple(found for found in busiest[:most] if found[1])


def block_cycles(graph: EstateGraph) -> tuple[BlockCycle, ...]:
    """Strong components of the flows between blocs, the common pot's own flows left out (R34)."""
    flows = group(
        (flow for flow in graph.crossing_flows if not graph.by_hub(flow)),
        lambda flow: graph.ends(flow),
    )
    network = Network((source, target) for source, target in flows if source is not None and target is not None)
    cycles = []
    for knot in network.knots():
        circle = network.cycle(knot)
        steps = itertools.pairwise(circle)
        cycles.append(BlockCycle(knot, circle, tuple(flows[step][0].id for step in steps)))
    return tuple(cycles)


def call_chains(graph: EstateGraph, longer_than: int) -> tuple[CallChain, ...]:
    """The longest chain of synchronous flows between blocs from each of its starts, and the circles (R10).

    Only chains of more than `longer_than` flows are told; a circle is told whatever its length.
    """
    calls = group(
        (flow for flow in graph.crossing_flows if flow.synchronous is Ternary.YES),
        lambda flow: (graph.host[flow.source_id], graph.host[flow.target_id]),
    )
    network = Network(calls)
    found = []
    knot_of: dict[int, int] = {}
    for rank, knot in enumerate(network.knots()):
        knot_of.update(dict.fromkeys(knot, rank))
        found.append(_chain(calls, network.cycle(knot), loops=True))
    forward = [edge for edge in network.edges if knot_of.get(edge[0], -1) != knot_of.get(edge[1], -2)]
    found += [_chain(calls, way, loops=False) for way in _longest_ways(forward) if len(way) - 1 > longer_than]
    return tuple(found)


def _chain(calls: Mapping[tuple[int, int], list[Flow]], way: tuple[int, ...], *, loops: bool) -> CallChain:
    return CallChain(way, tuple(calls[step][0].id for step in itertools.pairwise(way)), loops)


def _longest_ways(edges: list[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The longest way from each node that nothing enters, in an acyclic network."""
    network = Network(edges)
    following = group(edges, lambda edge: edge[0])
    best: dict[int, int] = {}
    length: dict[int, int] = {}
    for position in network.graph.topological_sorting(mode="in"):
        node = network.nodes[position]
        steps = [(length[target] + 1, target) for _, target in following.get(node, ())]
        length[node] = max(steps)[0] if steps else 0
        if steps:
            best[node] = max(steps)[1]
    entered = {target for _, target in edges}
    ways = []
    for start in (node for node in network.nodes if node not in entered):
        way = [start]
        while way[-1] in best:
            way.append(best[way[-1]])
        ways.append(tuple(way))
    return ways
