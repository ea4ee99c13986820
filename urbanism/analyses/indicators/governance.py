"""Indicators of governance: diagnosed projects, a complete map, a complete register, figures that people enter."""

from __future__ import annotations

from collections import Counter

from urbanism.analyses.completeness import LEVELS
from urbanism.analyses.indicators.facts import Facts
from urbanism.analyses.indicators.measures import Figure, NoFigure, Part
from urbanism.vocabulary import Opinion, Ternary


def i13(facts: Facts, part: Part) -> Figure | NoFigure:
    """Projects with a given opinion, over projects; favourable opinions and lifted reserves beside it."""
    snapshot = facts.graph.snapshot
    zones = facts.graph.zone_of_block
    projects = [
        p
        for p in snapshot.projects
        if part.kind == "ensemble" or part.id in (p.commune_id, p.block_id, zones.get(p.block_id or 0))
    ]
    if not projects:
        return NoFigure("Aucun projet n’est décrit.")
    concerned = {project.id for project in projects}
    given = [d for d in snapshot.diagnostics if d.project_id in concerned and d.opinion is not Opinion.PENDING]
    diagnosed = tuple(sorted({diagnostic.project_id for diagnostic in given}))
    opinions = {diagnostic.id for diagnostic in given}
    reserves = [reserve for reserve in snapshot.reserves if reserve.diagnostic_id in opinions]
    detail = {
        "favorables": sum(d.opinion in (Opinion.FAVOURABLE, Opinion.WITH_RESERVES) for d in given),
        "reserves": len(reserves),
        "reserves_levees": sum(reserve.lifted_on is not None for reserve in reserves),
    }
    count = len(projects)
    return Figure(len(diagnosed) / count, len(diagnosed), count, count, count, diagnosed, detail)


def i14(facts: Facts, part: Part) -> Figure | NoFigure:
    """Elements without a gap at level 1, over elements (Mercator); levels 1 to 2 and 1 to 3 beside it."""
    count = len(part.applications) + len(part.flows)
    if not count:
        return NoFigure("Ni application ni interface n’est décrite.")
    reached = Counter(facts.reached[application.id] for application in part.applications)
    flows = sum(flow.id in facts.described for flow in part.flows)
    full = {level: sum(number for last, number in reached.items() if last >= level) for level in LEVELS}
    detail = {f"granularite_{level}": (full[level] + flows) / count for level in LEVELS}
    conforming = full[1] + flows
    behind = tuple(a.id for a in part.applications if facts.reached[a.id] < LEVELS[0])
    return Figure(conforming / count, conforming, count, count, count, behind, detail)


def i17(facts: Facts, part: Part) -> Figure | NoFigure:
    """Urbanisation index: entered by self-assessment."""
    return _entered(facts, part, "I17", "Auto-évaluation annuelle : aucune n’est saisie.")


def i18(facts: Facts, part: Part) -> Figure | NoFigure:
    """Pooling coefficient of services: entered from payroll; not an official indicator."""
    return _entered(facts, part, "I18", "Vient des rémunérations : aucune valeur n’est saisie.")


def i19(facts: Facts, part: Part) -> Figure | NoFigure:
    """Applications with personal data in the register, over applications with personal data."""
    personal = [a for a in part.applications if a.personal_data is Ternary.YES]
    if not personal:
        return NoFigure("Aucune application ne dit qu’elle tient des données personnelles.")
    kept = [a for a in personal if a.id in facts.registered]
    unsaid = sum(a.personal_data is Ternary.UNKNOWN for a in part.applications)
    missing = tuple(a.id for a in personal if a.id not in facts.registered)
    count = len(personal)
    return Figure(len(kept) / count, len(kept), count, count, count + unsaid, missing)


def _entered(facts: Facts, part: Part, code: str, reason: str) -> Figure | NoFigure:
    """The latest value that people entered for a commune, or for the whole."""
    commune = part.id if part.kind == "commune" else None
    if part.kind not in ("ensemble", "commune"):
        return NoFigure("Se lit pour l’ensemble ou par commune.")
    rows = [a for a in facts.graph.snapshot.assessments if a.code == code and a.commune_id == commune]
    if not rows:
        return NoFigure(reason)
    last = max(rows, key=lambda row: row.year or 0)
    return Figure(last.value, last.value, 1, 1, 1, (last.id,))
