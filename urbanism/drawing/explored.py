"""What the explorer shows, on paper: each node a card, each link an arrow."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.analyses.explorer import Exploration, Node
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.network_map import Arrow, Card, network_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count
from urbanism.palette import CLASS_COLOURS, FRAME, PAPER
from urbanism.vocabulary import BlockClass

THICKNESS = "Une flèche est d’autant plus épaisse qu’elle réunit de flux."


def explored_scenes(found: Exploration, told: Sequence[str], paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The drawn nodes and links on one sheet; `told` says what is drawn, and what is not and why."""
    cards = [_card(node) for node in found.nodes]
    arrows = [
        Arrow(
            str(link.source), str(link.target), len(link.flows), link.planned, leaving=link.leaving == len(link.flows)
        )
        for link in found.links
    ]
    return network_scenes(cards, arrows, [*told, THICKNESS], _legend(found), paper, caption)


def _card(node: Node) -> Card:
    note = count(len(node.members), "objet") if node.is_group else node.commune or node.kind
    if node.kind == "référentiel":
        note = f"référentiel, {note}"
    link = Link("application", (("id", str(node.id)),)) if node.kind == "application" else None
    colour = CLASS_COLOURS[node.block_class or BlockClass.UNKNOWN]
    fill = FRAME if node.is_group else PAPER
    return Card(
        str(node.id), node.label, note, node.position, colour, fill, node.is_centre, node.planned, link, node.leaving
    )


def _legend(found: Exploration) -> list[LegendEntry]:
    classes = {node.block_class or BlockClass.UNKNOWN for node in found.nodes if not node.planned}
    return [
        LegendEntry(
            CLASS_COLOURS[kind],
            "classe inconnue ou sans objet" if kind is BlockClass.UNKNOWN else kind.value,
            outlined=True,
        )
        for kind in BlockClass
        if kind in classes
    ]
