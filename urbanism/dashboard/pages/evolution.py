"""Évolution: what appeared, disappeared and changed between two days, and what that did to the indicators."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from urbanism.analyses.comparison import Difference, IndicatorChange, Kind, tally
from urbanism.analyses.indicators.wording import amount_in_words
from urbanism.dashboard.analysing import indicator_texts
from urbanism.dashboard.components.download import XLSX, download_button
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.past_band import see_on
from urbanism.dashboard.components.table import Column, Target, found_table, object_table
from urbanism.dashboard.evolving import (
    communes_of,
    differences,
    field_in_words,
    indicator_changes,
    indicator_lines,
    kind_name,
    lines,
    tally_of,
    value_in_words,
)
from urbanism.dashboard.state import Estate, estate_on, open_estate
from urbanism.french import count, day, number
from urbanism.store.past import first_day

LIST, BY_COMMUNE, BY_BLOCK, FIGURES = "Objet par objet", "Par commune", "Par bloc", "Indicateurs"
SIGNS = {Kind.APPEARED: "Apparus", Kind.DISAPPEARED: "Disparus", Kind.CHANGED: "Modifiés"}


def show(estate: Estate) -> None:
    heading("Évolution", "Ce qui a changé dans le patrimoine entre deux dates.", estate)
    first = first_day(estate.engine)
    if first is None:
        empty("Rien n’a encore été écrit", "Importez un fichier : la mémoire commence là.", "history")
        return
    days = _choose_days(estate, first)
    if days is None:
        return
    before, after = estate_on(estate, days[0]), estate_on(estate, days[1])
    found = differences(before, after)
    if not found:
        empty("Rien n’a changé entre ces deux dates", "Choisissez une date de départ plus ancienne.", "history")
        return
    shown = _filtered(before, after, found)
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(before, after, shown, days)
        see_on(days[0])
        see_on(days[1])
    view = st.segmented_control(
        "Voir", (LIST, BY_COMMUNE, BY_BLOCK, FIGURES), default=LIST, key="vue", bind="query-params"
    )
    if view == FIGURES:
        _indicators(indicator_changes(before, after))
    elif view in (BY_COMMUNE, BY_BLOCK):
        _by_place(before, after, shown, "commune_id" if view == BY_COMMUNE else "block_id")
    else:
        _list(before, after, shown)


def _choose_days(estate: Estate, first: date) -> tuple[date, date] | None:
    """The two days, oldest first; None, after saying why, where they are the same."""
    today = estate.past or date.today()
    earliest = min(first - timedelta(1), today)
    default = max(earliest, today - timedelta(30))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        asked = [
            st.date_input(label, value, earliest, today, key=key, format="DD/MM/YYYY", bind="query-params", width=180)
            for label, value, key in (("De la fin du", default, "du"), ("À la fin du", today, "au"))
        ]
    start, end = asked[0] or default, asked[1] or today
    if start == end:
        empty("Deux fois la même date", "Choisissez une date de départ plus ancienne.", "history")
        return None
    return min(start, end), max(start, end)


def _filtered(before: Estate, after: Estate, found: Sequence[Difference]) -> Sequence[Difference]:
    """The differences of the kinds and communes that are chosen, with how many appeared, disappeared and changed."""
    by_kind = tally_of(before, after)
    names = {code: after.name_of(code) or before.name_of(code) or "" for code in communes_of(before, after)}
    with st.grid(2, min_column_width=260, gap="small"):
        tables = st.multiselect(
            "Nature", list(by_kind), format_func=lambda table: kind_name(str(table)).capitalize(),
            placeholder="toutes", select_all=False, key="natures", bind="query-params",
        )  # fmt: skip
        places = st.multiselect(
            "Commune", sorted(names, key=names.__getitem__), format_func=names.__getitem__,
            placeholder="toutes", select_all=False, key="communes-evolution", bind="query-params",
        )  # fmt: skip
    shown = found
    if tables or places:
        shown = [o for o in found if (not tables or o.table in tables) and (not places or o.commune_id in places)]
        by_kind = tally(shown)
    counts = {kind: sum(signs[kind] for signs in by_kind.values()) for kind in Kind}
    with st.grid(3, min_column_width=140, gap="small"):
        for kind, label in SIGNS.items():
            st.metric(label, number(counts[kind]), border=True)
    return shown


def _list(before: Estate, after: Estate, shown: Sequence[Difference]) -> None:
    def changes(one: Difference) -> str:
        return " ; ".join(
            f"{field_in_words(one, change)} : {value_in_words(before, after, change.field, change.before) or 'inconnu'}"
            f" → {value_in_words(before, after, change.field, change.after) or 'inconnu'}"
            for change in one.fields
        )

    def opens(one: Difference) -> Target | None:
        here = one.table == "applications" and one.kind is not Kind.DISAPPEARED
        return ("application", object_address(one.id)) if here else None

    def name(identifier: int | None) -> str:
        return after.name_of(identifier) or before.name_of(identifier) or "–"

    columns: list[Column[Difference]] = [
        Column("Objet", lambda one: one.name),
        Column("Évolution", lambda one: one.kind.value),
        Column("Nature", lambda one: kind_name(one.table)),
        Column("Commune", lambda one: name(one.commune_id)),
        Column("Bloc", lambda one: name(one.block_id)),
        Column("Ce qui a changé", lambda one: changes(one) or "–"),
    ]
    found_table(shown, columns, "evolution", "objet", opens=opens)


def _by_place(before: Estate, after: Estate, shown: Sequence[Difference], field: str) -> None:
    rows = sorted(tally(shown, field).items(), key=lambda row: -sum(row[1].values()))

    def name(identifier: object) -> str:
        return (isinstance(identifier, int) and (after.name_of(identifier) or before.name_of(identifier))) or "aucun"

    columns = [
        Column("Commune" if field == "commune_id" else "Bloc", lambda row: name(row[0])),
        *(
            Column(label, lambda row, kind=kind: row[1][kind], "number")  # type: ignore[misc]
            for kind, label in SIGNS.items()
        ),
        Column("En tout", lambda row: sum(row[1].values()), "number"),
    ]
    object_table(rows, columns, f"evolution-{field}")


def _indicators(changes: Sequence[IndicatorChange]) -> None:
    whole = [change for change in changes if change.part_kind == "ensemble"]
    parts = [change for change in changes if change.part_kind != "ensemble"]
    if not changes:
        st.markdown("**Aucun indicateur n’a bougé.**")
        return
    for title, rows, key in (("Tout le patrimoine", whole, "tout"), ("Commune, zone ou bloc", parts, "parties")):
        if rows:
            st.header(title, anchor=False)
            object_table(rows, _indicator_columns(), f"evolution-indicateurs-{key}", _opens_indicator)


def _opens_indicator(change: IndicatorChange) -> Target:
    return "indicateur", {"code": [change.code]}


def _indicator_columns() -> list[Column[IndicatorChange]]:
    return [
        Column("Indicateur", lambda one: f"{one.code} – {indicator_texts()[one.code].title}"),
        Column("Pour", lambda one: one.part),
        Column("Avant", lambda one: _amount(one, one.before), "figure"),
        Column("Après", lambda one: _amount(one, one.after), "figure"),
        Column("Écart", lambda one: _amount(one, one.difference), "figure"),
    ]


def _amount(change: IndicatorChange, value: float | None) -> str:
    return "non évaluable" if value is None else amount_in_words(change.code, value)


def _download(before: Estate, after: Estate, shown: Sequence[Difference], days: tuple[date, date]) -> None:
    title = f"Évolution du {day(days[0])} au {day(days[1])}"

    def make() -> bytes:
        from urbanism.exports.evolution import differences_workbook

        found = list(lines(before, after, shown))
        return differences_workbook(title, found, indicator_lines(indicator_changes(before, after)))

    download_button(
        after,
        f"Télécharger ({count(len(shown), 'objet')})",
        make,
        f"evolution {days[0]} {days[1]}.xlsx",
        XLSX,
        icon=":material/download:",
    )


show(open_estate())
