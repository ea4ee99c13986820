"""Waivers: accepting findings or a whole rule, and those already given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.gestures import WAIVE, may, offered
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.story import local_moment
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import count, day, listing, number
from urbanism.governance.waivers import grant_waivers, withdraw_waivers
from urbanism.graph.estate import group
from urbanism.rules import Finding, Waived
from urbanism.snapshot import Waiver
from urbanism.store.history import story

USUAL_LENGTH = timedelta(days=365)
NAMED = 3
"""Objects named of those that one waiver accepts."""


def waiver_form(estate: Estate, code: str, found: Sequence[Finding] = ()) -> None:
    """Accept findings (or the whole rule where there is none), with a reason and an end."""
    if not offered(estate, WAIVE):
        return
    what = "toute la règle" if not found else "ce constat" if len(found) == 1 else f"ces {count(len(found), 'constat')}"
    with st.expander(f"Accorder une dérogation pour {what}", icon=":material/verified_user:"):
        if found:
            label = plain(found[0].subjects[0].label)
            where = f"« {label} »" if len(found) == 1 else "chacun des objets de cette liste"
            st.caption(f"Elle vaudra pour tout constat de la règle {code} sur {where}.")
        with st.form(f"derogation-{code}-{found[0].subjects[0].id if found else 0}", border=False):
            reason = st.text_area("Motif", placeholder="Pourquoi ce constat est accepté, et par quelle décision")
            author = st.text_input("Accordée par", value=estate.viewer.name)
            today = estate.snapshot.today
            until = st.date_input("Jusqu’au (inclus)", value=today + USUAL_LENGTH, min_value=today, format="DD/MM/YYYY")
            if st.form_submit_button("Accorder", type="primary"):
                _grant(estate, code, found, reason, until, author)


def waiver_list(estate: Estate, waivers: Sequence[Waiver], waived: Sequence[Waived]) -> None:
    """The waivers of a rule: about what, why, by whom, until when; those given together are one, taken back as one."""
    if not waivers:
        return
    st.header("Dérogations", anchor=False)
    accepted = Counter((each.reason, each.until) for each in waived)
    for (reason, until), same in group(waivers, lambda waiver: (waiver.reason, waiver.until)).items():
        first = same[0]
        with st.container(border=True, gap="small", key=f"derogation-{first.id}"):
            st.markdown(
                f"**{plain(_about(estate, same))}** – {plain(reason, limit=600)}  \n"
                f":gray[{plain(_given(estate, first))}, {plain(_end(first, estate.snapshot.today))}]"
            )
            with st.container(horizontal=True, vertical_alignment="center"):
                if number_of := accepted[reason, until]:
                    address = {"code": [first.rule_code], "derogation": [str(first.id)]}
                    link("regle", count(number_of, "constat accepté", "constats acceptés"), address, "list")
                if may(estate, WAIVE) and st.button("Retirer", key=f"retirer-{first.id}"):
                    _withdraw(estate, same)


def accepted_by(waivers: Sequence[Waiver], waived: Sequence[Waived], asked: str) -> tuple[Finding, ...]:
    """The findings accepted together with the waiver that an address names."""
    given = [(waiver.reason, waiver.until) for waiver in waivers if str(waiver.id) == asked]
    return tuple(each.finding for each in waived if (each.reason, each.until) in given)


def _about(estate: Estate, same: Sequence[Waiver]) -> str:
    """What waivers given together are of."""
    if any(waiver.subject_id is None for waiver in same):
        return "toute la règle"
    names = [graph_of(estate).label(waiver.subject_id or 0) for waiver in same[:NAMED]]
    more = [f"{number(len(same) - NAMED)} de plus"] if len(same) > NAMED else []
    return listing([*names, *more])


def _given(estate: Estate, waiver: Waiver) -> str:
    events = story(estate.engine, waiver.id)
    return f"Accordée par {events[0].author} le {local_moment(events[0].made_at)}" if events else "Accordée"


def _end(waiver: Waiver, today: date) -> str:
    if waiver.until is None:
        return "sans terme"
    return f"jusqu’au {day(waiver.until)}" if waiver.until >= today else f"expirée depuis le {day(waiver.until)}"


def _grant(estate: Estate, code: str, found: Sequence[Finding], reason: str, until: date | None, author: str) -> None:
    subjects: list[int | None] = [finding.subjects[0].id for finding in found]
    given_by = author.strip() or estate.viewer.name
    with refusals_said():
        grant_waivers(estate.engine, code, subjects or [None], reason, until, given_by, estate.snapshot.today)
        st.rerun()


def _withdraw(estate: Estate, waivers: Sequence[Waiver]) -> None:
    with refusals_said():
        withdraw_waivers(estate.engine, waivers, estate.viewer.name)
        st.rerun()
