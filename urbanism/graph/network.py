"""Shape questions on a plain directed network: components, cut points, paths, cycles.

A thin reading of igraph in the estate's own identifiers. Parallel edges count once and self-loops never: they change
none of these questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import igraph

Edge = tuple[int, int]


class Network:
    """A directed network between identifiers.

    Args:
        edges: pairs of identifiers; repeated ones and self-loops are left out.
        nodes: identifiers that may have no edge.
    """

    def __init__(self, edges: Iterable[Edge], nodes: Iterable[int] = ()) -> None:
        self.edges = sorted({edge for edge in edges if edge[0] != edge[1]})
        self.nodes = sorted({end for edge in self.edges for end in edge}.union(nodes))
        self.index = {node: position for position, node in enumerate(self.nodes)}

    @cached_property
    def graph(self) -> igraph.Graph:
        pairs = [(self.index[source], self.index[target]) for source, target in self.edges]
        return igraph.Graph(n=len(self.nodes), edges=pairs, directed=True)

    @cached_property
    def undirected(self) -> igraph.Graph:
        return self.graph.as_undirected(mode="collapse")

    def _named(self, positions: Iterable[int]) -> tuple[int, ...]:
        return tuple(self.nodes[position] for position in positions)

    def components(self) -> tuple[tuple[int, ...], ...]:
        """Parts with no link between them, largest first."""
        found = self.graph.connected_components(mode="weak")
        return tuple(sorted(map(self._named, found), key=lambda part: (-len(part), part)))

    def knots(self) -> tuple[tuple[int, ...], ...]:
        """Strong components: groups of two or more where each node can reach all others; largest first."""
        found = (part for part in self.graph.connected_components(mode="strong") if len(part) > 1)
        return tuple(sorted(map(self._named, found), key=lambda part: (-len(part), part)))

    def cut_nodes(self) -> tuple[int, ...]:
        """Articulation points: nodes whose loss splits a part in two, whatever the direction."""
        return tuple(sorted(self._named(self.undirected.articulation_points())))

    def bridges(self) -> tuple[Edge, ...]:
        """Links whose loss splits a part in two, whatever the direction, as pairs in increasing order."""
        edges = (self.undirected.es[position].tuple for position in self.undirected.bridges())
        return tuple(sorted((min(pair), max(pair)) for pair in (self._named(edge) for edge in edges)))

    def betweenness(self) -> dict[int, float]:
        """How many shortest ways pass through each node."""
        return dict(zip(self.nodes, self.graph.betweenness(), strict=True))

    def reachable(self, starts: Iterable[int]) -> frozenset[int]:
        """The nodes that can be reached from any of the starts, the starts included."""
        seen = {start for start in starts if start in self.index}
        waiting = list(seen)
        while waiting:
            for following in self._following(waiting.pop()):
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return frozenset(seen)

    def shortest(self, source: int, target: int) -> tuple[int, ...]:
        """The nodes of a shortest way, both ends included; () if there is none."""
        if source == target and source in self.index:
            return (source,)
        return self._search(source, target)

    def ways(self, source: int, target: int, most: int) -> tuple[tuple[int, ...], ...]:
        """Up to `most` ways without detour loops, shortest first."""
        if not self.shortest(source, target):
            return ()
        found = self.graph.get_k_shortest_paths(self.index[source], to=self.index[target], k=most, mode="out")
        return tuple(self._named(way) for way in found)

    def cycle(self, knot: Sequence[int]) -> tuple[int, ...]:
        """A shortest cycle through the first node of a strong component, ending where it began."""
        return self._search(knot[0], knot[0])

    def _search(self, start: int, goal: int) -> tuple[int, ...]:
        """A shortest way of at least one step, breadth first; () if there is none."""
        came_from: dict[int, int] = {}
        layer = [start]
        while layer:
            reached = []
            for node in layer:
                for following in self._following(node):
                    if following not in came_from:
                        came_from[following] = node
                        reached.append(following)
            if goal in came_from:
                return self._back(came_from, start, goal)
            layer = reached
        return ()

    @staticmethod
    def _back(came_from: dict[int, int], start: int, goal: int) -> tuple[int, ...]:
        way = [goal, came_from[goal]]
        while way[-1] != start:
            way.append(came_from[way[-1]])
        return tuple(reversed(way))

    @cached_property
    def _successors(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for source, target in self.edges:
            found.setdefault(source, []).append(target)
        return found

    def _following(self, node: int) -> Sequence[int]:
        return self._successors.get(node, ())
