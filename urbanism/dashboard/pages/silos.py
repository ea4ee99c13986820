"""Silos: flows of personal data, sector by sector and commune by commune."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.departures import told_stop
from urbanism.analyses.search import Filters
from urbanism.analyses.silos import CAVEAT, Cell, Placed, SharedIdentifier, Silos, silos
from urbanism.dashboard.address import to_address
from urbanism.dashboard.analysing import answer_within, graph_of
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.silo_table import silo_table
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import PAGES_WIDTH, Column, Target, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.scope import objects_within, says
from urbanism.dashboard.silo_lists import SiloList, asked_cell, flows_of_cell, silo_list, uncovered
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.silo_map import holders, leaving_by_silo, planned_by_silo, silo_scenes
from urbanism.french import listing, number
from urbanism.graph import Flow
from urbanism.snapshot import Commune
from urbanism.vocabulary import InterfaceState

TOWNS_SHOWN = 20
"""Columns that a screen may hold, beside those of the other bodies."""


def show(estate: Estate) -> None:
    heading("Silos", "Les données personnelles, secteur par secteur et commune par commune.", estate)
    st.info(
        f"Cloisonnement de la RU-30 : {CAVEAT}. Ces autorisations n’ont plus de valeur juridique depuis mai 2018 ;"
        " chaque commune reste responsable de ses traitements.",
        icon=":material/shield:",
    )
    if not graph_of(estate).flows:
        empty("Aucun flux à placer", "Importez un tableur qui dit quelles applications échangent.", "shield")
        return
    filters = filter_bar(estate, "Rechercher un flux, une application…")
    found = answer_within(silos, estate, filters)
    _tiles(found)
    asked = _asked(estate, found)
    if asked:
        _one_list(estate, asked, filters.text)
        return
    if filters.text:
        st.caption("Les mots cherchés valent dans les listes : ouvrez une case ou un nombre.")
    silo_table(graph_of(estate), found, _towns(estate, found, filters), to_address(filters))
    _paper(estate, found)
    within = objects_within(estate, filters)
    _identifiers(estate, [s for s in found.shared_identifiers if within is None or within & {*s.applications}])
    _junctions(estate, found)


def _towns(estate: Estate, found: Silos, filters: Filters) -> Sequence[Commune]:
    """The communes of the columns: those of the filter, else all, so many at once."""
    towns = [town for town in holders(estate.snapshot, found.cells) if town.code in (filters.communes or town.code)]
    pages = -(-len(towns) // TOWNS_SHOWN)
    if pages < 2:
        return towns
    with st.container(horizontal=True, vertical_alignment="center"):
        page = st.pagination(pages, key="silos-page", width=PAGES_WIDTH, bind="query-params")
        st.caption(f"{number(len(towns))} communes, {TOWNS_SHOWN} à la fois : filtrez pour en voir moins.")
    return towns[(page - 1) * TOWNS_SHOWN : page * TOWNS_SHOWN]


def _paper(estate: Estate, found: Silos) -> None:
    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, "Silos", "flux de données personnelles, par secteur et par collectivité")
        return silo_scenes(graph_of(estate), found, paper, words)

    graph, coming = graph_of(estate), planned_by_silo(found)
    leaving = leaving_by_silo(graph, found)
    columns: list[Column[Cell]] = [
        Column("Secteur", lambda cell: graph.label(cell.sector)),
        Column("Collectivité", lambda cell: graph.label(cell.holder)),
        Column("Flux dans le silo", lambda cell: cell.inside, "number"),
        Column("Flux qui en passent les bords", lambda cell: cell.crossing, "number"),
        Column("Sans base ou accord consigné", lambda cell: cell.unjustified, "number"),
        Column("Prévus par des projets", lambda cell: coming[cell.sector, cell.holder], "number"),
        Column("Retraits prévus", lambda cell: leaving[cell.sector, cell.holder], "number"),
    ]
    table = workbook_of(estate, (*found.cells, *found.apart), columns, "silos")
    paper_button(estate, "silos", draw, "silos", table)


def _tiles(found: Silos) -> None:
    figures = (
        ("Flux placés", len(found.placed) - len(found.unplaced), "personnels", "places"),
        ("Entre secteurs", len(found.crossings), "les voir", "entre-secteurs"),
        ("Entre collectivités", len(found.between_communes), "les voir", "entre-communes"),
        ("Non consignés", len(uncovered(found)), "ni base ni accord", "non-consignes"),
        ("Prévus", len(found.planned), "par des projets", "prevus"),
        ("Secteur inconnu", len(found.unplaced), "non placés", "sans-secteur"),
        ("Personnels ?", len(found.unknown), "nul ne l’a dit", "inconnus"),
    )
    with st.grid(7, min_column_width=120, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "silos", {"voir": [key]}, key)


def _asked(estate: Estate, found: Silos) -> SiloList | None:
    """The list, or the silo, that the address names."""
    cell = asked_cell(
        estate.snapshot, found, st.query_params.get("secteur", ""), st.query_params.get("collectivite", "")
    )
    if cell:
        title = f"{estate.name_of(cell.sector)} – {estate.name_of(cell.holder)}"
        return SiloList(title, flows_of_cell(found, cell))
    return silo_list(found, st.query_params.get("voir", ""))


def _one_list(estate: Estate, asked: SiloList, text: str) -> None:
    link("silos", "Revenir à la table", None, "arrow_back")
    st.header(plain(asked.title), anchor=False)
    placed = {one.flow.id: one for one in asked.placed}
    extra: list[Column[Flow]] = [
        Column("Passage", lambda flow: _crossing(placed[flow.id])),
        Column("Retrait", lambda flow: told_stop(graph_of(estate), flow)),
        Column("Base ou accord", lambda flow: _basis(placed[flow.id])),
        Column("Secteurs", lambda flow: listing(map(graph_of(estate).label, placed[flow.id].sectors)) or None),
    ]
    flows = [flow for flow in asked.flows or [one.flow for one in asked.placed] if _says(estate, flow, text)]
    flows_table(estate, flows, "silos-flux", () if asked.flows else extra, one="flux")


def _says(estate: Estate, flow: Flow, text: str) -> bool:
    graph = graph_of(estate)
    ends = flow.id, flow.source_id, flow.target_id
    return says(text, [flow.code, *map(graph.label, (*ends, *graph.objects.get(flow.id, ())))])


def _crossing(one: Placed) -> str:
    crossings = [word for word, true in (("secteurs", one.between_sectors), ("communes", one.between_holders)) if true]
    place = f"entre {listing(crossings)}" if crossings else "dans son silo"
    return f"prévu, {place}" if one.flow.state is InterfaceState.PLANNED else place


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
        Column("Identifiant", lambda one: one.identifier),
        Column("Collectivité", lambda one: estate.name_of(one.holder)),
        Column("Secteurs", lambda one: listing(map(graph.label, one.sectors))),
        Column("Applications", lambda one: listing(map(graph.label, one.applications))),
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
        Column("Canal", lambda line: graph.label(line[0])),
        Column("Commune", lambda line: graph.subject(line[0]).commune or None),
        Column("Secteurs", lambda line: listing(map(graph.label, sorted(line[1])))),
    ]
    object_table(found.junctions, columns, "canaux", opens, "canal")


show(open_estate())
