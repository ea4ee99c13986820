"""The common pot: what moves, what stays and why, what it costs, whom it serves, what it risks."""

from __future__ import annotations

import json
from random import Random

from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.graph import EstateGraph
from urbanism.planning.hub import HubPlan, UnitCosts, as_json, best_connectors, progress, simulate, simulate_each
from urbanism.vocabulary import InterfaceMeans, Rhythm, Ternary


def knot(producers: int, consumers: int) -> Estate:
    made = Estate()
    sources = [made.application(f"P{rank}", block=f"p{rank}") for rank in range(producers)]
    targets = [made.application(f"C{rank}", block=f"c{rank}") for rank in range(consumers)]
    for source in sources:
        for target in targets:
            made.flow(source, target, "adresses", rhythm=Rhythm.DAILY)
    return made


def plan(made: Estate, *names: str, costs: UnitCosts | None = None) -> HubPlan:
    graph = EstateGraph(made.snapshot())
    return simulate(graph, [made.data_object(name) for name in names], costs or UnitCosts())


def test_a_knot_against_one_connector_each() -> None:
    found = plan(knot(4, 5), "adresses")
    assert (found.links_before, found.connectors, found.links_after, found.saved) == (20, 9, 9, 11)
    assert found.links_if_all_linked == 36
    assert found.load == ((Rhythm.DAILY, 20),)
    assert found.waves[-1].replaced == 20
    assert found.waves[-1].connectors == 9


def test_a_lone_link_does_not_pay() -> None:
    assert plan(knot(1, 1), "adresses").saved == -1


def test_links_that_stay_say_why() -> None:
    made = knot(1, 2)
    source = made.tables["applications"][0].id
    made.flow(source, made.external("BAN"), "adresses")
    made.flow(source, source, "adresses")
    made.flow(source, made.application("X"), "adresses", means=InterfaceMeans.UNKNOWN)
    made.flow(source, made.application("Y"), "adresses", "voies")
    found = plan(made, "adresses")
    reasons = [residual.reason for residual in found.residual]
    assert [
        any(word in reason for reason in reasons) for word in ("national", "elle-même", "inconnu", "« voies »")
    ] == [True] * 4
    assert found.links_before == len(found.moved) + 4
    assert len(plan(made, "adresses", "voies").residual) == 3


def test_what_already_passes_by_the_pot_needs_no_new_connector() -> None:
    made = knot(1, 3)
    hub = made.application("Bus", block="pot-commun")
    made.flow(made.tables["applications"][0].id, hub, "voies")
    made.flow(hub, made.tables["applications"][1].id, "adresses")
    found = plan(made, "adresses")
    assert len(found.already) == 1
    assert len(found.connected) == 2
    assert found.connectors == 2


def test_effort_savings_and_gains_follow_the_users_own_costs() -> None:
    made = knot(2, 2)
    made.flow(made.tables["applications"][0].id, made.application("B", commune="Bourg"), "adresses")
    assert plan(made, "adresses").effort is None
    found = plan(made, "adresses", costs=UnitCosts(connector=1000, link_year=200))
    assert (found.effort, found.yearly_saving) == (5000, 1000)
    gains = {gain.commune: (gain.links, gain.connectors) for gain in found.communes}
    assert gains == {made.commune("Ville"): (5, 4), made.commune("Bourg"): (1, 1)}


def test_the_pot_and_an_only_producer_are_new_points_of_failure() -> None:
    made = knot(1, 3)
    points = plan(made, "adresses").failure_points
    assert [(point.party, point.dependents) for point in points] == [(None, 4), (made.tables["applications"][0].id, 3)]
    hub = made.application("Bus", block="pot-commun")
    assert plan(made, "adresses").failure_points[0].party == hub


def test_a_pot_that_would_join_silos_says_so() -> None:
    made = Estate()
    made.block("scolaire", sector=7)
    made.block("social", sector=2)
    made.flow(made.application("A", block="scolaire"), made.application("B", block="social"), "familles")
    assert "à examiner avec le DPO" in plan(made, "familles").warning
    made.tables["data_objects"][0] = made.tables["data_objects"][0]._replace(personal=Ternary.NO)
    assert plan(made, "familles").warning == ""


def test_plans_come_best_first_and_are_readable_json() -> None:
    made = knot(3, 3)
    made.flow(made.application("X"), made.application("Y"), "voies")
    graph = EstateGraph(made.snapshot())
    plans = simulate_each(graph)
    assert [graph.label(p.objects[0]) for p in plans] == ["adresses", "voies"]
    told = json.loads(json.dumps(as_json(graph, plans[0])))
    assert (told["object"], told["links_before"], told["links_after"], told["saved"]) == ("adresses", 9, 6, 3)
    assert told["waves"][-1]["connect"]
    assert told["single_points_of_failure"][0]["name"] == "pot commun"


def test_a_budget_goes_to_the_knot_first() -> None:
    made = knot(3, 3)
    made.flow(made.application("X"), made.application("Y"), "adresses")
    graph = EstateGraph(made.snapshot())
    choice = best_connectors(graph, 6)
    assert (choice.links, choice.bound) == (9, 9)
    assert best_connectors(graph, 6, [made.data_object("adresses")]) == choice


def test_progress_since_an_earlier_reading() -> None:
    made = knot(1, 3)
    before = EstateGraph(made.snapshot())
    first, second, third = made.tables["interfaces"]
    made.tables["interfaces"] = [first._replace(means=InterfaceMeans.HUB), third]
    assert progress(before, EstateGraph(made.snapshot())) == ((first.id,), (second.id,), (third.id,))


@given(st.integers(min_value=0, max_value=10_000))
def test_counts_always_add_up(seed: int) -> None:
    random = Random(seed)
    made = Estate()
    ends = [made.application(f"A{rank}") for rank in range(6)] + [made.external("BAN")]
    for _ in range(random.randrange(20)):
        objects = random.sample(["a", "b", "c"], random.randrange(1, 3))
        made.flow(random.choice(ends), random.choice(ends), *objects, means=random.choice(list(InterfaceMeans)))
    graph = EstateGraph(made.snapshot())
    for found in simulate_each(graph):
        carried = {flow.id for flow in graph.flows_of_object[found.objects[0]]}
        parts = [set(found.moved), set(found.already), {residual.flow for residual in found.residual}]
        assert set.union(*parts) == carried
        assert sum(map(len, parts)) == len(carried)
        assert found.saved == found.links_before - found.links_after == len(found.moved) - found.connectors
        assert not found.moved or found.waves[-1].replaced == len(found.moved)
