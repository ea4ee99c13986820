"""Impact and ways of a datum: hand-made and against plain reachability on random estates."""

from __future__ import annotations

from random import Random

import networkx
from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.analyses.impact import impact, ways
from urbanism.analyses.servers import servers
from urbanism.analyses.stoppable import EDITOR, SERVER, SUITE, stoppable
from urbanism.graph import EstateGraph
from urbanism.vocabulary import DataRole, HolderKind, Hosting, InterfaceState, LifecycleStatus


def test_what_only_one_source_fed_is_deprived_and_what_two_fed_is_reduced() -> None:
    made = Estate()
    first, second = made.application("S1", block="s"), made.application("S2", block="t")
    relay, end = made.application("R", block="r"), made.application("E", block="e", commune="Bourg")
    both = made.application("D")
    made.flow(first, relay, "adresses")
    made.flow(relay, end, "adresses")
    made.flow(first, both, "adresses")
    made.flow(second, both, "adresses")
    graph = EstateGraph(made.snapshot())
    found = impact(graph, {first})
    assert {(loss.party, loss.deprived) for loss in found.losses} == {(relay, True), (end, True), (both, False)}
    far = next(loss for loss in found.losses if loss.party == end)
    assert far.path == (first, relay, end)
    assert len(far.flows) == 2
    assert {graph.label(commune) for commune in found.communes} == {"Ville", "Bourg"}
    assert [graph.label(one.block) for one in found.uncovered] == ["s"]


def test_another_datum_does_not_spread_and_an_undescribed_one_goes_one_step() -> None:
    made = Estate()
    source, relay, end = made.application("S"), made.application("R"), made.application("E")
    made.flow(source, relay, "adresses")
    made.flow(relay, end, "voies")
    assert [loss.party for loss in impact(EstateGraph(made.snapshot()), {source}).losses] == [relay]
    silent = Estate()
    source, relay, end = silent.application("S"), silent.application("R"), silent.application("E")
    silent.flow(source, relay)
    silent.flow(relay, end)
    losses = impact(EstateGraph(silent.snapshot()), {source}).losses
    assert [(loss.party, loss.data_object) for loss in losses] == [(relay, None)]


def test_a_replacement_makes_every_flow_of_what_goes_anew() -> None:
    made = Estate()
    left, gone, right = (made.application(name) for name in "ABC")
    base = made.referential("Base", application_id=gone)
    expected = {made.flow(left, gone), made.flow(gone, right), made.flow(right, base), made.flow(gone, gone)}
    made.flow(left, right)
    made.flow(left, gone, state=InterfaceState.STOPPED)
    assert set(impact(EstateGraph(made.snapshot()), [gone]).flows) == expected


def test_a_master_keeps_its_own_data() -> None:
    made = Estate()
    source, master, end = made.application("S"), made.application("M"), made.application("E")
    made.use(master, "agents", role=DataRole.MASTER)
    made.flow(source, master, "agents")
    made.flow(master, end, "agents")
    assert [(loss.party, loss.deprived) for loss in impact(EstateGraph(made.snapshot()), {source}).losses] == [
        (end, False)
    ]


def test_a_referential_stops_with_its_host_and_a_circle_keeps_nothing_alive() -> None:
    made = Estate()
    host, first, second = made.application("SIG"), made.application("A"), made.application("B")
    base = made.referential("Voies", application_id=host)
    made.flow(base, first, "voies")
    made.flow(first, second, "voies")
    made.flow(second, first, "voies")
    found = impact(EstateGraph(made.snapshot()), {host})
    assert set(found.stopped) == {host, base}
    assert {(loss.party, loss.deprived) for loss in found.losses} == {(first, True), (second, True)}


def test_selecting_by_editor_and_server() -> None:
    made = Estate()
    made.product("P", editor="Éditeur", suite="Suite")
    by_product, by_server = made.application("A", product="P"), made.application("B", server=" SRV-1 ")
    beside = made.application("C", server="srv-1; SRV-2")
    made.application("D", server="SRV-1", status=LifecycleStatus.STOPPED)
    found = stoppable(EstateGraph(made.snapshot()))
    assert found.kinds[EDITOR] == {"Éditeur": (by_product,)}
    assert found.kinds[SUITE] == {"Suite": (by_product,)}
    assert found.kinds[SERVER] == {"SRV-1 – Ville": (by_server, beside), "SRV-2 – Ville": (beside,)}
    assert found.placed == 2


def test_one_name_in_two_towns_is_two_servers_unless_the_metropole_hosts() -> None:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    here, there = (made.application(town, commune=town, server="SRV-1") for town in ("Ville", "Bourg"))
    hosted = [
        made.application(f"Hébergée {town}", commune=town, server="SRV-1", hosting=Hosting.METROPOLE)
        for town in ("Ville", "Bourg")
    ]
    graph = EstateGraph(made.snapshot())
    found = {graph.label(server.commune): server.applications for server in servers(graph)}
    assert found == {"Ville": (here,), "Bourg": (there,), "Métropole": tuple(hosted)}


def test_how_an_address_gets_from_civil_registry_to_the_electoral_roll() -> None:
    made = Estate()
    civil, base, roll = made.application("État civil"), made.application("Base"), made.application("Élections")
    made.flow(civil, base, "adresses")
    silent = made.flow(base, roll)
    made.flow(civil, roll, "actes")
    graph = EstateGraph(made.snapshot())
    (way,) = ways(graph, civil, roll, made.data_object("adresses"))
    assert [(step.source, step.target, step.certain) for step in way] == [(civil, base, True), (base, roll, False)]
    assert way[1].flows == (silent,)
    assert len(ways(graph, civil, roll)) == 2
    assert ways(graph, roll, civil) == ()


@given(st.integers(min_value=0, max_value=10_000))
def test_deprived_means_cut_from_every_remaining_start(seed: int) -> None:
    random = Random(seed)
    made = Estate()
    ends = [made.application(f"A{rank}") for rank in range(7)]
    for _ in range(random.randrange(1, 16)):
        made.flow(*random.sample(ends, 2), "voies")
    stopped = random.choice(ends)
    graph = EstateGraph(made.snapshot())
    found = impact(graph, {stopped})
    plain = networkx.DiGraph((flow.source_id, flow.target_id) for flow in graph.flows)
    condensed = networkx.condensation(plain)
    starts = {n for part in condensed if not condensed.in_degree(part) for n in condensed.nodes[part]["members"]}
    after = plain.subgraph(set(plain) - {stopped})
    alive = {n for start in starts - {stopped} for n in (start, *networkx.descendants(after, start))}
    downstream = networkx.descendants(plain, stopped) if stopped in plain else set()
    assert {loss.party for loss in found.losses} == downstream - starts
    assert {loss.party for loss in found.losses if loss.deprived} == downstream - alive - starts
    for loss in found.losses:
        assert loss.path[0] == stopped
        assert all(plain.has_edge(*step) for step in zip(loss.path, loss.path[1:], strict=False))
