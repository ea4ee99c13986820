"""Cibles d'un bloc: what it could converge to, with the reasons, weighed by the reader."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import number
from urbanism.planning.convergence.targets import CRITERIA, Candidate, candidates


def show(estate: Estate) -> None:
    graph, block = graph_of(estate), asked_object()
    if block is None or block not in graph.blocks:
        heading("Cibles d’un bloc", "", estate)
        empty("Aucun bloc choisi", "Choisissez un bloc dans la page de convergence.", "target")
        link("convergence", "Convergence", None, "arrow_back")
        return
    heading(f"Cibles : {graph.label(block)}", "Vers quoi ce bloc pourrait converger, et pourquoi.", estate)
    link("convergence", "Convergence", None, "arrow_back")
    with st.expander("Ce qui compte pour vous"), st.container(horizontal=True):
        weights = {
            name: float(st.slider(name.capitalize(), 0, 5, int(weight), key=f"poids-{name}", width=160))
            for name, weight in CRITERIA.items()
        }
    found = candidates(graph, weights).get(block, ())
    if not found:
        empty("Aucune cible en place", "Toutes les applications du bloc partent, sont à l’essai ou arrêtées.", "target")
        return
    columns = [
        Column[Candidate]("Application", lambda one: graph.label(one.application)),
        Column[Candidate]("Collectivité", lambda one: graph.label(graph.holder[one.application])),
        Column[Candidate]("Note", lambda one: 100 * one.score, "share"),
        *(_reason_column(rank, name) for rank, name in enumerate(CRITERIA)),
        Column[Candidate]("Silos", lambda one: one.warning),
    ]
    found_table(found, columns, "cibles", "cible", opens=lambda one: ("application", object_address(one.application)))
    first = found[0]
    unsaid = [reason.criterion for reason in first.reasons if not reason.known]
    st.markdown(f"**{plain(graph.label(first.application))}** vient en tête ({number(100 * first.score)} sur 100).")
    if unsaid:
        st.caption(f"Personne n’a dit, pour elle : {', '.join(unsaid)} (compté à mi-chemin, ni pour ni contre).")


def _reason_column(rank: int, name: str) -> Column[Candidate]:
    return Column(name.capitalize(), lambda one: one.reasons[rank].text)


show(open_estate())
