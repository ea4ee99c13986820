"""The target of a group of referentials: criteria of the reference, steps, what moves, what would be lost."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from urbanism.analyses.referentials.mastery import Candidate, Proposal
from urbanism.analyses.referentials.target import Loss, Replug, Target
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate
from urbanism.french import count, listing, number


def show_candidates(estate: Estate, proposal: Proposal) -> None:
    """The members ranked: points, what argues for each, what nobody said."""
    name = estate.name_of
    columns: list[Column[Candidate]] = [
        Column("Référentiel", lambda c: name(c.referential)),
        Column("Points", lambda c: round(c.points, 1), "number"),
        Column("Pour", lambda c: _names(c, lambda points: (points or 0) > 0)),
        Column("Contre", lambda c: _names(c, lambda points: (points or 0) < 0)),
        Column("Non renseigné", lambda c: _names(c, lambda points: points is None)),
    ]
    object_table(proposal.candidates, columns, "candidats")


def show_reasons(candidate: Candidate) -> None:
    """Why a member, why not, and what would help to know."""
    weighed = sorted((c for c in candidate.criteria if c.points), key=lambda c: -(c.points or 0))
    for criterion in weighed:
        icon, colour = ("add_circle", "green") if (criterion.points or 0) > 0 else ("do_not_disturb_on", "red")
        st.markdown(f":{colour}[:material/{icon}:] **{plain(criterion.name)}** – {plain(criterion.sentence, 300)}")
    for criterion in candidate.criteria:
        if criterion.points is None:
            st.markdown(f":gray[:material/help: **{plain(criterion.name)}** – {plain(criterion.sentence, 300)}]")


def show_target(estate: Estate, goal: Target) -> None:
    """The way to one reference."""
    graph = graph_of(estate)
    st.markdown(f"Patron : **{plain(goal.pattern.value)}** – {plain(goal.pattern_reason, 400)}.")
    if goal.national:
        st.info(f"La nation est maître de cette donnée : {plain(goal.national)}.", icon=":material/flag:")
    with st.grid(5, min_column_width=140, gap="small"):
        st.metric("Liens aujourd’hui", number(goal.links_before))
        st.metric("Liens ensuite", number(goal.links_after))
        st.metric("À rebrancher", number(len(goal.replugs)))
        st.metric("À arrêter", number(len(goal.scripts)))
        st.metric("Opérations en tout", number(goal.operations))
    for rank, step in enumerate(goal.steps, 1):
        st.markdown(f"{rank}. **{plain(step.title)}** – {plain(step.detail, 600)}")
    if goal.replugs:
        st.markdown(f"**Ce qu’il faut rebrancher** ({number(len(goal.replugs))})")
        replugs: list[Column[Replug]] = [
            Column("Application", lambda r: graph.label(r.party)),
            Column("Sens", lambda r: "lit" if r.reads else "alimente"),
            Column("Aujourd’hui sur", lambda r: graph.label(r.member)),
            Column("Demain sur", lambda r: graph.label(goal.master)),
            Column("Flux", lambda r: len(r.flows), "number"),
        ]
        object_table(goal.replugs, replugs, "rebrancher")
    if goal.losses:
        st.markdown("**Colonnes que personne d’autre n’a**")
        losses: list[Column[Loss]] = [
            Column("Référentiel", lambda x: graph.label(x.referential)),
            Column("Colonnes", lambda x: listing(x.columns)),
            Column("Ce qu’elles deviennent", _fate),
        ]
        object_table(goal.losses, losses, "pertes")
    st.caption(
        "Effort compté en opérations : liens à refaire, scripts à arrêter, couches à rattacher, bases dont il faut"
        f" reprendre des colonnes ({count(goal.operations, 'opération')}). Leur coût dépend de vos équipes."
    )


def _names(candidate: Candidate, kept: Callable[[float | None], bool]) -> str:
    return ", ".join(criterion.name.lower() for criterion in candidate.criteria if kept(criterion.points))


def _fate(loss: Loss) -> str:
    return "restent dans la couche du métier" if loss.kept else "perdues si la référence ne les reprend pas"
