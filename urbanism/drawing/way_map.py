"""The way of a data object on paper: who produces it, who keeps or carries it, who reads it, from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from urbanism.analyses.data_way import Stage
from urbanism.analyses.way_groups import MOST_BOXES, GroupedWay
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.network_map import Arrow, Card, network_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count, number
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
    graph: EstateGraph, way: GroupedWay, told: Sequence[str], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The same on a sheet of paper; `told` says what has no place on it."""
    rows: Counter[Stage] = Counter()
    cards = []
    for box in way.boxes:
        column, row = float(list(Stage).index(box.stage)), float(rows[box.stage])
        rows[box.stage] += 1
        several = len(box.parties) > 1
        note = f"{number(len(box.parties))} participants" if several else _WORDS[box.stage]
        single = not several and graph.subject(box.parties[0]).kind == "application"
        link = Link("application", (("id", str(box.parties[0])),)) if single else None
        cards.append(
            Card(box.name, box.label, note, (column, row), MUTED, COLOURS[box.stage], planned=box.planned, link=link)
        )
    tallest = max(rows.values(), default=0)
    above = {float(column): (tallest - rows[stage]) // 2 for column, stage in enumerate(Stage)}
    cards = [card._replace(cell=(card.cell[0], card.cell[1] + above[card.cell[0]])) for card in cards]
    arrows = [Arrow(source, target, flows) for (source, target), flows in way.links.items()]
    arrows += [Arrow(source, target, flows, planned=True) for (source, target), flows in way.planned.items()]
    legend = [LegendEntry(COLOURS[stage], TITLES[stage]) for stage in Stage if rows[stage]]
    return network_scenes(cards, arrows, told, legend, paper, caption)


def not_drawn(boxes: GroupedWay) -> list[str]:
    """What the drawing leaves out, and why."""
    told = ["Traits interrompus : prévu par un projet."] if boxes.planned or any(b.planned for b in boxes.boxes) else []
    if boxes.inside:
        told.append(f"{count(boxes.inside, 'flux', 'flux')} à l’intérieur d’une même case, non tracés.")
    if boxes.hidden:
        parties = count(sum(len(box.parties) for box in boxes.hidden), "participant")
        flows = count(boxes.hidden_flows, "flux", "flux")
        told.append(f"{parties} et {flows} non affichés, parce qu’une colonne ne tient que {MOST_BOXES} cases.")
    return told
