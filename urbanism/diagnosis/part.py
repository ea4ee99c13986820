"""The part of the estate that a project touches: small whatever the estate's size, and whole for what it is asked.

It holds the applications of every commune where something changes and of the project's blocs in every commune, the
other instances of its products, the masters and referentials of its data, and what exchanges with any of them: the
figures of those communes and of those blocs are there what they are on the whole. Of the rest it holds witnesses
(`diagnosis/witnesses.py`). Most rules need less (`near`): they look at one commune, one product or one flow at a time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple

from urbanism.diagnosis.intentions import brought_applications, brought_flows, movements
from urbanism.diagnosis.witnesses import holders
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import DataRole, HolderKind


class Reach(NamedTuple):
    """Where a project acts: the objects it moves, the ends of its flows, the communes where something changes."""

    own: Snapshot
    """The snapshot with only the applications and interfaces that the project brings: quick to ask of them again."""
    moved: frozenset[int]
    ends: frozenset[int]
    places: frozenset[int]


def part_touched(snapshot: Snapshot, project_id: int) -> Snapshot:
    """The snapshot without what the project cannot concern; identifiers are those of the whole."""
    reach = reach_of(snapshot, project_id)
    blocks = blocks_of(reach.own, project_id)
    core = _core(snapshot, reach, project_id)
    core |= {a.id for a in snapshot.applications if a.block_id in blocks}
    core |= {row.application_id for row in snapshot.secondary_blocks if row.block_id in blocks}
    return _cut(snapshot, reach, core, _fellows(snapshot, reach) | _keepers(snapshot, reach, project_id))


def near(part: Snapshot, project_id: int) -> Snapshot:
    """The part touched without what other communes have in the project's blocs."""
    reach = reach_of(part, project_id)
    return _cut(part, reach, _core(part, reach, project_id))


def blocks_of(snapshot: Snapshot, project_id: int) -> frozenset[int]:
    """The blocs that a project serves: said on its file, or on the applications it brings."""
    found = {row.block_id for row in snapshot.project_blocks if row.project_id == project_id}
    found |= {project.block_id for project in snapshot.projects if project.id == project_id and project.block_id}
    found |= {a.block_id for a in brought_applications(snapshot, project_id) if a.block_id}
    return frozenset(found)


def holders_of(snapshot: Snapshot, project_id: int) -> frozenset[int]:
    """The communes in whose name a project acts: the one that asks, and those of what it brings."""
    found = {p.commune_id for p in snapshot.projects if p.id == project_id and p.commune_id is not None}
    return frozenset(found | {a.commune_id for a in brought_applications(snapshot, project_id)})


def reach_of(snapshot: Snapshot, project_id: int) -> Reach:
    """Where a project acts. The communes are its holders, and those that hold, use or join what it moves."""
    applications, flows = brought_applications(snapshot, project_id), brought_flows(snapshot, project_id)
    own = replace(snapshot, applications=applications, interfaces=flows)
    found = movements(own, project_id)
    moved = {movement.object_id for movement in found}
    ends = {end for flow in snapshot.interfaces if flow.id in moved for end in (flow.source_id, flow.target_id)}
    places = {a.commune_id for a in snapshot.applications if a.id in moved}
    places |= {base.commune_id for base in snapshot.referentials if base.id in moved}
    places |= {row.commune_id for row in snapshot.served_communes if row.application_id in moved}
    places |= {movement.after["commune_id"] for movement in found if "commune_id" in movement.after}
    return Reach(own, frozenset(moved), frozenset(ends), frozenset(places | holders_of(own, project_id)))


def _core(snapshot: Snapshot, reach: Reach, project_id: int) -> set[int]:
    """The applications and referentials whose exchanges all count: what moves, its twins, its communes', witnesses."""
    products = {a.product_id for a in snapshot.applications if a.id in reach.moved and a.product_id}
    named = reach.moved | reach.ends
    named |= {base.application_id for base in snapshot.referentials if base.id in named and base.application_id}
    core = {
        a.id for a in snapshot.applications if a.commune_id in reach.places or a.product_id in products or a.id in named
    }
    core |= {row.application_id for row in snapshot.served_communes if row.commune_id in reach.places}
    core |= holders(snapshot, reach.own, project_id)
    return core | {base.id for base in snapshot.referentials if base.id in named}


def _cut(snapshot: Snapshot, reach: Reach, core: Collection[int], others: Collection[int] = ()) -> Snapshot:
    """The core and the bases it hosts, what exchanges with them, the bases of its communes, and `others`."""
    core = {*core, *(base.id for base in snapshot.referentials if base.application_id in core)}
    interfaces = tuple(flow for flow in snapshot.interfaces if flow.source_id in core or flow.target_id in core)
    kept = {*core, *others, *(end for flow in interfaces for end in (flow.source_id, flow.target_id))}
    places = reach.places | _metropoles(snapshot)  # whose referentials may rival each other
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


def _fellows(snapshot: Snapshot, reach: Reach) -> set[int]:
    """The applications of the suites of what the project brings: they tell whether the suite is open."""
    brought = {a.product_id for a in reach.own.applications}
    suites = {product.suite_id for product in snapshot.products if product.id in brought and product.suite_id}
    products = {product.id for product in snapshot.products if product.suite_id in suites}
    return {a.id for a in snapshot.applications if a.product_id in products} if products else set()


def _metropoles(snapshot: Snapshot) -> frozenset[int]:
    """Those that hold for all."""
    return frozenset(c.id for c in snapshot.communes if c.kind is HolderKind.METROPOLE)


def _keepers(snapshot: Snapshot, reach: Reach, project_id: int) -> set[int]:
    """Masters of the project's data objects in its communes or for all, and the referentials that hold them."""
    objects = {wish.data_object_id for wish in snapshot.project_data_objects if wish.project_id == project_id}
    if not objects:
        return set()
    places = reach.places | _metropoles(snapshot)
    uses = (use for use in snapshot.data_uses if use.data_object_id in objects and use.role is DataRole.MASTER)
    masters = {use.application_id for use in uses}
    found = {a.id for a in snapshot.applications if a.commune_id in places and a.id in masters}
    carriers = {row.referential_id for row in snapshot.carried_objects if row.data_object_id in objects}
    for base in snapshot.referentials:
        if base.commune_id in places and (base.data_object_id in objects or base.id in carriers):
            found |= {base.id, base.application_id or base.id}
    return found
