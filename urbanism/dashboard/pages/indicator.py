"""Indicateur: one indicator: how it is made, for every part of the estate, and the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.indicators import Figure, Indicator, NoFigure
from urbanism.analyses.indicators.wording import (
    READINGS,
    composition,
    coverage,
    detail_in_words,
    parts_in_words,
    value_in_words,
)
from urbanism.dashboard.analysing import all_indicators, indicator_texts, sources
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.entry import indicator_form
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.parts import asked_part, parts
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.views import views
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.french import listing, number, percentage
from urbanism.governance.assessments import ENTERED_INDICATORS

KINDS = {"commune": "Par commune", "zone": "Par zone", "bloc": "Par bloc"}


def show(estate: Estate) -> None:
    code = st.query_params.get("code", "").upper()
    indicator = all_indicators(estate).get((code, asked_part(derived(parts, estate))))
    if indicator is None:
        heading("Indicateur")
        empty("Cet indicateur n’existe pas", "Retrouvez-le dans la liste des indicateurs.", "search_off")
        link("indicateurs", "Ouvrir les indicateurs", icon="speed")
        return
    heading(f"{code} – {indicator.title}", "", estate)
    _about(code)
    _value(indicator)
    if code in ENTERED_INDICATORS:
        indicator_form(estate, code)
    _parts(estate, code)
    if isinstance(indicator.figure, Figure) and READINGS[code].behind:
        st.header(READINGS[code].behind, anchor=False)
        if indicator.figure.behind:
            behind_table(estate, indicator.figure.behind, f"derriere-{code}")
        else:
            st.markdown(":gray[Rien : la liste est vide.]")
    link("indicateurs", "Tous les indicateurs", icon="arrow_back")


def _about(code: str) -> None:
    text = indicator_texts()[code]
    references = listing([sources().get(key, key) for key in text.trust.sources])
    lines = [
        f":gray[Formule :] {plain(text.formula, limit=800)}.",
        f":gray[Lecture :] {plain(text.reading, limit=800)}.",
        f":gray[Source :] {plain(references, limit=800)} (confiance {plain(text.trust.confidence.value)}).",
    ]
    st.markdown("  \n".join(lines))


def _value(indicator: Indicator) -> None:
    figure = indicator.figure
    with st.container(border=True, key="valeur"):
        st.metric(indicator.part, value_in_words(indicator.code, figure))
        if isinstance(figure, NoFigure):
            st.markdown(plain(figure.reason, limit=600))
            return
        st.markdown(f"**{plain(parts_in_words(indicator.code, figure))}**")
        share = percentage(figure.assessed, figure.total)
        st.caption(f"Examiné : {number(figure.assessed)} sur {number(figure.total)}, soit {share}.")
        if figure.detail:
            st.caption(plain(" ; ".join(detail_in_words(name, value) for name, value in figure.detail.items()), 800))


def _parts(estate: Estate, code: str) -> None:
    """The same indicator for each commune, zone and bloc that has a value; the others are counted."""
    found = [indicator for (its_code, _), indicator in all_indicators(estate).items() if its_code == code]
    views(
        {
            title: partial(_by_part, [indicator for indicator in found if indicator.part_kind == kind], code, title)
            for kind, title in KINDS.items()
        }
    )


def _by_part(found: Sequence[Indicator], code: str, title: str) -> None:
    valued = [indicator for indicator in found if isinstance(indicator.figure, Figure)]
    silent = [indicator.figure.reason for indicator in found if isinstance(indicator.figure, NoFigure)]
    if valued:
        found_table(valued, _columns(code, title), f"par-{title}", "ligne", opens=_opens)
    for reason in dict.fromkeys(silent):
        st.caption(f"Non évaluable pour {number(silent.count(reason))} : {plain(reason)}")


def _columns(code: str, title: str) -> list[Column[Indicator]]:
    return [
        Column(title.removeprefix("Par ").capitalize(), lambda i: i.part),
        Column("Valeur", lambda i: value_in_words(code, i.figure), "figure"),
        Column("Ce qui la compose", composition),
        Column("Examiné", coverage, "share"),
    ]


def _opens(indicator: Indicator) -> Target:
    return "indicateur", {"code": [indicator.code], "partie": [str(indicator.part_id)]}


show(open_estate())
