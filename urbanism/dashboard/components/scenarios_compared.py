"""Two or three scenarios side by side: their figures, year by year, and the moves that differ."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.accounts import applications_chart, side_by_side, years_table
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, found_table
from urbanism.dashboard.converging import problem_of
from urbanism.dashboard.state import Estate
from urbanism.exports.convergence import comparison
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
    )
    if len(chosen) < 2:
        return
    kept = {scenario.name: kept_in(scenario) for scenario in chosen}
    _figures(estate, kept)
    _moves(graph_of(estate), kept)


def _figures(estate: Estate, kept: Mapping[str, Kept]) -> None:
    plans = {name: placed(problem_of(estate, one.settings), one)[0] for name, one in kept.items()}
    problems = {name: problem_of(estate, one.settings) for name, one in kept.items()}
    sums = {name: totals(problems[name], moves) for name, moves in plans.items()}
    side_by_side(comparison({n: {"totals": {**s._asdict(), "balance": s.balance}} for n, s in sums.items()}))
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
