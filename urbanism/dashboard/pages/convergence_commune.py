"""Trajectoire d'une collectivité: what a plan kept does to it, at an address that can be sent to it."""

from __future__ import annotations

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link
from urbanism.dashboard.components.picker import chosen_code
from urbanism.dashboard.components.trajectory import communes_of, show_trajectory
from urbanism.dashboard.state import Estate, open_estate
from urbanism.governance.scenarios import kept_in


def show(estate: Estate) -> None:
    scenario = next((one for one in estate.snapshot.scenarios if one.id == asked_object()), None)
    if scenario is None:
        heading("Trajectoire d’une collectivité", "", estate)
        empty("Aucun scénario choisi", "Choisissez-en un dans la page de convergence.", "bookmark")
        link("convergence", "Convergence", None, "arrow_back")
        return
    graph, kept = graph_of(estate), kept_in(scenario)
    communes = {estate.snapshot.by_id[one].code: one for one in communes_of(graph, kept)}
    heading(
        "Trajectoire d’une collectivité", f"Ce que fait « {scenario.name} » : quand, pourquoi, à quel prix.", estate
    )
    link("convergence", "Convergence", None, "arrow_back")
    if not communes:
        empty("Rien ne change", "Ce plan ne touche aucune collectivité dont vous tenez la fiche.", "location_city")
        return
    names = {code: graph.label(commune) for code, commune in communes.items()}
    code = chosen_code("Collectivité", names, "commune", next(iter(names)))
    show_trajectory(estate, scenario.name, kept, communes[code])


show(open_estate())
