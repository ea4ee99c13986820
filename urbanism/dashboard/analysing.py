"""Answers about the estate, computed once for each reading of it: the graph, rules, indicators, and any question."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from urbanism.analyses.indicators import Indicator, indicators
from urbanism.analyses.search import Filters
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.scope import objects_within
from urbanism.dashboard.state import Estate
from urbanism.governance.assessments import thresholds_of
from urbanism.graph import EstateGraph
from urbanism.nomenclature import IndicatorDefinition, Rule, load_nomenclature
from urbanism.rules import Finding, RuleResult, check_rules, findings

Result = TypeVar("Result")


def graph_of(estate: Estate) -> EstateGraph:
    """The estate as a graph; its indices are kept with it."""
    return estate.graph


def answer(question: Callable[..., Result], estate: Estate, *arguments: Hashable) -> Result:
    """What `question(graph, *arguments)` answers, asked once for each reading of the estate."""
    name = f"{question.__module__}.{question.__qualname__}"
    result: Result = _answer(name, question, estate, arguments)
    return result


@kept(96, "Analyse en cours…")
def _answer(name: str, _question: Callable[..., Any], estate: Estate, arguments: tuple[Hashable, ...]) -> Any:
    return _question(graph_of(estate), *arguments)


def answer_within(question: Callable[..., Result], estate: Estate, filters: Filters, *arguments: Hashable) -> Result:
    """The same of the flows that the filters keep alone: `question(graph, *arguments, among=…)`."""
    places = replace(filters, text="")
    if places == Filters():
        return answer(question, estate, *arguments)
    name = f"{question.__module__}.{question.__qualname__}"
    result: Result = _answer_within(name, question, estate, places, arguments)
    return result


@kept(48, "Analyse en cours…")
def _answer_within(
    name: str, _question: Callable[..., Any], estate: Estate, filters: Filters, arguments: tuple[Hashable, ...]
) -> Any:
    return _question(graph_of(estate), *arguments, among=objects_within(estate, filters))


def rule_results(estate: Estate) -> Mapping[str, RuleResult]:
    """What each rule answers, by its code, with the user's limits."""
    return answer(_rule_results, estate)


def all_findings(estate: Estate) -> Sequence[Finding]:
    """The findings of every rule, worst first."""
    results = rule_results(estate)
    found: Sequence[Finding] = _answer("findings", lambda _: findings(results.values()), estate, ())
    return found


def all_indicators(estate: Estate) -> Mapping[tuple[str, int], Indicator]:
    """Each indicator for each part of the estate, by its code and the part's identifier (0: the whole)."""
    return answer(_all_indicators, estate)


@st.cache_resource
def rule_texts() -> Mapping[str, Rule]:
    """What the nomenclature says of each rule."""
    return {rule.code: rule for rule in load_nomenclature().rules}


@st.cache_resource
def indicator_texts() -> Mapping[str, IndicatorDefinition]:
    """What the nomenclature says of each indicator."""
    return {indicator.code: indicator for indicator in load_nomenclature().indicators}


@st.cache_resource
def sources() -> Mapping[str, str]:
    """The reference behind each source key of the nomenclature."""
    return load_nomenclature().sources


def _rule_results(graph: EstateGraph) -> Mapping[str, RuleResult]:
    titles = {code: rule.title for code, rule in rule_texts().items()}
    results = check_rules(graph, titles, thresholds_of(graph.snapshot.assessments))
    return {result.code: result for result in results}


def _all_indicators(graph: EstateGraph) -> Mapping[tuple[str, int], Indicator]:
    titles = {code: indicator.title for code, indicator in indicator_texts().items()}
    return {(found.code, found.part_id): found for found in indicators(graph, titles)}
