"""Indicators of money."""

from __future__ import annotations

from urbanism.analyses.indicators.facts import Facts, ids
from urbanism.analyses.indicators.measures import Figure, NoFigure, Part
from urbanism.graph.estate import group

NO_COST = NoFigure("Aucun coût annuel n’est connu.")


def i11(facts: Facts, part: Part) -> Figure | NoFigure:
    """Known yearly costs over inhabitants, in euros; over agents beside it."""
    known = [a for a in part.applications if a.id in facts.costs]
    if not known:
        return NO_COST
    towns = [c for c in facts.graph.towns if part.kind != "commune" or c.id == part.id]
    if part.kind == "commune" and not towns:
        towns = [facts.graph.communes[part.id]]
    inhabitants = sum(town.inhabitants or 0 for town in towns)
    agents = sum(town.agents or 0 for town in towns)
    if not inhabitants:
        return NoFigure("Le nombre d’habitants n’est pas connu.")
    cost = sum(facts.costs[a.id] for a in known)
    detail = {"par_agent": cost / agents} if agents else {}
    return Figure(cost / inhabitants, cost, inhabitants, len(known), len(part.applications), ids(known), detail)


def i12(facts: Facts, part: Part) -> Figure | NoFigure:
    """Yearly cost, in euros, of the doubled applications that a decision sends away."""
    placed = [a for a in part.applications if a.block_id is not None]
    crowds = group(placed, lambda a: (a.block_id, a.commune_id)).values()
    doubles = [a for crowd in crowds if len(crowd) > 1 for a in crowd]
    if not doubles:
        return NoFigure("Aucune application en doublon.")
    judged = [a for a in doubles if a.target_decision and a.id in facts.costs]
    if not judged:
        return NoFigure("Aucun doublon n’a de décision et de coût connus.")
    leaving = [a for a in judged if a.id in facts.going]
    cost = sum(facts.costs[a.id] for a in leaving)
    return Figure(cost, cost, 1, len(judged), len(doubles), ids(leaving))
