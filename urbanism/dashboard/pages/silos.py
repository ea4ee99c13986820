"""Silos: flows of personal data, sector by sector and commune by commune."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.silos import CAVEAT, Placed, SharedIdentifier, Silos, silos
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.silo_table import silo_table
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.silo_lists import SiloList, asked_cell, flows_of_cell, silo_list, uncovered
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import listing, number
from urbanism.graph import Flow


def show(estate: Estate) -> None:
    heading("Silos", "Les données personnelles, secteur par secteur et commune par commune.", estate)
    st.info(
        f"Cloisonnement de la RU-30 : {CAVEAT}. Ces autorisations n’ont plus de valeur juridique depuis mai 2018 ;"
        " chaque commune reste responsable de ses traitements.",
        icon=":material/shield:",
    )
    found = answer(silos, estate)
    if not (found.placed or found.unknown):
        empty("Aucun flux à placer", "Importez un tableur qui dit quelles applications échangent.", "shield")
        return
    _tiles(found)
    asked = _asked(estate, found)
    if asked:
        _one_list(estate, asked)
    else:
        silo_table(estate.snapshot, found.cells, found.apart)
        _identifiers(estate, found.shared_identifiers)
        _junctions(estate, found)


def _tiles(found: Silos) -> None:
    figures = (
        ("Flux placés", len(found.placed) - len(found.unplaced), "personnels", "places"),
        ("Entre secteurs", len(found.crossings), "les voir", "entre-secteurs"),
        ("Entre collectivités", len(found.between_communes), "les voir", "entre-communes"),
        ("Non consignés", len(uncovered(found)), "ni base ni accord", "non-consignes"),
        ("Secteur inconnu", len(found.unplaced), "non placés", "sans-secteur"),
        ("Personnels ou non ?", len(found.unknown), "nul ne l’a dit", "inconnus"),
    )
    with st.grid(6, min_column_width=136, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "silos", {"voir": [key]}, key)


def _asked(estate: Estate, found: Silos) -> SiloList | None:
    """The list, or the silo, that the address names."""
    cell = asked_cell(estate.snapshot, found, st.query_params.get("secteur", ""), st.query_params.get("commune", ""))
    if cell:
        title = f"{estate.name_of(cell.sector)} – {estate.name_of(cell.holder)}"
        return SiloList(title, flows_of_cell(found, cell))
    return silo_list(found, st.query_params.get("voir", ""))


def _one_list(estate: Estate, asked: SiloList) -> None:
    link("silos", "Revenir à la table", None, "arrow_back")
    st.header(plain(asked.title), anchor=False)
    placed = {one.flow.id: one for one in asked.placed}
    extra: list[Column[Flow]] = [
        Column("Passage", lambda flow: _crossing(placed[flow.id]), width=150),
        Column("Base ou accord", lambda flow: _basis(placed[flow.id]), width=120),
        Column(
            "Secteurs", lambda flow: listing(map(graph_of(estate).label, placed[flow.id].sectors)) or None, width=260
        ),
    ]
    if asked.flows:
        flows_table(estate, asked.flows, "silos-flux", one="flux")
    else:
        flows_table(estate, [one.flow for one in asked.placed], "silos-flux", extra, one="flux")


def _crossing(one: Placed) -> str:
    crossings = [word for word, true in (("secteurs", one.between_sectors), ("communes", one.between_holders)) if true]
    return f"entre {listing(crossings)}" if crossings else "dans son silo"


def _basis(one: Placed) -> str:
    if one.agreed:
        return "accord"
    return "base, sans accord" if one.justified else "non consigné"


def _identifiers(estate: Estate, shared: Sequence[SharedIdentifier]) -> None:
    st.header("Identifiants de personnes communs à plusieurs secteurs", anchor=False)
    if not shared:
        st.markdown(":gray[Aucun, parmi les applications qui disent quel identifiant elles emploient.]")
        return
    graph = graph_of(estate)
    columns: list[Column[SharedIdentifier]] = [
        Column("Identifiant", lambda one: one.identifier, width=200),
        Column("Collectivité", lambda one: estate.name_of(one.holder), width=210),
        Column("Secteurs", lambda one: listing(map(graph.label, one.sectors)), width=330),
        Column("Applications", lambda one: listing(map(graph.label, one.applications)), width=500),
    ]
    object_table(shared, columns, "identifiants", lambda _: ("regle", {"code": ["R22"]}), "identifiant")


def _junctions(estate: Estate, found: Silos) -> None:
    """Channels that carry several sectors: told apart, as they are no silo."""
    if not found.junctions:
        return
    graph = graph_of(estate)
    st.header("Canaux où plusieurs secteurs se croisent", anchor=False)
    st.caption("Portail, relation usagers, paiement, courrier : ils portent, ils ne cloisonnent pas.")

    def opens(line: tuple[int, frozenset[int]]) -> Target | None:
        return subject_target(estate, graph.subject(line[0]))

    columns: list[Column[tuple[int, frozenset[int]]]] = [
        Column("Canal", lambda line: graph.label(line[0]), width=300),
        Column("Commune", lambda line: graph.subject(line[0]).commune or None, width=210),
        Column("Secteurs", lambda line: listing(map(graph.label, sorted(line[1]))), width=600),
    ]
    object_table(found.junctions, columns, "canaux", opens, "canal")


show(open_estate())
