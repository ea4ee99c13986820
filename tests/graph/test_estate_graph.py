"""The estate as a graph: what runs, where it stands, how it is named."""

from __future__ import annotations

from estates import Estate

from urbanism.graph import EstateGraph, Landmarks
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import HolderKind, InterfaceMeans, InterfaceState, LifecycleStatus


def test_an_empty_estate_has_an_empty_graph() -> None:
    graph = EstateGraph(Snapshot())
    assert not graph.applications
    assert not graph.flows
    assert not graph.pairs


def test_parallel_and_opposite_flows_stay_distinct() -> None:
    made = Estate()
    left, right = made.application("A"), made.application("B")
    first, second, back = made.flow(left, right), made.flow(left, right), made.flow(right, left)
    graph = EstateGraph(made.snapshot())
    assert [flow.id for flow in graph.pairs[left, right]] == [first, second]
    assert [flow.id for flow in graph.pairs[right, left]] == [back]


def test_a_flow_runs_when_said_so_or_when_unsaid_between_ends_that_run() -> None:
    made = Estate()
    left, right = made.application("A"), made.application("B")
    stopped = made.application("C", status=LifecycleStatus.STOPPED)
    unsaid = made.flow(left, right)
    said = made.flow(left, stopped, state=InterfaceState.ACTIVE)
    made.flow(left, stopped)
    made.flow(left, right, state=InterfaceState.PLANNED)
    made.flow(left, right, state=InterfaceState.STOPPED)
    assert [flow.id for flow in EstateGraph(made.snapshot()).flows] == [unsaid, said]


def test_a_referential_stands_in_the_block_of_its_host() -> None:
    made = Estate()
    host = made.application("SIG", block="sig", serves=("Bourg",))
    base, alone = made.referential("Voies", application_id=host), made.referential("Papier")
    graph = EstateGraph(made.snapshot())
    assert graph.block[base] == graph.block[host]
    assert graph.communes_of(base) == {made.commune("Ville"), made.commune("Bourg")}
    assert alone not in graph.block
    assert graph.communes_of(alone) == {made.commune("Ville")}


def test_the_editor_is_the_one_stated_then_the_products_then_the_suites() -> None:
    made = Estate()
    made.suite("Gamme", editor="Troisième")
    stated = made.application("A", editor_id=made.editor("Premier"))
    made.product("P", editor="Deuxième")
    by_product = made.application("B", product="P")
    made.product("Q", suite="Gamme")
    by_suite, unsaid = made.application("C", product="Q"), made.application("D")
    graph = EstateGraph(made.snapshot())
    assert [graph.label(graph.editor[a]) for a in (stated, by_product, by_suite)] == [
        "Premier",
        "Deuxième",
        "Troisième",
    ]
    assert unsaid not in graph.editor


def test_unknown_blocks_are_unknown_not_different() -> None:
    made = Estate()
    placed, unplaced = made.application("A", block="paie"), made.application("B")
    made.flow(placed, unplaced)
    made.flow(placed, made.application("C", block="temps"))
    made.flow(placed, made.application("D", block="paie"))
    graph = EstateGraph(made.snapshot())
    assert [graph.between_blocks(flow) for flow in graph.flows] == [None, True, False]


def test_the_hub_is_known_by_its_means_or_by_its_block() -> None:
    made = Estate()
    left, hub = made.application("A", block="paie"), made.application("Bus", block="bus")
    other = made.application("B", block="temps")
    made.flow(left, hub)
    made.flow(left, other, means=InterfaceMeans.HUB)
    made.flow(left, other, means=InterfaceMeans.API)
    graph = EstateGraph(made.snapshot(), Landmarks(hub_blocks=frozenset({"bus"})))
    assert [graph.by_hub(flow) for flow in graph.flows] == [True, True, False]


def test_towns_are_told_from_the_metropole_and_names_are_readable() -> None:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    civil = made.application("Acte", code="EC-1")
    flow = made.flow(civil, made.application("Liste"), code="F-9")
    graph = EstateGraph(made.snapshot())
    assert [town.name for town in graph.towns] == ["Ville"]
    assert graph.subject(civil)[:1] + graph.subject(civil)[2:] == ("application", "EC-1", "Acte", "Ville")
    assert graph.subject(flow).label == "Acte → Liste"
    assert graph.subject(made.commune("Ville"))[2:] == ("Ville", "Ville", "Ville")
    assert graph.subject(999).label == "objet n° 999"
    assert graph.labels([civil, civil, civil], most=2) == "« Acte », « Acte » et 1 de plus"
