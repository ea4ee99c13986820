"""The day whose estate is read: said by the address, kept from page to page, None for the present."""

from __future__ import annotations

from datetime import date

import streamlit as st

PARAMETER = "date"
CHOSEN = "date-lue"


def chosen_day() -> date | None:
    """The day that the address asks for, else the one chosen before; the address then says it."""
    asked = st.query_params.get(PARAMETER)
    if asked is not None and asked != st.session_state.get("date-ecrite"):
        st.session_state[CHOSEN] = _day(asked)
    day: date | None = st.session_state.get(CHOSEN)
    if day is not None and day < date.today():
        st.query_params[PARAMETER] = st.session_state["date-ecrite"] = day.isoformat()
        return day
    st.query_params.pop(PARAMETER, None)
    return None


def choose(day: date | None) -> None:
    """Read the estate of `day` from the next run on; None for the present one."""
    st.session_state[CHOSEN] = day
    st.session_state.pop("date-ecrite", None)
    st.query_params.pop(PARAMETER, None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        st.warning("L’adresse demande une date qui n’en est pas une : voici la cartographie d’aujourd’hui.")
        return None
