"""Ouvrir un projet: the short form, the need first; the bloc is proposed from its words."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.blocks import BlockText, Described, Knowledge, Proposal, Proposer
from urbanism.dashboard.components.gestures import BRING, OPEN_PROJECT, places, tell_who
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import go_to, link, object_address
from urbanism.dashboard.components.project_file import application_fields, blocks_field, concerned_field, file_fields
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.keeping import kept
from urbanism.dashboard.state import Estate, open_estate
from urbanism.governance.projects import ProjectForm, open_project
from urbanism.nomenclature import load_nomenclature

MOST_PROPOSALS = 3


def show(estate: Estate) -> None:
    heading("Ouvrir un projet", "Le besoin d’abord, en mots simples. Tout le reste peut venir plus tard.", estate)
    if not places(estate, OPEN_PROJECT):
        tell_who(estate, OPEN_PROJECT)
        return
    need = st.text_area("Le besoin", key="projet-besoin", placeholder="Ce qui ne va pas, ou ce qu’il faudrait pouvoir")
    proposals = _proposals(estate, need)
    if proposals:
        words = " ; ".join(f"**{plain(_name(estate, one))}** ({plain(one.sentence)})" for one in proposals)
        st.markdown(f":gray[Blocs que ces mots évoquent :] {words}")
    with st.form("nouveau-projet"):
        form = _fields(estate, need, proposals)
        opened = st.form_submit_button("Ouvrir et diagnostiquer", type="primary", icon=":material/assignment:")
    link("projets", "Tous les projets", icon="arrow_back")
    if opened:
        with refusals_said():
            project = open_project(estate.engine, form, estate.viewer.name)
            go_to("projet", object_address(project))


def _fields(estate: Estate, need: str, proposals: tuple[Proposal, ...]) -> ProjectForm:
    first = next((b.id for b in estate.snapshot.blocks if proposals and b.code == proposals[0].block), None)
    values = file_fields(estate, {})
    blocks = blocks_field(estate, () if first is None else (first,))
    concerned = concerned_field(estate)
    brings = places(estate, BRING)
    application = application_fields(estate, "Application apportée (vide s’il n’en apporte pas)") if brings else None
    return ProjectForm(
        need=need, block_id=next(iter(blocks), None), other_blocks=blocks[1:], departments=concerned,
        application=application, **values,
    )  # fmt: skip


def _proposals(estate: Estate, need: str) -> tuple[Proposal, ...]:
    """The blocs that the words of the need speak for."""
    if not need.strip():
        return ()
    return _proposer(estate.snapshot.blocks).propose(Described(name="", purpose=need))[:MOST_PROPOSALS]


@kept(2)
def _proposer(blocks: tuple[tuple[object, ...], ...]) -> Proposer:
    texts = [BlockText(block.code, block.name, block.description) for block in blocks]  # type: ignore[attr-defined]
    nomenclature = load_nomenclature()
    return Proposer(Knowledge(texts, nomenclature.keywords, nomenclature.products))


def _name(estate: Estate, proposal: Proposal) -> str:
    return next((block.name for block in estate.snapshot.blocks if block.code == proposal.block), proposal.block)


show(open_estate())
