"""The way of a datum from one party to another."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.impact import Step, ways
from urbanism.analyses.stoppable import stoppable
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.picker import choose
from urbanism.dashboard.components.subjects import subject_links
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import count, listing
from urbanism.graph import EstateGraph


def show_ways(estate: Estate) -> None:
    """Ask from where, to where and of which datum; show the shortest ways, each step with its flows."""
    names = answer(stoppable, estate).parties
    graph = graph_of(estate)
    objects = {graph.label(data_object): data_object for data_object in graph.flows_of_object}
    with st.grid(3, min_column_width=260, gap="small"):
        with st.container(gap="xsmall"):
            start = choose("De", names, "de")
        with st.container(gap="xsmall"):
            end = choose("Vers", names, "vers")
        datum = st.selectbox(
            "Donnée", sorted(objects), index=None, placeholder="N’importe laquelle", key="donnee", bind="query-params"
        )
    if start is None or end is None:
        st.markdown(
            ":gray[Choisissez un départ et une arrivée : « comment une adresse va-t-elle de l’un à l’autre ? »]"
        )
        return
    found = answer(ways, estate, names[start], names[end], objects[datum] if datum else None)
    if not found:
        empty(
            "Aucun chemin connu",
            "Aucune suite de flux décrits ne mène de l’un à l’autre pour cette donnée. Un flux a pu n’être jamais"
            " déclaré.",
            "wrong_location",
        )
        return
    st.markdown(f"**{count(len(found), 'chemin')}**, les plus courts d’abord.")
    for rank, way in enumerate(found, 1):
        _way(estate, graph, rank, way)


def _way(estate: Estate, graph: EstateGraph, rank: int, way: tuple[Step, ...]) -> None:
    with st.container(border=True, gap="xsmall", key=f"chemin-{rank}"):
        st.caption(f"Chemin n° {rank}, en {count(len(way), 'pas', 'pas')}")
        subject_links(estate, graph.subjects([way[0].source, *(step.target for step in way)]), arrows=True)
        for step in way:
            st.markdown(f"- {_step(graph, step)}")


def _step(graph: EstateGraph, step: Step) -> str:
    flows = [graph.snapshot.by_id[flow] for flow in step.flows]
    means = listing(dict.fromkeys("moyen inconnu" if f.means.value == "inconnu" else f.means.value for f in flows))
    carried = dict.fromkeys(o for flow in flows for o in graph.objects.get(flow.id, ()))
    what = listing(map(graph.label, carried)) if carried else "données non décrites : ce n’est qu’une possibilité"
    ends = f"{graph.label(step.source)} → {graph.label(step.target)}"
    return plain(f"{ends} : {count(len(flows), 'flux', 'flux')} par {means} ({what})", limit=600)
