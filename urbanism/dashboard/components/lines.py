"""Lines over time, their months and numbers written in French."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from urbanism.french import NO_BREAK_SPACE

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_DAYS = ("dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
FRENCH: Mapping[str, Any] = {
    "number": {"decimal": ",", "thousands": NO_BREAK_SPACE, "grouping": [3], "currency": ["", f"{NO_BREAK_SPACE}€"]},
    "time": {
        "dateTime": "%A %e %B %Y à %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": _DAYS,
        "shortDays": [day[:3] for day in _DAYS],
        "months": _MONTHS,
        "shortMonths": [month if len(month) < 5 else f"{month[:4]}." for month in _MONTHS],
    },
}
"""What the library of charts asks of a language."""


def lines_over_time(days: Sequence[date], series: Mapping[str, Sequence[float | None]], told: str) -> None:
    """A line for each of `series`, broken where nobody knows; `told` is read to those who do not see them."""
    moments = alt.X("Au:T", title=None), alt.Tooltip("Au:T", format="%d/%m/%Y")
    _draw([pd.Timestamp(day) for day in days], series, moments, None, told)


def lines_by_year(years: Sequence[str], series: Mapping[str, Sequence[float]], what: str, told: str) -> None:
    """A line for each of `series`, which count `what` at the end of each of `years`; `told` as above."""
    ends = alt.X("Au:O", title="fin d’année", axis=alt.Axis(labelAngle=0)), alt.Tooltip("Au:O", title="Fin")
    _draw(years, series, ends, what, told)


def _draw(
    steps: Sequence[object],
    series: Mapping[str, Sequence[float | None]],
    along: tuple[alt.X, alt.Tooltip],
    what: str | None,
    told: str,
) -> None:
    rows = pd.DataFrame({"Au": steps, **series}).melt("Au", var_name="Ligne", value_name="Valeur")
    legend = alt.Legend(orient="top", labelLimit=400) if len(series) > 1 else None
    chart = (
        alt.Chart(rows)
        .mark_line(point=True)
        .encode(
            x=along[0],
            y=alt.Y("Valeur:Q", title=what),
            color=alt.Color("Ligne:N", title=None, sort=list(series), legend=legend),
            tooltip=[alt.Tooltip("Ligne:N"), along[1], alt.Tooltip("Valeur:Q", format=",.2~f")],
        )
        .properties(height=300)
        .configure(locale=FRENCH)
    )
    st.altair_chart(chart, alt=told)
