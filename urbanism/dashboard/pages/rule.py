"""Règle: one rule: what it checks, where it comes from, what breaks it and the proof, what to do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.dashboard.analysing import rule_results, rule_texts, sources
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.findings import (
    findings_table,
    kept_by,
    proofs_table,
    severity_mark,
    show_finding,
    subjects_key,
)
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.waivers import waiver_form, waiver_list
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import listing
from urbanism.rules import RULES, Assessed, Finding, NotAssessable


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
    asked = _asked(result.findings, st.query_params.get("sujets", ""))
    if asked:
        show_finding(estate, asked)
        waiver_form(estate, result.code, asked)
    st.header("Constats", anchor=False)
    shown = kept_by(estate, result.findings, filter_bar(estate, "Rechercher dans les constats…"))
    example = _asked(result.findings, st.query_params.get("famille", ""))
    if example:
        _family(result.code, [finding for finding in shown if finding.evidence == example.evidence], example)
    else:
        findings_table(shown, "constats-regle")


def _family(code: str, family: Sequence[Finding], example: Finding) -> None:
    """The findings that say the same thing as one of them."""
    link("regle", "Revenir à tous les constats de la règle", {"code": [code]}, "arrow_back")
    st.html(severity_mark(example.severity))
    st.markdown(f"**{plain(example.evidence, limit=1500)}**")
    proofs_table(tuple(family), "constats-famille")


def _asked(found: Sequence[Finding], key: str) -> Finding | None:
    """The finding that the address names."""
    return next((finding for finding in found if subjects_key(finding) == key), None) if key else None


show(open_estate())
