"""The form of the indicators that people enter, and what was entered so far."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.dashboard.components.gestures import MEASURE, places, tell_who
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.state import Estate
from urbanism.governance.assessments import Place, enter_indicator
from urbanism.snapshot import Assessment

HELP: Mapping[str, str] = {
    "I17": "La moyenne de votre auto-évaluation : sept axes de deux à huit critères, notés de 0 à 4.",
    "I18": "Part des rémunérations des services fonctionnels qui relève de la métropole, entre 0 et 1."
    " Ce n’est pas un indicateur officiel.",
}
HIGHEST: Mapping[str, float] = {"I17": 4.0, "I18": 1.0}


def indicator_form(estate: Estate, code: str) -> None:
    """Enter a year's figure, for the whole or a commune."""
    st.header("Ce qui a été saisi", anchor=False)
    entered = [row for row in estate.snapshot.assessments if row.code == code]
    if entered:
        object_table(sorted(entered, key=lambda row: -(row.year or 0)), _columns(estate), f"saisies-{code}")
    names = {place: estate.name_of(place) or "Tout le patrimoine" for place in places(estate, MEASURE)}
    if not names:
        tell_who(estate, MEASURE)
        return
    with st.expander("Saisir une valeur", icon=":material/edit:", expanded=not entered):
        st.caption(HELP[code])
        with st.form(f"saisie-{code}", border=False):
            commune = st.selectbox("Pour", list(names), format_func=names.__getitem__)
            year = st.number_input("Année", value=estate.snapshot.today.year, step=1)
            value = st.number_input("Valeur", min_value=0.0, max_value=HIGHEST[code], value=None, step=0.05)
            note = st.text_input("Remarque", placeholder="D’où vient cette valeur")
            if st.form_submit_button("Enregistrer", type="primary"):
                _save(estate, Place(code, commune, year), value, note)


def _columns(estate: Estate) -> list[Column[Assessment]]:
    return [
        Column("Année", lambda row: str(row.year)),
        Column("Pour", lambda row: estate.name_of(row.commune_id) or "Tout le patrimoine"),
        Column("Valeur", lambda row: row.value, "number"),
        Column("Remarque", lambda row: row.note),
    ]


def _save(estate: Estate, place: Place, value: float | None, note: str) -> None:
    if value is None:
        st.error("Donnez une valeur.")
        return
    with refusals_said():
        enter_indicator(estate.engine, place, value, note, estate.viewer.name)
        st.rerun()
