"""Knots: groups of producers each linked straight to every one of a group of consumers.

p producers and c consumers make p × c links where the common pot needs p + c connectors. Finding the largest such group
(a biclique) is NP-hard; here one is grown greedily from each producer, by the partner that keeps most consumers, and
the groups that save most links are kept, no link being told twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph, once
from urbanism.graph.estate import Pair

MOST_PARTNERS = 200
"""Fellow producers tried from each producer, those with most consumers in common first: it bounds the search."""

Partners = Mapping[int, set[int]]
Group = tuple[frozenset[int], frozenset[int]]


class Tangle(NamedTuple):
    """A knot: who produces, who consumes, and the direct flows between them."""

    producers: tuple[int, ...]
    consumers: tuple[int, ...]
    flows: tuple[int, ...]

    @property
    def connectors(self) -> int:
        """Connectors to the common pot that would replace the flows: one an application."""
        return len({*self.producers, *self.consumers})

    @property
    def saved(self) -> int:
        """Flows less connectors."""
        return len(self.flows) - self.connectors


def tangles(graph: EstateGraph, *, least: int = 4) -> tuple[Tangle, ...]:
    """Knots with `least` producers and `least` consumers or more, most flows saved first."""
    return _tangles(graph, least)


@once
def _tangles(graph: EstateGraph, least: int) -> tuple[Tangle, ...]:
    left = {pair for pair, flows in graph.pairs.items() if any(graph.is_direct(flow) for flow in flows)}
    found: list[Group] = []
    while groups := _disjoint(_grown(core(left, least), least)):
        found += groups
        left.difference_update(link for group in groups for link in _links(group))
    return tuple(sorted((_tangle(graph, group) for group in found), key=lambda knot: (-knot.saved, knot.producers)))


def core(links: Iterable[Pair], least: int) -> set[Pair]:
    """The links left once ends with fewer than `least` partners on the other side are taken away, again and again."""
    consumers, producers = _partners(links)
    sides = (consumers, producers)
    weak = [(side, end) for side in (0, 1) for end, others in sides[side].items() if len(others) < least]
    while weak:
        side, end = weak.pop()
        for other in sides[side].pop(end, ()):
            sides[1 - side][other].discard(end)
            if len(sides[1 - side][other]) == least - 1:
                weak.append((1 - side, other))
    return {(producer, consumer) for producer, found in consumers.items() for consumer in found}


def _partners(links: Iterable[Pair]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """The consumers of each producer, the producers of each consumer."""
    consumers: dict[int, set[int]] = defaultdict(set)
    producers: dict[int, set[int]] = defaultdict(set)
    for source, target in links:
        consumers[source].add(target)
        producers[target].add(source)
    return consumers, producers


def _grown(links: set[Pair], least: int) -> set[Group]:
    consumers, producers = _partners(links)
    return {group for start in consumers if (group := _grow(start, consumers, producers, least))}


def _grow(start: int, consumers: Partners, producers: Partners, least: int) -> Group | None:
    """The group that saves most links among those met while adding partners one by one."""
    members, common = {start}, set(consumers[start])
    shared = Counter(fellow for consumer in common for fellow in producers[consumer])
    del shared[start]
    fellows = {fellow for fellow, count in shared.most_common(MOST_PARTNERS) if count >= least}
    best: Group | None = None
    while fellows:
        kept = {fellow: len(common & consumers[fellow]) for fellow in fellows}
        fellows = {fellow for fellow, count in kept.items() if count >= least}
        if not fellows:
            break
        chosen = max(fellows, key=lambda fellow: (kept[fellow], -fellow))
        fellows.discard(chosen)
        members.add(chosen)
        common &= consumers[chosen]
        if len(members) >= least and (best is None or _saved((members, common)) > _saved(best)):
            best = frozenset(members), frozenset(common)
    return best


def _saved(group: tuple[frozenset[int] | set[int], frozenset[int] | set[int]]) -> int:
    return len(group[0]) * len(group[1]) - len(group[0]) - len(group[1])


def _disjoint(groups: Iterable[Group]) -> list[Group]:
    """The groups that save most links, leaving out those that share a link with a better one."""
    kept: list[Group] = []
    taken: set[Pair] = set()
    for group in sorted(groups, key=lambda group: (-_saved(group), sorted(group[0]), sorted(group[1]))):
        links = _links(group)
        if taken.isdisjoint(links):
            kept.append(group)
            taken |= links
    return kept


def _links(group: Group) -> set[Pair]:
    return {(producer, consumer) for producer in group[0] for consumer in group[1]}


def _tangle(graph: EstateGraph, group: Group) -> Tangle:
    flows = [flow.id for pair in sorted(_links(group)) for flow in graph.pairs[pair] if graph.is_direct(flow)]
    return Tangle(tuple(sorted(group[0])), tuple(sorted(group[1])), tuple(flows))
