"""Waivers: accepting a finding or a whole rule, and those already given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from urbanism.dashboard.components.gestures import WAIVE, may, offered
from urbanism.dashboard.components.story import local_moment
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.errors import UrbanismError
from urbanism.french import day
from urbanism.governance.waivers import grant_waiver, withdraw_waiver
from urbanism.rules import Finding
from urbanism.snapshot import Waiver
from urbanism.store.history import story

USUAL_LENGTH = timedelta(days=365)


def waiver_form(estate: Estate, code: str, finding: Finding | None) -> None:
    """Accept a finding (or the whole rule where there is none), with a reason and an end."""
    if not offered(estate, WAIVE):
        return
    what = "ce constat" if finding else "toute la règle"
    with st.expander(f"Accorder une dérogation pour {what}", icon=":material/verified_user:"):
        if finding:
            st.caption(f"Elle vaudra pour tout constat de la règle {code} sur « {plain(finding.subjects[0].label)} ».")
        with st.form(f"derogation-{code}-{finding.subjects[0].id if finding else 0}", border=False):
            reason = st.text_area("Motif", placeholder="Pourquoi ce constat est accepté, et par quelle décision")
            author = st.text_input("Accordée par", value=estate.viewer.name)
            today = estate.snapshot.today
            until = st.date_input("Jusqu’au (inclus)", value=today + USUAL_LENGTH, min_value=today, format="DD/MM/YYYY")
            if st.form_submit_button("Accorder", type="primary"):
                _grant(estate, code, finding, reason, until, author)


def waiver_list(estate: Estate, waivers: Sequence[Waiver]) -> None:
    """The waivers of a rule: about what, why, by whom, until when; each can be taken back."""
    if not waivers:
        return
    st.header("Dérogations", anchor=False)
    for waiver in waivers:
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"derogation-{waiver.id}"):
            about = "toute la règle" if waiver.subject_id is None else estate.name_of(waiver.subject_id)
            st.markdown(
                f"**{plain(about or f'objet n° {waiver.subject_id}')}** – {plain(waiver.reason, limit=600)}  \n"
                f":gray[{plain(_given(estate, waiver))}, {plain(_end(waiver, estate.snapshot.today))}]"
            )
            if may(estate, WAIVE) and st.button("Retirer", key=f"retirer-{waiver.id}"):
                _withdraw(estate, waiver)


def _given(estate: Estate, waiver: Waiver) -> str:
    events = story(estate.engine, waiver.id)
    return f"Accordée par {events[0].author} le {local_moment(events[0].made_at)}" if events else "Accordée"


def _end(waiver: Waiver, today: date) -> str:
    if waiver.until is None:
        return "sans terme"
    return f"jusqu’au {day(waiver.until)}" if waiver.until >= today else f"expirée depuis le {day(waiver.until)}"


def _grant(estate: Estate, code: str, finding: Finding | None, reason: str, until: date | None, author: str) -> None:
    subject = finding.subjects[0].id if finding else None
    try:
        grant_waiver(
            estate.engine, code, subject, reason, until, author.strip() or estate.viewer.name, estate.snapshot.today
        )
    except UrbanismError as error:
        st.error(plain(error, limit=600))
        return
    st.rerun()


def _withdraw(estate: Estate, waiver: Waiver) -> None:
    try:
        withdraw_waiver(estate.engine, waiver, estate.viewer.name)
    except UrbanismError as error:
        st.error(plain(error, limit=600))
        return
    st.rerun()
