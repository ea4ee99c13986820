"""The estate as a graph, indexed once for every question.

The nodes are *parties*: applications, referentials and national systems. The edges are the interfaces that run today,
each kept as it is: parallel and opposite flows stay distinct. A referential stands in the block of the application that
hosts it. A dictionary that lacks a key says "nobody said".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from urbanism.graph.landmarks import Landmarks
from urbanism.graph.subjects import Names, Subject
from urbanism.snapshot import (
    Application,
    Commune,
    DataObject,
    DataUse,
    ExternalSystem,
    FunctionalBlock,
    Interface,
    Referential,
    Snapshot,
)
from urbanism.vocabulary import HolderKind, InterfaceMeans, InterfaceState, LifecycleStatus

Flow = Interface
Party = Application | Referential | ExternalSystem
Pair = tuple[int, int]
Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class EstateGraph:
    """A snapshot and its indices, each computed when first asked and then kept.

    `answers` holds those of the questions marked `once`, by name and limits.
    """

    snapshot: Snapshot
    landmarks: Landmarks = field(default_factory=Landmarks)
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    # Who is there

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications that run today."""
        return tuple(application for application in self.snapshot.applications if application.is_active)

    @cached_property
    def planned_applications(self) -> tuple[Application, ...]:
        """The applications that projects bring, which do not run yet."""
        return tuple(a for a in self.snapshot.applications if a.status is LifecycleStatus.PROJECT)

    @cached_property
    def planned_flows(self) -> tuple[Flow, ...]:
        """The interfaces that projects open, which carry nothing yet."""
        return tuple(flow for flow in self.snapshot.interfaces if flow.state is InterfaceState.PLANNED)

    @cached_property
    def parties(self) -> Mapping[int, Party]:
        """Every possible end of an interface, stopped applications included."""
        tables: tuple[Sequence[Party], ...] = (
            self.snapshot.applications,
            self.snapshot.referentials,
            self.snapshot.external_systems,
        )
        return {party.id: party for table in tables for party in table}

    @cached_property
    def host(self) -> Mapping[int, int]:
        """The application behind a party: itself, or the one that hosts a referential."""
        hosts = {application.id: application.id for application in self.snapshot.applications}
        for referential in self.snapshot.referentials:
            if referential.application_id is not None:
                hosts[referential.id] = referential.application_id
        return hosts

    @cached_property
    def communes(self) -> Mapping[int, Commune]:
        return {commune.id: commune for commune in self.snapshot.communes}

    @cached_property
    def towns(self) -> tuple[Commune, ...]:
        """The communes proper, without the métropole and other bodies."""
        return tuple(commune for commune in self.snapshot.communes if commune.kind is HolderKind.COMMUNE)

    @cached_property
    def hidden_names(self) -> frozenset[str]:
        """The names of the communes whose findings the viewer may not see."""
        return frozenset(c.name for c in self.snapshot.communes if c.id in self.snapshot.hidden_communes)

    @cached_property
    def holder(self) -> Mapping[int, int]:
        """The commune that holds an application or a referential."""
        tables: tuple[Sequence[Application | Referential], ...] = (
            self.snapshot.applications,
            self.snapshot.referentials,
        )
        return {party.id: party.commune_id for table in tables for party in table}

    @cached_property
    def served(self) -> Mapping[int, frozenset[int]]:
        """The communes that use an application: its holder and, for a pooled instance, those it serves."""
        served = {application.id: {application.commune_id} for application in self.snapshot.applications}
        for row in self.snapshot.served_communes:
            served[row.application_id].add(row.commune_id)
        return {application: frozenset(communes) for application, communes in served.items()}

    def communes_of(self, party: int) -> frozenset[int]:
        """The communes that use a party (none for a national system)."""
        host = self.host.get(party)
        if host is not None and host in self.served:
            return self.served[host]
        return frozenset({self.holder[party]}) if party in self.holder else frozenset()

    # Where it stands

    @cached_property
    def blocks(self) -> Mapping[int, FunctionalBlock]:
        return {block.id: block for block in self.snapshot.blocks}

    @cached_property
    def block(self) -> Mapping[int, int]:
        """The main block of an application, or of the application that hosts a referential."""
        main = {a.id: a.block_id for a in self.snapshot.applications if a.block_id is not None}
        return {party: main[host] for party, host in self.host.items() if host in main}

    @cached_property
    def secondary_blocks(self) -> Mapping[int, tuple[int, ...]]:
        """The other blocks that an application serves, by application."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.snapshot.secondary_blocks:
            found[row.application_id].append(row.block_id)
        return {application: tuple(blocks) for application, blocks in found.items()}

    @cached_property
    def zone_of_block(self) -> Mapping[int, int]:
        zones = {district.id: district.zone_id for district in self.snapshot.districts}
        return {block.id: zones[block.district_id] for block in self.snapshot.blocks if block.district_id in zones}

    @cached_property
    def hub_blocks(self) -> frozenset[int]:
        return frozenset(b.id for b in self.snapshot.blocks if b.code in self.landmarks.hub_blocks)

    # Who sells it

    @cached_property
    def suite(self) -> Mapping[int, int]:
        """The suite of an application, by its product."""
        suites = {p.id: p.suite_id for p in self.snapshot.products if p.suite_id is not None}
        return {a.id: suites[a.product_id] for a in self.snapshot.applications if a.product_id in suites}

    @cached_property
    def editor(self) -> Mapping[int, int]:
        """The editor of an application: the one stated, else its product's, else its suite's."""
        of_suite = {suite.id: suite.editor_id for suite in self.snapshot.suites}
        of_product = {
            p.id: p.editor_id if p.editor_id is not None else of_suite.get(p.suite_id or 0)
            for p in self.snapshot.products
        }
        stated = {
            a.id: a.editor_id if a.editor_id is not None else of_product.get(a.product_id or 0)
            for a in self.snapshot.applications
        }
        return {application: editor for application, editor in stated.items() if editor is not None}

    # What flows

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The interfaces that run: stated active, or unsaid between two ends that run."""
        stopped = {a.id for a in self.snapshot.applications if not a.is_active}
        return tuple(
            flow
            for flow in self.snapshot.interfaces
            if flow.state is InterfaceState.ACTIVE
            or (
                flow.state is InterfaceState.UNKNOWN
                and self.host.get(flow.source_id) not in stopped
                and self.host.get(flow.target_id) not in stopped
            )
        )

    @cached_property
    def outgoing(self) -> Mapping[int, Sequence[Flow]]:
        return group(self.flows, lambda flow: flow.source_id)

    @cached_property
    def incoming(self) -> Mapping[int, Sequence[Flow]]:
        return group(self.flows, lambda flow: flow.target_id)

    @cached_property
    def pairs(self) -> Mapping[Pair, Sequence[Flow]]:
        """The flows from one party to another, parallel ones together, by (source, target)."""
        return group(self.flows, lambda flow: (flow.source_id, flow.target_id))

    @cached_property
    def objects(self) -> Mapping[int, tuple[int, ...]]:
        """The data objects that an interface is known to carry."""
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.snapshot.interface_objects:
            found[row.interface_id].append(row.data_object_id)
        return {interface: tuple(objects) for interface, objects in found.items()}

    @cached_property
    def flows_of_object(self) -> Mapping[int, Sequence[Flow]]:
        """The running flows known to carry a data object."""
        found: dict[int, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            for data_object in self.objects.get(flow.id, ()):
                found[data_object].append(flow)
        return found

    @cached_property
    def data_objects(self) -> Mapping[int, DataObject]:
        return {data_object.id: data_object for data_object in self.snapshot.data_objects}

    @cached_property
    def uses(self) -> tuple[DataUse, ...]:
        """What the running applications do with data objects."""
        active = {application.id for application in self.applications}
        return tuple(use for use in self.snapshot.data_uses if use.application_id in active)

    @cached_property
    def in_processes(self) -> frozenset[int]:
        """The applications that a step of a process uses."""
        return frozenset(s.application_id for s in self.snapshot.process_steps if s.application_id is not None)

    def ends(self, flow: Flow) -> tuple[int | None, int | None]:
        """The blocks that a flow leaves and enters, None where unknown."""
        return self.block.get(flow.source_id), self.block.get(flow.target_id)

    def between_blocks(self, flow: Flow) -> bool | None:
        """Whether a flow goes from one block to another; None if a block is unknown."""
        source, target = self.ends(flow)
        return None if source is None or target is None else source != target

    @cached_property
    def placed_flows(self) -> tuple[Flow, ...]:
        """The running flows whose two blocks are known."""
        return tuple(flow for flow in self.flows if flow.source_id in self.block and flow.target_id in self.block)

    @cached_property
    def crossing_flows(self) -> tuple[Flow, ...]:
        """The running flows from one block to another."""
        return tuple(flow for flow in self.placed_flows if self.block[flow.source_id] != self.block[flow.target_id])

    @cached_property
    def _by_hub(self) -> frozenset[int]:
        in_hub = {party for party, block in self.block.items() if block in self.hub_blocks}
        return frozenset(
            f.id for f in self.flows if f.means is InterfaceMeans.HUB or f.source_id in in_hub or f.target_id in in_hub
        )

    def by_hub(self, flow: Flow) -> bool:
        """Whether a running flow passes by the common pot: by its means, or as an end stands in the pot's block."""
        return flow.id in self._by_hub

    @cached_property
    def _direct(self) -> frozenset[int]:
        return frozenset(
            f.id
            for f in self.flows
            if f.source_id != f.target_id
            and f.means is not InterfaceMeans.UNKNOWN
            and f.id not in self._by_hub
            and self.is_internal(f)
        )

    def is_direct(self, flow: Flow) -> bool:
        """Whether a running flow goes straight from one of the estate's own ends to another, by a known means."""
        return flow.id in self._direct

    @cached_property
    def on_hub(self) -> frozenset[int]:
        """The ends that already have a link by the common pot."""
        return frozenset(end for f in self.flows if self.by_hub(f) for end in (f.source_id, f.target_id))

    def is_internal(self, flow: Flow) -> bool:
        """Whether both ends are the estate's own: no national system."""
        return flow.source_id in self.holder and flow.target_id in self.holder

    # How it is named

    @cached_property
    def _names(self) -> Names:
        return Names(self.snapshot)

    def subject(self, identifier: int) -> Subject:
        """An object of the estate with the words to name it; one that the viewer may not see keeps its number."""
        return self._names[identifier]

    def subjects(self, identifiers: Iterable[int]) -> tuple[Subject, ...]:
        return tuple(map(self._names.__getitem__, identifiers))

    def label(self, identifier: int) -> str:
        return self.subject(identifier).label

    def labels(self, identifiers: Iterable[int], most: int = 6) -> str:
        """Several names in one French phrase; past `most`, how many more there are."""
        names = [self.label(identifier) for identifier in identifiers]
        shown, more = names[:most], len(names) - most
        return ", ".join(f"« {name} »" for name in shown) + (f" et {more} de plus" if more > 0 else "")


def group(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """The items that share a key, in their order."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
