"""The common pot, simulated: what one link to a central pot replaces, what stays, what it costs and risks.

For one data object or several together. A running link that carries them and does not yet pass by the pot either moves
(each of its two ends then needs one connector, shared by all its links) or stays, with the reason. What one end links
twice stays two links; what is already connected needs no new connector.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from urbanism.analyses.silos import CAVEAT, sealed_sectors
from urbanism.graph import EstateGraph, Flow
from urbanism.planning.connectors import Choice, Links, best_within, stages
from urbanism.vocabulary import InterfaceMeans, Rhythm, Ternary


class UnitCosts(NamedTuple):
    """The user's own unit costs in euros: one connector to build, one link to keep for a year."""

    connector: float | None = None
    link_year: float | None = None


NO_COSTS = UnitCosts()


class Residual(NamedTuple):
    """A link that stays, and why, in French."""

    flow: int
    reason: str


class Wave(NamedTuple):
    """A step of the building: whom to connect now; connectors, replaced links and saved ones since the start."""

    connect: tuple[int, ...]
    connectors: int
    replaced: int
    saved: int


class FailurePoint(NamedTuple):
    """A point whose stop now stops many: the pot itself (None while there is none) or the only producer."""

    party: int | None
    dependents: int
    communes: tuple[int, ...]


class CommuneGain(NamedTuple):
    """What a commune sees: its links that move, its connectors to build."""

    commune: int
    links: int
    connectors: int


class HubPlan(NamedTuple):
    """The pot for some data objects. `links_after` = connectors to build + links that stay."""

    objects: tuple[int, ...]
    participants: tuple[int, ...]
    connected: tuple[int, ...]
    moved: tuple[int, ...]
    already: tuple[int, ...]
    residual: tuple[Residual, ...]
    waves: tuple[Wave, ...]
    load: tuple[tuple[Rhythm, int], ...]
    failure_points: tuple[FailurePoint, ...]
    communes: tuple[CommuneGain, ...]
    effort: float | None
    yearly_saving: float | None
    warning: str

    @property
    def connectors(self) -> int:
        """Connectors to build: participants not yet connected."""
        return len(self.participants) - len(self.connected)

    @property
    def links_before(self) -> int:
        return len(self.moved) + len(self.residual)

    @property
    def links_after(self) -> int:
        return self.connectors + len(self.residual)

    @property
    def saved(self) -> int:
        """Links before less links after; negative where the pot does not pay."""
        return self.links_before - self.links_after

    @property
    def links_if_all_linked(self) -> int:
        """n(n-1)/2: the links that would join every two participants (I06)."""
        n = len(self.participants)
        return n * (n - 1) // 2


class Progress(NamedTuple):
    """What moved to the pot between two readings: links now by the pot, links gone, direct links left."""

    switched: tuple[int, ...]
    gone: tuple[int, ...]
    left: tuple[int, ...]


def simulate(
    graph: EstateGraph,
    objects: Collection[int],
    costs: UnitCosts = NO_COSTS,
    among: Collection[int] | None = None,
) -> HubPlan:
    """The common pot for these data objects together; `among`: for these flows alone (identifiers)."""
    flows = _flows_of(graph, objects, among)
    already = [flow for flow in flows if graph.by_hub(flow)]
    judged = [(flow, _why_it_stays(graph, flow, objects)) for flow in flows if not graph.by_hub(flow)]
    moved = [flow for flow, reason in judged if not reason]
    ends = {end for flow in moved for end in (flow.source_id, flow.target_id)}
    connected = ends & graph.on_hub
    waves = _waves(moved, connected)
    built = len(ends) - len(connected)
    return HubPlan(
        objects=tuple(sorted(objects)),
        participants=tuple(sorted(ends)),
        connected=tuple(sorted(connected)),
        moved=tuple(flow.id for flow in moved),
        already=tuple(flow.id for flow in already),
        residual=tuple(Residual(flow.id, reason) for flow, reason in judged if reason),
        waves=waves,
        load=tuple(Counter(flow.rhythm for flow in (*moved, *already)).most_common()),
        failure_points=_failure_points(graph, moved, ends),
        communes=_gains(graph, moved, ends - connected),
        effort=None if costs.connector is None else costs.connector * built,
        yearly_saving=None if costs.link_year is None else costs.link_year * len(moved),
        warning=_silo_warning(graph, objects, ends),
    )


def simulate_each(
    graph: EstateGraph, costs: UnitCosts = NO_COSTS, among: Collection[int] | None = None
) -> tuple[HubPlan, ...]:
    """The pot for each data object that flows (those of `among`) carry, most links saved first."""
    plans = (simulate(graph, (data_object,), costs, among) for data_object in graph.flows_of_object)
    carried = (plan for plan in plans if plan.links_before or plan.already)
    return tuple(sorted(carried, key=lambda plan: (-plan.saved, plan.objects)))


def best_connectors(
    graph: EstateGraph, budget: int, objects: Collection[int] | None = None, among: Collection[int] | None = None
) -> Choice:
    """Which ends to connect with so many connectors: for some data objects, or for every direct link (of `among`)."""
    flows = _flows_of(graph, objects, among)
    movable = [flow for flow in flows if not graph.by_hub(flow) and not _why_it_stays(graph, flow, objects)]
    return best_within(Links((flow.source_id, flow.target_id) for flow in movable), budget)


def progress(
    before: EstateGraph, now: EstateGraph, objects: Collection[int] = (), among: Collection[int] | None = None
) -> Progress:
    """What has really moved: the direct links of an earlier reading, and their fate.

    `objects`: those that carry some of these data; `among`: these links alone (identifiers).
    """
    flows = _flows_of(before, objects or None, among)
    direct = [flow for flow in flows if not before.by_hub(flow) and not _why_it_stays(before, flow, None)]
    running = {flow.id: flow for flow in now.flows}
    switched = [flow.id for flow in direct if flow.id in running and now.by_hub(running[flow.id])]
    gone = [flow.id for flow in direct if flow.id not in running]
    left = {flow.id for flow in direct} - set(switched) - set(gone)
    return Progress(tuple(switched), tuple(gone), tuple(sorted(left)))


def as_json(graph: EstateGraph, plan: HubPlan) -> dict[str, Any]:
    """The stable keys of the command line, and the rest of the plan in readable names."""
    return {
        "object": ", ".join(graph.label(data_object) for data_object in plan.objects),
        "links_before": plan.links_before,
        "links_after": plan.links_after,
        "saved": plan.saved,
        "residual": [{"interface": graph.subject(r.flow).code, "reason": r.reason} for r in plan.residual],
        "single_points_of_failure": [
            {"name": graph.label(p.party) if p.party else "pot commun", "dependents": p.dependents}
            for p in plan.failure_points
        ],
        "waves": [
            {**wave._asdict(), "connect": [graph.subject(end).code for end in wave.connect]} for wave in plan.waves
        ],
        "connectors": plan.connectors,
        "links_if_all_linked": plan.links_if_all_linked,
        "already": len(plan.already),
        "load": {rhythm.value: count for rhythm, count in plan.load},
        "communes": [{**gain._asdict(), "commune": graph.label(gain.commune)} for gain in plan.communes],
        "effort": plan.effort,
        "yearly_saving": plan.yearly_saving,
        "warning": plan.warning,
    }


def _flows_of(graph: EstateGraph, objects: Iterable[int] | None, among: Collection[int] | None) -> Sequence[Flow]:
    """The running flows that carry these objects (None: all flows), those of `among` alone where it is given."""
    if objects is None:
        return graph.flows if among is None else [flow for flow in graph.flows if flow.id in among]
    found = {flow.id: flow for o in objects for flow in graph.flows_of_object.get(o, ())}
    return [found[identifier] for identifier in sorted(found) if among is None or identifier in among]


def _why_it_stays(graph: EstateGraph, flow: Flow, objects: Collection[int] | None) -> str:
    """Why a link cannot move to the pot with these objects (None: whatever it carries), or ""."""
    if not graph.is_internal(flow):
        return "un système national garde sa propre liaison"
    if flow.source_id == flow.target_id:
        return "l'application s'alimente elle-même"
    if flow.means is InterfaceMeans.UNKNOWN:
        return "moyen inconnu : peut-être passe-t-il déjà par le pot commun"
    others = set(graph.objects.get(flow.id, ())) - set(objects) if objects is not None else set()
    return f"porte aussi {graph.labels(sorted(others), 3)}" if others else ""


def _waves(moved: list[Flow], connected: frozenset[int] | set[int]) -> tuple[Wave, ...]:
    """The stages in their order; ends already connected cost nothing and are left out of the count."""
    waves = []
    before: frozenset[int] = frozenset()
    for stage in stages(Links((flow.source_id, flow.target_id) for flow in moved)):
        built = len(stage.ends - connected)
        waves.append(Wave(tuple(sorted(stage.ends - before)), built, stage.links, stage.links - built))
        before = stage.ends
    return tuple(waves)


def _failure_points(graph: EstateGraph, moved: list[Flow], ends: set[int]) -> tuple[FailurePoint, ...]:
    if not moved:
        return ()
    hubs = sorted(a.id for a in graph.applications if a.block_id in graph.hub_blocks)
    communes = tuple(sorted({commune for end in ends for commune in graph.communes_of(end)}))
    points = [FailurePoint(hubs[0] if hubs else None, len(ends), communes)]
    producers = {flow.source_id for flow in moved}
    if len(producers) == 1:
        points.append(FailurePoint(producers.pop(), len({flow.target_id for flow in moved}), communes))
    return tuple(points)


def _gains(graph: EstateGraph, moved: list[Flow], to_build: set[int]) -> tuple[CommuneGain, ...]:
    links: dict[int, int] = defaultdict(int)
    for flow in moved:
        for holder in {graph.holder[flow.source_id], graph.holder[flow.target_id]}:
            links[holder] += 1
    connectors = Counter(graph.holder[end] for end in to_build)
    gains = (CommuneGain(commune, count, connectors[commune]) for commune, count in links.items())
    return tuple(sorted(gains, key=lambda gain: (-gain.links, gain.commune)))


def _silo_warning(graph: EstateGraph, objects: Iterable[int], ends: Iterable[int]) -> str:
    """What to say when a pot of personal data would join RU-30 sectors, or ""."""
    if all(graph.data_objects[o].personal is Ternary.NO for o in objects):
        return ""
    sealed = sealed_sectors(graph)
    sectors = sorted({sealed[end] for end in ends if end in sealed})
    if len(sectors) < 2:
        return ""
    return f"Ce pot relierait {len(sectors)} secteurs RU-30, {graph.labels(sectors, 10)} ({CAVEAT})."
