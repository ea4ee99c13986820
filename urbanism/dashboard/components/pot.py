"""The lists behind the simulation of a common pot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.analysing import answer_within, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.waves import show_waves
from urbanism.dashboard.state import Estate
from urbanism.french import count, euros, number, percentage
from urbanism.graph import Flow
from urbanism.planning.hub import CommuneGain, FailurePoint, HubPlan, UnitCosts, best_connectors
from urbanism.vocabulary import Rhythm

STEPS, CONNECTORS, TODAY, LEFT = "Étapes", "Connecteurs", "Liens d’aujourd’hui", "Liens restants"
ALREADY, LOAD, COMMUNES = "Déjà au pot commun", "Charge et fragilité", "Gain par commune"
LISTS = (STEPS, CONNECTORS, TODAY, LEFT, ALREADY, LOAD, COMMUNES)
"""The lists behind a plan, as the page and its address name them."""


def show_list(estate: Estate, plan: HubPlan, name: str) -> None:
    """One of the lists behind a plan."""
    flows = estate.snapshot.by_id
    if name == CONNECTORS:
        behind_table(estate, [end for end in plan.participants if end not in plan.connected], "pot-connecteurs")
    elif name == TODAY:
        _today(estate, plan)
    elif name == LEFT:
        _residual(estate, plan)
    elif name == ALREADY:
        flows_table(estate, [flows[flow] for flow in plan.already], "pot-deja")
    elif name == LOAD:
        _load(plan)
        _failure_points(estate, plan)
    elif name == COMMUNES:
        _communes(estate, plan)
    else:
        _waves(estate, plan)


def priced(things: int, each: float | None) -> float | None:
    """What so many things cost; None where nobody said what one does."""
    return None if each is None else things * each


def show_money(connectors: int, links: int, costs: UnitCosts) -> None:
    """What connectors to build and links that go come to, at the user's own unit costs."""
    building, saving = priced(connectors, costs.connector), priced(links, costs.link_year)
    told = [] if building is None else [f"construire les connecteurs : **{euros(building)}**"]
    told += [] if saving is None else [f"liens que l’on n’entretient plus : **{euros(saving)} par an**"]
    if told:
        st.markdown(f"À vos coûts, {' ; '.join(told)}.")


def show_budget(estate: Estate, budget: int, objects: tuple[int, ...], filters: Filters, costs: UnitCosts) -> None:
    """Whom to connect with so many connectors, and how good that choice surely is."""
    choice = answer_within(best_connectors, estate, filters, budget, objects or None)
    st.header(f"Avec {count(budget, 'connecteur')}", anchor=False)
    what = "pour ces données" if objects else "toutes données confondues"
    sure = (
        "c’est le mieux possible"
        if choice.links == choice.bound
        else f"aucun choix ne peut en remplacer plus de {number(choice.bound)}, soit un écart d’au plus"
        f" {percentage(choice.bound - choice.links, choice.bound)}"
    )
    st.markdown(
        f"Le meilleur choix trouvé, {what}, relie {count(len(choice.ends), 'extrémité')} et remplace"
        f" **{count(choice.links, 'lien')}** : {sure}."
    )
    show_money(len(choice.ends), choice.links, costs)
    behind_table(estate, sorted(choice.ends), "pot-budget")


def _waves(estate: Estate, plan: HubPlan) -> None:
    if plan.waves:
        show_waves(estate, plan.waves, graph_of(estate).labels(plan.objects))
    else:
        empty("Aucune étape", "Aucun lien de ces données ne peut passer au pot commun : voyez ceux qui restent.", "hub")


def _today(estate: Estate, plan: HubPlan) -> None:
    reasons = {residual.flow: f"reste : {residual.reason}" for residual in plan.residual}
    extra: list[Column[Flow]] = [Column("Ce qu’il devient", lambda flow: reasons.get(flow.id, "passe au pot commun"))]
    flows = [estate.snapshot.by_id[flow] for flow in (*plan.moved, *reasons)]
    flows_table(estate, flows, "pot-aujourdhui", extra)


def _residual(estate: Estate, plan: HubPlan) -> None:
    reasons = {residual.flow: residual.reason for residual in plan.residual}
    for reason, found in Counter(reasons.values()).most_common(8):
        st.markdown(f"- {count(found, 'lien')} : {plain(reason)}")
    extra: list[Column[Flow]] = [Column("Pourquoi il reste", lambda flow: reasons[flow.id])]
    flows_table(estate, [estate.snapshot.by_id[flow] for flow in reasons], "pot-restants", extra)


def _load(plan: HubPlan) -> None:
    st.header("Ce que le pot porterait", anchor=False)
    columns: list[Column[tuple[Rhythm, int]]] = [
        Column("Rythme", lambda line: "rythme inconnu" if line[0] is Rhythm.UNKNOWN else line[0].value),
        Column("Flux", lambda line: line[1], "number"),
    ]
    object_table(plan.load, columns, "pot-charge", noun="rythme")


def _failure_points(estate: Estate, plan: HubPlan) -> None:
    st.header("Là où une seule panne arrête tout", anchor=False)
    if not plan.failure_points:
        st.markdown(":gray[Rien ne passerait au pot commun.]")
        return
    columns: list[Column[FailurePoint]] = [
        Column(
            "Point unique",
            lambda point: "Le pot commun, à créer" if point.party is None else graph_of(estate).label(point.party),
        ),
        Column("Applications qui en dépendent", lambda point: point.dependents, "number"),
        Column("Communes touchées", lambda point: len(point.communes), "number"),
        Column("Lesquelles", lambda point: _names(estate, point.communes)),
    ]
    object_table(plan.failure_points, columns, "pot-fragilite", noun="point")


def _names(estate: Estate, communes: Sequence[int]) -> str:
    return ", ".join(estate.name_of(commune) or "" for commune in communes)


def _communes(estate: Estate, plan: HubPlan) -> None:
    columns: list[Column[CommuneGain]] = [
        Column("Commune", lambda gain: estate.name_of(gain.commune)),
        Column("Liens qu’elle n’a plus à tenir", lambda gain: gain.links, "number"),
        Column("Connecteurs à construire", lambda gain: gain.connectors, "number"),
    ]
    object_table(plan.communes, columns, "pot-communes", noun="commune")
