"""What a drawn network leaves out, in French."""

from __future__ import annotations

from collections.abc import Mapping

from urbanism.analyses.explorer import Exploration, Hidden, Reason
from urbanism.drawing.furniture import LEAVING_ENTRY
from urbanism.french import count, listing

REASONS: Mapping[Reason, str] = {
    Reason.FILTERED: "parce que les filtres les écartent",
    Reason.FAR: "parce qu’ils sont plus loin que le nombre de pas demandé",
    Reason.OFF_WAY: "parce qu’ils ne sont sur aucun de ces chemins",
    Reason.CROWDED: "parce que le dessin n’en tiendrait pas davantage (les plus proches et les plus reliés d’abord)",
    Reason.FAINT: "parce que le dessin ne se lirait plus (les liens les plus fournis de chaque nœud d’abord)",
    Reason.INSIDE: "parce qu’ils sont à l’intérieur d’un groupe fermé",
}
NOTHING_LEFT = "Rien n’est laissé de côté : tous les nœuds et tous les flux connus sont dessinés."


def amounts(hidden: Hidden) -> str:
    """« 12 nœuds et 30 flux »; only what there is."""
    parts = []
    if hidden.parties:
        parts.append(count(len(hidden.parties), "nœud"))
    if hidden.flows:
        parts.append(count(len(hidden.flows), "flux", "flux"))
    return listing(parts)


def drawn_in_words(found: Exploration) -> str:
    """What is on the drawing: nodes, links, and the flows that the links stand for."""
    flows = sum(len(link.flows) for link in found.links)
    coming = sum(node.planned for node in found.nodes), sum(len(link.flows) for link in found.links if link.planned)
    nodes, planned_flows = count(coming[0], "nœud"), count(coming[1], "flux", "flux")
    told = f" Prévus par des projets (en tirets) : {nodes}, {planned_flows}." if any(coming) else ""
    gone = sum(node.leaving for node in found.nodes), sum(link.leaving for link in found.links)
    objects, stopped = count(gone[0], "objet"), count(gone[1], "flux", "flux")
    told += f" Retraits prévus ({LEAVING_ENTRY.sign}) : {objects}, {stopped}." if any(gone) else ""
    return (
        f"{count(len(found.nodes), 'nœud dessiné', 'nœuds dessinés')},"
        f" {count(len(found.links), 'lien')} pour {count(flows, 'flux', 'flux')}.{told}"
    )


def hidden_in_words(found: Exploration) -> list[str]:
    """One sentence a reason, « 12 nœuds et 30 flux non affichés, parce que… »."""
    sentences = []
    for hidden in found.hidden:
        several = len(hidden.parties) + len(hidden.flows) > 1
        sentences.append(f"{amounts(hidden)} non {'affichés' if several else 'affiché'}, {REASONS[hidden.reason]}.")
    return sentences or [NOTHING_LEFT]
