"""Règles: the trade's rules by theme: kept, broken, or not assessable and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial

import streamlit as st

from urbanism.dashboard.analysing import rule_results
from urbanism.dashboard.components.findings import SEVERITIES
from urbanism.dashboard.components.layout import heading, tile
from urbanism.dashboard.components.table import Column, Target, jump, object_table
from urbanism.dashboard.components.thresholds import thresholds_form
from urbanism.dashboard.state import Estate, open_estate
from urbanism.dashboard.themes import THEMES
from urbanism.french import count, number
from urbanism.rules import Assessed, NotAssessable, RuleResult
from urbanism.vocabulary import Severity

KEPT, BROKEN, UNKNOWN = "tenue", "enfreinte", "non évaluable"
STATES: Mapping[str, str] = {"tenues": KEPT, "enfreintes": BROKEN, "non-evaluables": UNKNOWN}  # as an address says


def show(estate: Estate) -> None:
    heading(
        "Règles",
        "Les règles d’urbanisation, thème par thème : tenues, enfreintes, ou impossibles à juger avec ce qu’on sait.",
        estate,
    )
    results = rule_results(estate)
    _tiles(results)
    asked = STATES.get(st.query_params.get("etat", ""))
    listed = [results[code] for codes in THEMES.values() for code in codes if code in results]
    jump(listed, _columns(), "regles", _opens)
    for title, codes in THEMES.items():
        shown = [results[code] for code in codes if code in results and asked in (None, state(results[code]))]
        if shown:
            st.header(title, anchor=False)
            object_table(shown, _columns(), f"regles-{codes[0]}", _opens, "règle", jumps=False, alike=listed)
    thresholds_form(estate)


def state(result: RuleResult) -> str:
    """Kept, broken, or not assessable."""
    if isinstance(result, NotAssessable):
        return UNKNOWN
    return KEPT if result.kept else BROKEN


def _tiles(results: Mapping[str, RuleResult]) -> None:
    states = Counter(map(state, results.values()))
    assessed = [result for result in results.values() if isinstance(result, Assessed)]
    found = sum(len(result.findings) for result in assessed)
    waived = sum(len(result.waived) for result in assessed)
    with st.grid(5, min_column_width=150, gap="small"):
        tile("Règles enfreintes", number(states[BROKEN]), "les voir", "regles", {"etat": ["enfreintes"]}, "enfreintes")
        tile("Règles tenues", number(states[KEPT]), "les voir", "regles", {"etat": ["tenues"]}, "tenues")
        tile(
            "Non évaluables", number(states[UNKNOWN]), "et pourquoi", "regles", {"etat": ["non-evaluables"]}, "muettes"
        )
        tile("Constats", number(found), count(waived, "dérogation"), "constats", {"filtres": ["aucun"]}, "constats")
        tile("En tout", number(len(results)), "toutes les règles", "regles", None, "toutes")


def _columns() -> list[Column[RuleResult]]:
    counts: list[Column[RuleResult]] = [
        Column(severity.value.capitalize(), partial(_count, severity), "number") for severity in SEVERITIES
    ]
    return [
        Column("Règle", lambda result: f"{result.code} – {result.title}"),
        Column("État", state),
        *counts,
        Column("Examinés", _examined),
    ]


def _count(severity: Severity, result: RuleResult) -> int | None:
    if isinstance(result, NotAssessable):
        return None
    return result.severities.get(severity, 0)


def _examined(result: RuleResult) -> str:
    if isinstance(result, NotAssessable):
        return result.reason
    waived = f" – {count(len(result.waived), 'dérogation')}" if result.waived else ""
    return f"{result.coverage}{waived}"


def _opens(result: RuleResult) -> Target:
    return "regle", {"code": [result.code]}


show(open_estate())
