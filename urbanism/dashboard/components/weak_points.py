"""Where the estate is fragile by its shape."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from urbanism.analyses.structure import crossroads, weak_points
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import NOT_CONCERNED, behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table
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
    bridges = [flow for flow in found.bridges if shown(flow.source_id, flow.target_id)]
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
    else:
        st.markdown(":gray[Aucun : rien ne se détacherait.]")
    _crossroads(estate, shown)
    st.header("Liens que rien ne double", anchor=False)
    st.caption("Sans ce flux, plus aucun chemin, dans aucun sens, entre ses deux bouts.")
    if found.bridges:
        flows_table(estate, bridges, "ponts")
    else:
        st.markdown(":gray[Aucun : entre deux applications reliées, il reste toujours une autre voie.]")


def _crossroads(estate: Estate, shown: Callable[[int], bool]) -> None:
    graph = graph_of(estate)
    st.header("Carrefours", anchor=False)
    if len(graph.applications) > MOST_APPLICATIONS:
        most = number(MOST_APPLICATIONS)
        st.caption(f"Non calculés au-delà de {most} applications : il faudrait suivre tous les chemins entre elles.")
        return
    st.caption("Là où passent le plus de chemins courts d’une application à une autre.")

    def opens(line: tuple[int, float]) -> Target | None:
        return subject_target(estate, graph.subject(line[0]))

    columns: list[Column[tuple[int, float]]] = [
        Column("Carrefour", lambda line: graph.label(line[0])),
        Column("Chemins qui y passent", lambda line: round(line[1]), "number"),
        Column("Commune", lambda line: graph.subject(line[0]).commune or NOT_CONCERNED),
    ]
    busiest = [line for line in answer(crossroads, estate) if shown(line[0])]
    found_table(busiest, columns, "carrefours", "carrefour", opens=opens)
