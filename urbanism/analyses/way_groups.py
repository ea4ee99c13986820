"""The way of a data object as few boxes: parties one by one while they are few, by bloc beyond, never silently less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from urbanism.analyses.data_way import DataWay, Place, Stage
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group

MOST_ALONE = 9
"""Parties of a stage drawn one by one."""
MOST_BOXES = 10
"""Boxes of a stage; the smallest blocs beyond are not drawn, and counted."""
NO_BLOCK = "sans-bloc"


class Box(NamedTuple):
    """A box of the drawing: one party, or all those of a bloc. `name` is how an address names it."""

    name: str
    stage: Stage
    label: str
    parties: tuple[int, ...]


class GroupedWay(NamedTuple):
    """Boxes, links between them with their number of flows, and what is not drawn: `hidden` boxes, `inside` flows."""

    boxes: Sequence[Box]
    links: Mapping[tuple[str, str], int]
    hidden: Sequence[Box]
    hidden_flows: int
    inside: int


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
    lost = inside = 0
    for flow in way.flows:
        ends = box_of.get(flow.source_id), box_of.get(flow.target_id)
        if ends[0] is None or ends[1] is None:
            lost += 1
        elif ends[0] == ends[1]:
            inside += 1
        else:
            links[ends[0], ends[1]] += 1
    return GroupedWay(shown, links, hidden, lost, inside)


def _boxes(graph: EstateGraph, stage: Stage, places: Sequence[Place]) -> list[Box]:
    """The boxes of a stage, the largest first where parties are put together."""
    if len(places) <= MOST_ALONE:
        return [Box(str(place.party), stage, _named(graph, place.party), (place.party,)) for place in places]
    by_block = group(places, lambda place: graph.block.get(place.party))
    boxes = []
    for block, members in by_block.items():
        parties = tuple(place.party for place in members)
        if len(parties) == 1:
            boxes.append(Box(str(parties[0]), stage, _named(graph, parties[0]), parties))
            continue
        code = graph.blocks[block].code if block is not None else NO_BLOCK
        label = graph.label(block) if block is not None else "Sans bloc connu"
        boxes.append(Box(f"{stage.name.lower()}.{code}", stage, label, parties))
    return sorted(boxes, key=lambda box: (-len(box.parties), box.label.casefold()))


def _named(graph: EstateGraph, party: int) -> str:
    subject = graph.subject(party)
    return f"{subject.label} ({subject.commune})" if subject.commune else subject.label
