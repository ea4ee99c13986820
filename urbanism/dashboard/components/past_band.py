"""Reading the estate of a past day: choosing it, and the band that says so on every page."""

from __future__ import annotations

from datetime import date

import streamlit as st

from urbanism.dashboard.past import choose
from urbanism.dashboard.state import Estate
from urbanism.french import day
from urbanism.store.past import first_day

FIELD = "choisir-date"


def choose_day(estate: Estate) -> None:
    """Offer to read the estate of another day, from the first one it remembers."""
    first = first_day(estate.engine)
    if first is None or first >= date.today():
        return
    st.session_state[FIELD] = estate.past
    st.date_input(
        "Voir le patrimoine à la date du",
        key=FIELD,
        format="DD/MM/YYYY",
        min_value=min(first, estate.past or first),
        max_value="today",
        on_change=_choose,
        help="Toutes les pages montrent alors la cartographie telle qu’elle était à la fin de ce jour-là.",
    )


def past_band(estate: Estate, page_writes: bool) -> bool:
    """Say that the past is being read; whether the page has nothing to show of it, and this was said instead."""
    if estate.past is None:
        return False
    with st.container(horizontal=True, vertical_alignment="center", key="bande-passe"):
        note = "Cette page la modifie : elle attend aujourd’hui." if page_writes else "Rien ne s’y modifie."
        st.info(
            f"**Vous lisez la cartographie du {day(estate.past)}**, telle qu’elle était à la fin de ce jour-là. {note}",
            icon=":material/history:",
            width=700,
        )
        st.button("Revenir à aujourd’hui", icon=":material/today:", on_click=choose, args=(None,), key="revenir")
    return page_writes


def see_on(when: date) -> None:
    """A button that opens every page on the estate of a day."""
    st.button(
        f"Voir le patrimoine au {day(when)}",
        icon=":material/history:",
        key=f"voir-{when}",
        on_click=choose,
        args=(when,),
        disabled=when >= date.today(),
    )


def _choose() -> None:
    choose(st.session_state[FIELD])
