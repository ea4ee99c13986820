"""What has really moved to the common pot since a date, by the memory of the estate."""

from __future__ import annotations

from datetime import date

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.scope import objects_within
from urbanism.dashboard.state import Estate, estate_on
from urbanism.french import count, day
from urbanism.planning.hub import progress
from urbanism.store.past import first_day


def show_progress(estate: Estate, objects: tuple[int, ...], filters: Filters) -> None:
    """Choose a date; say which direct links of then now pass by the pot, which are gone, how many are left."""
    today = estate.past or date.today()
    first = first_day(estate.engine)
    st.header("Ce qui a vraiment rejoint le pot commun", anchor=False)
    if first is None or first >= today:
        st.markdown(":gray[Rien encore : la mémoire du patrimoine commence ce jour, et se comparera dès demain.]")
        return
    since = st.date_input(
        "Depuis la fin du", first, first, today, format="DD/MM/YYYY", key="depuis", bind="query-params", width=200
    )
    then = estate_on(estate, since or first)
    before, now = graph_of(then), graph_of(estate)
    known = [one for one in objects if one in before.data_objects]
    found = progress(before, now, known, objects_within(then, filters))
    direct = len(found.switched) + len(found.gone) + len(found.left)
    st.markdown(
        f"Des {count(direct, 'lien direct', 'liens directs')} du {day(since or first)} :"
        f" **{count(len(found.switched), 'passe', 'passent')} par le pot commun**,"
        f" {count(len(found.gone), 'n’existe plus', 'n’existent plus')},"
        f" {count(len(found.left), 'reste', 'restent')}."
    )
    if found.switched:
        flows = estate.snapshot.by_id
        flows_table(estate, [flows[flow] for flow in found.switched], "pot-rejoint")
