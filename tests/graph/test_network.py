"""Shape questions, against networkx as an independent reference on random networks."""

from __future__ import annotations

import itertools

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbanism.graph import Network

NODES = st.integers(min_value=0, max_value=9)
EDGES = st.lists(st.tuples(NODES, NODES), max_size=30)


def reference(edges: list[tuple[int, int]]) -> networkx.DiGraph:
    return networkx.DiGraph((a, b) for a, b in edges if a != b)


@given(EDGES)
def test_components_and_knots(edges: list[tuple[int, int]]) -> None:
    network, expected = Network(edges), reference(edges)
    assert {frozenset(p) for p in network.components()} == set(
        map(frozenset, networkx.weakly_connected_components(expected))
    )
    strong = {frozenset(p) for p in networkx.strongly_connected_components(expected) if len(p) > 1}
    assert {frozenset(p) for p in network.knots()} == strong


@given(EDGES)
def test_cut_nodes_and_bridges(edges: list[tuple[int, int]]) -> None:
    network, expected = Network(edges), reference(edges).to_undirected()
    assert set(network.cut_nodes()) == set(networkx.articulation_points(expected))
    assert set(network.bridges()) == {(min(e), max(e)) for e in networkx.bridges(expected)}


@given(EDGES, NODES, NODES)
def test_shortest_ways_exist_and_are_shortest(edges: list[tuple[int, int]], source: int, target: int) -> None:
    network, expected = Network(edges), reference(edges)
    way = network.shortest(source, target)
    if source in expected and target in expected and networkx.has_path(expected, source, target):
        assert len(way) == networkx.shortest_path_length(expected, source, target) + 1
        assert all(expected.has_edge(*step) for step in itertools.pairwise(way))
    else:
        assert way == ()


@given(EDGES, NODES)
def test_what_can_be_reached(edges: list[tuple[int, int]], start: int) -> None:
    expected = reference(edges)
    reached = Network(edges).reachable([start])
    assert reached == ({start} | networkx.descendants(expected, start) if start in expected else set())


@given(EDGES)
def test_a_cycle_of_a_knot_goes_round(edges: list[tuple[int, int]]) -> None:
    network, expected = Network(edges), reference(edges)
    for knot in network.knots():
        cycle = network.cycle(knot)
        assert cycle[0] == cycle[-1] == knot[0]
        assert len(set(cycle)) == len(cycle) - 1
        assert all(expected.has_edge(*step) for step in itertools.pairwise(cycle))


@given(EDGES)
def test_betweenness(edges: list[tuple[int, int]]) -> None:
    expected = networkx.betweenness_centrality(reference(edges), normalized=False)
    assert Network(edges).betweenness() == pytest.approx(expected)


@given(EDGES, NODES, NODES)
def test_several_ways_are_distinct_and_shortest_first(edges: list[tuple[int, int]], source: int, target: int) -> None:
    network, expected = Network(edges), reference(edges)
    found = network.ways(source, target, 3)
    assert len(set(found)) == len(found)
    assert [len(way) for way in found] == sorted(len(way) for way in found)
    if source != target and source in expected and target in expected:
        every = list(networkx.all_simple_paths(expected, source, target))
        assert set(found) <= set(map(tuple, every))
        assert len(found) == min(3, len(every))


def test_self_loops_and_lone_nodes() -> None:
    network = Network([(1, 1)], nodes=[1, 2])
    assert network.components() == ((1,), (2,))
    assert network.knots() == network.bridges() == network.cut_nodes() == ()
