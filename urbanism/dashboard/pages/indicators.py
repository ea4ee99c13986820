"""Indicateurs: I01 to I20 for the whole or a part of the estate, each with what it is made of."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.indicators import Indicator
from urbanism.analyses.indicators.wording import composition, coverage, value_in_words
from urbanism.dashboard.analysing import all_indicators
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.parts import part_picker
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.state import Estate, open_estate


def show(estate: Estate) -> None:
    heading(
        "Indicateurs",
        "Vingt mesures du patrimoine : la valeur, ce qui la compose, ce qu’on a pu examiner, et la liste derrière.",
        estate,
    )
    part = part_picker(estate)
    found = [indicator for (_, place), indicator in all_indicators(estate).items() if place == part]
    columns: list[Column[Indicator]] = [
        Column("Indicateur", lambda i: f"{i.code} – {i.title}"),
        Column("Valeur", lambda i: value_in_words(i.code, i.figure), "figure"),
        Column("Ce qui la compose, ou pourquoi rien", composition),
        Column("Examiné", coverage, "share"),
    ]
    object_table(found, columns, "indicateurs", opens=_opens, noun="indicateur", visible_rows=20)
    st.caption(
        "« Examiné » dit quelle part de ce qu’il faudrait connaître est connue : une valeur peu examinée est fragile."
    )


def _opens(indicator: Indicator) -> Target:
    part = [str(indicator.part_id)] if indicator.part_id else []
    return "indicateur", {"code": [indicator.code], **({"partie": part} if part else {})}


show(open_estate())
