"""A page of the framework with nothing of ours: what it already does to those who cannot see or point.

Its navigation has a section, as ours; a date is left empty, as in our forms.
"""

from __future__ import annotations

import streamlit as st


def nothing() -> None:
    st.title("Page vide")
    st.date_input("Un jour", None)


def other() -> None:
    st.title("Autre page")


st.navigation({"": [st.Page(nothing, default=True)], "Section": [st.Page(other)]}, expanded=True).run()
