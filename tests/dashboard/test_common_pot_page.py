"""The page of the common pot: what it simulates, what its address says, every number with its list."""

from __future__ import annotations

import pytest
from mini_estate import Open
from sqlalchemy import Engine
from test_links_page import tie_a_knot
from test_pages import rows, shown

from urbanism.dashboard.components.pot import ALREADY, COMMUNES, LEFT, TODAY
from urbanism.graph import EstateGraph
from urbanism.planning.hub import HubPlan, best_connectors, simulate_each
from urbanism.store import Creations, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

ROADS = "Voies (filaire de voirie)"


@pytest.fixture
def knotted(estate: Engine) -> HubPlan:
    """A knot of links that carry roads, beside the three of the small estate; what the pot would do of them."""
    tie_a_knot(estate)
    snapshot = load_snapshot(estate)
    roads = next(item.id for item in snapshot.data_objects if item.name == ROADS)
    pairs = [(flow.id, roads) for flow in snapshot.interfaces if flow.code.startswith("NŒUD")]
    creation = Creations("interface_object", ("interface_id", "data_object_id"), pairs)
    apply_plan(estate, Plan("essai", "Nœud de voies", Origin.EDIT, read_base(estate), (creation,)))
    (plan,) = simulate_each(EstateGraph(load_snapshot(estate)))
    return plan


def figures(app) -> dict[str, str]:  # type: ignore[no-untyped-def]
    return {metric.label: metric.value.replace("−", "-") for metric in app.metric}


def test_objects_are_compared_one_by_one(knotted: HubPlan, open_page: Open) -> None:
    table = open_page("common_pot").dataframe[0].value
    assert list(table["Donnée"]) == [ROADS]
    assert list(table["Liens aujourd’hui"]) == [knotted.links_before]
    assert list(table["Économie"]) == [knotted.saved]


def test_the_figures_are_those_of_the_simulation(knotted: HubPlan, open_page: Open) -> None:
    told = figures(open_page("common_pot", donnees=ROADS))
    assert knotted.saved > 0
    assert told["Aujourd’hui"] == str(knotted.links_before)
    assert told["Avec le pot"] == str(knotted.links_after)
    assert told["Connecteurs"] == str(knotted.connectors)
    assert told["Économie"] == str(knotted.saved)


@pytest.mark.parametrize(("name", "field"), [(LEFT, "residual"), (ALREADY, "already"), (COMMUNES, "communes")])
def test_each_figure_opens_its_list(knotted: HubPlan, open_page: Open, name: str, field: str) -> None:
    app = open_page("common_pot", donnees=ROADS, liste=name)
    assert not app.error
    assert (rows(app) if app.dataframe else 0) == len(getattr(knotted, field))


def test_the_links_of_today_say_what_they_become(knotted: HubPlan, open_page: Open) -> None:
    table = open_page("common_pot", donnees=ROADS, liste=TODAY).dataframe[0].value
    become = list(table["Ce qu’il devient"])
    assert become.count("passe au pot commun") == len(knotted.moved)
    assert len(become) == knotted.links_before


def test_the_steps_are_told_in_a_table_beside_the_curve(knotted: HubPlan, open_page: Open) -> None:
    app = open_page("common_pot", donnees=ROADS)
    table = app.dataframe[0].value
    assert list(table["Connecteurs en tout"]) == [wave.connectors for wave in knotted.waves]
    assert list(table["Liens remplacés en tout"]) == [wave.replaced for wave in knotted.waves]


def test_the_user_s_costs_price_the_pot(knotted: HubPlan, open_page: Open) -> None:
    text = shown(open_page("common_pot", donnees=ROADS, cout_connecteur="1000", cout_lien="10"))
    assert f"{knotted.connectors * 1000:,}".replace(",", "\u202f") in text
    assert f"{len(knotted.moved) * 10}\u00a0€ par an" in text
    every = open_page("common_pot", cout_connecteur="1000", cout_lien="10", connecteurs="8")
    (line,) = every.dataframe[0].value.to_dict("records")
    assert (line["À construire"], line["Épargne par an"]) == (knotted.connectors * 1000, len(knotted.moved) * 10)
    assert "8\u202f000\u00a0€" in shown(every)


@pytest.mark.parametrize("objects", [{}, {"donnees": ROADS}])
def test_a_budget_gives_whom_to_connect(
    estate: Engine, knotted: HubPlan, open_page: Open, objects: dict[str, str]
) -> None:
    graph = EstateGraph(load_snapshot(estate))
    choice = best_connectors(graph, 8, knotted.objects if objects else None)
    app = open_page("common_pot", connecteurs="8", **objects)
    assert "Avec 8\u00a0connecteurs" in [block.value for block in app.header]
    assert len(app.dataframe[-1].value) == len(choice.ends) == 8
    assert choice.links >= 16  # the knot itself: eight ends, sixteen links
    assert f"**{choice.links}\u00a0liens**" in shown(app)


@pytest.mark.parametrize("address", [{"donnees": "<script>"}, {"connecteurs": "-3"}, {"liste": "rien"}])
def test_a_wrong_address_is_left_aside(knotted: HubPlan, open_page: Open, address: dict[str, str]) -> None:
    app = open_page("common_pot", **address)
    assert not app.exception
    assert not app.error


def test_without_carried_data_the_page_says_what_to_do(nothing: Engine, open_page: Open) -> None:
    assert "Rien à simuler" in shown(open_page("common_pot"))


def test_a_filter_simulates_the_links_of_a_place_alone(estate: Engine, knotted: HubPlan, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    graph = EstateGraph(snapshot)
    place = next(block for flow in knotted.moved if (block := graph.block.get(snapshot.by_id[flow].source_id)))
    kept = {f.id for f in graph.flows if place in graph.ends(f)}
    (plan,) = simulate_each(graph, among=kept)
    told = figures(open_page("common_pot", donnees=ROADS, bloc=snapshot.by_id[place].code))
    assert told["Aujourd’hui"] == str(plan.links_before)
    assert 0 < plan.links_before < knotted.links_before
