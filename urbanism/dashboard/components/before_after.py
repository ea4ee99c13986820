"""A project's maps before and after, side by side: the part of the plan it touches, and its neighbourhood."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.plan_readings import Question, Reading, read_plan
from urbanism.dashboard.components.layout import empty
from urbanism.dashboard.components.links import go_to, object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.network import network
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate
from urbanism.diagnosis.before_after import BeforeAfter, Maps, before_after
from urbanism.drawing import Paper, Scene
from urbanism.drawing.explored import explored_scenes
from urbanism.drawing.ground_plan import draw_ground_plan
from urbanism.drawing.paper import SCREEN
from urbanism.exports.network_words import drawn_in_words, hidden_in_words
from urbanism.snapshot import Application, Project

HALF = SCREEN._replace(width=SCREEN.width / 2)
LINES = 6
"""Products that a bloc shows at most."""
EXPLAINED = "Applications au-delà de la première, dans un même bloc d’une même commune"


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
    name = f"{project.name} – avant et après"
    paper_button(estate, name, partial(_on_paper, estate, project.name, sides), "avant-apres")


def _on_paper(estate: Estate, name: str, sides: Sequence[tuple[str, Maps]], paper: Paper) -> Sequence[Scene]:
    """The plan then the network of each side, one after the other."""
    scenes: list[Scene] = []
    for title, maps in sides:
        words = caption(estate, f"{name} – {title.lower()}", EXPLAINED)
        if maps.plan.zones:
            scenes += draw_ground_plan(maps.plan, _reading(maps), words, paper).scenes
    for title, maps in sides:
        words = caption(estate, f"{name} – {title.lower()}", "Ce avec quoi il échange")
        told = [drawn_in_words(maps.network), *hidden_in_words(maps.network)]
        scenes += explored_scenes(maps.network, told, paper, words)
    return scenes


@kept(12, "Dessin en cours…")
def _maps(estate: Estate, project_id: int) -> BeforeAfter:
    return before_after(estate.snapshot, project_id)


def _plan(estate: Estate, title: str, maps: Maps) -> None:
    told = caption(estate, title, EXPLAINED)
    show_map(draw_ground_plan(maps.plan, _reading(maps), told, HALF, LINES).scenes[0], f"carte-{title}", least=400)


def _reading(maps: Maps) -> Reading:
    return read_plan(maps.graph, maps.plan, Question.REDUNDANCY)


def _network(estate: Estate, title: str, maps: Maps) -> None:
    if not maps.network.nodes:
        st.markdown(":gray[Rien de ce qu’il touche n’est encore en service.]")
        return
    told = " ".join([drawn_in_words(maps.network), *hidden_in_words(maps.network)])
    st.caption(plain(told, 600))
    clicked = network(maps.network, title, f"{title}. {told}", f"reseau-{title}")
    if clicked is not None and isinstance(estate.snapshot.by_id.get(clicked), Application):
        go_to("application", object_address(clicked))
