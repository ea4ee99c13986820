"""A part of the estate as a network that fits on a screen, and an account of all that it leaves out.

The nodes are parties (applications, referentials, national systems), or groups of parties: those of a bloc, a commune
or an editor. Every party and every flow of the estate, running or planned by a project, is either drawn, within a drawn
node or link, or hidden for a reason that is said; nothing is left out silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from urbanism.analyses.departures import departing_flows, leaving
from urbanism.analyses.impact import Step
from urbanism.graph import EstateGraph, Flow, once
from urbanism.graph.layout import Position, positions
from urbanism.vocabulary import BlockClass

MOST_NODES = 150
FEW_LINKS, MOST_LINKS = 90, 250
"""Links drawn so that a whole estate reads at a glance, and where the reader asks for more of them."""
UNKNOWN, NATIONAL = 0, -1
"""Identifiers of two groups that are no object: what nobody placed, and the national systems."""


class Grouping(StrEnum):
    """What parties are drawn together by."""

    BLOCK = "bloc"
    COMMUNE = "commune"
    EDITOR = "éditeur"
    NONE = "aucun"


class Reason(StrEnum):
    """Why something is not drawn; where several hold, the first one is given."""

    FILTERED = "filtres"
    FAR = "distance"
    OFF_WAY = "chemin"
    CROWDED = "place"
    FAINT = "finesse"
    INSIDE = "groupe"


@dataclass(frozen=True)
class Question:
    """What to draw: the parties within `depth` flows of `centre` (everything where it is empty), among those `kept`.

    `opened` are the groups whose parties are drawn one by one; `kept` None keeps everything.
    """

    centre: tuple[int, ...] = ()
    depth: int = 1
    grouping: Grouping = Grouping.NONE
    opened: frozenset[int] = frozenset()
    kept: frozenset[int] | None = None
    most_nodes: int = MOST_NODES
    most_links: int = FEW_LINKS


class Node(NamedTuple):
    """A drawn node: a party, or the group of its `members`; `kind` is the French word for what it is.

    `planned` where projects bring it, or all of its members, and it does not run yet; `leaving` is how many of them
    will be stopped.
    """

    id: int
    kind: str
    label: str
    commune: str
    members: tuple[int, ...]
    is_group: bool
    is_centre: bool
    block_class: BlockClass | None
    position: Position
    planned: bool = False
    leaving: int = 0


class Link(NamedTuple):
    """All the flows from one drawn node to another, in that direction: those that run, or those that are planned.

    `leaving` is how many of them will be stopped.
    """

    source: int
    target: int
    flows: tuple[int, ...]
    planned: bool = False
    leaving: int = 0


class Hidden(NamedTuple):
    """Parties and flows that are not drawn, for the same reason."""

    reason: Reason
    parties: tuple[int, ...]
    flows: tuple[int, ...]


class Exploration(NamedTuple):
    """What is drawn and what is not: together, all the parties and flows of the estate, each once."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    hidden: tuple[Hidden, ...]


def explore(graph: EstateGraph, question: Question) -> Exploration:
    """Draw what is asked, the nearest and the most linked first, up to the limits."""
    everyone, centre = parties_of(graph), frozenset(question.centre)
    national = {system.id for system in graph.snapshot.external_systems}
    allowed = everyone if question.kept is None else everyone & (question.kept | national | centre)
    near = _near(graph, centre, question.depth, allowed) if centre else dict.fromkeys(allowed, 0)
    spots = _spots(graph, question, near)
    ranked = _ranked(graph, spots, near)
    drawn = frozenset(ranked[: question.most_nodes])
    absent = {party: Reason.FILTERED if party not in allowed else Reason.FAR for party in everyone - near.keys()}
    absent |= {party: Reason.CROWDED for party, spot in spots.items() if spot not in drawn}
    return _drawing(graph, question, spots, absent, flows_of(graph))


def along(graph: EstateGraph, ways: Iterable[Iterable[Step]]) -> Exploration:
    """Draw some ways from one party to another, and nothing else; only what runs makes a way."""
    steps = [step for way in ways for step in way]
    on_way = {end for step in steps for end in (step.source, step.target)}
    carried = {flow for step in steps for flow in step.flows}
    absent = dict.fromkeys(parties_of(graph) - on_way, Reason.OFF_WAY)
    ends = (steps[0].source, steps[-1].target) if steps else ()
    spots = {party: party for party in sorted(on_way)}
    flows = [flow for flow in graph.flows if flow.id in carried]
    found = _drawing(graph, Question(centre=ends, most_links=MOST_LINKS), spots, absent, flows)
    left = tuple(flow.id for flow in flows_of(graph) if flow.id not in carried)
    parties = next((hidden.parties for hidden in found.hidden if hidden.reason is Reason.OFF_WAY), ())
    others = tuple(hidden for hidden in found.hidden if hidden.reason is not Reason.OFF_WAY)
    return found._replace(hidden=(Hidden(Reason.OFF_WAY, parties, left), *others))


@once
def parties_of(graph: EstateGraph) -> frozenset[int]:
    """Everything that may be drawn: what runs today or is planned, and the ends of the flows that do."""
    found = {application.id for application in (*graph.applications, *graph.planned_applications)}
    found |= {referential.id for referential in graph.snapshot.referentials}
    found |= {system.id for system in graph.snapshot.external_systems}
    found |= {flow.source_id for flow in flows_of(graph)}
    found |= {flow.target_id for flow in flows_of(graph)}
    return frozenset(found)


def flows_of(graph: EstateGraph) -> tuple[Flow, ...]:
    """Every flow that may be drawn: those that run, then those that projects plan."""
    return (*graph.flows, *graph.planned_flows)


def members(graph: EstateGraph, grouping: Grouping) -> Mapping[int, tuple[int, ...]]:
    """The parties of each group, by the identifier of the bloc, commune or editor."""
    found: dict[int, list[int]] = {}
    for party in sorted(parties_of(graph)):
        found.setdefault(_GROUP_OF[grouping](graph, party), []).append(party)
    return {group: tuple(parties) for group, parties in found.items()}


def _block_of(graph: EstateGraph, party: int) -> int:
    return graph.block.get(party, UNKNOWN) if party in graph.holder else NATIONAL


def _commune_of(graph: EstateGraph, party: int) -> int:
    return graph.holder.get(party, NATIONAL)


def _editor_of(graph: EstateGraph, party: int) -> int:
    return graph.editor.get(graph.host.get(party, 0), UNKNOWN) if party in graph.holder else NATIONAL


_GROUP_OF: Mapping[Grouping, Callable[[EstateGraph, int], int]] = {
    Grouping.BLOCK: _block_of,
    Grouping.COMMUNE: _commune_of,
    Grouping.EDITOR: _editor_of,
    Grouping.NONE: lambda _, party: party,
}
_UNPLACED = {Grouping.BLOCK: "Sans bloc", Grouping.EDITOR: "Éditeur inconnu"}


def _near(graph: EstateGraph, centre: frozenset[int], depth: int, allowed: frozenset[int]) -> dict[int, int]:
    """How many flows away from the centre, whatever their direction, for what is near enough."""
    distance = dict.fromkeys(sorted(centre & allowed), 0)
    layer = list(distance)
    planned: dict[int, list[int]] = {}
    for flow in graph.planned_flows:
        planned.setdefault(flow.source_id, []).append(flow.target_id)
        planned.setdefault(flow.target_id, []).append(flow.source_id)
    for step in range(1, depth + 1):
        beyond = []
        for party in layer:
            ends = [flow.target_id for flow in graph.outgoing.get(party, ())]
            ends += [flow.source_id for flow in graph.incoming.get(party, ())]
            ends += planned.get(party, ())
            for end in ends:
                if end in allowed and end not in distance:
                    distance[end] = step
                    beyond.append(end)
        layer = beyond
    return distance


def _spots(graph: EstateGraph, question: Question, near: Iterable[int]) -> dict[int, int]:
    """The node that each party is drawn in: its group, or itself where it is alone, opened or asked for."""
    group_of = _GROUP_OF[question.grouping]
    apart = frozenset(question.centre) if len(question.centre) == 1 else frozenset()
    groups = {party: group_of(graph, party) for party in near}
    return {party: party if party in apart or group in question.opened else group for party, group in groups.items()}


def _ranked(graph: EstateGraph, spots: Mapping[int, int], near: Mapping[int, int]) -> list[int]:
    """The nodes, those to keep first: near the centre, then with many flows."""
    weight: Counter[int] = Counter()
    for flow in flows_of(graph):
        source, target = spots.get(flow.source_id), spots.get(flow.target_id)
        if source is not None and target is not None and source != target:
            weight[source] += 1
            weight[target] += 1
    distance: dict[int, int] = {}
    for party, spot in spots.items():
        distance[spot] = min(distance.get(spot, near[party]), near[party])
    return sorted(distance, key=lambda spot: (distance[spot], -weight[spot], spot))


def _drawing(
    graph: EstateGraph,
    question: Question,
    spots: Mapping[int, int],
    absent: Mapping[int, Reason],
    flows: Iterable[Flow],
) -> Exploration:
    parties: dict[int, list[int]] = {}
    for party, spot in spots.items():
        if party not in absent:
            parties.setdefault(spot, []).append(party)
    planned = frozenset(flow.id for flow in graph.planned_flows)
    links, left = _links(question, spots, absent, flows, planned)
    stopping = departing_flows(graph)
    links = tuple(link._replace(leaving=len(stopping.intersection(link.flows))) for link in links)
    places = positions(parties, [(link.source, link.target) for link in links])
    coming = frozenset(application.id for application in graph.planned_applications)
    nodes = tuple(
        _node(graph, question, spot, tuple(sorted(found)), places[spot])._replace(
            planned=coming.issuperset(found), leaving=len(leaving(graph, found))
        )
        for spot, found in parties.items()
    )
    for party, reason in absent.items():
        left.setdefault(reason, ([], []))[0].append(party)
    hidden = (
        Hidden(reason, tuple(sorted(left[reason][0])), tuple(left[reason][1])) for reason in Reason if reason in left
    )
    return Exploration(tuple(sorted(nodes, key=_fullest_node)), links, tuple(hidden))


_FIRST: Mapping[tuple[Reason | None, Reason | None], Reason | None] = {
    (one, other): next((reason for reason in Reason if reason in (one, other)), None)
    for one in (*Reason, None)
    for other in (*Reason, None)
}
"""Of what keeps each end of a flow from the drawing, the reason that is given; None where both are drawn."""


def _links(
    question: Question,
    spots: Mapping[int, int],
    absent: Mapping[int, Reason],
    flows: Iterable[Flow],
    planned: frozenset[int],
) -> tuple[tuple[Link, ...], dict[Reason, tuple[list[int], list[int]]]]:
    """The links to draw, and the flows left out, by reason."""
    left: dict[Reason, tuple[list[int], list[int]]] = {}
    between: dict[tuple[int, int, bool], list[int]] = {}
    for flow in flows:
        ends = (flow.source_id, flow.target_id)
        reason = _FIRST[absent.get(ends[0]), absent.get(ends[1])]
        if reason:
            left.setdefault(reason, ([], []))[1].append(flow.id)
            continue
        source, target = spots[ends[0]], spots[ends[1]]
        if source == target and source not in ends:
            left.setdefault(Reason.INSIDE, ([], []))[1].append(flow.id)
        else:
            between.setdefault((source, target, flow.id in planned), []).append(flow.id)
    found = (Link(source, target, tuple(ids), coming) for (source, target, coming), ids in between.items())
    links = _in_order(spots, found)
    faint = [flow for link in links[question.most_links :] for flow in link.flows]
    if faint:
        left[Reason.FAINT] = ([], faint)
    return tuple(links[: question.most_links]), left


def _in_order(spots: Mapping[int, int], links: Iterable[Link]) -> list[Link]:
    """The links to draw first: those of parties drawn one by one, then the fullest of each node, its second…

    The fullest of all would be those of a few hubs: a knot, with most nodes alone beside it.
    """
    ranks: dict[Link, int] = {}
    drawn: Counter[int] = Counter()
    for link in sorted(links, key=_fullest):
        ranks[link] = min(drawn[link.source], drawn[link.target])
        drawn.update((link.source, link.target))
    return sorted(ranks, key=lambda link: (link.source not in spots and link.target not in spots, ranks[link]))


def _fullest_node(node: Node) -> tuple[bool, int, str, int]:
    return not node.is_centre, -len(node.members), node.label.casefold(), node.id


def _fullest(link: Link) -> tuple[int, int, int, bool]:
    return -len(link.flows), link.source, link.target, link.planned


def _node(graph: EstateGraph, question: Question, spot: int, parties: tuple[int, ...], position: Position) -> Node:
    is_group = spot not in parties
    is_centre = not is_group and spot in question.centre
    block = graph.blocks.get(spot if is_group else graph.block.get(spot, UNKNOWN))
    kind = block.block_class if block else None
    if spot in (UNKNOWN, NATIONAL):
        label = "Systèmes nationaux" if spot == NATIONAL else _UNPLACED[question.grouping]
        return Node(spot, "groupe", label, "", parties, True, False, None, position)
    subject = graph.subject(spot)
    commune = "" if is_group else subject.commune
    return Node(spot, subject.kind, subject.label, commune, parties, is_group, is_centre, kind, position)
