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
from urbanism.dashboard.components.waivers import accepted_by, waiver_form, waiver_list
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, listing
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
    waived = result.waived if isinstance(result, Assessed) else ()
    waivers = [waiver for waiver in estate.snapshot.waivers if waiver.rule_code == code]
    waiver_list(estate, waivers, waived)
    if accepted := accepted_by(waivers, waived, st.query_params.get("derogation", "")):
        st.subheader("Constats acceptés", anchor=False)
        proofs_table(accepted, "constats-acceptes")
    if isinstance(result, Assessed) and result.findings:
        waiver_form(estate, code)
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
    accepted = tuple(waived.finding for waived in result.waived)
    asked = _asked((*result.findings, *accepted), st.query_params.get("sujets", ""))
    if asked:
        show_finding(estate, asked)
        if asked not in accepted:
            waiver_form(estate, result.code, [asked])
    if result.kept:
        but = (
            f", hors {count(len(accepted), 'constat accepté', 'constats acceptés')} par dérogation" if accepted else ""
        )
        empty("Règle tenue", f"Rien ne l’enfreint dans ce qui a pu être examiné{but}.", "check_circle")
        return
    st.header("Constats", anchor=False)
    shown = kept_by(estate, result.findings, filter_bar(estate, "Rechercher dans les constats…"))
    example = _asked(result.findings, st.query_params.get("famille", ""))
    if example:
        alike = [one for one in shown if (one.severity, one.evidence) == (example.severity, example.evidence)]
        _family(estate, alike, example)
    else:
        findings_table(shown, "constats-regle")


def _family(estate: Estate, family: Sequence[Finding], example: Finding) -> None:
    """The findings that say the same thing as one of them, and a waiver for all that the filters keep."""
    link("regle", "Revenir à tous les constats de la règle", {"code": [example.code]}, "arrow_back")
    st.html(severity_mark(example.severity))
    st.markdown(f"**{plain(example.evidence, limit=1500)}**")
    proofs_table(tuple(family), "constats-famille")
    if family:
        waiver_form(estate, example.code, family)


def _asked(found: Sequence[Finding], key: str) -> Finding | None:
    """The finding that the address names."""
    return next((finding for finding in found if subjects_key(finding) == key), None) if key else None


show(open_estate())
