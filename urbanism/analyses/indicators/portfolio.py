"""Indicators of the portfolio: how many applications, doubled, pooled, covering, obsolete, concentrated, retired."""

from __future__ import annotations

from collections import Counter

from urbanism.analyses.editors import concentration
from urbanism.analyses.indicators.facts import Facts, ids
from urbanism.analyses.indicators.measures import Figure, NoFigure, Part
from urbanism.analyses.support import support_end
from urbanism.snapshot import Application
from urbanism.vocabulary import InstanceKind, LifecycleStatus

NONE = NoFigure("Aucune application en service.")
NO_BLOCK = NoFigure("Aucune application n’a de bloc connu.")
MIDDLE = 3
"""Marks of value go from 1 to 5; from this one on they are high."""


def i01(facts: Facts, part: Part) -> Figure | NoFigure:
    """Running applications over the blocs they equip; beside it, the most in one bloc, and different products.

    A home-made or unnamed application counts as a product of its own.
    """
    placed = [a for a in part.applications if a.block_id is not None]
    if not placed:
        return NO_BLOCK
    counts = Counter(a.block_id for a in placed)
    products = {a.product_id or -a.id for a in placed}
    detail = {"plus_grand_nombre_dans_un_bloc": max(counts.values()), "produits_differents": len(products)}
    size = len(placed), len(counts)
    return Figure(size[0] / size[1], *size, len(placed), len(part.applications), ids(placed), detail)


def i02(facts: Facts, part: Part) -> Figure | NoFigure:
    """Applications beyond the first of each bloc and holder, over applications."""
    placed = [a for a in part.applications if a.block_id is not None]
    if not placed:
        return NO_BLOCK
    counts = Counter((a.block_id, a.commune_id) for a in placed)
    surplus = len(placed) - len(counts)
    behind = tuple(a.id for a in placed if counts[a.block_id, a.commune_id] > 1)
    return Figure(surplus / len(placed), surplus, len(placed), len(placed), len(part.applications), behind)


def i03(facts: Facts, part: Part) -> Figure | NoFigure:
    """Applications that one instance serves to two communes or more, over applications whose instance is known."""
    towns = {town.id for town in facts.graph.towns}
    pooled = [a for a in part.applications if len(facts.graph.served[a.id] & towns) > 1]
    shared = set(ids(pooled))
    known = [a for a in part.applications if a.instance is not InstanceKind.UNKNOWN or a.id in shared]
    if not known:
        return NoFigure("Aucune application ne dit si son instance est mutualisée.")
    return Figure(len(pooled) / len(known), len(pooled), len(known), len(known), len(part.applications), ids(pooled))


def i04(facts: Facts, part: Part) -> Figure | NoFigure:
    """Equipped blocs over expected ones; `behind` are the expected blocs that nothing equips."""
    expected = facts.expected.get(part.id, [])
    if not expected:
        return NoFigure("Aucun bloc attendu n’est déclaré.")
    empty = tuple(row.block_id for row in expected if row.block_id not in facts.equipped.get(row.commune_id, ()))
    count = len(expected)
    return Figure((count - len(empty)) / count, count - len(empty), count, count, count, empty)


def i07(facts: Facts, part: Part) -> Figure | NoFigure:
    """Applications out of support or without a known version, over applications."""
    if not part.applications:
        return NONE
    today = facts.graph.snapshot.today
    ends = {a.id: support_end(facts.graph, a) for a in part.applications}
    out = {application for application, end in ends.items() if end is not None and end < today}
    old = [a for a in part.applications if a.id in out or not a.version]
    known = sum(ends[a.id] is not None or bool(a.version) for a in part.applications)
    detail = {"hors_support": len(out), "sans_version_connue": sum(not a.version for a in part.applications)}
    count = len(part.applications)
    return Figure(len(old) / count, len(old), count, known, count, ids(old), detail)


def i10(facts: Facts, part: Part) -> Figure | NoFigure:
    """Sum of the squared shares of the editors, by applications."""
    value = concentration(facts.graph, part.applications)
    if value is None:
        return NoFigure("Aucune application n’a d’éditeur connu.")
    known = [a for a in part.applications if a.id in facts.graph.editor]
    counts = Counter(facts.graph.editor[a.id] for a in known)
    squares = sum(count**2 for count in counts.values())
    return Figure(value, squares, len(known) ** 2, len(known), len(part.applications), tuple(counts))


def i15(facts: Facts, part: Part) -> Figure | NoFigure:
    """TIME quadrants by business and technical marks; the value is the share to migrate or eliminate."""
    rated = [a for a in part.applications if a.business_value is not None and a.technical_value is not None]
    if not rated:
        return NoFigure("Aucune application n’a de note de valeur métier et de qualité technique.")
    quadrants = Counter(quadrant(a) for a in rated)
    behind = [a for a in rated if quadrant(a) in ("migrer", "éliminer")]
    detail = {name: quadrants[name] for name in ("tolérer", "investir", "migrer", "éliminer")}
    count = len(rated)
    return Figure(len(behind) / count, len(behind), count, count, len(part.applications), ids(behind), detail)


def quadrant(application: Application) -> str:
    """The TIME quadrant of a rated application."""
    useful = (application.business_value or 0) >= MIDDLE
    sound = (application.technical_value or 0) >= MIDDLE
    if useful:
        return "investir" if sound else "migrer"
    return "tolérer" if sound else "éliminer"


def i16(facts: Facts, part: Part) -> Figure | NoFigure:
    """Retired applications over those decided to go."""
    leaving = [a for a in (*part.applications, *part.retired) if a.id in facts.going]
    if not leaving:
        return NoFigure("Aucune application n’a de décision de retrait ou de convergence.")
    retired = [a for a in leaving if a.status is LifecycleStatus.STOPPED]
    decided = sum(bool(a.target_decision) for a in part.applications)
    return Figure(
        len(retired) / len(leaving), len(retired), len(leaving), decided, len(part.applications), ids(leaving)
    )


def i20(facts: Facts, part: Part) -> Figure | NoFigure:
    """Applications stopped, over all those known; `cible` is what remains when decided ones have gone."""
    stopped = [a for a in part.retired if a.status is LifecycleStatus.STOPPED]
    initial = len(part.applications) + len(stopped)
    if not initial:
        return NONE
    target = sum(a.id not in facts.going for a in part.applications)
    detail = {"initiales": initial, "actuelles": len(part.applications), "cibles": target}
    known = sum(a.status is not LifecycleStatus.UNKNOWN for a in part.applications) + len(stopped)
    return Figure(len(stopped) / initial, len(stopped), initial, known, initial, ids(stopped), detail)
