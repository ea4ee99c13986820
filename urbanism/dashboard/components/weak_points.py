"""Where the estate is fragile by its shape."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.structure import crossroads, weak_points
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import NOT_CONCERNED, behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.scope import objects_within, says
from urbanism.dashboard.state import Estate
from urbanism.french import count, number

MOST_APPLICATIONS = 5_000
"""Applications beyond which the busiest crossroads are not computed on a page."""


def show_weak_points(estate: Estate) -> None:
    """Cut points, crossroads and bridges; cycles and chains of calls are those of two rules."""
    found = answer(weak_points, estate)
    graph = graph_of(estate)
    if not graph.pairs:
        empty("Aucun flux", "Importez un tableur qui dit quelles applications échangent.", "sync_alt")
        return
    filters = filter_bar(estate, "Rechercher une application…")
    within = objects_within(estate, filters)

    def shown(*parties: int) -> bool:
        there = within is None or not within.isdisjoint(parties)
        return there and says(filters.text, map(graph.label, parties))

    cut_parties = [party for party in found.cut_parties if shown(party)]
    bridges = [pair for pair in found.bridges if shown(*pair)]
    with st.container(horizontal=True):
        link("regle", "Cycles entre blocs (R34)", {"code": ["R34"]}, "cycle")
        link("regle", "Chaînes d’appels synchrones (R10)", {"code": ["R10"]}, "timer")
    st.header("Points de coupure", anchor=False)
    st.caption(
        f"Les flux relient {count(found.parts, 'ensemble')} sans lien entre eux. L’arrêt d’un point de coupure en"
        " détacherait une partie."
    )
    if found.cut_parties:
        behind_table(estate, cut_parties, "coupures")
    if len(graph.applications) <= MOST_APPLICATIONS:
        _crossroads(estate)
    st.header("Liens que rien ne double", anchor=False)

    def opens(pair: tuple[int, int]) -> Target | None:
        return subject_target(estate, graph.subject(pair[0]))

    columns: list[Column[tuple[int, int]]] = [
        Column("Un bout", lambda pair: graph.label(pair[0]), width=320),
        Column("L’autre", lambda pair: graph.label(pair[1]), width=320),
        Column("Commune", lambda pair: graph.subject(pair[0]).commune or NOT_CONCERNED, width=200),
    ]
    st.markdown(f"**{number(len(bridges))}**")
    if bridges:
        object_table(bridges, columns, "ponts", opens, "lien")


def _crossroads(estate: Estate) -> None:
    graph = graph_of(estate)
    st.header("Carrefours", anchor=False)
    st.caption("Là où passent le plus de chemins courts d’une application à une autre.")

    def opens(line: tuple[int, float]) -> Target | None:
        return subject_target(estate, graph.subject(line[0]))

    columns: list[Column[tuple[int, float]]] = [
        Column("Carrefour", lambda line: graph.label(line[0]), width=320),
        Column("Chemins qui y passent", lambda line: round(line[1]), "number", 180),
        Column("Commune", lambda line: graph.subject(line[0]).commune or NOT_CONCERNED, width=200),
    ]
    object_table(answer(crossroads, estate), columns, "carrefours", opens, "carrefour")
