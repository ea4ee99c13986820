"""Deciding whether two referentials carry the same object: the two side by side, the evidence, the buttons."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.referentials import Doubt
from urbanism.dashboard.components.gestures import MATCH, offered
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.state import Estate
from urbanism.french import number
from urbanism.governance.referential_decisions import decide
from urbanism.snapshot import Referential


def show_doubt(estate: Estate, doubt: Doubt) -> None:
    """A pair to judge."""
    sides = [estate.snapshot.by_id[each.referential] for each in (doubt.left, doubt.right)]
    key = f"{sides[0].id}-{sides[1].id}"
    with st.container(border=True, key=f"paire-{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(" et ".join(f"**« {plain(side.name, 80)} »**" for side in sides), width="content")
            st.badge("deux vues ou deux objets ?" if doubt.apart else "même objet ?", color="orange")
            st.markdown(f":gray[vraisemblance {number(100 * doubt.likeness.score)} %]", width="content")
        beside, evidence = st.columns(2)
        with beside:
            compare(estate, sides)
        with evidence:
            for argument in doubt.likeness.evidence:
                icon, colour = ("add_circle", "green") if argument.weight > 0 else ("do_not_disturb_on", "red")
                st.markdown(f":{colour}[:material/{icon}:] {plain(argument.sentence, 400)}")
        decision_buttons(estate, [side.id for side in sides], key)


def compare(estate: Estate, members: Sequence[Referential]) -> None:
    """Referentials side by side."""
    name = estate.name_of
    table = {
        "Référentiel": [plain(member.name, 80) for member in members],
        "Donnée": [known(name(member.data_object_id)) for member in members],
        "Commune": [known(name(member.commune_id)) for member in members],
        "Application": [known(name(member.application_id)) for member in members],
        "Colonnes": [known(member.attributes, 160) for member in members],
        "Clé": [known(member.key) for member in members],
    }
    st.table(table, border="horizontal", hide_index=True)


def decision_buttons(estate: Estate, referentials: Sequence[int], key: str) -> None:
    """Same object, or not: two buttons, and a reason, for whoever may decide."""
    if not offered(estate, MATCH):
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        reason = st.text_input("Motif", key=f"motif-{key}", placeholder="Facultatif : ce qui vous le fait dire")
        if st.button("Même objet", key=f"meme-{key}", icon=":material/merge:"):
            _decide(estate, referentials, reason, same=True)
        if st.button("Objets différents", key=f"autre-{key}", icon=":material/call_split:"):
            _decide(estate, referentials, reason, same=False)


def _decide(estate: Estate, referentials: Sequence[int], reason: str, *, same: bool) -> None:
    with refusals_said():
        decide(estate.engine, referentials, same=same, author=estate.viewer.name, reason=reason.strip())
        st.rerun()
