"""A commune changes its mind: the plan made again with as few other moves as possible, and what differs."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.waiting import wait_for
from urbanism.dashboard.converging import problem_of
from urbanism.dashboard.solving import Search
from urbanism.dashboard.state import Estate
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.difference import Difference, differences
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.solve import Plan

SECONDS = 60.0
KEY = "et-si"


def what_if(estate: Estate, graph: EstateGraph, plan: Plan) -> None:
    """Ask for a refusal, search, show the difference."""
    places = sorted({(c, item.block) for item in plan.problem.items for c in item.communes})
    blocks: dict[int, list[int]] = {}
    for commune, block in places:
        blocks.setdefault(commune, []).append(block)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        commune = st.selectbox("Une collectivité", sorted(blocks, key=graph.label), format_func=graph.label, width=280)
        block = st.selectbox("refuse le bloc", blocks[commune], format_func=graph.label, width=320)
        year = st.selectbox("en", ["toutes les années", *map(str, plan.problem.years)], width=180)
        asked = st.button("Refaire le plan", icon=":material/replay:")
    years = plan.problem.years if year == "toutes les années" else (int(year),)
    refused = (*plan.problem.settings.refused, *((commune, block, one) for one in years))
    changed = problem_of(estate, replace(plan.problem.settings, refused=refused))
    if asked:
        st.session_state[KEY] = (refused, Search(changed, SECONDS, plan.moves))
    search = st.session_state.get(KEY)
    if not search or search[0] != refused:
        return
    if search[1].running:
        wait_for(KEY)
    elif search[1].plan is None or not search[1].plan.found:
        st.error("Aucun plan ne tient avec ce refus, dans le temps donné.", icon=":material/block:")
    else:
        _show(graph, changed, differences(plan.moves, search[1].plan.moves))


def _show(graph: EstateGraph, problem: Problem, found: tuple[Difference, ...]) -> None:
    st.markdown(
        f"**{count(len(found), 'application change', 'applications changent')}**, le reste du plan est le même."
    )
    if not found:
        return

    def said(move: Move | None) -> str:
        return "reste" if move is None else f"{problem.years[move.year]}, vers {problem.targets[move.target].name}"

    columns = [
        Column[Difference]("Application", lambda one: graph.label(problem.items[one.item].application)),
        Column[Difference]("Collectivité", lambda one: graph.label(problem.items[one.item].holder)),
        Column[Difference]("Bloc", lambda one: graph.label(problem.items[one.item].block)),
        Column[Difference]("Avant", lambda one: said(one.before)),
        Column[Difference]("Après", lambda one: said(one.after)),
    ]
    object_table(found, columns, "differences")
