"""Who is the master of which data, where several are, and which copies nothing feeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph, Flow
from urbanism.snapshot import DataUse
from urbanism.vocabulary import AuthorityRating, DataRole


class CompetingMasters(NamedTuple):
    """Applications that are all the master of one object for one scope of one holder (None: the whole of it)."""

    data_object: int
    holder: int
    scope: str | None
    applications: tuple[int, ...]


class Copy(NamedTuple):
    """A copy of an object kept by a party.

    `fed`: True when declared flows of the object lead to it from a master, the reference, a national system or the
    common pot; False when none does; None when a flow that may carry it is not described, or the master is unknown.
    """

    party: int
    data_object: int
    masters: tuple[int, ...]
    fed: bool | None


def masters_by_place(graph: EstateGraph) -> Mapping[tuple[int, int], list[DataUse]]:
    """The uses with the role of master, by (data object, holder)."""
    found: dict[tuple[int, int], list[DataUse]] = defaultdict(list)
    for use in graph.uses:
        if use.role is DataRole.MASTER:
            found[use.data_object_id, graph.holder[use.application_id]].append(use)
    return found


def competing_masters(graph: EstateGraph) -> tuple[CompetingMasters, ...]:
    """Every object with several masters in one holder for one scope (R07).

    A master whose scope nobody said is taken as master of the whole holder, so it competes with all others there.
    """
    found = []
    for (data_object, holder), uses in masters_by_place(graph).items():
        by_scope: dict[str | None, list[int]] = defaultdict(list)
        for use in uses:
            by_scope[plain_scope(use.scope)].append(use.application_id)
        whole = by_scope.pop(None, [])
        for scope, applications in (by_scope or {None: []}).items():
            rivals = tuple(dict.fromkeys([*whole, *applications]))
            if len(rivals) > 1:
                found.append(CompetingMasters(data_object, holder, scope, rivals))
    return tuple(found)


def plain_scope(scope: str | None) -> str | None:
    """A scope as it is compared: without case nor spare spaces; None when it says nothing."""
    return " ".join(scope.casefold().split()) or None if scope else None


def masters_across(graph: EstateGraph) -> tuple[CompetingMasters, ...]:
    """Masters of one object that different holders run for the same commune, one of them pooled.

    R07 looks within a holder; a commune's own master beside that of a pooled application escapes it. `holder` is then
    the commune that both serve. A master with a stated scope serves only a part that nobody can compare across
    holders: it is left out.
    """
    found: dict[tuple[int, int], dict[int, None]] = defaultdict(dict)
    for use in graph.uses:
        if use.role is DataRole.MASTER and use.scope is None:
            for commune in graph.communes_of(use.application_id):
                found[use.data_object_id, commune][use.application_id] = None
    return tuple(
        CompetingMasters(data_object, commune, None, tuple(applications))
        for (data_object, commune), applications in found.items()
        if len({graph.holder[application] for application in applications}) > 1
    )


def copies(graph: EstateGraph) -> tuple[Copy, ...]:
    """Every declared copy, and whether a master feeds it, directly or through others (R08).

    Copies are the uses with that role, and the objects that a referential carries beside its own.
    """
    keepers: dict[int, set[int]] = defaultdict(set)
    for use in graph.uses:
        if use.role is DataRole.COPY:
            keepers[use.data_object_id].add(use.application_id)
    own = {referential.id: referential.data_object_id for referential in graph.snapshot.referentials}
    for carried in graph.snapshot.carried_objects:
        if own.get(carried.referential_id) != carried.data_object_id:
            keepers[carried.data_object_id].add(carried.referential_id)
    sources = _sources(graph)
    return tuple(
        copy for data_object in sorted(keepers) for copy in _copies(graph, data_object, keepers[data_object], sources)
    )


def _sources(graph: EstateGraph) -> Mapping[int, set[int]]:
    """Masters, reference referentials (with their hosts) of each object."""
    sources: dict[int, set[int]] = defaultdict(set)
    for use in graph.uses:
        if use.role is DataRole.MASTER:
            sources[use.data_object_id].add(use.application_id)
    for referential in graph.snapshot.referentials:
        if referential.authority is AuthorityRating.REFERENCE and referential.data_object_id is not None:
            sources[referential.data_object_id] |= {referential.id, graph.host.get(referential.id, referential.id)}
    return sources


def _copies(graph: EstateGraph, data_object: int, keepers: set[int], sources: Mapping[int, set[int]]) -> list[Copy]:
    masters = sources.get(data_object, set())
    flows = graph.flows_of_object.get(data_object, ())
    givers = {f.source_id for f in flows if f.source_id not in graph.holder or _is_hub(graph, f.source_id)}
    reached = _reach(graph, flows, masters | givers)
    declared = {_node(graph, flow.target_id) for flow in flows}
    named = tuple(sorted(masters))
    made = []
    for keeper in sorted(keepers - masters):
        node = _node(graph, keeper)
        if node in masters:
            continue
        fed: bool | None = node in reached
        if not fed and ((not masters and node in declared) or _silent_feed(graph, keeper, masters)):
            fed = None
        made.append(Copy(keeper, data_object, named, fed))
    return made


def _is_hub(graph: EstateGraph, party: int) -> bool:
    return graph.block.get(party) in graph.hub_blocks


def _node(graph: EstateGraph, party: int) -> int:
    return graph.host.get(party, party)


def _reach(graph: EstateGraph, flows: Iterable[Flow], starts: Iterable[int]) -> set[int]:
    """The nodes that the flows of one object lead to; a referential and its host are one node."""
    following: dict[int, list[int]] = defaultdict(list)
    for flow in flows:
        following[_node(graph, flow.source_id)].append(_node(graph, flow.target_id))
    waiting = [_node(graph, start) for start in starts]
    reached: set[int] = set()
    while waiting:
        for node in following.pop(waiting.pop(), ()):
            reached.add(node)
            waiting.append(node)
    return reached


def _silent_feed(graph: EstateGraph, keeper: int, masters: set[int]) -> bool:
    """Whether a master sends the keeper something that nobody described."""
    ends = {keeper, _node(graph, keeper)}
    return any(
        flow.source_id in masters and not graph.objects.get(flow.id)
        for end in ends
        for flow in graph.incoming.get(end, ())
    )
