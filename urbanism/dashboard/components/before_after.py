"""A project's maps before and after, side by side: the part of the plan it touches, and its neighbourhood."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.plan_readings import Question, read_plan
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import go_to, object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.network import network
from urbanism.dashboard.components.paper import caption
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.diagnosis.before_after import BeforeAfter, Maps, before_after
from urbanism.drawing.ground_plan import draw_ground_plan
from urbanism.drawing.paper import SCREEN
from urbanism.exports.network_words import drawn_in_words, hidden_in_words
from urbanism.snapshot import Application, Project

HALF = SCREEN._replace(width=SCREEN.width / 2)
LINES = 6
"""Products that a bloc shows at most."""


def show_before_after(estate: Estate, project: Project) -> None:
    """Today at the left, once the project is live at the right."""
    found = _maps(estate, project.id)
    sides = (("Aujourd’hui", found.before), ("Une fois le projet en service", found.after))
    if not found.after.plan.zones and not found.after.network.nodes:
        empty(
            "Rien ne change sur la carte",
            "Dites le bloc du projet, ce qu’il apporte, relie ou retire : les deux cartes viendront ici.",
            "compare",
        )
        return
    if found.after.plan.zones:
        st.header("Sur le plan d’occupation des sols", anchor=False)
        for place, (title, maps) in zip(st.columns(2), sides, strict=True):
            with place:
                st.markdown(f"**{title}**")
                _plan(estate, title, maps)
    st.header("Ce avec quoi il échange", anchor=False)
    for place, (title, maps) in zip(st.columns(2), sides, strict=True):
        with place:
            st.markdown(f"**{title}**")
            _network(estate, title, maps)


@kept(12, "Dessin en cours…")
def _maps(estate: Estate, project_id: int) -> BeforeAfter:
    return before_after(estate.snapshot, project_id)


def _plan(estate: Estate, title: str, maps: Maps) -> None:
    reading = read_plan(maps.graph, maps.plan, Question.REDUNDANCY)
    told = caption(estate, title, "Applications au-delà de la première, dans un même bloc d’une même commune")
    show_map(draw_ground_plan(maps.plan, reading, told, HALF, LINES).scenes[0], f"carte-{title}", least=400)


def _network(estate: Estate, title: str, maps: Maps) -> None:
    if not maps.network.nodes:
        st.markdown(":gray[Rien de ce qu’il touche n’est encore en service.]")
        return
    told = " ".join([drawn_in_words(maps.network), *hidden_in_words(maps.network)])
    st.caption(plain(told, 600))
    clicked = network(maps.network, title, f"{title}. {told}", f"reseau-{title}")
    if clicked is not None and isinstance(estate.snapshot.by_id.get(clicked), Application):
        go_to("application", object_address(clicked))
