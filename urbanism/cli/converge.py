"""`urbanism converge`: who moves to what, when, at what cost, and what it brings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.french import count, euros, number, percentage

if TYPE_CHECKING:
    from urbanism.graph import EstateGraph
    from urbanism.planning.convergence.settings import Settings
    from urbanism.planning.convergence.solve import Plan

DOCTRINES = ("couches", "opportunites", "optimum")
OBJECTIVES = ("argent", "applications", "liens", "risque")


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "converge", "Calculer un plan de convergence : qui passe à quoi, quand, à quel coût, pour quel gain."
    )
    parser.add_argument("--doctrine", choices=DOCTRINES, default="optimum", help="par défaut : optimum")
    parser.add_argument("--objective", choices=OBJECTIVES, default="argent", help="ce que l’optimum cherche d’abord")
    parser.add_argument("--years", type=int, default=5, metavar="N", help="années du plan (5 par défaut)")
    parser.add_argument("--budget", type=float, metavar="N", help="euros par an pour ce qui se paie une fois")
    parser.add_argument("--reduction", type=float, metavar="PART", help="part des applications à retirer, de 0 à 1")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="N", help="temps de calcul (60 s par défaut)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the plan of a doctrine, or the best one; exit status 1 when no plan keeps every constraint."""
    from urbanism.graph import EstateGraph
    from urbanism.planning.convergence.clash import clash
    from urbanism.planning.convergence.doctrines import plan_of
    from urbanism.planning.convergence.report import as_json
    from urbanism.store import load_snapshot, open_estate

    graph = EstateGraph(load_snapshot(open_estate(options.database)))
    settings = _settings(options)
    plan = plan_of(graph, settings, options.doctrine, options.seconds)
    found = clash(graph, settings) if plan.infeasible else None
    short = None if plan.infeasible or settings.reduction is not None else _out_of_reach(graph, settings, plan)
    document = as_json(graph, plan, options.doctrine)
    document["clash"] = [words for _, words in found.constraints] if found else []
    document["reduction_forbidden_by"] = short or []
    if options.json:
        print_json(document)
    else:
        _describe(document)
    if not plan.found:
        warn(_why_none(document))
    return 0 if plan.found else 1


def _settings(options: argparse.Namespace) -> Settings:
    from urbanism.planning.convergence.settings import OBJECTIVES, Settings

    return Settings(
        years=options.years,
        money_years=max(Settings.money_years, options.years),
        weights=OBJECTIVES[options.objective],
        budget=options.budget,
        reduction=options.reduction,
    )


def _out_of_reach(graph: EstateGraph, settings: Settings, plan: Plan) -> list[str] | None:
    """Where the plan retires less than six applications in ten: what forbids more, if anything does."""
    from urbanism.planning.convergence.accounts import totals
    from urbanism.planning.convergence.clash import out_of_reach
    from urbanism.planning.convergence.settings import PUBLIC_GOAL

    if totals(plan.problem, plan.moves).reduction >= PUBLIC_GOAL or not plan.problem.items:
        return None
    return out_of_reach(graph, settings, PUBLIC_GOAL)


def _describe(document: dict[str, Any]) -> None:
    if not document["feasible"]:
        return
    for year in document["years"]:
        facts = [
            count(year["moves"], "mouvement"),
            f"{count(year['applications'], 'application')} ensuite",
            f"{euros(year['spent'])} à dépenser",
            f"{euros(year['spared'])} épargnés",
            count(year["agents"], "agent concerné", "agents concernés"),
        ]
        print(f"{year['year']} : {', '.join(facts)}")
    sums, basis = document["totals"], document["basis"]
    before, after = count(sums["applications_before"], "application"), number(sums["applications_after"])
    print(f"{before} aujourd’hui, {after} à la fin ({percentage(sums['reduction'], 1)} de moins).")
    spent, spared, balance = euros(sums["cost"]), euros(sums["savings"]), euros(sums["balance"])
    print(f"{spent} à dépenser, {spared} épargnés, solde {balance} sur {basis['money_years']} ans.")
    for figure, missing in basis["unknown"].items():
        print(f"Hors des sommes, faute de connaître cette information ({figure}) : {count(missing, 'mouvement')}.")
    print("Les coûts unitaires sont des hypothèses (« basis » dans --json).")
    if document["doctrine"] == "optimum":
        print(f"Écart avec le meilleur plan possible : {number(100 * document['gap'], 2)} % au plus.")
    if document["reduction_forbidden_by"]:
        print(f"Retirer 60 % des applications ne tient pas avec : {' ; '.join(document['reduction_forbidden_by'])}.")


def _why_none(document: dict[str, Any]) -> str:
    if document["clash"]:
        return f"Aucun plan ne tient ensemble : {' ; '.join(document['clash'])}."
    return "Aucun plan trouvé dans le temps donné : allongez-le avec --seconds."
