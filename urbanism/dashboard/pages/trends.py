"""Tendances: counts and indicators of the estate over time, read from its memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import streamlit as st

from urbanism.analyses.indicators.wording import READINGS, amount_in_words
from urbanism.analyses.trends import COUNTED, Moment, days_to_look_at
from urbanism.dashboard.analysing import indicator_texts
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.lines import lines_over_time
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.evolving import moment_of
from urbanism.dashboard.state import Estate, estate_on, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.trend_rows import Trend, trend_scenes
from urbanism.french import day, number
from urbanism.store.past import first_day


def show(estate: Estate) -> None:
    heading("Tendances", "Le patrimoine au fil du temps, tel que sa mémoire le garde.", estate)
    first = first_day(estate.engine)
    if first is None or not estate.snapshot.communes:
        empty("Rien n’a encore été importé", "Importez un fichier : la mémoire commence là.", "history")
        return
    moments = _moments(estate, first)
    if len(moments) < 2:
        empty(
            "La mémoire commence aujourd’hui",
            "Une tendance demande au moins deux dates : revenez quand la cartographie aura changé.",
            "history",
        )
        return
    _counts(moments)
    _one_indicator(moments)
    paper_button(estate, "tendances", partial(_on_paper, estate, moments), "tendances", _table(estate, moments))
    link("evolution", "Comparer deux dates objet par objet", icon="difference")


def _moments(estate: Estate, first: date) -> Sequence[Moment]:
    """The estate read day after day, or month after month; each reading is made once."""
    days = days_to_look_at(first, estate.past or date.today())
    found = []
    progress = st.progress(0.0, "Lecture de la mémoire…")
    for rank, when in enumerate(days, start=1):
        found.append(moment_of(estate_on(estate, when)))
        progress.progress(rank / len(days))
    progress.empty()
    return found


def _counts(moments: Sequence[Moment]) -> None:
    st.header("Combien d’objets", anchor=False)
    tables = st.pills(
        "Objets", list(COUNTED), format_func=COUNTED.__getitem__, default=["applications", "interfaces"],
        selection_mode="multi", key="objets", label_visibility="collapsed", bind="query-params",
    )  # fmt: skip
    series = {COUNTED[table]: [float(one.counts[table]) for one in moments] for table in tables}
    _lines(moments, series)
    with st.expander("Les chiffres", icon=":material/table:"):
        object_table(list(reversed(moments)), _count_columns(), "comptes")


def _count_columns() -> list[Column[Moment]]:
    return [
        Column("Au", lambda one: one.day, "date"),
        *(Column(label, partial(_counted, table), "number") for table, label in COUNTED.items()),
    ]


def _counted(table: str, one: Moment) -> int:
    return one.counts[table]


def _codes(moments: Sequence[Moment]) -> list[str]:
    """The indicators that had a value on one of the days."""
    return [code for code in READINGS if any(code in one.values for one in moments)]


def _table(estate: Estate, moments: Sequence[Moment]) -> Callable[[], bytes]:
    """Every figure of every day."""
    columns = [
        *_count_columns(),
        *(Column[Moment](indicator_texts()[code].title, partial(_amount, code)) for code in _codes(moments)),
    ]
    return workbook_of(estate, moments, columns, "tendances")


def _amount(code: str, one: Moment) -> str | None:
    return amount_in_words(code, one.values[code]) if code in one.values else None


def _on_paper(estate: Estate, moments: Sequence[Moment], paper: Paper) -> tuple[Scene, ...]:
    """Every count and indicator, a line each."""
    days = [one.day for one in moments]
    trends = [
        Trend(
            label,
            [one.counts[table] for one in moments],
            _from_to(*(number(one.counts[table]) for one in (moments[0], moments[-1]))),
        )
        for table, label in COUNTED.items()
    ]
    for code in _codes(moments):
        told = [_amount(code, one) for one in moments if code in one.values]
        words = _from_to(told[0] or "", told[-1] or "")
        trends.append(Trend(indicator_texts()[code].title, [one.values.get(code) for one in moments], words))
    period = f"Du {day(days[0])} au {day(days[-1])}"
    return trend_scenes(days, trends, paper, caption(estate, "Tendances", period))


def _from_to(first: str, last: str) -> str:
    return f"de {first} à {last}" if first != last else f"toujours {last}"


def _one_indicator(moments: Sequence[Moment]) -> None:
    codes = _codes(moments)
    if not codes:
        return
    st.header("Un indicateur", anchor=False)
    code = st.selectbox(
        "Indicateur", codes, format_func=lambda code: f"{code} – {indicator_texts()[code].title}", key="indicateur",
        bind="query-params",
    )  # fmt: skip
    scale = 100.0 if READINGS[code].unit == "share" else 1.0
    unit = {"share": " (%)", "euros": " (€)"}.get(READINGS[code].unit, "")
    values = [scale * one.values[code] if code in one.values else None for one in moments]
    _lines(moments, {indicator_texts()[code].title + unit: values})
    known = [one for one in moments if code in one.values]
    told = [f"{day(one.day)} : **{amount_in_words(code, one.values[code])}**" for one in (known[0], known[-1])]
    st.markdown(" → ".join(told))


def _lines(moments: Sequence[Moment], series: Mapping[str, Sequence[float | None]]) -> None:
    if series:
        lines_over_time([one.day for one in moments], series, _in_words(moments, series))


def _in_words(moments: Sequence[Moment], series: Mapping[str, Sequence[float | None]]) -> str:
    """What the lines show, for those who do not see them."""
    told = [f"{name} : de {_figure(values[0])} à {_figure(values[-1])}" for name, values in series.items()]
    return f"Du {day(moments[0].day)} au {day(moments[-1].day)}. {' ; '.join(told)}."


def _figure(value: float | None) -> str:
    return "inconnu" if value is None else number(value, 0 if float(value).is_integer() else 1)


show(open_estate())
