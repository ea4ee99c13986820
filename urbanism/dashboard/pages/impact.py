"""Impact: what a stop deprives, how far and where; the way of a datum; where the estate is fragile."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.impact import impact
from urbanism.analyses.stoppable import SERVER, stoppable
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.losses import show_impact
from urbanism.dashboard.components.picker import pick
from urbanism.dashboard.components.ways import show_ways
from urbanism.dashboard.components.weak_points import show_weak_points
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, number

STOP, WAY, WEAK = "Si cela s’arrête", "Le chemin d’une donnée", "Points fragiles"
VIEWS = (STOP, WAY, WEAK)


def show(estate: Estate) -> None:
    heading("Impact", "Ce qui casse quand quelque chose s’arrête, et par où passent les données.", estate)
    if not estate.snapshot.applications:
        empty("Rien à arrêter", "Importez un tableur : ses applications et leurs flux viendront ici.", "bolt")
        return
    view = st.segmented_control(
        "Vue", VIEWS, default=STOP, key="vue", bind="query-params", label_visibility="collapsed"
    )
    if view == WAY:
        show_ways(estate)
    elif view == WEAK:
        show_weak_points(estate)
    else:
        _stop(estate)


def _stop(estate: Estate) -> None:
    kinds, placed = answer(stoppable, estate)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind, what = pick("Ce qui s’arrête", kinds, ("sorte", "quoi"))
    if kind == SERVER and kinds[SERVER]:
        running = number(len(graph_of(estate).applications))
        st.caption(
            f"Serveur connu pour {count(placed, 'application')} en service sur {running} :"
            " la perte d’un serveur ne se voit que pour celles-là."
        )
    if not kinds[kind]:
        empty(
            "Il n’y en a pas",
            "Rien de cette sorte n’est décrit. Importez un tableur qui en a la colonne, ou complétez les fiches.",
            "search_off",
        )
    elif what is None:
        st.markdown(":gray[Choisissez ce qui s’arrêterait : vous verrez qui serait privé de quelles données, et où.]")
    else:
        found = answer(impact, estate, kinds[kind][what])
        show_impact(estate, found, {"sorte": [kind], "quoi": [what]})


show(open_estate())
