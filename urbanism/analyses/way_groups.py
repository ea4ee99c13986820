"""The way of a data object as few boxes: parties one by one while they are few, by bloc beyond, never silently less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from urbanism.analyses.data_way import DataWay, Place, Stage
from urbanism.analyses.departures import departing_flows, leaving
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group

MOST_ALONE = 9
"""Parties of a stage drawn one by one."""
MOST_BOXES = 10
"""Boxes of a stage; the smallest blocs beyond are not drawn, and counted."""
NO_BLOCK = "sans-bloc"


class Box(NamedTuple):
    """A box of the drawing: one party, or all those of a bloc. `name` is how an address names it.

    `planned`: projects bring it, or all of it, and it is not there yet; `leaving` is how many of them will be stopped.
    """

    name: str
    stage: Stage
    label: str
    parties: tuple[int, ...]
    planned: bool = False
    leaving: int = 0


class GroupedWay(NamedTuple):
    """Boxes, links between them with their number of flows, and what is not drawn: `hidden` boxes, `inside` flows.

    `planned` are the links that projects will open, among the boxes drawn; `stopping` those of `links` that will be
    stopped whole.
    """

    boxes: Sequence[Box]
    links: Mapping[tuple[str, str], int]
    hidden: Sequence[Box]
    hidden_flows: int
    inside: int
    planned: Mapping[tuple[str, str], int]
    stopping: frozenset[tuple[str, str]] = frozenset()


def grouped(graph: EstateGraph, way: DataWay) -> GroupedWay:
    """The boxes of a way and the links between them."""
    shown: list[Box] = []
    hidden: list[Box] = []
    for stage in Stage:
        boxes = _boxes(graph, stage, [place for place in way.places if place.stage is stage])
        shown += boxes[:MOST_BOXES]
        hidden += boxes[MOST_BOXES:]
    box_of = {party: box.name for box in shown for party in box.parties}
    links: Counter[tuple[str, str]] = Counter()
    gone, staying = departing_flows(graph), set()
    lost = inside = 0
    for flow in way.flows:
        ends = box_of.get(flow.source_id), box_of.get(flow.target_id)
        if ends[0] is None or ends[1] is None:
            lost += 1
        elif ends[0] == ends[1]:
            inside += 1
        else:
            links[ends[0], ends[1]] += 1
            if flow.id not in gone:
                staying.add((ends[0], ends[1]))
    coming = Counter(
        (box_of[flow.source_id], box_of[flow.target_id])
        for flow in way.planned
        if flow.source_id in box_of and flow.target_id in box_of and box_of[flow.source_id] != box_of[flow.target_id]
    )
    return GroupedWay(shown, links, hidden, lost, inside, coming, frozenset(links) - staying)


def _boxes(graph: EstateGraph, stage: Stage, places: Sequence[Place]) -> list[Box]:
    """The boxes of a stage, the largest first where parties are put together."""
    if len(places) <= MOST_ALONE:
        return [_alone(graph, place) for place in places]
    by_block = group(places, lambda place: graph.block.get(place.party))
    boxes = []
    for block, members in by_block.items():
        parties = tuple(place.party for place in members)
        if len(parties) == 1:
            boxes.append(_alone(graph, members[0]))
            continue
        code = graph.blocks[block].code if block is not None else NO_BLOCK
        label = graph.label(block) if block is not None else "Sans bloc connu"
        planned = all(place.planned for place in members)
        gone = len(leaving(graph, parties))
        boxes.append(Box(f"{stage.name.lower()}.{code}", stage, label, parties, planned, gone))
    return sorted(boxes, key=lambda box: (-len(box.parties), box.label.casefold()))


def _alone(graph: EstateGraph, place: Place) -> Box:
    subject = graph.subject(place.party)
    label = f"{subject.label} ({subject.commune})" if subject.commune else subject.label
    parties = (place.party,)
    return Box(str(place.party), place.stage, label, parties, place.planned, len(leaving(graph, parties)))
