"""Pot commun: what one link to a central pot would replace, for chosen data or for all, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from urbanism.dashboard.analysing import answer_within, graph_of
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.pot import (
    ALREADY,
    CONNECTORS,
    LEFT,
    LISTS,
    STEPS,
    TODAY,
    priced,
    show_budget,
    show_list,
    show_money,
)
from urbanism.dashboard.components.pot_progress import show_progress
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, number
from urbanism.graph import EstateGraph
from urbanism.planning.hub import HubPlan, UnitCosts, simulate, simulate_each

COMPARISON = "pots"
PARAMETERS = ("donnees", "connecteurs", "cout_connecteur", "cout_lien")


def show(estate: Estate) -> None:
    heading(
        "Pot commun",
        "Et si les applications ne se reliaient plus une à une, mais une seule fois, à un pot commun ?",
        estate,
    )
    graph = graph_of(estate)
    if not graph.flows_of_object:
        empty(
            "Rien à simuler",
            "Aucun flux ne dit quelles données il porte. Complétez la colonne des données échangées dans vos tableurs,"
            " puis importez-les de nouveau.",
            "hub",
        )
        return
    filters = filter_bar(estate, "Rechercher une donnée…")
    plans = [
        plan
        for plan in answer_within(simulate_each, estate, filters)
        if says(filters.text, [graph.label(plan.objects[0])])
    ]
    _follow_line(graph, plans)
    objects = _choose_objects(graph)
    budget, costs = _choose_means()
    if objects:
        plan = answer_within(simulate, estate, filters, objects, costs)
        _one_plan(estate, plan, costs)
    else:
        _every_object(graph, plans, costs)
    if budget:
        show_budget(estate, budget, objects, filters, costs)
    show_progress(estate, objects, filters)


def _follow_line(graph: EstateGraph, plans: Sequence[HubPlan]) -> None:
    """Choose the data of the line just opened: a widget kept in the address must be told before it is drawn."""
    click = st.session_state.get(f"{COMPARISON}-ouvrir")
    row = click["row"] if click else st.session_state.get(f"{COMPARISON}-aller")
    if row is not None and row < len(plans):
        st.session_state["donnees"] = [graph.subject(plans[row].objects[0]).code]


def _choose_objects(graph: EstateGraph) -> tuple[int, ...]:
    by_code = {graph.subject(item).code: item for item in sorted(graph.flows_of_object, key=graph.label)}
    chosen = st.multiselect(
        "Données à mettre au pot commun",
        list(by_code),
        format_func=lambda code: graph.label(by_code[code]),
        key="donnees",
        placeholder="Toutes, comparées une à une",
        select_all=False,
        bind="query-params",
    )
    return tuple(sorted(by_code[code] for code in chosen))


def _choose_means() -> tuple[int | None, UnitCosts]:
    with st.grid(3, min_column_width=220, gap="small"):
        budget = st.number_input(
            "Connecteurs que l’on peut construire",
            min_value=1,
            value=None,
            step=1,
            key="connecteurs",
            placeholder="sans limite",
            bind="query-params",
        )
        connector = st.number_input(
            "Coût d’un connecteur (€)",
            0.0,
            value=None,
            step=500.0,
            key="cout_connecteur",
            format="%.0f",
            bind="query-params",
        )
        link_year = st.number_input(
            "Coût d’un lien par an (€)",
            0.0,
            value=None,
            step=100.0,
            key="cout_lien",
            format="%.0f",
            bind="query-params",
        )
    return budget, UnitCosts(connector, link_year)


def _every_object(graph: EstateGraph, plans: Sequence[HubPlan], costs: UnitCosts) -> None:
    st.caption("Donnée par donnée, celles qui économisent le plus de liens d’abord ; chacune ouvre sa simulation.")
    columns: list[Column[HubPlan]] = [
        Column("Donnée", lambda plan: graph.label(plan.objects[0])),
        Column("Liens aujourd’hui", lambda plan: plan.links_before, "number"),
        Column("Avec le pot commun", lambda plan: plan.links_after, "number"),
        Column("Économie", lambda plan: plan.saved, "number"),
        Column("Connecteurs", lambda plan: plan.connectors, "number"),
        Column("Restants", lambda plan: len(plan.residual), "number"),
        Column("Si tous reliés", lambda plan: plan.links_if_all_linked, "number"),
    ]
    if costs.connector is not None:
        columns.append(Column("À construire", lambda plan: priced(plan.connectors, costs.connector), "euros"))
    if costs.link_year is not None:
        columns.append(Column("Épargne par an", lambda plan: priced(len(plan.moved), costs.link_year), "euros"))

    def opens(plan: HubPlan) -> Target:
        return "pot-commun", {**_address(), "donnees": [graph.label(plan.objects[0])]}

    found_table(plans, columns, COMPARISON, "donnée", opens=opens)


def _one_plan(estate: Estate, plan: HubPlan, costs: UnitCosts) -> None:
    _tiles(plan)
    show_money(plan.connectors, len(plan.moved), costs)
    if plan.warning:
        st.warning(plain(plan.warning, limit=1500), icon=":material/shield:")
    if plan.saved < 0:
        st.info(
            "Pour ces données seules, le pot commun demande plus de connecteurs qu’il ne remplace de liens : il ne paie"
            " qu’avec d’autres données ou pour la tenue des échanges."
        )
    chosen = st.segmented_control("Voir", LISTS, default=STEPS, key="liste", bind="query-params")
    show_list(estate, plan, chosen or STEPS)


def _tiles(plan: HubPlan) -> None:
    before = f"dont {count(len(plan.moved), 'déplaçable')}"
    all_linked = f"et non {number(plan.links_if_all_linked)}, n(n−1)/2"
    figures: Sequence[tuple[str, int, str, str]] = (
        ("Aujourd’hui", plan.links_before, f"liens, {before}", TODAY),
        ("Avec le pot", plan.links_after, "connecteurs et restes", CONNECTORS),
        ("Connecteurs", plan.connectors, all_linked, CONNECTORS),
        ("Liens restants", len(plan.residual), "et pourquoi", LEFT),
        ("Déjà au pot", len(plan.already), "liens", ALREADY),
        ("Économie", plan.saved, "étape par étape", STEPS),
    )
    with st.grid(6, min_column_width=136, gap="small"):
        for label, value, note, name in figures:
            tile(label, number(value), note, "pot-commun", {**_address(), "liste": [name]}, label)


def _address() -> Mapping[str, list[str]]:
    """What the address says of the choices, to be kept in a link."""
    return {name: st.query_params.get_all(name) for name in PARAMETERS if name in st.query_params}


show(open_estate())
