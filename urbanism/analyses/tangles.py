"""Knots: groups of producers each linked straight to nearly every one of a group of consumers.

p producers and c consumers cost up to p × c links where the common pot needs p + c connectors. Knots are found by
peeling: ends with too few links go first, then the weakest end at each step, until what is left is dense enough
(a greedy search for quasi-bicliques; exact ones are NP-hard to find). The links of a knot are then set aside and the
search goes on in what remains.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from urbanism.analyses.point_to_point import is_direct
from urbanism.graph import EstateGraph, Network
from urbanism.graph.estate import Pair

MOST_A_PART = 40
"""Knots looked for in one connected part, so that the time stays linear."""


class Tangle(NamedTuple):
    """A knot: who produces, who consumes, the direct flows between them."""

    producers: tuple[int, ...]
    consumers: tuple[int, ...]
    pairs: int
    flows: tuple[int, ...]

    @property
    def density(self) -> float:
        """Linked pairs over possible pairs, from 0 to 1."""
        return self.pairs / (len(self.producers) * len(self.consumers))

    @property
    def connectors(self) -> int:
        """Connectors to the common pot that would replace the flows: one an application."""
        return len({*self.producers, *self.consumers})

    @property
    def saved(self) -> int:
        """Flows less connectors."""
        return len(self.flows) - self.connectors


def tangles(graph: EstateGraph, *, least: int = 3, density: float = 0.75) -> tuple[Tangle, ...]:
    """Knots with `least` producers and consumers or more, at least as dense as asked, most flows saved first."""
    links = {pair for pair, flows in graph.pairs.items() if any(is_direct(graph, flow) for flow in flows)}
    found = []
    for part in _parts(core(links, least)):
        for _ in range(MOST_A_PART):
            knot = densest(part, least, density)
            if not knot:
                break
            found.append(_tangle(graph, knot))
            part = core(part - knot, least)
    return tuple(sorted(found, key=lambda tangle: (-tangle.saved, -tangle.density, tangle.producers)))


def core(links: Iterable[Pair], least: int) -> set[Pair]:
    """The links left once ends with fewer than `least` partners on the other side are taken away, again and again."""
    partners = _sides(links)
    weak = [end for end, others in partners.items() if len(others) < least]
    while weak:
        end = weak.pop()
        for other in partners.pop(end, ()):
            partners[other].discard(end)
            if len(partners[other]) == least - 1:
                weak.append(other)
    return {(node, other[1]) for (side, node), others in partners.items() if side == "p" for other in others}


def densest(links: set[Pair], least: int, density: float) -> set[Pair]:
    """The links of the first group dense enough that peeling the weakest end at each step leaves; () if none."""
    partners = _sides(links)
    counts = {side: sum(1 for end in partners if end[0] == side) for side in "pc"}
    left = len(links)
    queue = [(len(others), end) for end, others in partners.items()]
    heapq.heapify(queue)
    while queue and min(counts.values()) >= least:
        if left >= density * counts["p"] * counts["c"]:
            return {(node, other[1]) for (side, node), others in partners.items() if side == "p" for other in others}
        degree, end = heapq.heappop(queue)
        if end not in partners or degree != len(partners[end]):
            continue
        for other in partners.pop(end):
            partners[other].discard(end)
            heapq.heappush(queue, (len(partners[other]), other))
        counts[end[0]] -= 1
        left -= degree
    return set()


def _sides(links: Iterable[Pair]) -> dict[tuple[str, int], set[tuple[str, int]]]:
    """The partners of each producer ("p", node) and consumer ("c", node): an end may be both."""
    partners: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for source, target in links:
        partners["p", source].add(("c", target))
        partners["c", target].add(("p", source))
    return dict(partners)


def _parts(links: set[Pair]) -> list[set[Pair]]:
    part_of = {node: rank for rank, part in enumerate(Network(links).components()) for node in part}
    parts: dict[int, set[Pair]] = defaultdict(set)
    for link in links:
        parts[part_of[link[0]]].add(link)
    return list(parts.values())


def _tangle(graph: EstateGraph, knot: set[Pair]) -> Tangle:
    flows = [flow.id for pair in sorted(knot) for flow in graph.pairs[pair] if is_direct(graph, flow)]
    producers, consumers = ({pair[side] for pair in knot} for side in (0, 1))
    return Tangle(tuple(sorted(producers)), tuple(sorted(consumers)), len(knot), tuple(flows))
