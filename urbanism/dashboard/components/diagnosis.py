"""A diagnosis on a page: the opinion it calls for, each statement with its evidence, other ways, before and after."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.indicators.wording import amount_in_words
from urbanism.dashboard.components.findings import severity_mark
from urbanism.dashboard.components.subjects import subject_links
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.diagnosis import Diagnosis, IndicatorChange, Statement
from urbanism.french import count

MOST_FINDINGS = 5


def show_diagnosis(estate: Estate, found: Diagnosis) -> None:
    """The whole diagnosis, worst first."""
    with st.container(border=True, key="diagnostic-avis"):
        st.markdown(f"Avis proposé : **{plain(found.opinion.value)}**")
        for reason in found.reasons:
            st.markdown(f"- {plain(reason, 1500)}")
    st.header("Ce qui peut être dit", anchor=False)
    if not found.assessed:
        st.markdown(":gray[Rien de connu ne s’y oppose, ni ne l’appuie.]")
    for statement in found.assessed:
        _statement(estate, statement)
    if found.not_assessable:
        st.header("Ce qui n’est pas évaluable", anchor=False)
        st.markdown("\n".join(f"- {plain(statement.text, 1500)}" for statement in found.not_assessable))
    _alternatives(estate, found)
    _consequences(found)


def _statement(estate: Estate, statement: Statement) -> None:
    severity = statement.severity
    if severity is None:
        return
    with st.container(border=True, gap="small"):
        st.html(f"<b>{severity_mark(severity)}</b>")
        st.markdown(f"**{plain(statement.text, 1500)}**")
        subject_links(estate, statement.evidence)
        if statement.reserve:
            st.markdown(f":material/lightbulb: {plain(statement.reserve, 600)}")


def _alternatives(estate: Estate, found: Diagnosis) -> None:
    if not found.alternatives:
        return
    st.header("Autres voies : ce qui lève un grief d’abord, puis la plus légère", anchor=False)
    for rank, one in enumerate(found.alternatives, start=1):
        more = f"{count(one.applications, 'application')} et {count(one.links, 'lien direct', 'liens directs')} de plus"
        st.markdown(f"{rank}. **{plain(one.text, 600)}** – {more}. {plain(' '.join(one.consequences), 1000)}")
        if one.evidence:
            subject_links(estate, one.evidence[:8])


def _consequences(found: Diagnosis) -> None:
    if found.rules:
        st.header("Règles concernées", anchor=False)
    for change in found.rules:
        more, less = len(change.added), len(change.removed)
        title = f"{change.code} – {plain(change.title)} : {count(more, 'constat')} de plus, {less} de moins"
        with st.expander(title):
            for sign, texts in (("+", change.added), ("−", change.removed)):
                for text in texts[:MOST_FINDINGS]:
                    st.markdown(f"{sign} {plain(text, 1000)}")
                if len(texts) > MOST_FINDINGS:
                    st.markdown(f"{sign} et {len(texts) - MOST_FINDINGS} de plus")
    if found.indicators:
        _indicators(found.indicators)


def _indicators(changes: Sequence[IndicatorChange]) -> None:
    """Those that move enough for it to be read; the others are counted."""
    st.header("Indicateurs, avant et après", anchor=False)
    told = [(one, _amount(one, one.before), _amount(one, one.after)) for one in changes]
    moved = [line for line in told if line[1] != line[2]]
    if moved:
        head = ("| Indicateur | Pour | Avant | Après |", "|---|---|---:|---:|")
        rows = [f"| {plain(o.code)} {plain(o.title)} | {plain(o.part)} | {was} | {will} |" for o, was, will in moved]
        st.markdown("\n".join((*head, *rows)))
    if len(told) > len(moved):
        few = count(len(told) - len(moved), "indicateur bouge trop peu", "indicateurs bougent trop peu")
        st.caption(f"{few} pour que le chiffre affiché change.")


def _amount(change: IndicatorChange, value: float | None) -> str:
    return "non évaluable" if value is None else amount_in_words(change.code, value)
