"""A page of the framework with nothing of ours: what it already does to those who cannot see or point.

Its navigation has a section, as ours; a date is left empty, as in our forms; two tables stand on it, as on our lists.
"""

from __future__ import annotations

import streamlit as st


def nothing() -> None:
    st.title("Page vide")
    st.date_input("Un jour", None)
    for rank in range(2):
        st.dataframe({"Nom": ["un"]}, key=f"table-{rank}")


def other() -> None:
    st.title("Autre page")


st.navigation({"": [st.Page(nothing, default=True)], "Section": [st.Page(other)]}, expanded=True).run()
