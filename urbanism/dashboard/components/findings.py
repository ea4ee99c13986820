"""Findings of the rules: their list, and one of them with its proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from urbanism.analyses.search import Filters
from urbanism.dashboard.analysing import all_findings
from urbanism.dashboard.components.subjects import named, subject_links
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.scope import objects_within, says
from urbanism.dashboard.state import Estate
from urbanism.french import count, listing, number
from urbanism.graph import Subject
from urbanism.graph.estate import group
from urbanism.palette import SEVERITY_COLOURS
from urbanism.rules import Family, Finding, families
from urbanism.vocabulary import Severity

SEVERITIES = tuple(reversed(Severity))
"""Worst first."""


def severity_mark(severity: Severity) -> str:
    """The word of a severity behind its colour, as HTML made of our own words only."""
    return f'<span style="color:{SEVERITY_COLOURS[severity]}">●</span> {severity.value}'


@kept(16, "Tri des constats…")
def by_severity(estate: Estate, filters: Filters) -> Mapping[Severity, Sequence[Family]]:
    """The families of all findings that the filters keep, by severity, worst first."""
    return group(families(kept_by(estate, all_findings(estate), filters)), lambda family: family[0].severity)


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
    """The findings, worst first, those that say the same on one line; each line opens on the page of its rule."""
    families_table(families(found), key, with_rule)


def families_table(lines: Sequence[Family], key: str, with_rule: bool = False) -> None:
    """Findings already gathered by family; each line opens on the page of its rule."""
    total = sum(map(len, lines))
    if len(lines) < total:
        st.markdown(
            f"**{count(total, 'constat')}**. Ceux qui disent la même chose sont sur une même ligne, qui s’ouvre."
        )
    columns: list[Column[Family]] = [
        Column("Où", lambda family: named(_subjects(family))),
        Column("Gravité", lambda family: [family[0].severity.value], "severity"),
        Column("Constats", len, "number"),
        Column("Commune", lambda family: _communes(_subjects(family))),
        Column("Preuve", lambda family: family[0].evidence),
    ]
    if with_rule:
        columns.insert(2, Column("Règle", lambda family: family[0].code))
    found_table(lines, columns, key, "constat" if len(lines) == total else "ligne", opens=family_target)


def proofs_table(family: Family, key: str) -> None:
    """The findings of a family one by one; each opens with its proof."""
    columns: list[Column[Finding]] = [
        Column("Où", lambda finding: named(finding.subjects)),
        Column("Code", lambda finding: finding.subjects[0].code),
        Column("Commune", lambda finding: _communes(finding.subjects)),
        Column("Ce qui le prouve", lambda finding: named(finding.path) or None),
    ]
    found_table(family, columns, key, "constat", opens=finding_target)


def family_target(family: Family) -> Target:
    """Where a family of findings is shown: the only one with its proof, else their list."""
    page, address = finding_target(family[0])
    return page, address if len(family) == 1 else {"code": address["code"], "famille": address["sujets"]}


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


def _subjects(family: Family) -> Sequence[Subject]:
    """What a family is about: all the subjects of its only finding, else the first of each."""
    return family[0].subjects if len(family) == 1 else [finding.subjects[0] for finding in family]


def _communes(subjects: Sequence[Subject], most: int = 3) -> str | None:
    names = list(dict.fromkeys(subject.commune for subject in subjects if subject.commune))
    more = [f"{number(len(names) - most)} de plus"] if len(names) > most else []
    return listing([*names[:most], *more]) if names else None
