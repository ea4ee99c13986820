"""What several indicators need, computed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from urbanism.analyses.completeness import LEVELS, application_gaps, interface_gaps
from urbanism.analyses.coverage import equipped_blocks
from urbanism.analyses.indicators.measures import Part
from urbanism.analyses.masters import masters_by_place
from urbanism.analyses.referentials import rival_referentials
from urbanism.analyses.register import asked_by_register, missing_in_entry, register_entries
from urbanism.analyses.silos import Cell, Silos, silos
from urbanism.analyses.trajectory import goes
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application, ExpectedBlock
from urbanism.vocabulary import InterfaceMeans


@dataclass(frozen=True)
class Facts:
    """The graph and shared results."""

    graph: EstateGraph

    @cached_property
    def silos(self) -> Silos:
        return silos(self.graph)

    @cached_property
    def masters(self) -> Mapping[int, Mapping[int, int]]:
        """By holder (0: all), each mastered object and the most masters that one holder has of it."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for (data_object, holder), uses in masters_by_place(self.graph).items():
            count = len({use.application_id for use in uses})
            found[holder][data_object] = count
            found[0][data_object] = max(count, found[0].get(data_object, 0))
        return found

    @cached_property
    def disputed(self) -> Mapping[int, set[int]]:
        """By holder (0: all), the named objects with rival referentials."""
        found: dict[int, set[int]] = defaultdict(set)
        for data_object, _name, bases in rival_referentials(self.graph):
            if data_object is not None:
                for place in {0} | {base.commune_id for base in bases}:
                    found[place].add(data_object)
        return found

    @cached_property
    def used(self) -> Mapping[int, set[int]]:
        """By holder (0: all), the objects that applications are said to use."""
        found: dict[int, set[int]] = defaultdict(set)
        for use in self.graph.uses:
            found[0].add(use.data_object_id)
            found[self.graph.holder[use.application_id]].add(use.data_object_id)
        return found

    @cached_property
    def reached(self) -> Mapping[int, int]:
        """The last level up to which each running application says everything; 0: not even the first."""
        return {a.id: _last_full(application_gaps(self.graph, a)) for a in self.graph.applications}

    @cached_property
    def described(self) -> frozenset[int]:
        """The running flows that say everything."""
        return frozenset(flow.id for flow in self.graph.flows if not interface_gaps(flow))

    @cached_property
    def links(self) -> Mapping[int, bool]:
        """The running links between two ends of the estate's own, and whether it is known which way they go."""
        graph = self.graph
        return {
            flow.id: flow.means is not InterfaceMeans.UNKNOWN or graph.by_hub(flow)
            for flow in graph.flows
            if flow.source_id != flow.target_id and graph.is_internal(flow)
        }

    @cached_property
    def costs(self) -> Mapping[int, float]:
        """The known yearly costs of the running applications, in euros."""
        return {a.id: cost for a in self.graph.applications if (cost := a.yearly_cost) is not None}

    @cached_property
    def going(self) -> frozenset[int]:
        """The applications that a decision sends away."""
        return frozenset(a.id for a in self.graph.snapshot.applications if goes(a))

    @cached_property
    def expected(self) -> Mapping[int, list[ExpectedBlock]]:
        """The expected blocs by commune, by bloc and by zone (identifiers are unique over the estate); 0: all."""
        found: dict[int, list[ExpectedBlock]] = defaultdict(list)
        for row in self.graph.snapshot.expected_blocks:
            for place in (0, row.commune_id, row.block_id, self.graph.zone_of_block.get(row.block_id, -1)):
                found[place].append(row)
        return found

    @cached_property
    def unjustified(self) -> Mapping[int, list[int]]:
        """The flows that cross silos without what the crossing asks for, by the holder of each end; 0: all."""
        found: dict[int, list[int]] = defaultdict(list)
        for one in self.silos.placed:
            if not one.covered:
                for place in {0} | {cell[1] for cell in (one.source, one.target) if cell}:
                    found[place].append(one.flow.id)
        return found

    @cached_property
    def cells(self) -> Mapping[int, list[Cell]]:
        """The silos of each holder; 0: those of all the communes, the métropole apart."""
        found = group((*self.silos.cells, *self.silos.apart), lambda cell: cell.holder)
        return {**found, 0: list(self.silos.cells)}

    @cached_property
    def equipped(self) -> dict[int, set[int]]:
        return equipped_blocks(self.graph)

    @cached_property
    def registered(self) -> frozenset[int]:
        """The applications with an entry in a register that says all that the register asks."""
        asked = asked_by_register(self.graph)
        return frozenset(
            application
            for application, entries in register_entries(self.graph).items()
            if any(not missing_in_entry(entry) & asked[entry.commune_id] for entry in entries)
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The whole, then each commune, zone and bloc, with what stands in it."""
        graph = self.graph
        parts = [Part("ensemble", 0, "Ensemble")]
        parts += [Part("commune", c.id, c.name) for c in graph.snapshot.communes]
        parts += [Part("zone", z.id, z.name) for z in graph.snapshot.zones]
        parts += [Part("bloc", b.id, b.name) for b in graph.snapshot.blocks]
        index = {(part.kind, part.id): part for part in parts}

        @cache
        def standing(holder: int, block: int) -> frozenset[Part]:
            zone = graph.zone_of_block.get(block, 0)
            keys = (("ensemble", 0), ("commune", holder), ("bloc", block), ("zone", zone))
            return frozenset(index[key] for key in keys if key in index)

        places = {party: standing(holder, graph.block.get(party, 0)) for party, holder in graph.holder.items()}
        everywhere = standing(0, 0)
        for application in graph.snapshot.applications:
            for part in places[application.id]:
                (part.applications if application.is_active else part.retired).append(application)
        for flow in graph.flows:
            direct = graph.is_direct(flow)
            for part in places.get(flow.source_id, everywhere) | places.get(flow.target_id, everywhere):
                part.flows.append(flow)
                if direct:
                    part.direct.append(flow)
        return tuple(parts)


def _last_full(gaps: Mapping[int, list[str]]) -> int:
    """The level before the first that lacks something."""
    return next((level - 1 for level in LEVELS if gaps[level]), LEVELS[-1])


def ids(applications: list[Application]) -> tuple[int, ...]:
    return tuple(application.id for application in applications)
