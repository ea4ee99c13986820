"""Signing an opinion: as the diagnosis proposes it, its reserves read whole, changed, added or taken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.state import Estate
from urbanism.diagnosis import Diagnosis
from urbanism.governance.opinions import NewOpinion, NewReserve, sign_opinion
from urbanism.snapshot import Project
from urbanism.vocabulary import Opinion

OPINIONS = tuple(opinion for opinion in Opinion if opinion is not Opinion.PENDING)
USUAL_DELAY = timedelta(days=90)
READ = "diagnostic-lu"
"""In the session: the project and the diagnosis that the person has under their eyes."""
DRAFT = "reserves-en-cours"
"""In the session: the texts of the reserves being written, each under a number that names its fields."""


def sign_form(estate: Estate, project: Project, diagnosis: Diagnosis) -> None:
    """The form of an opinion; what it rests on is what was read, else nothing is signed."""
    unread = _is_unread(project, diagnosis)
    with st.form("signer", border=False, enter_to_submit=False):
        proposed = OPINIONS.index(diagnosis.opinion) if diagnosis.opinion in OPINIONS else 0
        opinion = st.selectbox("Avis", OPINIONS, index=proposed)
        text = st.text_area("Motifs", value="\n".join(diagnosis.reasons))
        st.caption("Les réserves ne sont gardées qu’avec un avis favorable avec réserves.")
        reserves = _reserves(estate)
        with st.grid(2, min_column_width=260, gap="small"):
            by = st.text_input("Signé par", value=estate.viewer.name)
            on = st.date_input("Le", value=estate.snapshot.today, format="DD/MM/YYYY")
        signed = st.form_submit_button(
            "Signer", type="primary", icon=":material/draw:", disabled=estate.past is not None
        )
    if not signed:
        return
    if unread:
        st.error(
            "La cartographie a changé depuis que vous lisiez ce diagnostic : il vient d’être refait. Rien n’est signé ;"
            " relisez-le, puis signez.",
            icon=":material/sync_problem:",
        )
        return
    given = reserves if opinion is Opinion.WITH_RESERVES else ()
    with refusals_said():
        wanted = NewOpinion(opinion, text, by, on if isinstance(on, date) else estate.snapshot.today, given)
        run = sign_opinion(estate.engine, project, diagnosis, wanted, estate.viewer.name)
        del st.session_state[READ]  # a later opinion begins anew
        undoable(run, "L’avis est signé.")
        st.rerun()


def _is_unread(project: Project, diagnosis: Diagnosis) -> bool:
    """Whether the diagnosis is not the one last shown, which is remembered; its reserves are then proposed anew."""
    shown = (project.id, replace(diagnosis, revision=0))
    if st.session_state.get(READ) == shown:
        return False
    st.session_state[READ] = shown
    st.session_state[DRAFT] = {}
    for text in diagnosis.reserves:
        _add(text)
    return True


def _reserves(estate: Estate) -> Sequence[NewReserve]:
    """The fields of each reserve; one without a text is not kept."""
    draft: dict[int, str] = st.session_state[DRAFT]
    due = estate.snapshot.today + USUAL_DELAY
    found = []
    for rank, (number, asked) in enumerate(draft.items(), start=1):
        with st.container(border=True):
            text = st.text_area(f"Réserve {rank}", asked, key=f"reserve-texte-{number}", height=80)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                owner = st.text_input("Qui la lève", key=f"reserve-qui-{number}")
                when = st.date_input("Pour le", due, key=f"reserve-quand-{number}", format="DD/MM/YYYY", width=180)
                st.form_submit_button(
                    "Ôter", key=f"reserve-oter-{number}", type="tertiary", on_click=_drop, args=(number,)
                )
        if text.strip():
            found.append(NewReserve(text, owner, when if isinstance(when, date) else None))
    st.form_submit_button("Ajouter une réserve", icon=":material/add:", on_click=_add)
    return found


def _drop(number: int) -> None:
    del st.session_state[DRAFT][number]


def _add(text: str = "") -> None:
    number = st.session_state.get("reserve-numero", 0) + 1
    st.session_state["reserve-numero"] = number
    st.session_state[DRAFT][number] = text
