"""Plan de convergence: a scenario year by year, as a matrix, move by move, and as one commune lives it."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.accounts import years_table
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.table import Column, found_table, object_table
from urbanism.dashboard.components.what_if import what_if
from urbanism.dashboard.converging import problem_of
from urbanism.dashboard.state import Estate, open_estate
from urbanism.exports.convergence import plan_slides, plan_workbook
from urbanism.french import count, euros, number
from urbanism.governance.scenarios import kept_in, placed, progress
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import by_year
from urbanism.planning.convergence.report import WORDS, MoveLine, as_json, lines
from urbanism.planning.convergence.sensitivity import Range, sensitivity
from urbanism.planning.convergence.sharing import Keys, bills
from urbanism.planning.convergence.solve import Plan
from urbanism.planning.convergence.trajectory import losses
from urbanism.snapshot import Scenario

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def show(estate: Estate) -> None:
    scenario = next((one for one in estate.snapshot.scenarios if one.id == asked_object()), None)
    if scenario is None:
        heading("Plan de convergence", "", estate)
        empty("Aucun scénario choisi", "Choisissez-en un dans la page de convergence.", "bookmark")
        link("convergence", "Convergence", None, "arrow_back")
        return
    heading(scenario.name, "Un plan gardé, mouvement par mouvement.", estate)
    link("convergence", "Convergence", None, "arrow_back")
    kept, graph = kept_in(scenario), graph_of(estate)
    problem = problem_of(estate, kept.settings)
    moves, lost = placed(problem, kept)
    if lost:
        st.warning(f"{count(lost, 'mouvement')} n’ont plus leur place : le patrimoine a changé depuis.")
    plan = Plan(problem, moves, kept.objective, kept.bound, 0.0)
    told = lines(graph, problem, moves)
    _exports(graph, scenario, plan)
    done = progress(estate.snapshot.applications, kept, estate.snapshot.today.year)
    st.caption(
        f"Avancement : {count(len(done.done), 'retrait fait', 'retraits faits')},"
        f" {number(len(done.late))} en retard, {number(len(done.to_come))} à venir."
    )
    titles = ["Année par année", "Matrice", "Mouvements", "Une collectivité", "Et si…", "Sensibilité"]
    years, matrix, every, commune, otherwise, unsure = st.tabs(titles)
    with years:
        years_table(by_year(problem, moves), "annees")
    with matrix:
        _matrix(graph, told)
    with every:
        _moves(graph, told, "mouvements")
    with commune:
        _commune(graph, plan, told)
    with otherwise:
        what_if(estate, graph, plan)
    with unsure:
        _sensitivity(graph, plan)


def _exports(graph: EstateGraph, scenario: Scenario, plan: Plan) -> None:
    def document():
        return as_json(graph, plan, scenario.doctrine or "")

    name = scenario.name.replace("/", " ")
    with st.container(horizontal=True):
        st.download_button(
            "Classeur",
            lambda: plan_workbook(document()),
            f"{name}.xlsx",
            XLSX,
            icon=":material/table_view:",
            key="xlsx",
        )
        st.download_button(
            "Diaporama",
            lambda: plan_slides({scenario.name: document()}),
            f"{name}.pptx",
            PPTX,
            icon=":material/slideshow:",
            key="pptx",
        )


def _matrix(graph: EstateGraph, told: tuple[MoveLine, ...]) -> None:
    """Moves by collectivity and year."""
    if not told:
        empty("Aucun mouvement", "Ce plan laisse tout en place.", "grid_on")
        return
    counts = Counter((line.commune, line.year) for line in told)
    years = sorted({line.year for line in told})
    communes = sorted({line.commune for line in told}, key=graph.label)
    rows = [
        {"Collectivité": graph.label(commune), **{str(year): counts[commune, year] or None for year in years}}
        for commune in communes
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="matrice", placeholder="")


def _moves(graph: EstateGraph, told: tuple[MoveLine, ...], key: str) -> None:
    columns = [
        Column[MoveLine]("Application", lambda line: graph.label(line.application)),
        Column[MoveLine]("Année", lambda line: str(line.year)),
        Column[MoveLine]("Collectivité", lambda line: graph.label(line.commune)),
        Column[MoveLine]("Bloc", lambda line: graph.label(line.block)),
        Column[MoveLine]("Cible", lambda line: line.target_name),
        Column[MoveLine]("Coût", lambda line: line.cost, "euros"),
        Column[MoveLine]("Épargne par an", lambda line: line.saving, "euros"),
        Column[MoveLine]("Agents", lambda line: line.agents, "number"),
        Column[MoveLine]("Repose sur", lambda line: WORDS[line.word]),
        Column[MoveLine]("Inconnu", lambda line: ", ".join(line.unknown)),
        Column[MoveLine]("Pourquoi", lambda line: line.reason),
    ]
    found_table(told, columns, key, "mouvement", opens=lambda line: ("application", object_address(line.application)))


def _commune(graph: EstateGraph, plan: Plan, told: tuple[MoveLine, ...]) -> None:
    served = graph.served
    communes = sorted({commune for line in told for commune in served[line.application]}, key=graph.label)
    if not communes:
        empty("Aucun mouvement", "Ce plan ne touche aucune collectivité.", "location_city")
        return
    chosen = st.selectbox("Collectivité", communes, format_func=graph.label, key="collectivite")
    own = tuple(line for line in told if chosen in served[line.application])
    paid = [bill for bill in bills(graph, plan.problem, plan.moves, Keys()) if bill.commune == chosen]
    st.markdown(
        f"**{count(len(own), 'application remplacée', 'applications remplacées')}**,"
        f" {euros(sum(bill.pays for bill in paid))} à payer et {euros(sum(bill.spares for bill in paid))} épargnés"
        " pendant le plan, par les clés habitants 50 %, usagers 30 %, part fixe 20 %."
    )
    st.dataframe(
        pd.DataFrame(
            [{"Année": str(b.year), "À payer (€)": round(b.pays), "Épargné (€)": round(b.spares)} for b in paid]
        ),
        hide_index=True,
        key="factures",
    )
    _moves(graph, own, f"mouvements-{chosen}")
    st.subheader("Ce qui se perd, sauf à le refaire sur la cible", anchor=False)
    lost = [(line, losses(graph, line)) for line in own]
    rows = [
        {
            "Application": graph.label(line.application),
            "Année": str(line.year),
            "Fonctions": graph.labels(loss.functions) or "aucune connue",
            "Échanges": len(loss.exchanges),
            "Pratiques": ", ".join(loss.practices),
        }
        for line, loss in lost
        if loss.functions or loss.exchanges or loss.practices
    ]
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, key="pertes")
    else:
        st.caption("Rien de connu.")


def _sensitivity(graph: EstateGraph, plan: Plan) -> None:
    """The balance of the same plan when a hypothesis is lower or higher."""
    st.caption("Le même plan, chaque hypothèse étant prise 30 % plus bas puis 30 % plus haut.")
    if not st.button("Calculer la sensibilité", icon=":material/tune:"):
        return
    with st.spinner("Une hypothèse après l’autre…"):
        found = sensitivity(graph, plan.problem, plan.moves)
    columns = [
        Column[Range]("Hypothèse", lambda one: one.label),
        Column[Range]("Plus bas", lambda one: number(one.low_value, 2)),
        Column[Range]("Plus haut", lambda one: number(one.high_value, 2)),
        Column[Range]("Solde si plus bas", lambda one: one.at_low, "euros"),
        Column[Range]("Solde si plus haut", lambda one: one.at_high, "euros"),
        Column[Range]("Écart", lambda one: one.swing, "euros"),
    ]
    object_table(found, columns, "sensibilite")


show(open_estate())
