"""The part of the estate that a project touches: small whatever the estate's size, and whole for what it is asked.

It holds the applications of the project's holder and of its blocs in every commune, the other instances of
its products, the masters and referentials of its data, and what exchanges with any of them: the figures of that commune
and of those blocs are there what they are on the whole. Of the rest it holds witnesses (`diagnosis/witnesses.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from urbanism.diagnosis.intentions import brought_applications, brought_flows, movements
from urbanism.diagnosis.witnesses import holders
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import DataRole, HolderKind


def part_touched(snapshot: Snapshot, project_id: int) -> Snapshot:
    """The snapshot without what the project cannot concern; identifiers are those of the whole."""
    core = _applications(snapshot, project_id)
    core |= {base.id for base in snapshot.referentials if base.application_id in core}
    core |= holders(snapshot, project_id)
    interfaces = tuple(flow for flow in snapshot.interfaces if flow.source_id in core or flow.target_id in core)
    kept = core | {end for flow in interfaces for end in (flow.source_id, flow.target_id)}
    places = holders_of(snapshot, project_id) | _metropoles(snapshot)  # whose referentials may rival each other
    bases = tuple(base for base in snapshot.referentials if base.id in kept or base.commune_id in places)
    kept |= {base.application_id for base in bases if base.application_id is not None}
    flows = {flow.id for flow in interfaces}
    return replace(
        snapshot,
        applications=tuple(a for a in snapshot.applications if a.id in kept),
        referentials=bases,
        interfaces=interfaces,
        data_uses=tuple(use for use in snapshot.data_uses if use.application_id in kept),
        secondary_blocks=tuple(row for row in snapshot.secondary_blocks if row.application_id in kept),
        served_communes=tuple(row for row in snapshot.served_communes if row.application_id in kept),
        interface_objects=tuple(row for row in snapshot.interface_objects if row.interface_id in flows),
        processing_applications=tuple(row for row in snapshot.processing_applications if row.application_id in kept),
        process_steps=tuple(step for step in snapshot.process_steps if step.application_id in kept),
    )


def blocks_of(snapshot: Snapshot, project_id: int) -> frozenset[int]:
    """The blocs that a project serves: said on its file, or on the applications it brings."""
    found = {row.block_id for row in snapshot.project_blocks if row.project_id == project_id}
    found |= {project.block_id for project in snapshot.projects if project.id == project_id and project.block_id}
    found |= {a.block_id for a in brought_applications(snapshot, project_id) if a.block_id}
    return frozenset(found)


def holders_of(snapshot: Snapshot, project_id: int) -> frozenset[int]:
    """The communes whose estate a project changes."""
    found = {p.commune_id for p in snapshot.projects if p.id == project_id and p.commune_id is not None}
    return frozenset(found | {a.commune_id for a in brought_applications(snapshot, project_id)})


def _applications(snapshot: Snapshot, project_id: int) -> set[int]:
    """What the project's holder, blocs, data and own words point at; referentials stand with their host."""
    moved = {movement.object_id for movement in movements(snapshot, project_id)}
    products = {a.product_id for a in snapshot.applications if a.id in moved and a.product_id}
    moved |= {end for flow in brought_flows(snapshot, project_id) for end in (flow.source_id, flow.target_id)}
    moved |= {base.application_id for base in snapshot.referentials if base.id in moved and base.application_id}
    blocks, holders = blocks_of(snapshot, project_id), holders_of(snapshot, project_id)
    kept = moved | {
        a.id
        for a in snapshot.applications
        if a.commune_id in holders or a.block_id in blocks or a.product_id in products
    }
    kept |= {row.application_id for row in snapshot.served_communes if row.commune_id in holders}
    kept |= {row.application_id for row in snapshot.secondary_blocks if row.block_id in blocks}
    wishes = {wish.data_object_id for wish in snapshot.project_data_objects if wish.project_id == project_id}
    return kept | _keepers(snapshot, wishes, holders | _metropoles(snapshot))


def _metropoles(snapshot: Snapshot) -> frozenset[int]:
    """Those that hold for all."""
    return frozenset(c.id for c in snapshot.communes if c.kind is HolderKind.METROPOLE)


def _keepers(snapshot: Snapshot, objects: Collection[int], places: Collection[int]) -> set[int]:
    """Masters of some data objects in some communes, and the referentials that hold them with their hosts."""
    if not objects:
        return set()
    uses = (use for use in snapshot.data_uses if use.data_object_id in objects and use.role is DataRole.MASTER)
    masters = {use.application_id for use in uses}
    found = {a.id for a in snapshot.applications if a.commune_id in places and a.id in masters}
    carriers = {row.referential_id for row in snapshot.carried_objects if row.data_object_id in objects}
    for base in snapshot.referentials:
        if base.commune_id in places and (base.data_object_id in objects or base.id in carriers):
            found |= {base.id, base.application_id or base.id}
    return found
