"""Convergence from the pages: the searches under way, and the plans of the two doctrines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.solving import ClashSearch, Search, SensitivitySearch
from urbanism.dashboard.state import Estate
from urbanism.planning.convergence.accounts import Totals, YearAccount, by_year, totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.doctrines import LABELS, LAYERS, OPPORTUNITIES, as_they_come, by_layers
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.settings import Settings, from_json
from urbanism.planning.convergence.solve import Plan
from urbanism.planning.convergence.targets import Candidate, candidates
from urbanism.snapshot import Scenario

Moves = tuple[Move, ...]


BOUND_SECONDS = 5.0
"""Given to the bound of a doctrine's plan that is kept before any search."""

CLASH_SECONDS = 20.0
"""The most that each question to the solver may take when a clash is looked for."""


def settings_in_hand() -> Settings:
    """The settings being worked on in this session: the default ones, those edited, or those of a scenario branched."""
    found: Settings = st.session_state.get("reglages-en-main", Settings())
    return found


def take_in_hand(settings: Settings) -> None:
    """Work on these settings from now on."""
    st.session_state["reglages-en-main"] = settings


def branch_from(scenario: int, settings: Settings) -> None:
    """Work on the settings of a scenario: what is kept next descends from it."""
    take_in_hand(settings)
    st.session_state["branche-sur"] = scenario


def parent_in_hand() -> int | None:
    """The scenario that the settings being worked on come from."""
    parent: int | None = st.session_state.get("branche-sur")
    return parent


def problem_of(estate: Estate, settings: Settings) -> Problem:
    """The problem of these settings, built once for each reading of the estate."""
    return _problem(estate, json.dumps(settings.as_json(), sort_keys=True))


@kept(8, "Cibles possibles…")
def candidates_of(estate: Estate, criteria: tuple[tuple[str, float], ...]) -> Mapping[int, tuple[Candidate, ...]]:
    """The targets that each bloc could converge to, best first, by the weight of each criterion."""
    return candidates(graph_of(estate), dict(criteria))


@kept(8, "Ce qui est possible…")
def _problem(estate: Estate, settings: str) -> Problem:
    return build(graph_of(estate), from_json(json.loads(settings)))


def doctrine_plans(estate: Estate, settings: Settings) -> Mapping[str, Moves]:
    """The plans of the two doctrines, by the name that people read."""
    return _doctrines(estate, json.dumps(settings.as_json(), sort_keys=True))


@kept(8, "Les deux doctrines…")
def _doctrines(estate: Estate, settings: str) -> Mapping[str, Moves]:
    problem, graph = _problem(estate, settings), graph_of(estate)
    return {
        LABELS[LAYERS]: by_layers(graph, problem),
        LABELS[OPPORTUNITIES]: as_they_come(graph, problem),
    }


class Account(NamedTuple):
    """What a plan comes to, in all and year by year."""

    totals: Totals
    years: tuple[YearAccount, ...]


def account_of(problem: Problem, moves: Moves) -> Account:
    """What these moves come to."""
    return Account(totals(problem, moves), by_year(problem, moves))


def doctrine_accounts(estate: Estate, settings: Settings) -> Mapping[str, Account]:
    """What the plans of the two doctrines come to, by the name that people read."""
    return _doctrine_accounts(estate, json.dumps(settings.as_json(), sort_keys=True))


@kept(8, "Les deux doctrines…")
def _doctrine_accounts(estate: Estate, settings: str) -> Mapping[str, Account]:
    problem = _problem(estate, settings)
    return {name: account_of(problem, moves) for name, moves in _doctrines(estate, settings).items()}


def search_of(estate: Estate, settings: Settings) -> Search | None:
    """The search for the best plan with these settings in this session, if one was started."""
    found = st.session_state.get("search")
    return found[1] if found and found[0] == _key(estate, settings) else None


def start_search(estate: Estate, settings: Settings, seconds: float) -> None:
    """Start one; the former one of this session is stopped."""
    _forget("search")
    st.session_state["search"] = (_key(estate, settings), Search(problem_of(estate, settings), seconds))


def clash_of(estate: Estate, settings: Settings) -> ClashSearch | None:
    """The search for what clashes in these settings, if one was started in this session."""
    found = st.session_state.get("clash")
    return found[1] if found and found[0] == _key(estate, settings) else None


def start_clash(estate: Estate, settings: Settings) -> ClashSearch:
    """Start one; the former one of this session is stopped."""
    _forget("clash")
    search = ClashSearch(graph_of(estate).snapshot, settings, CLASH_SECONDS)
    st.session_state["clash"] = (_key(estate, settings), search)
    return search


def sensitivity_of(estate: Estate, scenario: Scenario) -> SensitivitySearch | None:
    """The search for what the balance of a scenario depends on, if one was started in this session."""
    found = st.session_state.get("sensitivity")
    return found[1] if found and found[0] == (estate.key, scenario.id) else None


def start_sensitivity(estate: Estate, scenario: Scenario, plan: Plan) -> None:
    """Start one; the former one of this session is stopped."""
    _forget("sensitivity")
    search = SensitivitySearch(graph_of(estate).snapshot, plan)
    st.session_state["sensitivity"] = ((estate.key, scenario.id), search)


def _forget(name: str) -> None:
    if (found := st.session_state.pop(name, None)) is not None:
        found[1].stop()


def _key(estate: Estate, settings: Settings) -> tuple[object, str]:
    return estate.key, json.dumps(settings.as_json(), sort_keys=True)
