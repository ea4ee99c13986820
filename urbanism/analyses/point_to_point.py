"""Which links go straight from one application to another, of which kind, between whom.

A link is *direct* when it joins two of the estate's own applications or referentials, by any means but the common pot.
A link whose means nobody said is counted apart: it may already pass by the pot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set
from typing import NamedTuple

from urbanism.graph import EstateGraph, Flow
from urbanism.graph.estate import group
from urbanism.vocabulary import InterfaceMeans


class Count(NamedTuple):
    """How many links for one or two objects of the estate (identifiers; () when nobody said)."""

    ids: tuple[int, ...]
    links: int


class PointToPoint(NamedTuple):
    """The inter-application links of the estate.

    `between` and the other tables count direct links; `by_editor` and `by_block` have the two sides' identifiers in the
    direction of the flow, or one identifier where both sides are the same. Tables are sorted, most links first.
    """

    links: int
    direct: tuple[Flow, ...]
    by_hub: tuple[Flow, ...]
    unknown: tuple[Flow, ...]
    loops: tuple[Flow, ...]
    by_means: tuple[tuple[InterfaceMeans, int], ...]
    within_suite: int
    between_suites: int
    suite_unknown: int
    by_object: tuple[Count, ...]
    by_block: tuple[Count, ...]
    by_commune: tuple[Count, ...]
    by_editor: tuple[Count, ...]

    @property
    def share(self) -> float | None:
        """Direct links over the links whose means is known (indicator I05); None without any."""
        known = len(self.direct) + len(self.by_hub)
        return len(self.direct) / known if known else None


def point_to_point(graph: EstateGraph, *, among: Set[int] | None = None) -> PointToPoint:
    """Sort running links between the estate's own ends into direct, by the pot, unknown and looping.

    Args:
        among: the links looked at; all by default.
    """
    flows = (flow for flow in graph.flows if graph.is_internal(flow) and (among is None or flow.id in among))
    kinds = group(flows, lambda flow: _kind(graph, flow))
    direct, by_hub, unknown, loops = (tuple(kinds.get(kind, ())) for kind in ("direct", "hub", "unknown", "loop"))
    suites = Counter(within_suite(graph, flow) for flow in direct)
    return PointToPoint(
        links=len(direct) + len(by_hub) + len(unknown) + len(loops),
        direct=direct,
        by_hub=by_hub,
        unknown=unknown,
        loops=loops,
        by_means=tuple(Counter(flow.means for flow in direct).most_common()),
        within_suite=suites[True],
        between_suites=suites[False],
        suite_unknown=suites[None],
        by_object=_table((o,) for flow in direct for o in graph.objects.get(flow.id, ()) or (None,)),
        by_block=_table(graph.ends(flow) for flow in direct),
        by_commune=_table((commune,) for flow in direct for commune in _holders(graph, flow)),
        by_editor=_table(_editors(graph, flow) for flow in direct),
    )


def _kind(graph: EstateGraph, flow: Flow) -> str:
    if flow.source_id == flow.target_id:
        return "loop"
    if graph.by_hub(flow):
        return "hub"
    return "direct" if graph.is_direct(flow) else "unknown"


def within_suite(graph: EstateGraph, flow: Flow) -> bool | None:
    """Whether both ends belong to one suite; None if the suite of an end is unknown."""
    source = graph.suite.get(graph.host.get(flow.source_id, 0))
    target = graph.suite.get(graph.host.get(flow.target_id, 0))
    return None if source is None or target is None else source == target


def _holders(graph: EstateGraph, flow: Flow) -> set[int]:
    return {graph.holder[flow.source_id], graph.holder[flow.target_id]}


def _editors(graph: EstateGraph, flow: Flow) -> tuple[int | None, int | None]:
    return (
        graph.editor.get(graph.host.get(flow.source_id, 0)),
        graph.editor.get(graph.host.get(flow.target_id, 0)),
    )


def _table(keys: Iterable[tuple[int | None, ...]]) -> tuple[Count, ...]:
    """How often each key comes; one with an unknown side is counted under ()."""
    counts = Counter(keys)
    named: Counter[tuple[int, ...]] = Counter()
    for key, links in counts.items():
        known = tuple(side for side in dict.fromkeys(key) if side is not None)
        named[() if None in key else known] += links
    return tuple(Count(ids, links) for ids, links in named.most_common())
