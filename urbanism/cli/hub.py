"""`urbanism hub`: what one common pot would change, data object by data object."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.errors import UrbanismError
from urbanism.french import count

if TYPE_CHECKING:
    from urbanism.graph import EstateGraph
    from urbanism.planning.hub import HubPlan

SHOWN = 20
"""Data objects told; --json tells them all."""


class UnknownObject(UrbanismError):
    """A data object that the estate has not."""

    code = "objet_inconnu"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands, "hub", "Simuler un pot commun : liens avant et après, connecteurs, liens qui restent, étapes."
    )
    parser.add_argument("--object", metavar="NOM", help="seulement cette donnée, par son nom ou son code")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Simulate the pot for each data object that flows carry, or for one."""
    from urbanism.graph import EstateGraph
    from urbanism.planning.hub import as_json, simulate, simulate_each
    from urbanism.store import load_snapshot, open_estate

    graph = EstateGraph(load_snapshot(open_estate(options.database)))
    asked = options.object
    plans = simulate_each(graph) if asked is None else (simulate(graph, (_object(graph, asked),)),)
    if options.json:
        print_json({"objects": [as_json(graph, plan) for plan in plans]})
    elif plans:
        for plan in plans[:SHOWN]:
            _describe(graph, plan)
        if len(plans) > SHOWN:
            print(f"… et {count(len(plans) - SHOWN, 'autre donnée', 'autres données')} (toutes dans --json).")
    else:
        warn("Aucun flux ne dit quelles données il porte : rien à simuler.")
    return 0


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
