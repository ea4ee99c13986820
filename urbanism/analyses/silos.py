"""The 140 silos: ten RU-30 sectors in each of the fourteen communes, the métropole shown apart.

A flow of personal data is placed by what it says of its data (its processing's sector, its personal objects'), and by
the blocs at its ends. Transverse channels (portal, payment, mail…) carry the data of every sector: they are no silo.
RU-30 has had no legal force since May 2018; what is found here is doctrine of 2013, to be examined with the DPO.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from urbanism.graph import EstateGraph, Flow, once
from urbanism.graph.estate import group
from urbanism.vocabulary import Consent, Ternary

CAVEAT = "doctrine 2013, à examiner avec le DPO"


class Placed(NamedTuple):
    """A flow of personal data and where it goes.

    `sectors` are all those it touches; `source` and `target` the (sector, holder) cell of each end, None where the end
    is a channel, a national system, or of no known sector. `justified`: a legal basis, an agreement, or an explicit
    consent with its proof is recorded. `agreed`: an agreement is recorded.
    """

    flow: Flow
    sectors: frozenset[int]
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    between_sectors: bool
    between_holders: bool
    justified: bool
    agreed: bool

    @property
    def covered(self) -> bool:
        """Whether what a crossing asks for is recorded: a basis between sectors, an agreement between communes."""
        return (self.justified or not self.between_sectors) and (self.agreed or not self.between_holders)


class Cell(NamedTuple):
    """One silo: how many flows stay inside, and how many leave or enter it, with or without a recorded basis."""

    sector: int
    holder: int
    inside: int
    crossing: int
    unjustified: int


class SharedIdentifier(NamedTuple):
    """One identifier of persons that applications of several sectors share in one holder."""

    identifier: str
    holder: int
    applications: tuple[int, ...]
    sectors: tuple[int, ...]


class Silos(NamedTuple):
    """Every flow of personal data placed.

    `cells` are sectors × communes, `apart` the same for the métropole and other bodies. `unplaced` touch no known
    sector; `unknown` are flows of which nobody said whether the data are personal. `junctions` are channels that
    receive the data of a sector and serve another. `planned` are the flows of personal data that projects will open.
    """

    placed: tuple[Placed, ...]
    cells: tuple[Cell, ...]
    apart: tuple[Cell, ...]
    unplaced: tuple[Placed, ...]
    unknown: tuple[Flow, ...]
    shared_identifiers: tuple[SharedIdentifier, ...]
    junctions: tuple[tuple[int, frozenset[int]], ...]
    planned: tuple[Placed, ...]

    @property
    def crossings(self) -> tuple[Placed, ...]:
        """Flows from one sector to another."""
        return tuple(placed for placed in self.placed if placed.between_sectors)

    @property
    def between_communes(self) -> tuple[Placed, ...]:
        """Flows from one legal entity to another."""
        return tuple(placed for placed in self.placed if placed.between_holders)


def silos(graph: EstateGraph, among: Collection[int] | None = None) -> Silos:
    """Place every running flow of personal data; `among`: only these flows (identifiers)."""
    if among is None:
        return _all_silos(graph)
    running, planned = ([flow for flow in flows if flow.id in among] for flows in (graph.flows, graph.planned_flows))
    return _silos(graph, running, planned)


@once
def _all_silos(graph: EstateGraph) -> Silos:
    return _silos(graph, graph.flows, graph.planned_flows)


def _silos(graph: EstateGraph, looked_at: Iterable[Flow], coming: Iterable[Flow]) -> Silos:
    sealed = sealed_sectors(graph)
    of_processing = {p.id: p.sector_id for p in graph.snapshot.processings if p.sector_id is not None}
    flows = group(looked_at, lambda flow: is_personal(graph, flow))
    placed = tuple(_place(graph, sealed, of_processing, flow) for flow in flows.get(Ternary.YES, ()))
    planned = [flow for flow in coming if is_personal(graph, flow) is Ternary.YES]
    cells = _cells(graph, placed)
    towns = {town.id for town in graph.towns}
    return Silos(
        placed=placed,
        cells=tuple(cell for cell in cells if cell.holder in towns),
        apart=tuple(cell for cell in cells if cell.holder not in towns),
        unplaced=tuple(one for one in placed if not one.sectors),
        unknown=tuple(flows.get(Ternary.UNKNOWN, ())),
        shared_identifiers=shared_identifiers(graph),
        junctions=_junctions(graph, placed),
        planned=tuple(_place(graph, sealed, of_processing, flow) for flow in planned),
    )


def is_personal(graph: EstateGraph, flow: Flow) -> Ternary:
    """Whether a flow carries personal data: as stated, else by its register entry, else by its objects."""
    if flow.personal_data is not Ternary.UNKNOWN:
        return flow.personal_data
    if flow.processing_id is not None:
        return Ternary.YES
    answers = {graph.data_objects[o].personal for o in graph.objects.get(flow.id, ())}
    if Ternary.YES in answers:
        return Ternary.YES
    return Ternary.NO if answers == {Ternary.NO} else Ternary.UNKNOWN


def sealed_sectors(graph: EstateGraph) -> Mapping[int, int]:
    """The sector in which each party is sealed, by its bloc; none for channels."""
    sectors = {b.id: b.sector_id for b in graph.snapshot.blocks if b.sector_id is not None and not b.transverse_channel}
    return {party: sectors[block] for party, block in graph.block.items() if block in sectors}


def shared_identifiers(graph: EstateGraph) -> tuple[SharedIdentifier, ...]:
    """Identifiers of persons that applications of several sectors of one holder have in common (R22)."""
    sealed = sealed_sectors(graph)
    users = group(
        (a for a in graph.applications if a.user_identifier and a.id in sealed),
        lambda a: (" ".join((a.user_identifier or "").casefold().split()), a.commune_id),
    )
    shared = []
    for (identifier, holder), applications in users.items():
        sectors = sorted({sealed[a.id] for a in applications})
        if len(sectors) > 1:
            shared.append(SharedIdentifier(identifier, holder, tuple(a.id for a in applications), tuple(sectors)))
    return tuple(shared)


def _place(graph: EstateGraph, sealed: Mapping[int, int], of_processing: Mapping[int, int], flow: Flow) -> Placed:
    stated = {
        sector
        for o in graph.objects.get(flow.id, ())
        if graph.data_objects[o].personal is not Ternary.NO and (sector := graph.data_objects[o].sector_id) is not None
    }
    if (processing := of_processing.get(flow.processing_id or 0)) is not None:
        stated.add(processing)
    ends = {sealed[end] for end in (flow.source_id, flow.target_id) if end in sealed}
    sectors = frozenset(stated | ends)
    only = next(iter(stated)) if len(stated) == 1 else None
    consented = flow.consent is Consent.EXPLICIT and bool(flow.consent_proof)
    return Placed(
        flow=flow,
        sectors=sectors,
        source=_cell_of(graph, sealed, flow.source_id, only),
        target=_cell_of(graph, sealed, flow.target_id, only),
        between_sectors=len(sectors) > 1,
        between_holders=_between_holders(graph, flow),
        justified=bool(flow.legal_basis or flow.agreement) or consented,
        agreed=bool(flow.agreement),
    )


def _cell_of(graph: EstateGraph, sealed: Mapping[int, int], end: int, stated: int | None) -> tuple[int, int] | None:
    """The silo of an end: its bloc's sector, else the one stated for the data, unless it is a channel."""
    holder = graph.holder.get(end)
    block = graph.blocks.get(graph.block.get(end, 0))
    if holder is None or (block is not None and block.transverse_channel):
        return None
    sector = sealed.get(end, stated)
    return None if sector is None else (sector, holder)


def _between_holders(graph: EstateGraph, flow: Flow) -> bool:
    """Whether data leave one legal entity for another: an instance that serves a commune is that commune's own too."""
    source, target = graph.communes_of(flow.source_id), graph.communes_of(flow.target_id)
    return bool(source) and bool(target) and source.isdisjoint(target)


def _cells(graph: EstateGraph, placed: tuple[Placed, ...]) -> list[Cell]:
    counts: dict[tuple[int, int], list[int]] = {
        (sector.id, commune.id): [0, 0, 0] for sector in graph.snapshot.sectors for commune in graph.snapshot.communes
    }
    for one in placed:
        crosses = one.between_sectors or one.between_holders
        for cell in {one.source, one.target} - {None}:
            if cell is not None:
                counts[cell][1 if crosses else 0] += 1
                counts[cell][2] += not one.covered
    return [Cell(sector, holder, *numbers) for (sector, holder), numbers in counts.items()]


def _junctions(graph: EstateGraph, placed: tuple[Placed, ...]) -> tuple[tuple[int, frozenset[int]], ...]:
    received: dict[int, set[int]] = defaultdict(set)
    given: dict[int, set[int]] = defaultdict(set)
    for one in placed:
        if one.source and one.target is None:
            received[one.flow.target_id].add(one.source[0])
        if one.target and one.source is None:
            given[one.flow.source_id].add(one.target[0])
    return tuple(
        (party, frozenset(sectors | given[party]))
        for party, sectors in received.items()
        if party in graph.holder and given.get(party, set()) - sectors
    )
