"""Règle: one rule: what it checks, where it comes from, what breaks it and the proof, what to do."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.analysing import rule_results, rule_texts, sources
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.findings import findings_table, kept_by, show_finding, subjects_key
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.waivers import waiver_form, waiver_list
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import listing
from urbanism.rules import RULES, Assessed, Finding, NotAssessable

FIELDS = ("communes", "zones", "districts", "blocks", "editors")


def show(estate: Estate) -> None:
    code = st.query_params.get("code", "").upper()
    result = rule_results(estate).get(code)
    if result is None:
        heading("Règle")
        empty("Cette règle n’existe pas", "Retrouvez-la dans la liste des règles.", "search_off")
        link("regles", "Ouvrir les règles", icon="gavel")
        return
    heading(f"{code} – {result.title}", "", estate)
    _about(code)
    if isinstance(result, NotAssessable):
        empty("Non évaluable", result.reason, "help")
    else:
        _findings(estate, result)
    waiver_list(estate, [waiver for waiver in estate.snapshot.waivers if waiver.rule_code == code])
    if isinstance(result, Assessed) and result.findings:
        waiver_form(estate, code, None)
    link("regles", "Toutes les règles", icon="arrow_back")


def _about(code: str) -> None:
    text = rule_texts().get(code)
    lines = []
    if text:
        references = listing([sources().get(key, key) for key in text.trust.sources])
        lines.append(f":gray[Ce qui est vérifié :] {plain(text.check, limit=800)}.")
        lines.append(
            f":gray[Source :] {plain(references, limit=800)} (confiance {plain(text.trust.confidence.value)})."
        )
    lines.append(f":gray[Que faire :] {plain(RULES[code].recommendation, limit=800)}")
    st.markdown("  \n".join(lines))


def _findings(estate: Estate, result: Assessed) -> None:
    st.markdown(f"Examinés : **{plain(result.coverage)}**. {plain(result.note, limit=600)}")
    if result.kept:
        empty("Règle tenue", "Rien ne l’enfreint dans ce qui a pu être examiné.", "check_circle")
        return
    asked = _asked(result)
    if asked:
        show_finding(estate, asked)
        waiver_form(estate, result.code, asked)
    st.header("Constats", anchor=False)
    filters = filter_bar(estate, "Rechercher dans les constats…", FIELDS)
    findings_table(kept_by(estate, result.findings, filters), "constats-regle")


def _asked(result: Assessed) -> Finding | None:
    """The finding that the address names."""
    key = st.query_params.get("sujets", "")
    return next((finding for finding in result.findings if subjects_key(finding) == key), None) if key else None


show(open_estate())
