"""The explorer: what it draws and what it leaves out make the whole estate, and never more than a screen holds."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.estates import Estate
from urbanism.analyses.explorer import (
    NATIONAL,
    UNKNOWN,
    Exploration,
    Grouping,
    Question,
    Reason,
    along,
    explore,
    parties_of,
)
from urbanism.analyses.impact import ways
from urbanism.graph import EstateGraph
from urbanism.graph.layout import positions
from urbanism.vocabulary import InterfaceState, LifecycleStatus


def accounts_for(found: Exploration, graph: EstateGraph) -> None:
    """Every party and every flow is drawn or hidden, once."""
    parties = Counter(party for node in found.nodes for party in node.members)
    parties.update(party for hidden in found.hidden for party in hidden.parties)
    flows = Counter(flow for link in found.links for flow in link.flows)
    flows.update(flow for hidden in found.hidden for flow in hidden.flows)
    assert parties == dict.fromkeys(parties_of(graph), 1)
    assert flows == dict.fromkeys((flow.id for flow in graph.flows), 1)


@st.composite
def estates(draw: st.DrawFn) -> EstateGraph:
    made = Estate()
    size = draw(st.integers(1, 12))
    statuses = st.sampled_from([LifecycleStatus.IN_USE, LifecycleStatus.STOPPED])
    parties = [
        made.application(
            f"A{n}",
            draw(st.sampled_from(["Nord", "Sud"])),
            draw(st.sampled_from([None, "b1", "b2"])),
            product=draw(st.sampled_from([None, "P"])),
            status=draw(statuses),
        )
        for n in range(size)
    ]
    parties.append(made.external("DGFiP"))
    parties.append(made.referential("Voies", application_id=parties[0]))
    ends = st.sampled_from(parties)
    for source, target in draw(st.lists(st.tuples(ends, ends), max_size=30)):
        made.flow(source, target)
    made.product("P", editor="Brumaire")
    return EstateGraph(made.snapshot())


@given(estates(), st.data())
def test_what_is_drawn_and_what_is_hidden_make_the_whole(graph: EstateGraph, data: st.DataObject) -> None:
    everyone = sorted(parties_of(graph))
    some = st.lists(st.sampled_from(everyone), max_size=4, unique=True)
    groups = [UNKNOWN, NATIONAL, *(c.id for c in graph.snapshot.communes), *graph.blocks]
    question = Question(
        centre=tuple(data.draw(some)),
        depth=data.draw(st.integers(1, 3)),
        grouping=data.draw(st.sampled_from(list(Grouping))),
        opened=frozenset(data.draw(st.lists(st.sampled_from(groups), max_size=3))),
        kept=data.draw(st.none() | some.map(frozenset)),
        most_nodes=data.draw(st.integers(1, 8)),
        most_links=data.draw(st.integers(1, 8)),
    )
    found = explore(graph, question)
    accounts_for(found, graph)
    assert len(found.nodes) <= question.most_nodes
    assert len(found.links) <= question.most_links
    assert {end for link in found.links for end in link[:2]} <= {node.id for node in found.nodes}
    assert len({node.position for node in found.nodes}) == len(found.nodes)
    assert found == explore(EstateGraph(graph.snapshot), question)


def small() -> tuple[Estate, dict[str, int]]:
    made = Estate()
    names = {name: made.application(name, "Nord", f"bloc-{name}") for name in "ABCD"}
    for source, target in ("AB", "BA", "AB", "BC", "CD"):
        made.flow(names[source], names[target])
    return made, names


def test_opposite_flows_are_two_links_and_parallel_ones_are_counted() -> None:
    made, names = small()
    found = explore(EstateGraph(made.snapshot()), Question())
    assert {(link.source, link.target): len(link.flows) for link in found.links} == {
        (names["A"], names["B"]): 2,
        (names["B"], names["A"]): 1,
        (names["B"], names["C"]): 1,
        (names["C"], names["D"]): 1,
    }


@pytest.mark.parametrize(("depth", "seen"), [(1, "AB"), (2, "ABC"), (3, "ABCD")])
def test_a_neighbourhood_goes_as_far_as_asked(depth: int, seen: str) -> None:
    made, names = small()
    found = explore(EstateGraph(made.snapshot()), Question((names["A"],), depth))
    assert {node.label for node in found.nodes} == set(seen)
    assert [hidden.reason for hidden in found.hidden] == ([] if seen == "ABCD" else [Reason.FAR])


def test_a_group_is_opened_on_demand() -> None:
    made, names = small()
    graph = EstateGraph(made.snapshot())
    closed = explore(graph, Question(grouping=Grouping.COMMUNE))
    assert [(node.label, len(node.members), node.is_group) for node in closed.nodes] == [("Nord", 4, True)]
    assert closed.hidden[0].reason is Reason.INSIDE
    opened = explore(graph, Question(grouping=Grouping.COMMUNE, opened=frozenset([made.commune("Nord")])))
    assert {node.id for node in opened.nodes} == set(names.values())
    assert not opened.hidden


def test_the_busiest_are_kept_where_room_lacks() -> None:
    made, names = small()
    found = explore(EstateGraph(made.snapshot()), Question(most_nodes=2))
    assert {node.label for node in found.nodes} == {"A", "B"}
    hidden = found.hidden[0]
    assert (hidden.reason, set(hidden.parties), len(hidden.flows)) == (Reason.CROWDED, {names["C"], names["D"]}, 2)


def test_each_node_shows_its_fullest_link_before_a_busy_one_shows_its_second() -> None:
    made = Estate()
    hub, busy, other, quiet = (made.application(name, "Nord", f"bloc-{name}") for name in "HBOQ")
    for source, target, times in ((busy, hub, 5), (hub, other, 4), (other, busy, 3), (quiet, other, 1)):
        for _ in range(times):
            made.flow(source, target)
    graph = EstateGraph(made.snapshot())
    blocks = explore(graph, Question(grouping=Grouping.BLOCK, most_links=3))
    named = {node.id: node.label for node in blocks.nodes}
    drawn = {named[link.source] + named[link.target] for link in blocks.links}
    assert {ends.replace("bloc-", "") for ends in drawn} == {"BH", "HO", "QO"}


def test_the_way_between_two_is_drawn_alone() -> None:
    made, names = small()
    graph = EstateGraph(made.snapshot())
    found = along(graph, ways(graph, names["A"], names["C"]))
    assert {node.label for node in found.nodes} == {"A", "B", "C"}
    accounts_for(found, graph)


def test_places_do_not_depend_on_the_order_of_what_is_told() -> None:
    edges = [(1, 2), (2, 3), (3, 1), (4, 5)]
    assert positions([6, 1], edges) == positions([1, 6], reversed(edges))
    assert positions([], []) == {}


def test_what_projects_plan_is_drawn_apart_from_what_runs() -> None:
    made = Estate()
    running, other = made.application("En service", "Ville"), made.application("Voisine", "Bourg")
    coming = made.application("À venir", "Ville", status=LifecycleStatus.PROJECT)
    carried = made.flow(running, other)
    opened = made.flow(running, other, state=InterfaceState.PLANNED)
    joined = made.flow(coming, running, state=InterfaceState.PLANNED)
    graph = EstateGraph(made.snapshot())
    found = explore(graph, Question((coming,), depth=2))
    assert {node.label: node.planned for node in found.nodes} == {
        "À venir": True,
        "En service": False,
        "Voisine": False,
    }
    assert {link.flows: link.planned for link in found.links} == {(carried,): False, (opened,): True, (joined,): True}
    assert not found.hidden
    ways_only = along(graph, [])
    assert sum(len(hidden.flows) for hidden in ways_only.hidden) == 3
    grouped = explore(graph, Question(grouping=Grouping.COMMUNE))
    assert not any(node.planned for node in grouped.nodes), "a group runs as soon as one of its members does"
