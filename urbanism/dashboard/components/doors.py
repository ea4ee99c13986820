"""The three doors of the home page: what an urbanist, an IT department and a commune come for first."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from urbanism.dashboard.components.links import link


class Door(NamedTuple):
    """Who comes, and what for: a question and the page that answers it."""

    who: str
    icon: str
    questions: tuple[tuple[str, str], ...]


DOORS = (
    Door(
        "Je suis urbaniste",
        "map",
        (
            ("Où fait-on deux fois la même chose ?", "usages"),
            ("Que confirmer de ce qui a été compris ?", "blocs-a-confirmer"),
            ("Quels projets attendent mon avis ?", "projets"),
        ),
    ),
    Door(
        "Je dirige les systèmes d’information",
        "insights",
        (
            ("Qu’est-ce qui arrive à son terme ?", "echeances"),
            ("Que coûte le parc, et où ?", "couts"),
            ("Par où converger ?", "convergence"),
        ),
    ),
    Door(
        "Je parle pour ma commune",
        "location_city",
        (
            ("De quoi ma commune est-elle équipée ?", "bandes"),
            ("Comment donner notre tableur ?", "importer"),
            ("Notre carte est-elle juste ?", "revue"),
        ),
    ),
)


def three_doors() -> None:
    """Show the doors side by side, and the way to find anything else."""
    with st.grid(3, min_column_width=270, gap="small"):
        for door in DOORS:
            with st.container(border=True, height="stretch", gap="xxsmall", key=f"door-{door.icon}"):
                st.markdown(f":material/{door.icon}: **{door.who}**")
                for question, page in door.questions:
                    link(page, question)
    link("rechercher", "Rechercher une application, un référentiel, un projet, un éditeur…", None, "search")
