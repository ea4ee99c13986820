"""A project under diagnosis: what it brings, whom it concerns, the part of the estate it touches, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from urbanism.diagnosis.intentions import brought_applications, brought_flows, gone_live, movements
from urbanism.diagnosis.part import blocks_of, holders_of, near, part_touched, reach_of
from urbanism.diagnosis.witnesses import with_ties
from urbanism.errors import UrbanismError
from urbanism.graph import EstateGraph, Subject
from urbanism.rules import Thresholds
from urbanism.snapshot import Application, Department, FunctionalBlock, Interface, Project, ProjectDataObject, Snapshot
from urbanism.vocabulary import DataRole, HolderKind, InstanceKind, InterfaceMeans, Operation, PoolingStance, Ternary


class UnknownProject(UrbanismError):
    """A project that is not there, or that the viewer may not see."""

    code = "projet_inconnu"


@dataclass(frozen=True)
class Case:
    """Everything that the questions of the diagnosis share. `graph` is the estate today, `live` once the project is.

    Both hold the part of `whole` that the project touches.
    """

    whole: Snapshot
    graph: EstateGraph
    live: EstateGraph
    project: Project
    thresholds: Thresholds = field(default_factory=Thresholds)

    @cached_property
    def near(self) -> tuple[EstateGraph, EstateGraph]:
        """Before and after, without what other communes have in its blocs."""
        return before_and_after(near(self.graph.snapshot, self.project.id), self.project.id)

    @cached_property
    def tied(self) -> tuple[EstateGraph, EstateGraph]:
        """Before and after, with a flow from each bloc to each other, for what goes round them all."""
        return before_and_after(with_ties(self.near[0].snapshot, self.whole, self.project.id), self.project.id)

    # What it brings

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications that the project brings."""
        return brought_applications(self.graph.snapshot, self.project.id)

    @cached_property
    def flows(self) -> tuple[Interface, ...]:
        """The interfaces that it opens."""
        return brought_flows(self.graph.snapshot, self.project.id)

    @cached_property
    def wishes(self) -> tuple[ProjectDataObject, ...]:
        """The data objects that it would read or write."""
        return tuple(w for w in self.graph.snapshot.project_data_objects if w.project_id == self.project.id)

    @cached_property
    def retired(self) -> frozenset[int]:
        """The running applications that no longer run once it is live."""
        return frozenset(a.id for a in self.graph.applications) - {a.id for a in self.live.applications}

    @cached_property
    def changes_nothing(self) -> bool:
        """Whether nothing of the map changes: no application, flow, datum nor intended change."""
        return not (movements(self.graph.snapshot, self.project.id) or self.wishes)

    @cached_property
    def joins(self) -> frozenset[int]:
        """The existing instances that it makes communes join."""
        found = movements(self.graph.snapshot, self.project.id)
        joined = {m.after.get("application_id") for m in found if m.entity == "served_commune"}
        created = {m.after.get("application_id") for m in found if m.operation is Operation.CREATE}
        return frozenset(one for one in joined & created if isinstance(one, int))

    @property
    def is_pooled(self) -> bool:
        """Whether what it brings is meant for several communes."""
        return any(is_pooled(self.graph, application) for application in self.applications)

    # Where

    @cached_property
    def blocks(self) -> tuple[FunctionalBlock, ...]:
        """The blocs it serves, the main one first."""
        found = blocks_of(self.graph.snapshot, self.project.id)
        return tuple(sorted((b for b in self.graph.snapshot.blocks if b.id in found), key=self._by_main))

    def _by_main(self, block: FunctionalBlock) -> tuple[bool, int]:
        return block.id != self.project.block_id, block.rank

    @cached_property
    def holders(self) -> frozenset[int]:
        """The communes whose estate it changes."""
        return holders_of(self.graph.snapshot, self.project.id)

    @cached_property
    def places(self) -> frozenset[int]:
        """The communes where it changes something: its holders, and those that hold, use or join what it moves."""
        return reach_of(self.graph.snapshot, self.project.id).places

    @cached_property
    def metropole(self) -> frozenset[int]:
        """The holders that hold for all."""
        return frozenset(c.id for c in self.graph.snapshot.communes if c.kind is HolderKind.METROPOLE)

    @cached_property
    def served(self) -> frozenset[int]:
        """The communes that would use what it brings."""
        return self.holders | {c for a in self.applications for c in self.graph.served[a.id]}

    def running_in(self, block: int) -> tuple[Application, ...]:
        """The applications of a bloc that run today, by their main bloc or another, in every commune."""
        secondary = self.graph.secondary_blocks
        return tuple(a for a in self.graph.applications if a.block_id == block or block in secondary.get(a.id, ()))

    @cached_property
    def refused(self) -> frozenset[int]:
        """The blocs among its own whose pooling its holder refused, at the last year it spoke of."""
        last: dict[int, tuple[int, PoolingStance]] = {}
        for word in self.graph.snapshot.poolings:
            if word.commune_id == self.project.commune_id and word.year >= last.get(word.block_id, (0, None))[0]:
                last[word.block_id] = word.year, word.stance
        return frozenset(block for block, (_year, stance) in last.items() if stance is PoolingStance.REFUSED)

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """The directions at its table: the one that asks, then the others concerned."""
        asked = {
            row.department_id for row in self.graph.snapshot.project_departments if row.project_id == self.project.id
        }
        found = [d for d in self.graph.snapshot.departments if d.id == self.project.department_id or d.id in asked]
        return tuple(sorted(found, key=lambda department: department.id != self.project.department_id))

    # Data

    @cached_property
    def masters(self) -> Mapping[int, tuple[int, ...]]:
        """What already holds each of its data objects for reference in its communes or for all: applications, bases."""
        places = self.holders | self.metropole
        found: dict[int, list[int]] = {wish.data_object_id: [] for wish in self.wishes}
        carried = {(row.referential_id, row.data_object_id) for row in self.graph.snapshot.carried_objects}
        hosts = set()
        for base in self.graph.snapshot.referentials:
            for wanted, parties in found.items():
                if (base.data_object_id == wanted or (base.id, wanted) in carried) and base.commune_id in places:
                    parties.append(base.id)
                    hosts.add((base.application_id, wanted))
        for use in self.graph.uses:
            key = use.application_id, use.data_object_id
            near = self.graph.holder.get(use.application_id) in places
            if near and use.role is DataRole.MASTER and use.data_object_id in found and key not in hosts:
                found[use.data_object_id].append(use.application_id)
        return {wanted: tuple(parties) for wanted, parties in found.items()}

    @cached_property
    def hubs(self) -> tuple[Application, ...]:
        """The applications of the common pot that run."""
        return tuple(a for a in self.graph.applications if a.block_id in self.graph.hub_blocks)

    def sector(self, party: int) -> int | None:
        """The RU-30 sector that a party stands in; None outside, and in the channels that carry every sector."""
        block = self.graph.blocks.get(self.graph.block.get(party, 0))
        return None if block is None or block.transverse_channel else block.sector_id

    def is_personal(self, flow: Interface) -> bool:
        """Whether a flow carries personal data: it says so, or one of its objects is personal."""
        objects = (self.graph.data_objects.get(one) for one in self.graph.objects.get(flow.id, ()))
        return flow.personal_data is Ternary.YES or any(o.personal is Ternary.YES for o in objects if o)

    def by_hub(self, flow: Interface) -> bool:
        """Whether a flow would pass by the common pot."""
        hubs = {hub.id for hub in self.hubs}
        return flow.means is InterfaceMeans.HUB or flow.source_id in hubs or flow.target_id in hubs

    # Words

    def subjects(self, identifiers: Iterable[int | None]) -> tuple[Subject, ...]:
        """The objects that have an identifier, named."""
        return self.graph.subjects(identifier for identifier in identifiers if identifier is not None)

    def names(self, applications: Iterable[Application], most: int = 6) -> str:
        """« Name » (Commune), … as one French phrase."""
        found = list(applications)
        shown = ", ".join(f"« {a.name} » ({self.graph.label(a.commune_id)})" for a in found[:most])
        return shown + (f" et {len(found) - most} de plus" if len(found) > most else "")


def is_pooled(graph: EstateGraph, application: Application) -> bool:
    """Whether an application serves several communes, by its word or by those it serves."""
    return application.instance is InstanceKind.POOLED or len(graph.served[application.id]) > 1


def open_case(snapshot: Snapshot, project_id: int, thresholds: Thresholds | None = None) -> Case:
    """Gather what a diagnosis needs.

    Raises:
        UnknownProject: there is no such project in what the viewer may see.
    """
    project = next((project for project in snapshot.projects if project.id == project_id), None)
    if project is None:
        raise UnknownProject("Ce projet n’existe pas.", remedy="Retrouvez-le dans la liste des projets.")
    graph, live = before_and_after(part_touched(snapshot, project_id), project_id)
    return Case(snapshot, graph, live, project, thresholds or Thresholds())


def before_and_after(snapshot: Snapshot, project_id: int) -> tuple[EstateGraph, EstateGraph]:
    """The graphs of an estate today and once a project is live."""
    return EstateGraph(snapshot), EstateGraph(gone_live(snapshot, movements(snapshot, project_id)))
