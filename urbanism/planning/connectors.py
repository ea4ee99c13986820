"""Whom to connect to the common pot first: which ends replace most links for so many connectors.

A link between two ends is replaced once both are connected. Choosing k ends that hold most links between them is the
densest-k-subgraph problem, NP-hard; but for a *price* p per connector, the set that maximises links − p × connectors is
a minimum cut (Goldberg 1984), and when the price falls these sets grow by inclusion. They are the exact optimum for
their own number of connectors, give an order in which to connect, and the line between two of them bounds what any
other number can reach.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

import igraph

Pair = tuple[int, int]


class Stage(NamedTuple):
    """A set of ends to connect and the links between them."""

    ends: frozenset[int]
    links: int


class Choice(NamedTuple):
    """The ends chosen for a budget, the links they replace, and a number that no choice can exceed."""

    ends: frozenset[int]
    links: int
    bound: int

    @property
    def gap(self) -> float:
        """How far the choice may be from the best one, as a share of the bound."""
        return (self.bound - self.links) / self.bound if self.bound else 0.0


class Links:
    """Links between ends, parallel and opposite ones counted together; self-links are left out."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.weights: Counter[Pair] = Counter((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])
        self.neighbours: dict[int, dict[int, int]] = defaultdict(dict)
        for (left, right), weight in self.weights.items():
            self.neighbours[left][right] = weight
            self.neighbours[right][left] = weight

    @property
    def all(self) -> Stage:
        """Everything connected."""
        return Stage(frozenset(self.neighbours), self.weights.total())

    def gain(self, end: int, connected: Collection[int]) -> int:
        """Links that connecting one more end replaces."""
        return sum(weight for other, weight in self.neighbours[end].items() if other in connected)

    def between(self, lower: Stage, upper: Stage) -> Stage | None:
        """The best stage strictly above the line from `lower` to `upper`, between them; None if there is none."""
        rise, run = upper.links - lower.links, len(upper.ends) - len(lower.ends)
        middle = sorted(upper.ends - lower.ends)
        chosen = self._cut(middle, lower.ends, rise, run)
        found = lower.ends | chosen
        links = lower.links + sum(self.gain(end, lower.ends) for end in chosen) + self._inside(chosen)
        above = (links - lower.links) * run > rise * len(chosen)
        return Stage(found, links) if above else None

    def _inside(self, ends: frozenset[int]) -> int:
        return sum(self.gain(end, ends) for end in ends) // 2

    def _cut(self, middle: list[int], connected: frozenset[int], rise: int, run: int) -> frozenset[int]:
        """The ends of `middle` worth connecting, besides `connected`, at a price of rise / run links each.

        Goldberg's network scaled by `run`, so that every capacity is a whole number.
        """
        index = {end: position for position, end in enumerate(middle)}
        source, sink = len(middle), len(middle) + 1
        edges: list[Pair] = []
        capacities: list[int] = []
        worth = []
        for end, position in index.items():
            inside = 0
            for other, weight in self.neighbours[end].items():
                if other in index:
                    inside += weight
                    edges.append((position, index[other]))
                    capacities.append(run * weight)
            worth.append(run * (inside + 2 * self.gain(end, connected)))
        most = max(worth, default=0)
        for position, value in enumerate(worth):
            edges += [(source, position), (position, sink)]
            capacities += [most, most + 2 * rise - value]
        cut = igraph.Graph(n=len(middle) + 2, edges=edges, directed=True).mincut(source, sink, capacity=capacities)
        kept = next(part for part in cut.partition if source in part)
        return frozenset(middle[position] for position in kept if position != source)


def stages(links: Links, most: int = 8) -> tuple[Stage, ...]:
    """Growing sets to connect, each the best for its size, best return first; at most `most`, the last is everything.

    The widest gap is split first, so that a long list of stages is cut evenly.
    """
    start = Stage(frozenset(), 0)
    found = [start, links.all]
    waiting = [(-len(links.all.ends), 0, start, links.all)]
    turn = 0
    while waiting and len(found) <= most:
        _, _, lower, upper = heapq.heappop(waiting)
        stage = links.between(lower, upper)
        if stage:
            found.append(stage)
            for low, high in ((lower, stage), (stage, upper)):
                turn += 1
                heapq.heappush(waiting, (len(low.ends) - len(high.ends), turn, low, high))
    return tuple(sorted(found, key=lambda stage: len(stage.ends)))[1:] if links.weights else ()


def best_within(links: Links, budget: int) -> Choice:
    """Ends to connect with so many connectors, and a bound on what any choice can replace."""
    lower, upper = Stage(frozenset(), 0), links.all
    if budget >= len(upper.ends):
        return Choice(upper.ends, upper.links, upper.links)
    while stage := links.between(lower, upper):
        lower, upper = (stage, upper) if len(stage.ends) <= budget else (lower, stage)
    room, run = budget - len(lower.ends), len(upper.ends) - len(lower.ends)
    bound = lower.links + (upper.links - lower.links) * room // run
    grown, shrunk = _grow(links, lower, upper, budget), _shrink(links, upper, budget)
    best = max(grown, shrunk, key=lambda stage: stage.links)
    return Choice(best.ends, best.links, min(bound, upper.links))


def _grow(links: Links, lower: Stage, upper: Stage, budget: int) -> Stage:
    """Add, one by one, the end of `upper` that replaces most links."""
    ends, count = set(lower.ends), lower.links
    gains = {end: links.gain(end, ends) for end in upper.ends - lower.ends}
    while len(ends) < budget and gains:
        chosen = max(gains, key=lambda end: (gains[end], len(links.neighbours[end]), -end))
        count += gains.pop(chosen)
        ends.add(chosen)
        for other, weight in links.neighbours[chosen].items():
            if other in gains:
                gains[other] += weight
    return Stage(frozenset(ends), count)


def _shrink(links: Links, upper: Stage, budget: int) -> Stage:
    """Take away, one by one, the end of `upper` that replaces fewest links."""
    ends, count = set(upper.ends), upper.links
    degree = {end: links.gain(end, ends) for end in ends}
    queue = [(value, end) for end, value in degree.items()]
    heapq.heapify(queue)
    while len(ends) > budget:
        value, end = heapq.heappop(queue)
        if end not in ends or value != degree[end]:
            continue
        ends.discard(end)
        count -= value
        for other, weight in links.neighbours[end].items():
            if other in ends:
                degree[other] -= weight
                heapq.heappush(queue, (degree[other], other))
    return Stage(frozenset(ends), count)
