"""Point-to-point links, knots, shape: hand-made and against brute force on random estates."""

from __future__ import annotations

from itertools import combinations
from random import Random

import networkx
from estates import Estate
from hypothesis import given
from hypothesis import strategies as st

from urbanism.analyses.point_to_point import point_to_point
from urbanism.analyses.structure import block_cycles, call_chains, crossroads, weak_points
from urbanism.analyses.tangles import core, tangles
from urbanism.graph import EstateGraph
from urbanism.vocabulary import InterfaceMeans, Ternary

SEEDS = st.integers(min_value=0, max_value=10_000)


def test_every_link_is_of_one_kind() -> None:
    made = Estate()
    made.product("P", suite="S1", editor="E1")
    made.product("Q", suite="S2", editor="E2")
    left = made.application("A", block="paie", product="P")
    right = made.application("B", block="temps", product="Q", commune="Bourg")
    same, plain = made.application("C", block="paie", product="P"), made.application("D")
    made.flow(left, right, "agents", means=InterfaceMeans.SCRIPT)
    made.flow(left, right, "agents", means=InterfaceMeans.SCRIPT)
    made.flow(left, same, means=InterfaceMeans.API)
    made.flow(left, plain, means=InterfaceMeans.FILE)
    made.flow(left, right, means=InterfaceMeans.HUB)
    made.flow(left, right, means=InterfaceMeans.UNKNOWN)
    made.flow(left, left)
    made.flow(left, made.external("DSN"))
    graph = EstateGraph(made.snapshot())
    found = point_to_point(graph)
    assert (found.links, len(found.direct), len(found.by_hub), len(found.unknown), len(found.loops)) == (7, 4, 1, 1, 1)
    assert found.by_means[0] == (InterfaceMeans.SCRIPT, 2)
    assert (found.within_suite, found.between_suites, found.suite_unknown) == (1, 2, 1)
    assert found.share == 0.8
    named = [(tuple(map(graph.label, count.ids)), count.links) for count in found.by_block]
    assert named == [(("paie", "temps"), 2), (("paie",), 1), ((), 1)]
    assert [(tuple(map(graph.label, c.ids)), c.links) for c in found.by_object] == [(("agents",), 2), ((), 2)]
    assert {graph.label(c.ids[0]): c.links for c in found.by_commune} == {"Ville": 4, "Bourg": 2}
    assert (("E1", "E2"), 2) in [(tuple(map(graph.label, c.ids)), c.links) for c in found.by_editor]


def test_without_any_known_means_there_is_no_share() -> None:
    assert point_to_point(EstateGraph(Estate().snapshot())).share is None


def random_links(seed: int, size: int = 7, count: int = 22) -> Estate:
    random = Random(seed)
    made = Estate()
    ends = [made.application(f"A{rank}", block=f"b{rank}") for rank in range(size)]
    for _ in range(random.randrange(count)):
        made.flow(random.choice(ends), random.choice(ends), synchronous=random.choice(list(Ternary)))
    return made


def pairs_of(made: Estate) -> set[tuple[int, int]]:
    return {(f.source_id, f.target_id) for f in made.tables.get("interfaces", []) if f.source_id != f.target_id}


@given(SEEDS)
def test_knots_are_real_disjoint_and_found_whenever_there_is_one(seed: int) -> None:
    made = random_links(seed, count=40)
    links = pairs_of(made)
    found = tangles(EstateGraph(made.snapshot()), least=2)
    told = [{(p, c) for p in knot.producers for c in knot.consumers} for knot in found]
    assert all(knot <= links for knot in told)
    assert sum(map(len, told)) == len(set().union(*told))
    left = links - set().union(*told)
    ends = {end for pair in left for end in pair}
    consumers = {end: {c for p, c in left if p == end} for end in ends}
    assert not any(len(consumers[a] & consumers[b]) >= 2 for a, b in combinations(ends, 2))


@given(SEEDS)
def test_the_core_is_the_largest_set_of_links_with_enough_partners(seed: int) -> None:
    kept = core(pairs_of(random_links(seed)), 2)
    for pair in kept:
        assert sum(p == pair[0] for p, _ in kept) >= 2
        assert sum(c == pair[1] for _, c in kept) >= 2


def test_a_planted_knot_is_found_whole_among_other_links() -> None:
    made = Estate()
    random = Random(7)
    ends = [made.application(f"A{rank}") for rank in range(60)]
    for _ in range(120):
        made.flow(random.choice(ends), random.choice(ends))
    producers, consumers = ends[:5], ends[5:10]
    for producer in producers:
        for consumer in consumers:
            made.flow(producer, consumer)
    (knot,) = tangles(EstateGraph(made.snapshot()), least=4)
    assert (knot.producers, knot.consumers) == (tuple(producers), tuple(consumers))
    assert knot.saved == len(knot.flows) - 10


@given(SEEDS)
def test_block_cycles_are_strong_components(seed: int) -> None:
    made = random_links(seed)
    graph = EstateGraph(made.snapshot())
    expected = networkx.DiGraph((graph.block[s], graph.block[t]) for s, t in pairs_of(made))
    components = {frozenset(part) for part in networkx.strongly_connected_components(expected) if len(part) > 1}
    cycles = block_cycles(graph)
    assert {frozenset(cycle.blocks) for cycle in cycles} == components
    for cycle in cycles:
        assert len(cycle.flows) == len(cycle.circle) - 1


@given(SEEDS)
def test_call_chains_are_the_longest_from_each_start(seed: int) -> None:
    made = random_links(seed, size=6, count=14)
    calls = {
        (f.source_id, f.target_id)
        for f in made.tables.get("interfaces", [])
        if f.synchronous is Ternary.YES and f.source_id != f.target_id
    }
    expected = networkx.DiGraph(calls)
    chains = call_chains(EstateGraph(made.snapshot()), longer_than=0)
    knots = [part for part in networkx.strongly_connected_components(expected) if len(part) > 1]
    assert sum(chain.loops for chain in chains) == len(knots)
    if not knots:
        starts = [node for node in expected if not expected.in_degree(node)]
        longest = {
            start: max(len(path) for target in expected for path in networkx.all_simple_paths(expected, start, target))
            for start in starts
        }
        assert {chain.parties[0]: len(chain.parties) for chain in chains} == longest


def test_crossroads_are_where_ways_pass() -> None:
    made = Estate()
    first, middle, last = (made.application(name) for name in "ABC")
    made.flow(first, middle)
    made.flow(middle, last)
    assert crossroads(EstateGraph(made.snapshot())) == ((middle, 1.0),)


def test_weak_points_of_a_path_and_a_star() -> None:
    made = Estate()
    centre = made.application("Centre")
    leaves = [made.application(f"F{rank}") for rank in range(3)]
    for leaf in leaves:
        made.flow(centre, leaf)
    made.flow(made.application("X"), made.application("Y"))
    doubled, answered = made.application("Doublé"), made.application("Répondu")
    for pair in ((centre, doubled), (centre, doubled), (centre, answered), (answered, centre)):
        made.flow(*pair)
    found = weak_points(EstateGraph(made.snapshot()))
    assert found.parts == 2
    assert found.cut_parties == (centre,)
    assert len(found.bridges) == 4
    assert {flow.target_id for flow in found.bridges}.isdisjoint({doubled, answered})
