"""A long search, as its reader waits for it: how far it is, and a button that stops it."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.text import plain
from urbanism.dashboard.solving import Task


@st.fragment(run_every=1.0)
def wait_for(name: str) -> None:
    """Show the search that this session keeps under a name, until it ends; the page is then drawn again."""
    search: Task | None = st.session_state[name][1] if name in st.session_state else None
    if search is None or not search.running:
        st.rerun(scope="app")
        return
    st.progress(search.share, text=plain(search.said))
    if st.button("Arrêter", icon=":material/stop:", key=f"arreter-{name}"):
        search.stop()
        search.wait()
        st.rerun(scope="app")
