"""Convergence from the pages: the searches under way, and the plans of the two doctrines."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.solving import Search
from urbanism.dashboard.state import Estate
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.doctrines import LABELS, LAYERS, OPPORTUNITIES, as_they_come, by_layers
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.settings import Settings, from_json

Moves = tuple[Move, ...]


def problem_of(estate: Estate, settings: Settings) -> Problem:
    """The problem of these settings, built once for each reading of the estate."""
    return _problem(estate, json.dumps(settings.as_json(), sort_keys=True))


@st.cache_resource(max_entries=8, show_spinner="Ce qui est possible…", hash_funcs={Estate: lambda estate: estate.key})
def _problem(estate: Estate, settings: str) -> Problem:
    return build(graph_of(estate), from_json(json.loads(settings)))


def doctrine_plans(estate: Estate, settings: Settings) -> Mapping[str, Moves]:
    """The plans of the two doctrines, by the name that people read."""
    return _doctrines(estate, json.dumps(settings.as_json(), sort_keys=True))


@st.cache_resource(max_entries=8, show_spinner="Les deux doctrines…", hash_funcs={Estate: lambda estate: estate.key})
def _doctrines(estate: Estate, settings: str) -> Mapping[str, Moves]:
    problem, graph = _problem(estate, settings), graph_of(estate)
    return {
        LABELS[LAYERS]: by_layers(graph, problem),
        LABELS[OPPORTUNITIES]: as_they_come(graph, problem),
    }


def search_of(estate: Estate, settings: Settings) -> Search | None:
    """The search for the best plan with these settings in this session, if one was started."""
    found = st.session_state.get("search")
    return found[1] if found and found[0] == _key(estate, settings) else None


def start_search(estate: Estate, settings: Settings, seconds: float) -> None:
    """Start one; the former one of this session is stopped."""
    stop_search()
    st.session_state["search"] = (_key(estate, settings), Search(problem_of(estate, settings), seconds))


def stop_search() -> None:
    """Stop the search of this session, if any."""
    if (found := st.session_state.pop("search", None)) is not None:
        found[1].stop()


def _key(estate: Estate, settings: Settings) -> tuple[object, str]:
    return estate.key, json.dumps(settings.as_json(), sort_keys=True)
