"""`urbanism hub`: what one common pot would change, data object by data object."""

from __future__ import annotations

import argparse
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.errors import UrbanismError
from urbanism.french import count, euros, number

if TYPE_CHECKING:
    from urbanism.graph import EstateGraph
    from urbanism.planning.connectors import Choice
    from urbanism.planning.hub import HubPlan

SHOWN = 20
"""Data objects told; --json tells them all."""


class UnknownObject(UrbanismError):
    """A data object that the estate has not."""

    code = "objet_inconnu"


class WrongNumber(UrbanismError):
    """A number of connectors, or a cost, that is not one."""

    code = "nombre_refuse"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "hub", "Simuler un pot commun : liens avant et après, connecteurs, liens qui restent, étapes."
    )
    parser.add_argument(
        "--object",
        metavar="NOM",
        action="append",
        help="seulement cette donnée, par son nom ou son code ; répétée, toutes celles-là ensemble",
    )
    parser.add_argument("--connectors", metavar="N", type=int, help="dire qui relier avec N connecteurs")
    parser.add_argument("--connector-cost", metavar="EUROS", type=float, help="coût d’un connecteur")
    parser.add_argument("--link-cost", metavar="EUROS", type=float, help="coût d’un lien, par an")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Simulate the pot for each data object that flows carry, or for one."""
    from urbanism.graph import EstateGraph
    from urbanism.planning.hub import UnitCosts, as_json, best_connectors, simulate, simulate_each
    from urbanism.store import load_snapshot, open_estate

    _check_numbers(options)
    graph = EstateGraph(load_snapshot(open_estate(options.database)))
    costs = UnitCosts(options.connector_cost, options.link_cost)
    asked = tuple(sorted({_object(graph, name) for name in options.object or ()}))
    plans = (simulate(graph, asked, costs),) if asked else simulate_each(graph, costs)
    choice = best_connectors(graph, options.connectors, asked or None) if options.connectors else None
    if options.json:
        budget = {"budget": _budget(graph, choice)} if choice else {}
        print_json({"objects": [as_json(graph, plan) for plan in plans], **budget})
    elif plans:
        for plan in plans[:SHOWN]:
            _describe(graph, plan)
            if asked:
                _detail(graph, plan)
        if len(plans) > SHOWN:
            print(f"… et {count(len(plans) - SHOWN, 'autre donnée', 'autres données')} (toutes dans --json).")
        if choice:
            _describe_choice(graph, choice)
    else:
        warn("Aucun flux ne dit quelles données il porte : rien à simuler.")
    return 0


def _check_numbers(options: argparse.Namespace) -> None:
    numbers = {
        "--connectors": options.connectors,
        "--connector-cost": options.connector_cost,
        "--link-cost": options.link_cost,
    }
    for name, value in numbers.items():
        if (value is not None and not 0 <= value < math.inf) or (value == 0 and name == "--connectors"):
            raise WrongNumber("ce nombre ne convient pas.", where=name, remedy="Donnez un nombre positif.")


def _budget(graph: EstateGraph, choice: Choice) -> dict[str, Any]:
    codes = [graph.subject(end).code for end in sorted(choice.ends)]
    return {"connectors": len(codes), "connect": codes, "replaced": choice.links, "bound": choice.bound}


def _object(graph: EstateGraph, name: str) -> int:
    """The data object of that name, code or synonym, else the only one whose name holds it. Raises `UnknownObject`."""
    from urbanism.analyses.search import fold

    wanted = fold(name)
    close = []
    for data_object in graph.snapshot.data_objects:
        names = [
            fold(text).strip()
            for text in (data_object.name, data_object.code, *(data_object.synonyms or "").split("|"))
        ]
        if wanted in names:
            return data_object.id
        if wanted and wanted in names[0]:
            close.append(data_object.id)
    if len(close) == 1:
        return close[0]
    carried = ", ".join(sorted(graph.label(data_object) for data_object in graph.flows_of_object)) or "aucune"
    raise UnknownObject(
        f"« {name} » n’est pas une donnée du patrimoine.", remedy=f"Données que des flux portent : {carried}."
    )


def _describe(graph: EstateGraph, plan: HubPlan) -> None:
    names = ", ".join(graph.label(data_object) for data_object in plan.objects)
    print(
        f"{names} : {count(plan.links_before, 'lien')} aujourd’hui, {plan.links_after} avec le pot commun"
        f" ({count(plan.connectors, 'connecteur')} à construire,"
        f" {count(len(plan.residual), 'lien qui reste', 'liens qui restent')})."
    )
    for step, wave in enumerate(plan.waves, 1):
        replaced = count(wave.replaced, "lien remplacé", "liens remplacés")
        print(f"  étape {step} : {count(wave.connectors, 'connecteur')} en tout, {replaced}")
    if plan.warning:
        print(f"  {plan.warning}")


def _detail(graph: EstateGraph, plan: HubPlan) -> None:
    """What stays and why, what a single failure would stop, the money, what each commune gains."""
    for reason, found in Counter(residual.reason for residual in plan.residual).most_common():
        print(f"  {count(found, 'lien reste', 'liens restent')} : {reason}")
    for rhythm, flows in plan.load:
        print(f"  le pot porterait {count(flows, 'flux', 'flux')} de rythme {rhythm.value}")
    for point in plan.failure_points:
        name = f"« {graph.label(point.party)} »" if point.party else "le pot commun, à créer"
        print(f"  point unique de panne : {name}, dont dépendent {count(point.dependents, 'application')}")
    if plan.effort is not None:
        print(f"  construire les connecteurs : {euros(plan.effort)}")
    if plan.yearly_saving is not None:
        print(f"  liens que l’on n’entretient plus : {euros(plan.yearly_saving)} par an")
    for gain in plan.communes:
        links = count(gain.links, "lien qu’elle n’a plus à tenir", "liens qu’elle n’a plus à tenir")
        print(f"  {graph.label(gain.commune)} : {links}, {count(gain.connectors, 'connecteur')} à construire")


def _describe_choice(graph: EstateGraph, choice: Choice) -> None:
    sure = "c’est le mieux possible" if choice.links == choice.bound else f"au plus {number(choice.bound)} possibles"
    replaced = count(choice.links, "lien remplacé", "liens remplacés")
    print(f"Avec {count(len(choice.ends), 'connecteur')} : {replaced} ({sure}), en reliant")
    for end in sorted(choice.ends):
        subject = graph.subject(end)
        print(f"  – {subject.label}{f' ({subject.commune})' if subject.commune else ''}")
