"""The way of a data object: who produces it, who keeps and carries it, who reads it, and by which flows.

A party's stage is the strongest part that it is said to have: a use that creates or is master, else one that changes or
copies, else one that reads. Flows of the object say less: who only receives it reads it; who sends it carries it, for
sending is not creating. A national system that only sends is a producer. What projects plan is told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from urbanism.analyses.planned_uses import planned_uses
from urbanism.graph import EstateGraph, Flow
from urbanism.snapshot import DataUse
from urbanism.vocabulary import DataRole, Ternary


class Stage(StrEnum):
    """Where a party stands on the way."""

    PRODUCES = "produit"
    CARRIES = "garde ou transmet"
    READS = "lit"


class Place(NamedTuple):
    """A party on the way, its stage and why it stands there (French); `planned` where it is not on it yet."""

    party: int
    stage: Stage
    reason: str
    planned: bool = False


@dataclass(frozen=True)
class DataWay:
    """The way of one data object.

    Attributes:
        data_object: whose way it is.
        places: every party that creates, keeps, carries or reads it.
        flows: the flows that declare to carry it, between these parties.
        undescribed: flows between these parties of which nobody said what they carry: some may carry it too.
        planned: the flows of it that projects will open, between these parties.
    """

    data_object: int
    places: tuple[Place, ...]
    flows: tuple[Flow, ...]
    undescribed: tuple[Flow, ...]
    planned: tuple[Flow, ...] = ()


_ORDER = list(Stage)


def data_way(graph: EstateGraph, data_object: int, holder: int | None = None) -> DataWay:
    """The way of a data object in the whole estate, or for one holder: its parties, and those they exchange with."""
    flows = graph.flows_of_object.get(data_object, ())
    planned = [flow for flow in graph.planned_flows if data_object in graph.objects.get(flow.id, ())]
    places = {place.party: place for place in (*_from_flows(graph, flows), *_from_referentials(graph, data_object))}
    for place in _from_uses(use for use in graph.uses if use.data_object_id == data_object):
        known = places.get(place.party)
        if known is None or _ORDER.index(place.stage) <= _ORDER.index(known.stage):
            places[place.party] = place
    coming = _from_uses(use for use in planned_uses(graph) if use.data_object_id == data_object)
    for place in (*coming, *_from_flows(graph, planned)):
        places.setdefault(place.party, place._replace(reason=f"prévu par un projet : {place.reason}", planned=True))
    if holder is not None:
        own = {party for party in places if graph.holder.get(party) == holder}
        near = {
            end
            for flow in (*flows, *planned)
            for end in (flow.source_id, flow.target_id)
            if own & {flow.source_id, flow.target_id}
        }
        places = {party: place for party, place in places.items() if party in own | near}
        flows = [flow for flow in flows if own & {flow.source_id, flow.target_id}]
        planned = [flow for flow in planned if own & {flow.source_id, flow.target_id}]
    ordered = sorted(
        places.values(), key=lambda place: (_ORDER.index(place.stage), graph.label(place.party).casefold())
    )
    silent = tuple(
        flow
        for party in places
        for flow in graph.outgoing.get(party, ())
        if flow.target_id in places and not graph.objects.get(flow.id)
    )
    return DataWay(data_object, tuple(ordered), tuple(flows), silent, tuple(planned))


def _from_uses(uses: Iterable[DataUse]) -> Iterable[Place]:
    """The strongest part of each application, over all the scopes of its uses."""
    found: dict[int, list[DataUse]] = defaultdict(list)
    for use in uses:
        found[use.application_id].append(use)
    for application, said in found.items():
        yield Place(application, *_stage(said))


def _stage(uses: list[DataUse]) -> tuple[Stage, str]:
    roles = {use.role for use in uses}
    if any(use.creates is Ternary.YES for use in uses):
        return Stage.PRODUCES, "la crée" + (" et en est maître" if DataRole.MASTER in roles else "")
    if DataRole.MASTER in roles:
        return Stage.PRODUCES, "en est maître"
    if any(Ternary.YES in (use.updates, use.deletes) for use in uses):
        return Stage.CARRIES, "la modifie"
    if DataRole.COPY in roles:
        return Stage.CARRIES, "en garde une copie"
    if DataRole.CONTRIBUTOR in roles:
        return Stage.CARRIES, "y contribue"
    if any(use.reads is Ternary.YES for use in uses) or DataRole.READER in roles:
        return Stage.READS, "la lit"
    return Stage.READS, "l’emploie, sans qu’on sache comment"


def _from_referentials(graph: EstateGraph, data_object: int) -> Iterable[Place]:
    carried = {row.referential_id for row in graph.snapshot.carried_objects if row.data_object_id == data_object}
    for referential in graph.snapshot.referentials:
        if referential.data_object_id == data_object:
            yield Place(referential.id, Stage.CARRIES, "référentiel de cette donnée")
        elif referential.id in carried:
            yield Place(referential.id, Stage.CARRIES, "référentiel d’une autre donnée, qui en garde une copie")


def _from_flows(graph: EstateGraph, flows: Iterable[Flow]) -> Iterable[Place]:
    sends, receives = _ends(flows)
    for party in sends.keys() | receives.keys():
        is_national = party not in graph.holder
        if party not in sends:
            yield Place(party, Stage.READS, "la reçoit")
        elif is_national and party not in receives:
            yield Place(party, Stage.PRODUCES, "système national qui l’envoie")
        else:
            both = "la reçoit et la transmet" if party in receives else "l’envoie, sans qu’on dise qui la crée"
            yield Place(party, Stage.CARRIES, both)


def _ends(flows: Iterable[Flow]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    sends: dict[int, int] = defaultdict(int)
    receives: dict[int, int] = defaultdict(int)
    for flow in flows:
        sends[flow.source_id] += 1
        receives[flow.target_id] += 1
    return sends, receives
