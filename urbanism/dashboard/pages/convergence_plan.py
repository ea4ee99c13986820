"""Plan de convergence: a scenario year by year, as a matrix, move by move, and as one commune lives it."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.accounts import years_table
from urbanism.dashboard.components.download import PPTX, XLSX, download_button
from urbanism.dashboard.components.gestures import OPEN_PLANNED, offered
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, go_to, link, object_address
from urbanism.dashboard.components.plan_time_line import plan_time_line
from urbanism.dashboard.components.table import Column, found_table, object_table
from urbanism.dashboard.components.trajectory import communes_of, show_trajectory
from urbanism.dashboard.components.undoing import say_done, undoable
from urbanism.dashboard.components.views import views
from urbanism.dashboard.components.waiting import wait_for
from urbanism.dashboard.components.what_if import what_if
from urbanism.dashboard.components.what_it_buys import what_it_buys
from urbanism.dashboard.converging import (
    branch_from,
    doctrine_plans,
    problem_of,
    sensitivity_of,
    start_sensitivity,
)
from urbanism.dashboard.state import Estate, open_estate
from urbanism.exports.convergence import plan_slides, plan_workbook
from urbanism.french import count, number
from urbanism.governance.scenario_projects import open_projects
from urbanism.governance.scenarios import Kept, KeptMove, kept_in, placed, progress
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.planning.convergence.accounts import by_year
from urbanism.planning.convergence.remaining import Remaining, remaining
from urbanism.planning.convergence.report import WORDS, MoveLine, as_json, lines
from urbanism.planning.convergence.sensitivity import Range
from urbanism.planning.convergence.solve import Plan
from urbanism.snapshot import Scenario

TABS = (
    "Année par année", "Matrice", "Mouvements", "Ce qui reste", "Une collectivité", "Avancement", "Projets",
    "Et si…", "Sensibilité",
)  # fmt: skip
MATRICES = ("Par collectivité", "Par bloc")
STATES = ("fait", "en retard", "à venir")


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
    if not estate.viewer.sees_everything:
        st.caption("Vous voyez ce que ce plan fait à vos collectivités ; les chiffres des autres ne sont qu’à elles.")
        _commune(estate, scenario, kept)
        return
    if st.button("Partir de ce scénario", icon=":material/fork_right:", help="Ses réglages, à changer et à garder."):
        branch_from(scenario.id, kept.settings)
        go_to("convergence", {})
    problem = problem_of(estate, kept.settings)
    moves, lost = placed(problem, kept)
    if lost:
        st.warning(f"{count(lost, 'mouvement')} n’ont plus leur place : le patrimoine a changé depuis.")
    plan = Plan(problem, moves, kept.objective or 0.0, kept.bound or 0.0, 0.0)
    told = lines(graph, problem, moves)
    _exports(estate, graph, scenario, plan)
    makers = (
        partial(_years, estate, graph, scenario, plan, told),
        partial(_matrix, graph, told),
        partial(_moves, graph, told, "mouvements"),
        partial(_staying, graph, plan),
        partial(_commune, estate, scenario, kept),
        partial(_progress, graph, kept),
        partial(_projects, estate, scenario, kept),
        partial(what_if, estate, graph, plan),
        partial(_sensitivity, estate, scenario, plan),
    )
    views(dict(zip(TABS, makers, strict=True)))


def _years(estate: Estate, graph: EstateGraph, scenario: Scenario, plan: Plan, told: tuple[MoveLine, ...]) -> None:
    """The plan on a line of time, what each year does and costs, what it buys."""
    plan_time_line(estate, graph, scenario.name, told, plan.problem.years)
    years_table(by_year(plan.problem, plan.moves), "annees")
    what_it_buys(plan.problem, plan.moves, doctrine_plans(estate, plan.problem.settings))


def _exports(estate: Estate, graph: EstateGraph, scenario: Scenario, plan: Plan) -> None:
    def document():
        return as_json(graph, plan, scenario.doctrine or "")

    name = scenario.name
    with st.container(horizontal=True):
        download_button(
            estate,
            "Classeur",
            lambda: plan_workbook(document()),
            f"{name}.xlsx",
            XLSX,
            icon=":material/table_view:",
            key="xlsx",
        )
        download_button(
            estate,
            "Diaporama",
            lambda: plan_slides({scenario.name: document(), **_doctrines(estate, graph, plan)}),
            f"{name}.pptx",
            PPTX,
            icon=":material/slideshow:",
            key="pptx",
        )


def _doctrines(estate: Estate, graph: EstateGraph, plan: Plan) -> dict[str, dict[str, Any]]:
    """The two doctrines on the same hypotheses, for the committee to set beside the plan."""
    plans = doctrine_plans(estate, plan.problem.settings)
    return {name: as_json(graph, Plan(plan.problem, moves, 0.0, 0.0, 0.0), name) for name, moves in plans.items()}


def _matrix(graph: EstateGraph, told: tuple[MoveLine, ...]) -> None:
    """Moves by collectivity, or by bloc and target, and year."""
    if not told:
        empty("Aucun mouvement", "Ce plan laisse tout en place.", "grid_on")
        return
    by_block = st.segmented_control(
        "Par", MATRICES, default=MATRICES[0], key="matrice-par", bind="query-params", label_visibility="collapsed"
    )
    years = sorted({line.year for line in told})
    groups = group(told, lambda line: line.block if by_block == MATRICES[1] else line.commune)
    rows = []
    for subject in sorted(groups, key=graph.label):
        counts = Counter(line.year for line in groups[subject])
        row: dict[str, Any] = {str(year): counts[year] or None for year in years}
        head = {"Collectivité": graph.label(subject)}
        if by_block == MATRICES[1]:
            head = {"Bloc": graph.label(subject), "Cible": groups[subject][0].target_name}
        rows.append({**head, **row})
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


def _staying(graph: EstateGraph, plan: Plan) -> None:
    """What could leave and stays, with what holds it."""
    found = remaining(graph, plan.problem, plan.moves)
    if not found:
        empty("Rien d’autre que les cibles", "Tout ce qui pouvait partir part.", "done_all")
        return
    if broken := sum(one.broken for one in found):
        departures = count(broken, "départ déjà décidé", "départs déjà décidés")
        st.warning(f"Ce plan ne tient pas {departures} : en voici la raison, en tête de liste.")
    st.caption("Les applications qui pourraient partir et que ce plan laisse, hors des cibles que d’autres rejoignent.")
    columns = [
        Column[Remaining]("Application", lambda one: graph.label(one.application)),
        Column[Remaining]("Collectivité", lambda one: graph.label(graph.holder[one.application])),
        Column[Remaining]("Bloc", lambda one: graph.label(graph.block[one.application] or 0)),
        Column[Remaining]("Départ décidé", lambda one: "oui" if one.broken else ""),
        Column[Remaining]("Pourquoi elle reste", lambda one: one.reason),
    ]
    found_table(
        found, columns, "restantes", "application", opens=lambda one: ("application", object_address(one.application))
    )


def _commune(estate: Estate, scenario: Scenario, kept: Kept) -> None:
    graph = graph_of(estate)
    communes = communes_of(graph, kept)
    if not communes:
        empty("Aucun mouvement", "Ce plan ne touche aucune collectivité.", "location_city")
        return
    chosen = st.selectbox("Collectivité", communes, format_func=graph.label, key="pour", bind="query-params")
    address = {**object_address(scenario.id), "commune": [graph.snapshot.by_id[chosen].code]}
    link("trajectoire", "La page à lui envoyer", address, "link")
    show_trajectory(estate, scenario.name, kept, chosen)


def _progress(graph: EstateGraph, kept: Kept) -> None:
    """Indicator I16, each of its figures with its list."""
    found = progress(graph.snapshot.applications, kept, graph.snapshot.today.year)
    st.markdown(
        f"**{count(len(found.done), 'retrait fait', 'retraits faits')}** sur {number(len(kept.moves))},"
        f" {number(len(found.late))} en retard, {number(len(found.to_come))} à venir."
    )
    states = [(one, state) for state, moves in zip(STATES, found, strict=True) for one in moves]
    columns = [
        Column[tuple[KeptMove, str]]("Application", lambda one: graph.label(one[0].application)),
        Column[tuple[KeptMove, str]]("État", lambda one: one[1]),
        Column[tuple[KeptMove, str]]("Prévu en", lambda one: str(one[0].year)),
    ]
    object_table(states, columns, "avancement")


def _projects(estate: Estate, scenario: Scenario, kept: Kept) -> None:
    """Open a year's projects."""
    years = sorted({move.year for move in kept.moves})
    if not years:
        empty("Aucun projet à ouvrir", "Ce plan laisse tout en place.", "assignment")
        return
    say_done(estate)
    st.caption(
        "Un projet par bloc et par cible de l’année : il retire les applications remplacées, et leurs collectivités"
        " rejoignent la cible. Son diagnostic se lit aussitôt dans sa fiche."
    )
    if not offered(estate, OPEN_PLANNED):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = st.selectbox("Année", years, width=140, key="annee-projets")
        if st.button("Ouvrir les projets", icon=":material/assignment_add:"):
            opened = open_projects(estate.engine, scenario, year, estate.viewer.name)
            said = count(opened.projects, "projet ouvert", "projets ouverts")
            if opened.left_out:
                said += f", {count(len(opened.left_out), 'mouvement laissé', 'mouvements laissés')} de côté"
            if opened.run is None:
                st.info("Rien à ouvrir : ces mouvements ont déjà leur projet, ou n’ont plus d’objet.")
            else:
                undoable(opened.run, f"{said}.")
                st.rerun()
        link("projets", "Les projets", None, "assignment")


def _sensitivity(estate: Estate, scenario: Scenario, plan: Plan) -> None:
    """The balance of the same plan when a hypothesis is lower or higher."""
    st.caption("Le même plan, chaque hypothèse étant prise 30 % plus bas puis 30 % plus haut.")
    search = sensitivity_of(estate, scenario)
    if st.button("Calculer la sensibilité", icon=":material/tune:", disabled=bool(search and search.running)):
        start_sensitivity(estate, scenario, plan)
        st.rerun()
    if search is None:
        return
    if search.running:
        wait_for("sensitivity")
        return
    if search.stopped or search.failed:
        known = " : voici les hypothèses essayées d’ici là" if search.found else ""
        st.info(f"Le calcul s’est arrêté avant la fin{known}.", icon=":material/stop_circle:")
    if not search.found:
        return
    columns = [
        Column[Range]("Hypothèse", lambda one: one.label),
        Column[Range]("Plus bas", lambda one: number(one.low_value, 2), "figure"),
        Column[Range]("Plus haut", lambda one: number(one.high_value, 2), "figure"),
        Column[Range]("Solde si plus bas", lambda one: one.at_low, "euros"),
        Column[Range]("Solde si plus haut", lambda one: one.at_high, "euros"),
        Column[Range]("Écart", lambda one: one.swing, "euros"),
    ]
    object_table(search.found, columns, "sensibilite")


show(open_estate())
