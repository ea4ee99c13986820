"""The maps of a project before and after it goes live: the part of the plan it touches, and what it exchanges with."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.analyses.explorer import Exploration, Question, explore
from urbanism.analyses.ground_plan import GroundPlan, ground_plan
from urbanism.diagnosis.case import Case, open_case
from urbanism.diagnosis.intentions import gone_live, movements
from urbanism.graph import EstateGraph
from urbanism.snapshot import Snapshot

MOST_NODES = 40
MOST_LINKS = 60


class Maps(NamedTuple):
    """What two maps show of the estate at one moment."""

    graph: EstateGraph
    plan: GroundPlan
    network: Exploration


class BeforeAfter(NamedTuple):
    """The same maps today and once the project is live."""

    before: Maps
    after: Maps


def before_after(snapshot: Snapshot, project_id: int) -> BeforeAfter:
    """The quartiers of the blocs that the project touches, and its neighbourhood, one flow away.

    Raises:
        UnknownProject: there is no such project in the snapshot.
    """
    case = open_case(snapshot, project_id)
    live = gone_live(snapshot, movements(snapshot, project_id))
    centre, districts = _centre(case), _districts(case)
    question = Question(centre, depth=1, most_nodes=MOST_NODES, most_links=MOST_LINKS)
    return BeforeAfter(
        _maps(EstateGraph(snapshot), districts, question),
        _maps(EstateGraph(live), districts, question),
    )


def _maps(graph: EstateGraph, districts: frozenset[int], question: Question) -> Maps:
    plan = ground_plan(graph)
    zones = (
        zone._replace(districts=tuple(one for one in zone.districts if one.district.id in districts))
        for zone in plan.zones
    )
    kept = GroundPlan(tuple(zone for zone in zones if zone.districts), ())
    return Maps(graph, kept, explore(graph, question))


def _centre(case: Case) -> tuple[int, ...]:
    """What the project brings, joins, retires or links."""
    found = {application.id for application in case.applications} | case.retired | case.joins
    found |= {end for flow in case.flows for end in (flow.source_id, flow.target_id)}
    return tuple(sorted(found))


def _districts(case: Case) -> frozenset[int]:
    """The quartiers of its blocs, and of what it retires or joins."""
    blocks = {block.id for block in case.blocks}
    blocks |= {case.graph.block[one] for one in case.retired | case.joins if one in case.graph.block}
    return frozenset(case.graph.blocks[block].district_id for block in blocks)
