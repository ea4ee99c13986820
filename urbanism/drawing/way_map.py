"""The way of a data object: who produces it, who keeps or carries it, who reads it, from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from urbanism.analyses.data_way import Stage
from urbanism.analyses.departures import leaving_in_words
from urbanism.analyses.way_groups import MOST_BOXES, Box, GroupedWay
from urbanism.drawing.explored import THICKNESS
from urbanism.drawing.furniture import Caption
from urbanism.drawing.network_map import Arrow, Card, network_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count, listing, number
from urbanism.graph import EstateGraph
from urbanism.palette import FED_COPY, FRAME, MASTER, MUTED

TITLES: Mapping[Stage, str] = {
    Stage.PRODUCES: "Produisent",
    Stage.CARRIES: "Gardent ou transmettent",
    Stage.READS: "Lisent",
}
COLOURS: Mapping[Stage, str] = {Stage.PRODUCES: MASTER, Stage.CARRIES: FED_COPY, Stage.READS: FRAME}
_WORDS: Mapping[Stage, str] = {
    Stage.PRODUCES: "produit",
    Stage.CARRIES: "garde ou transmet",
    Stage.READS: "lit",
}


def way_scenes(
    graph: EstateGraph,
    way: GroupedWay,
    told: Sequence[str],
    paper: Paper,
    caption: Caption,
    address: Sequence[tuple[str, str]] = (),
) -> tuple[Scene, ...]:
    """The boxes, stage by stage; `told` says what has no place there.

    A box opens its application, or its list on the page whose parameters are `address`.
    """
    rows: Counter[Stage] = Counter()
    cards = []
    for box in way.boxes:
        column, row = float(list(Stage).index(box.stage)), float(rows[box.stage])
        rows[box.stage] += 1
        several = len(box.parties) > 1
        note = f"{number(len(box.parties))} participants" if several else _WORDS[box.stage]
        single = not several and graph.subject(box.parties[0]).kind == "application"
        page = (
            ("application", [("id", str(box.parties[0]))]) if single else ("donnee", [*address, ("groupe", box.name)])
        )
        link = Link(page[0], tuple(page[1]))
        colours = MUTED, COLOURS[box.stage]
        cards.append(Card(box.name, box.label, note, (column, row), *colours, False, box.planned, link, box.leaving))
    tallest = 0 if paper.scrolls else max(rows.values(), default=0)  # a screen shows the top first
    above = {float(column): max(tallest - rows[stage], 0) // 2 for column, stage in enumerate(Stage)}
    cards = [card._replace(cell=(card.cell[0], card.cell[1] + above[card.cell[0]])) for card in cards]
    arrows = [Arrow(*ends, flows, leaving=ends in way.stopping) for ends, flows in way.links.items()]
    arrows += [Arrow(*ends, flows, planned=True) for ends, flows in way.planned.items()]
    heads = {float(column): _head(stage, rows[stage]) for column, stage in enumerate(Stage)}
    scenes = network_scenes(cards, arrows, [*told, THICKNESS], [], paper, caption, heads)
    return tuple(replace(scene, description=in_words(way)) for scene in scenes)


def _head(stage: Stage, cards: int) -> str:
    return TITLES[stage] if cards else f"{TITLES[stage]} : personne, que l’on sache"


def in_words(way: GroupedWay) -> str:
    """What the drawing shows, for those who do not see it."""
    columns = {stage: listing(_told(box) for box in way.boxes if box.stage is stage) for stage in Stage}
    return " ; ".join(f"{TITLES[stage]} : {names or 'personne'}" for stage, names in columns.items())


def _told(box: Box) -> str:
    leaves = leaving_in_words(box.leaving, len(box.parties))
    said = ", ".join(words for words in ("prévu par un projet" if box.planned else "", leaves) if words)
    return f"{box.label} ({said})" if said else box.label


def not_drawn(boxes: GroupedWay) -> list[str]:
    """What the drawing leaves out, and why."""
    told = []
    if boxes.inside:
        told.append(f"{count(boxes.inside, 'flux', 'flux')} à l’intérieur d’une même case, non tracés.")
    if boxes.hidden:
        parties = count(sum(len(box.parties) for box in boxes.hidden), "participant")
        flows = count(boxes.hidden_flows, "flux", "flux")
        told.append(f"{parties} et {flows} non affichés, parce qu’une colonne ne tient que {MOST_BOXES} cases.")
    return told
