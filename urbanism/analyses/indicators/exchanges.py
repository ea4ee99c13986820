"""Indicators of exchanges and data: direct links, the pot's gain, mastered objects, sealed silos."""

from __future__ import annotations

from urbanism.analyses.indicators.facts import Facts
from urbanism.analyses.indicators.measures import Figure, NoFigure, Part
from urbanism.vocabulary import InterfaceMeans


def i05(facts: Facts, part: Part) -> Figure | NoFigure:
    """Direct links over links between the estate's own applications whose means is known."""
    internal = sum(flow.id in facts.links for flow in part.flows)
    known = sum(facts.links.get(flow.id, False) for flow in part.flows)
    if not known:
        return NoFigure("Aucun lien entre applications n’a de moyen connu.")
    direct = tuple(flow.id for flow in part.direct)
    return Figure(len(direct) / known, len(direct), known, known, internal, direct)


def i06(facts: Facts, part: Part) -> Figure | NoFigure:
    """Direct links that n connectors would save: links less n; beside it, n(n-1)/2 links if all were linked."""
    direct = part.direct
    if not direct:
        return NoFigure("Aucun lien direct entre applications.")
    n = len({end for flow in direct for end in (flow.source_id, flow.target_id)})
    unknown = sum(flow.means is InterfaceMeans.UNKNOWN for flow in part.flows)
    detail = {"connecteurs": n, "liens_si_tous_relies": n * (n - 1) / 2}
    behind, known = tuple(flow.id for flow in direct), len(part.flows) - unknown
    return Figure(len(direct) - n, len(direct), n, known, len(part.flows), behind, detail)


def i08(facts: Facts, part: Part) -> Figure | NoFigure:
    """Objects with one master in each holder that has any and no rival referentials, over those with either."""
    if part.kind not in ("ensemble", "commune"):
        return NoFigure("Se lit pour l’ensemble ou par commune.")
    masters = facts.masters.get(part.id, {})
    disputed = facts.disputed.get(part.id, set())
    judged = masters.keys() | disputed
    if not judged:
        return NoFigure("Aucun objet de données n’a de maître connu.")
    single = {data_object for data_object, most in masters.items() if most == 1} - disputed
    total = len(facts.used.get(part.id, set()) | judged)
    return Figure(
        len(single) / len(judged), len(single), len(judged), len(judged), total, tuple(sorted(judged - single))
    )


def i09(facts: Facts, part: Part) -> Figure | NoFigure:
    """Sector × commune cells that no unjustified flow leaves or enters, over all cells; to be read with the DPO."""
    if part.kind not in ("ensemble", "commune"):
        return NoFigure("Se lit pour l’ensemble ou par commune.")
    cells = facts.cells.get(part.id, [])
    placed = len(facts.silos.placed) - len(facts.silos.unplaced)
    if not cells or not placed:
        return NoFigure("Aucun flux de données personnelles n’a de secteur connu.")
    kept = sum(not cell.unjustified for cell in cells)
    total = len(facts.silos.placed) + len(facts.silos.unknown)
    behind = tuple(facts.unjustified.get(part.id, ()))
    return Figure(kept / len(cells), kept, len(cells), placed, total, behind)
