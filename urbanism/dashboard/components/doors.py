"""The three doors of the home page: what an urbanist, an IT department and a commune come for first."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import streamlit as st

from urbanism.dashboard.components.links import link
from urbanism.vocabulary import Role


class Door(NamedTuple):
    """Who comes, and what for: a question and the page that answers it."""

    roles: Collection[Role]
    who: str
    icon: str
    questions: tuple[tuple[str, str], ...]


DOORS = (
    Door(
        (Role.URBANIST, Role.LOCAL),
        "Je suis urbaniste",
        "map",
        (
            ("Où fait-on deux fois la même chose ?", "usages"),
            ("Que confirmer de ce qui a été compris ?", "blocs-a-confirmer"),
            ("Quels projets attendent mon avis ?", "projets"),
        ),
    ),
    Door(
        (Role.DSI,),
        "Je dirige les systèmes d’information",
        "insights",
        (
            ("Qu’est-ce qui arrive à son terme ?", "echeances"),
            ("Que coûte le parc, et où ?", "couts"),
            ("Par où converger ?", "convergence"),
        ),
    ),
    Door(
        (Role.COMMUNE,),
        "Je parle pour ma commune",
        "location_city",
        (
            ("De quoi ma commune est-elle équipée ?", "bandes"),
            ("Comment donner notre tableur ?", "importer"),
            ("Notre carte est-elle juste ?", "revue"),
        ),
    ),
)


def three_doors(role: Role) -> None:
    """Show the doors side by side, one's own first, and the way to find anything else."""
    with st.grid(3, min_column_width=270, gap="small"):
        for door in sorted(DOORS, key=lambda one: role not in one.roles):
            with st.container(border=True, height="stretch", gap="xxsmall", key=f"door-{door.icon}"):
                st.markdown(f":material/{door.icon}: **{door.who}**")
                for question, page in door.questions:
                    link(page, question)
    link("rechercher", "Rechercher une application, un référentiel, un projet, un éditeur…", None, "search")
