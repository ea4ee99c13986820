"""The limits of the rules, set by the user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import streamlit as st

from urbanism.dashboard.components.gestures import SET_LIMITS, offered
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.state import Estate
from urbanism.french import number
from urbanism.governance.assessments import set_thresholds, thresholds_of
from urbanism.rules import Thresholds

LABELS: Mapping[str, str] = {
    "autonomy": "R04 – part des flux d’un bloc qui doivent y rester",
    "autonomy_flows": "R04 – flux à partir desquels un bloc est jugé",
    "undescribed_entries": "R05 – prises non décrites admises par bloc",
    "synchronous_steps": "R10 – appels synchrones qui peuvent se suivre",
    "knot_size": "R17 – producteurs, et consommateurs, à partir desquels il y a un nœud",
    "population_share": "R23 – part de la population à partir de laquelle une base couvre tout le monde",
    "population_sectors": "R23 – secteurs à partir desquels une base les mêle",
    "notice_months": "R27, R28 – mois d’avance pour prévenir d’un terme",
    "suite_share": "R29 – part des blocs d’une commune qu’une suite peut tenir",
    "suite_blocks": "R29 – blocs équipés à partir desquels une commune est jugée",
    "referentials_alert": "R32 – référentiels concurrents à partir desquels il y a alerte",
}
"""Each limit, with the rules that use it."""


def thresholds_form(estate: Estate) -> None:
    """Every limit with the proposed one beside it; saved by one operation, which the history keeps."""
    if not offered(estate, SET_LIMITS):
        return
    present, proposed = asdict(thresholds_of(estate.snapshot.assessments)), asdict(Thresholds())
    changed = sum(present[name] != proposed[name] for name in present)
    note = f" ({number(changed)} à vous)" if changed else ""
    with st.expander(f"Seuils des règles{note}", icon=":material/tune:"), st.form("seuils", border=False):
        st.caption("Ce sont des propositions : réglez-les selon votre doctrine. Les parts vont de 0 à 1.")
        wanted = {}
        with st.grid(2, min_column_width=380, gap="small"):
            for name, label in LABELS.items():
                whole = isinstance(proposed[name], int)
                wanted[name] = st.number_input(
                    label,
                    value=present[name],
                    min_value=1 if whole else 0.0,
                    max_value=None if whole else 1.0,
                    step=1 if whole else 0.05,
                    help=f"Proposé : {number(proposed[name], 0 if whole else 2)}",
                    key=f"seuil-{name}",
                )
        kept = st.form_submit_button("Enregistrer ces seuils", type="primary")
        reset = st.form_submit_button("Revenir aux seuils proposés")
    if kept or reset:
        _save(estate, Thresholds() if reset else Thresholds(**wanted))


def _save(estate: Estate, wanted: Thresholds) -> None:
    with refusals_said():
        written = set_thresholds(estate.engine, wanted, estate.viewer.name)
        if written is None:
            st.info("Rien n’a changé.")
            return
        for name in LABELS:
            st.session_state.pop(f"seuil-{name}", None)
        st.rerun()
