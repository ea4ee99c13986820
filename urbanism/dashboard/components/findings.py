"""Findings of the rules: their list, and one of them with its proof."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.components.subjects import named, subject_links
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.scope import objects_within, says
from urbanism.dashboard.state import Estate
from urbanism.french import listing
from urbanism.palette import SEVERITY_COLOURS
from urbanism.rules import Finding
from urbanism.vocabulary import Severity

SEVERITIES = tuple(reversed(Severity))
"""Worst first."""


def severity_mark(severity: Severity) -> str:
    """The word of a severity behind its colour, as HTML made of our own words only."""
    return f'<span style="color:{SEVERITY_COLOURS[severity]}">●</span> {severity.value}'


def kept_by(estate: Estate, found: Sequence[Finding], filters: Filters) -> Sequence[Finding]:
    """The findings that the filters keep: one of their subjects stands there, and the words are said."""
    within = objects_within(estate, filters)
    return [
        finding
        for finding in found
        if (within is None or any(subject.id in within for subject in finding.subjects))
        and says(filters.text, (finding.evidence, finding.title, *(subject.label for subject in finding.subjects)))
    ]


def findings_table(found: Sequence[Finding], key: str, with_rule: bool = False) -> None:
    """The findings, worst first; each opens with its proof on the page of its rule."""
    columns: list[Column[Finding]] = [
        Column("Où", lambda finding: named(finding.subjects), width=230),
        Column("Gravité", lambda finding: [finding.severity.value], "severity", 85),
        Column("Commune", _communes, width=150),
        Column("Preuve", lambda finding: finding.evidence, width=900),
    ]
    if with_rule:
        columns.insert(2, Column("Règle", lambda finding: finding.code, width=60))
    found_table(found, columns, key, "constat", opens=finding_target)


def finding_target(finding: Finding) -> Target:
    """Where a finding is shown with its proof."""
    return "regle", {"code": [finding.code], "sujets": [subjects_key(finding)]}


def subjects_key(finding: Finding) -> str:
    """What names a finding of a rule in an address: the identifiers of its first subjects."""
    return "-".join(str(subject.id) for subject in finding.subjects[:4])


def show_finding(estate: Estate, finding: Finding) -> None:
    """What was found, the path that proves it, and what to do."""
    with st.container(border=True, gap="small", key=f"tile-{finding.severity}-constat"):
        st.html(f"<b>{severity_mark(finding.severity)}</b>")
        st.markdown(f"**{plain(finding.evidence, limit=1500)}**")
        st.caption("De quoi il s’agit")
        subject_links(estate, finding.subjects)
        if finding.path and finding.path != finding.subjects:
            steps = all(step.kind != "interface" for step in finding.path)
            st.caption("Ce qui le prouve, dans l’ordre" if steps else "Les flux qui le prouvent")
            subject_links(estate, finding.path, arrows=steps)
        st.markdown(f":material/lightbulb: {plain(finding.recommendation, limit=600)}")


def _communes(finding: Finding) -> str | None:
    names = dict.fromkeys(subject.commune for subject in finding.subjects if subject.commune)
    return listing(list(names)[:3]) if names else None
