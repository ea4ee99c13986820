"""What was just done, and taking it back."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.errors import UrbanismError
from urbanism.french import count
from urbanism.store.undo import undo

DONE, REFUSED, UNDONE = "fait", "annulation-refusee", "annulation-faite"


def undoable(run: int, words: str) -> None:
    """Have the page say, at its next run, what was done as operation `run`, with a button to take it back."""
    st.session_state[DONE] = (st.session_state.get("page"), run, words)


def say_done(estate: Estate) -> None:
    """Say what was just done, offer to undo it, and say how an undoing went."""
    refused = st.session_state.pop(REFUSED, None)
    undone = st.session_state.pop(UNDONE, None)
    if refused:
        st.error(plain(refused, 600), icon=":material/block:")
    if undone:
        st.success(plain(undone), icon=":material/undo:")
    page, run, words = st.session_state.get(DONE, (None, 0, ""))
    if run and page == st.session_state.get("page"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(f"{plain(words)} (opération n° {run})", icon=":material/check_circle:", width=700)
            st.button("Annuler", icon=":material/undo:", on_click=take_back, args=(estate, run), key="annuler-fait")


def take_back(estate: Estate, run: int) -> None:
    """Undo an operation; the page says at its next run how it went."""
    st.session_state.pop(DONE, None)
    try:
        reverted = undo(estate.engine, run, estate.viewer.name)
    except UrbanismError as error:
        st.session_state[REFUSED] = str(error)
    else:
        changes = count(reverted, "modification défaite", "modifications défaites")
        st.session_state[UNDONE] = f"L’opération n° {run} est annulée : {changes}."
