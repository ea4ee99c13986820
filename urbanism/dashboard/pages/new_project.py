"""Ouvrir un projet: the short form, the need first; the bloc is proposed from its words."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.blocks import BlockText, Described, Knowledge, Proposal, Proposer
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import go_to, link, object_address
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.errors import UrbanismError
from urbanism.governance.projects import NewApplication, ProjectForm, open_project
from urbanism.nomenclature import load_nomenclature
from urbanism.vocabulary import DataHolder, Hosting, Ternary

MOST_PROPOSALS = 3


def show(estate: Estate) -> None:
    heading("Ouvrir un projet", "Le besoin d’abord, en mots simples. Tout le reste peut venir plus tard.", estate)
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
        try:
            project = open_project(estate.engine, form, estate.viewer.name)
        except UrbanismError as error:
            st.error(plain(error, 600), icon=":material/error:")
        else:
            go_to("projet", object_address(project))


def _fields(estate: Estate, need: str, proposals: tuple[Proposal, ...]) -> ProjectForm:
    snapshot = estate.snapshot
    blocks = {block.id: block.name for block in sorted(snapshot.blocks, key=lambda block: block.name)}
    communes = {commune.id: commune.name for commune in snapshot.communes}
    departments = {
        one.id: f"{one.name} – {communes.get(one.commune_id, '')}"
        for one in sorted(snapshot.departments, key=lambda one: (one.commune_id, one.name))
    }
    products = {one.id: one.name for one in sorted(snapshot.products, key=lambda one: one.name)}
    first = next((block.id for block in snapshot.blocks if proposals and block.code == proposals[0].block), None)
    with st.grid(3, min_column_width=260, gap="small"):
        name = st.text_input("Nom du projet", key="projet-nom")
        commune = st.selectbox("Collectivité", list(communes), index=None, format_func=communes.__getitem__)
        department = st.selectbox(
            "Direction qui demande", list(departments), index=None, format_func=departments.__getitem__
        )
        block = st.selectbox(
            "Bloc fonctionnel", list(blocks), index=list(blocks).index(first) if first else None,
            format_func=blocks.__getitem__, placeholder="inconnu",
        )  # fmt: skip
        solution = st.text_input("Solution envisagée")
        application = st.text_input("Application apportée", help="Vide : le projet n’apporte pas d’application.")
        product = st.selectbox("Produit", list(products), index=None, format_func=products.__getitem__)
        hosting = st.selectbox("Hébergement", list(Hosting), index=len(Hosting) - 1)
        holder = st.selectbox("Qui tiendrait les données", list(DataHolder), index=len(DataHolder) - 1)
        personal = st.selectbox("Données personnelles", list(Ternary), index=2)
        open_api = st.selectbox("API ouverte", list(Ternary), index=2)
        cost = st.number_input("Coût (€)", value=None, min_value=0.0)
        starts = st.date_input("Début", value=None, format="DD/MM/YYYY")
        ends = st.date_input("Fin", value=None, format="DD/MM/YYYY")
    concerned = st.multiselect(
        "Directions concernées",
        list(departments),
        format_func=departments.__getitem__,
        placeholder="Qui doit être à la table",
    )
    brought = NewApplication(application, product, holder or DataHolder.UNKNOWN, open_api or Ternary.UNKNOWN)
    return ProjectForm(
        name, need, commune, department, block, solution.strip() or None, personal or Ternary.UNKNOWN,
        hosting or Hosting.UNKNOWN, cost, starts, ends,
        concerned, brought if application.strip() else None,
    )  # fmt: skip


def _proposals(estate: Estate, need: str) -> tuple[Proposal, ...]:
    """The blocs that the words of the need speak for."""
    if not need.strip():
        return ()
    return _proposer(estate.snapshot.blocks).propose(Described(name="", purpose=need))[:MOST_PROPOSALS]


@st.cache_resource(max_entries=2, show_spinner=False)
def _proposer(blocks: tuple[tuple[object, ...], ...]) -> Proposer:
    texts = [BlockText(block.code, block.name, block.description) for block in blocks]  # type: ignore[attr-defined]
    nomenclature = load_nomenclature()
    return Proposer(Knowledge(texts, nomenclature.keywords, nomenclature.products))


def _name(estate: Estate, proposal: Proposal) -> str:
    return next((block.name for block in estate.snapshot.blocks if block.code == proposal.block), proposal.block)


show(open_estate())
