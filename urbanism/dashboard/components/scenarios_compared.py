"""Two or three scenarios side by side: their figures, year by year, and the moves that differ."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.analyses.indicators import Figure, NoFigure, indicators
from urbanism.analyses.indicators.wording import value_in_words
from urbanism.dashboard.analysing import all_indicators, graph_of, indicator_texts
from urbanism.dashboard.components.accounts import applications_chart, side_by_side, years_table
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, found_table, object_table
from urbanism.dashboard.converging import problem_of
from urbanism.dashboard.keeping import kept as kept_once
from urbanism.dashboard.state import Estate
from urbanism.exports.convergence import comparison
from urbanism.governance.carried_out import carried_out
from urbanism.governance.scenarios import Divergence, Kept, divergences, kept_in, placed
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import by_year, totals
from urbanism.planning.convergence.settings import Settings

MOST = 3


def compare_scenarios(estate: Estate) -> None:
    """Choose the scenarios, then compare them."""
    chosen = st.multiselect(
        "Comparer",
        estate.snapshot.scenarios,
        format_func=lambda one: one.name,
        max_selections=MOST,
        placeholder="Deux ou trois scénarios",
        key="comparer",
        bind="query-params",
    )
    if len(chosen) < 2:
        return
    kept = {scenario.name: kept_in(scenario) for scenario in chosen}
    _figures(estate, kept)
    _indicators(estate, {scenario.name: scenario.id for scenario in chosen})
    _moves(graph_of(estate), kept)


def _indicators(estate: Estate, chosen: Mapping[str, int]) -> None:
    """The indicators of the whole estate that any of the scenarios moves: today, then once each is carried out."""
    today = {code: one.figure for (code, part), one in all_indicators(estate).items() if part == 0}
    sides = [today, *(_once_done(estate, one) for one in chosen.values())]
    told = {code: [value_in_words(code, side[code]) for side in sides] for code in today}
    moved = [code for code, values in told.items() if len(set(values)) > 1]
    st.header("Indicateurs, une fois chaque scénario mené à bien", anchor=False)
    if not moved:
        st.markdown(":gray[Aucun indicateur ne bouge.]")
        return
    columns = [
        Column[str]("Indicateur", lambda code: f"{code} – {indicator_texts()[code].title}"),
        *(
            Column[str](name, lambda code, rank=rank: told[code][rank], "figure")  # type: ignore[misc]
            for rank, name in enumerate(("Aujourd’hui", *chosen))
        ),
    ]
    object_table(moved, columns, "compare-indicateurs")


@kept_once(6, "Calcul des indicateurs…")
def _once_done(estate: Estate, scenario_id: int) -> Mapping[str, Figure | NoFigure]:
    moves = kept_in(estate.snapshot.by_id[scenario_id]).moves
    after = EstateGraph(carried_out(graph_of(estate), moves))
    return {one.code: one.figure for one in indicators(after, {}, ("ensemble",))}


def _figures(estate: Estate, kept: Mapping[str, Kept]) -> None:
    plans = {name: placed(problem_of(estate, one.settings), one)[0] for name, one in kept.items()}
    problems = {name: problem_of(estate, one.settings) for name, one in kept.items()}
    sums = {name: totals(problems[name], moves) for name, moves in plans.items()}
    side_by_side(
        comparison({n: {"totals": {**s._asdict(), "balance": s.balance}} for n, s in sums.items()}), "compare-chiffres"
    )
    if any(_hypotheses(one) != _hypotheses(next(iter(kept.values()))) for one in kept.values()):
        st.caption("Ces scénarios ne reposent pas sur les mêmes hypothèses : une part de l’écart vient d’elles.")
    accounts = {name: by_year(problems[name], moves) for name, moves in plans.items()}
    if len({(years[0].year, len(years)) for years in accounts.values()}) == 1:
        applications_chart(accounts, next(iter(problems.values())).applications)
    for name, years in accounts.items():
        with st.expander(f"{name}, année par année"):
            years_table(years, f"compare-{name}")


def _hypotheses(kept: Kept) -> tuple[object, ...]:
    settings: Settings = kept.settings
    return settings.costs, settings.years, settings.money_years, settings.first_year


def _moves(graph: EstateGraph, kept: Mapping[str, Kept]) -> None:
    st.header("Ce qui diffère", anchor=False)
    columns = [
        Column[Divergence]("Application", lambda one: graph.label(one.application)),
        Column[Divergence]("Collectivité", lambda one: graph.label(graph.holder[one.application])),
        *(_said(graph, rank, name) for rank, name in enumerate(kept)),
    ]
    there = [one for one in divergences(list(kept.values())) if one.application in graph.holder]
    found_table(
        there, columns, "ecarts", "mouvement", opens=lambda one: ("application", object_address(one.application))
    )


def _said(graph: EstateGraph, rank: int, name: str) -> Column[Divergence]:
    def words(one: Divergence) -> str:
        move = one.moves[rank]
        if move is None:
            return "reste"
        return f"{move.year}, vers {move.target if isinstance(move.target, str) else graph.label(move.target)}"

    return Column(name, words)
