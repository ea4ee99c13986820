"""A plan told move by move, in French, with what each rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from urbanism.analyses.trajectory import goes
from urbanism.french import NO_BREAK_SPACE, euros
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import by_year, totals
from urbanism.planning.convergence.costs import missing_overlays, unknowns
from urbanism.planning.convergence.problem import Item, Move, Problem, Target
from urbanism.planning.convergence.remaining import Remaining, remaining
from urbanism.planning.convergence.settings import COST_LABELS
from urbanism.planning.convergence.solve import Plan
from urbanism.vocabulary import PoolingStance

WORDS = {
    PoolingStance.GIVEN: "parole donnée",
    PoolingStance.ACQUIRED: "hypothèse acquise",
    PoolingStance.PROBABLE: "hypothèse probable",
    PoolingStance.REFUSED: "refus",
    PoolingStance.UNKNOWN: "hypothèse inconnue",
}
"""What a move rests on."""


class MoveLine(NamedTuple):
    """One move as people read it. `cost` and `saving` (a year) are euros, without what is unknown."""

    year: int
    commune: int
    block: int
    application: int
    target: int | None
    target_name: str
    cost: int
    saving: int
    agents: int | None
    word: PoolingStance
    reason: str
    unknown: tuple[str, ...]
    overlays: tuple[str, ...]
    warning: str


def lines(graph: EstateGraph, problem: Problem, moves: Iterable[Move]) -> tuple[MoveLine, ...]:
    """Each move with its reason, by year, commune and bloc."""
    found = (_line(graph, problem, move) for move in moves)
    return tuple(sorted(found, key=lambda line: (line.year, line.commune, line.block, line.application)))


def _line(graph: EstateGraph, problem: Problem, move: Move) -> MoveLine:
    item, target = problem.items[move.item], problem.targets[move.target]
    leaving = graph.snapshot.by_id[item.application]
    into = graph.snapshot.by_id.get(target.application or 0)
    return MoveLine(
        year=problem.first_year + move.year,
        commune=item.holder,
        block=item.block,
        application=item.application,
        target=target.application,
        target_name=target.name,
        cost=problem.cost_once(move),
        saving=problem.pair_of[move.item, move.target].saving,
        agents=item.users,
        word=item.words[move.year],
        reason=_reason(graph, item, target, move),
        unknown=unknowns(leaving),
        overlays=missing_overlays(leaving, into),
        warning=target.warning,
    )


def _reason(graph: EstateGraph, item: Item, target: Target, move: Move) -> str:
    parts = [*_decision(graph, item, move), _when(graph, item, move)]
    holder = graph.holder.get(target.application or 0)
    at = f" ({graph.label(holder)})" if holder is not None else " (à acquérir)"
    parts.append(f"la cible retenue du bloc est « {target.name} »{at}")
    parts.append(f"repose sur : {WORDS[item.words[move.year]]}")
    if item.dues[move.year]:
        parts.append(f"{euros(item.dues[move.year])} restent dus au contrat")
    return f"{NO_BREAK_SPACE}; ".join(parts)


def _decision(graph: EstateGraph, item: Item, move: Move) -> Iterator[str]:
    """What its holder has decided of it, kept or not."""
    application = graph.snapshot.by_id[item.application]
    if item.decided is not None:
        yield "départ déjà décidé" if move.year <= item.decided else "départ déjà décidé, mais plus tôt"
    elif application.target_decision and not goes(application):
        yield f"contre la décision « {application.target_decision} »"


def _when(graph: EstateGraph, item: Item, move: Move) -> str:
    contract = graph.snapshot.by_id.get(graph.snapshot.by_id[item.application].contract_id or 0)
    if item.old[move.year]:
        return "hors support"
    if contract is None or contract.end_date is None:
        return "aucun terme de contrat connu"
    if item.dues[move.year]:
        return f"avant le terme du contrat ({contract.end_date:%d/%m/%Y})"
    return f"contrat à son terme ({contract.end_date:%d/%m/%Y})"


def as_json(graph: EstateGraph, plan: Plan, doctrine: str) -> dict[str, Any]:
    """The stable keys of the command line, and the rest of the plan."""
    problem = plan.problem
    told = lines(graph, problem, plan.moves)
    sums = totals(problem, plan.moves)
    return {
        "doctrine": doctrine,
        "moves": [_as_json(graph, line) for line in told],
        "remaining": [_staying(graph, one) for one in remaining(graph, problem, plan.moves)] if plan.found else [],
        "basis": basis(problem, told),
        "years": [account._asdict() for account in by_year(problem, plan.moves)],
        "totals": {
            **sums._asdict(),
            "applications_before": sums.before,
            "applications_after": sums.after,
            "cost": sums.spent,
            "savings": sums.spared,
            "balance": sums.balance,
            "reduction": sums.reduction,
        },
        "objective": plan.objective,
        "bound": plan.bound if math.isfinite(plan.bound) else None,
        "gap": plan.gap if plan.found else None,
        "feasible": plan.found,
        "seconds": round(plan.seconds, 2),
    }


def _as_json(graph: EstateGraph, line: MoveLine) -> dict[str, Any]:
    leaving = graph.subject(line.application)
    return {
        "year": line.year,
        "commune": graph.label(line.commune),
        "block": graph.label(line.block),
        "from": leaving.code,
        "from_name": leaving.label,
        "to": graph.subject(line.target).code if line.target is not None else line.target_name,
        "to_name": line.target_name,
        "cost": line.cost,
        "saving": line.saving,
        "agents": line.agents,
        "basis": line.word.value,
        "reason": line.reason,
        "unknown": list(line.unknown),
        "overlays": list(line.overlays),
        "warning": line.warning,
    }


def _staying(graph: EstateGraph, one: Remaining) -> dict[str, Any]:
    subject = graph.subject(one.application)
    return {
        "application": subject.code,
        "name": subject.label,
        "commune": graph.label(graph.holder[one.application]),
        "block": graph.label(graph.block[one.application] or 0),
        "decided": one.broken,
        "reason": one.reason,
    }


def basis(problem: Problem, told: Iterable[MoveLine]) -> dict[str, Any]:
    """What the plan rests on: the words behind its moves, the user's unit costs, what nobody said."""
    found = tuple(told)
    return {
        "words": {stance.value: count for stance, count in Counter(line.word for line in found).items()},
        "hypotheses": {f"hypothèse : {COST_LABELS[name]}": value for name, value in _costs(problem).items()},
        "unknown": dict(Counter(figure for line in found for figure in line.unknown)),
        "years": [problem.years[0], problem.years[-1]],
        "money_years": problem.settings.money_years,
        "weights": asdict(problem.settings.weights),
    }


def _costs(problem: Problem) -> dict[str, float]:
    return asdict(problem.settings.costs)
