"""What stands for the rest of the estate in a diagnosis that reads a part of it, for the rules that look at all of it.

Circles of blocs (R34) need no more than one flow from each bloc to each other; data that several quartiers share (R15),
one application of each quartier that consumes or keeps them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from urbanism.diagnosis.intentions import brought_flows
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import DataRole, InterfaceMeans, Ternary


def holders(snapshot: Snapshot, own: Snapshot, project_id: int) -> frozenset[int]:
    """One application or referential a quartier that consumes each datum of a project, and one that keeps it.

    `own` holds the interfaces that the project brings.
    """
    flows = {flow.id for flow in own.interfaces}
    objects = {row.data_object_id for row in snapshot.interface_objects if row.interface_id in flows}
    objects |= {wish.data_object_id for wish in snapshot.project_data_objects if wish.project_id == project_id}
    return _holders(EstateGraph(_about(snapshot, objects)), objects) if objects else frozenset()


def with_ties(part: Snapshot, whole: Snapshot, project_id: int) -> Snapshot:
    """The part, and one running flow of the rest from each bloc to each other where the project moves any."""
    if not (brought_flows(part, project_id) or any(c.project_id == project_id for c in part.intended_changes)):
        return part
    flows = {flow.id for flow in part.interfaces}
    flows |= _ties(EstateGraph(whole), flows)
    interfaces = tuple(flow for flow in whole.interfaces if flow.id in flows)
    kept = {end for flow in interfaces for end in (flow.source_id, flow.target_id)}
    kept |= {party.id for table in (part.applications, part.referentials) for party in table}
    bases = tuple(base for base in whole.referentials if base.id in kept)
    kept |= {base.application_id for base in bases if base.application_id is not None}
    applications = tuple(application for application in whole.applications if application.id in kept)
    return replace(part, applications=applications, referentials=bases, interfaces=interfaces)


def _ties(graph: EstateGraph, known: Collection[int]) -> set[int]:
    """One running flow from each bloc to each other beside those already known; what passes by the pot ties nothing."""
    block = graph.block
    found = {
        (block.get(flow.source_id), block.get(flow.target_id)): flow.id
        for flow in graph.flows
        if flow.means is not InterfaceMeans.HUB and flow.id not in known
    }
    return {flow for (source, target), flow in found.items() if source and target and source != target}


def _about(snapshot: Snapshot, objects: Collection[int]) -> Snapshot:
    """The snapshot with only what uses, carries or keeps some data objects."""
    rows = tuple(row for row in snapshot.interface_objects if row.data_object_id in objects)
    carrying = {row.interface_id for row in rows}
    flows = tuple(flow for flow in snapshot.interfaces if flow.id in carrying)
    uses = tuple(use for use in snapshot.data_uses if use.data_object_id in objects)
    parties = {end for flow in flows for end in (flow.source_id, flow.target_id)}
    bases = tuple(b for b in snapshot.referentials if b.data_object_id in objects or b.id in parties)
    parties |= {use.application_id for use in uses} | {base.application_id for base in bases if base.application_id}
    applications = tuple(a for a in snapshot.applications if a.id in parties)
    return replace(snapshot, applications=applications, referentials=bases, interfaces=flows, data_uses=uses,
                   interface_objects=rows)  # fmt: skip


def _holders(graph: EstateGraph, objects: Collection[int]) -> frozenset[int]:
    """One consumer and one keeper a quartier of each object: by its declared use, a flow received, a referential."""
    found: dict[tuple[int, bool, int], int] = {}
    for data_object, keeps, party in _involved(graph, objects):
        if party in graph.block:
            found.setdefault((data_object, keeps, graph.blocks[graph.block[party]].district_id), party)
    return frozenset(found.values())


def _involved(graph: EstateGraph, objects: Collection[int]) -> Iterator[tuple[int, bool, int]]:
    """Each object with what keeps it (True) or consumes it (False)."""
    for use in graph.uses:
        if use.data_object_id in objects:
            if use.role in (DataRole.COPY, DataRole.READER) or use.reads is Ternary.YES:
                yield use.data_object_id, False, use.application_id
            if use.role is DataRole.MASTER:
                yield use.data_object_id, True, use.application_id
    for base in graph.snapshot.referentials:
        if base.data_object_id is not None and base.data_object_id in objects:
            yield base.data_object_id, True, base.id
    rows = (row for row in graph.snapshot.interface_objects if row.data_object_id in objects)
    carrying = group(rows, lambda row: row.interface_id)
    for flow in graph.flows if carrying else ():
        yield from ((row.data_object_id, False, flow.target_id) for row in carrying.get(flow.id, ()))
