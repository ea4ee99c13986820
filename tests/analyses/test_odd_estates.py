"""Odd estates: every rule, indicator and analysis answers, or says why it cannot; none breaks."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from estates import Estate

from urbanism import snapshot as records
from urbanism.analyses.bands import commune_bands
from urbanism.analyses.crud import crud_matrix
from urbanism.analyses.data_way import data_way
from urbanism.analyses.editors import editor_shares, suites
from urbanism.analyses.explorer import Grouping, Question, explore
from urbanism.analyses.ground_plan import ground_plan
from urbanism.analyses.impact import impact
from urbanism.analyses.indicators import indicators
from urbanism.analyses.point_to_point import point_to_point
from urbanism.analyses.referentials.report import as_json as cases_as_json
from urbanism.analyses.referentials.report import report
from urbanism.analyses.silos import silos
from urbanism.analyses.structure import weak_points
from urbanism.analyses.tangles import tangles
from urbanism.diagnosis import diagnose
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.report import as_json as plan_as_json
from urbanism.planning.convergence.solve import solve
from urbanism.planning.hub import as_json, best_connectors, simulate_each
from urbanism.rules import RULES, Assessed, check_rules, findings
from urbanism.vocabulary import InterfaceMeans, LifecycleStatus


def empty() -> Estate:
    return Estate()


def single() -> Estate:
    made = Estate()
    made.application("Seule", block="paie")
    return made


def star() -> Estate:
    made = Estate()
    centre = made.application("Centre", block="c")
    for rank in range(50):
        made.flow(centre, made.application(f"F{rank}", block=f"b{rank}"), "adresses")
    return made


def clique() -> Estate:
    made = Estate()
    ends = [made.application(f"A{rank}", block=f"b{rank}") for rank in range(30)]
    for source in ends:
        for target in ends:
            if source != target:
                made.flow(source, target, "adresses")
    return made


def two_parts() -> Estate:
    made = Estate()
    for part in "AB":
        made.flow(made.application(f"{part}1", block=part), made.application(f"{part}2", block=f"{part}'"), "voies")
    return made


def self_loops() -> Estate:
    made = Estate()
    alone = made.application("Seule", block="paie")
    for _ in range(3):
        made.flow(alone, alone, "agents")
    return made


def parallel() -> Estate:
    made = Estate()
    left, right = made.application("A", block="paie"), made.application("B", block="temps")
    for _ in range(10_000):
        made.flow(left, right, "agents")
    return made


def everything_unknown() -> Estate:
    made = Estate()
    ends = [made.application(f"A{rank}", status=LifecycleStatus.UNKNOWN) for rank in range(5)]
    for source, target in itertools.pairwise(ends):
        made.flow(source, target, means=InterfaceMeans.UNKNOWN)
    made.referential("R")
    made.use(ends[0], "objet")
    return made


ODD = [empty, single, star, clique, two_parts, self_loops, parallel, everything_unknown]


@pytest.mark.parametrize("make", ODD)
def test_everything_answers(make: Callable[[], Estate]) -> None:
    graph = EstateGraph(make().snapshot())
    results = check_rules(graph, {})
    assert len(results) == len(RULES)
    told = [finding.as_json() for finding in findings(results)]
    told += [one.as_json() for one in indicators(graph, {})]
    told += [as_json(graph, plan) for plan in simulate_each(graph)]
    assert json.dumps(told)
    silos(graph), suites(graph), editor_shares(graph), tangles(graph)
    assert best_connectors(graph, 3).gap >= 0


@pytest.mark.parametrize("make", ODD)
def test_maps_place_or_tell_of_every_application(make: Callable[[], Estate]) -> None:
    graph = EstateGraph(make().snapshot())
    everyone = sorted(application.id for application in graph.snapshot.applications)
    for grouping in Grouping:
        drawn = explore(graph, Question(grouping=grouping))
        told = [party for node in drawn.nodes for party in node.members]
        told += [party for hidden in drawn.hidden for party in hidden.parties]
        assert set(told) >= set(everyone)
        assert len(told) == len(set(told))
    plan = ground_plan(graph)
    assert plan.placed + len(plan.unplaced) == len(everyone)
    for commune in graph.snapshot.communes:
        bands = commune_bands(graph, commune.id)
        placed = {one.id for products in bands.mine.values() for product in products for one in product.applications}
        assert len(placed) + bands.unplaced == len(everyone)


@pytest.mark.parametrize("make", ODD)
def test_data_and_referentials_are_told(make: Callable[[], Estate]) -> None:
    graph = EstateGraph(make().snapshot())
    assert len(crud_matrix(graph).cells) == len(graph.uses)
    for item in graph.snapshot.data_objects:
        way = data_way(graph, item.id)
        assert {end for flow in way.flows for end in (flow.source_id, flow.target_id)} <= {
            place.party for place in way.places
        }
    assert json.dumps(cases_as_json(graph, report(graph)))


@pytest.mark.parametrize("make", ODD)
def test_a_plan_converges(make: Callable[[], Estate]) -> None:
    graph = EstateGraph(make().snapshot())
    plan = solve(build(graph), seconds=5)
    assert plan.found
    assert json.dumps(plan_as_json(graph, plan, "équilibre"))


@pytest.mark.parametrize("make", ODD)
def test_a_project_that_says_nothing_is_diagnosed(make: Callable[[], Estate]) -> None:
    made = make()
    project = made.add("projects", records.Project, commune_id=made.commune(), code="P", name="Projet")
    diagnosis = diagnose(made.snapshot(), project)
    assert diagnosis.not_assessable
    assert diagnosis.reasons


def test_a_star_has_one_cut_point() -> None:
    graph = EstateGraph(star().snapshot())
    found = weak_points(graph)
    assert (len(found.cut_parties), len(found.bridges)) == (1, 50)
    assert len(impact(graph, found.cut_parties).losses) == 50


def test_a_clique_is_one_cycle_without_weak_point() -> None:
    graph = EstateGraph(clique().snapshot())
    (result,) = check_rules(graph, {}, only={"R34"})
    assert isinstance(result, Assessed)
    assert len(result.findings[0].subjects) == 30
    assert weak_points(graph)[1:] == ((), ())


def test_two_parts_stay_two() -> None:
    assert weak_points(EstateGraph(two_parts().snapshot())).parts == 2


def test_self_loops_are_told_apart_and_save_nothing() -> None:
    graph = EstateGraph(self_loops().snapshot())
    found = point_to_point(graph)
    assert (len(found.loops), len(found.direct)) == (3, 0)
    (plan,) = simulate_each(graph)
    assert (plan.links_before, plan.links_after, plan.connectors) == (3, 3, 0)


def test_ten_thousand_parallel_links_stay_ten_thousand() -> None:
    graph = EstateGraph(parallel().snapshot())
    assert len(point_to_point(graph).direct) == 10_000
    (plan,) = simulate_each(graph)
    assert (plan.links_before, plan.links_after) == (10_000, 2)


def test_when_everything_is_unknown_nothing_is_said_to_be_kept() -> None:
    results = check_rules(EstateGraph(everything_unknown().snapshot()), {})
    judged = {result.code for result in results if isinstance(result, Assessed)}
    assert judged == {"R03", "R26", "R33"}
