"""Communes × blocs: who uses what for each function; what is missing, what is there twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from urbanism.analyses.matrix import Cell, Matrix, Row
from urbanism.dashboard.address import to_address
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, nothing_fits, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.uses_table import case_address, uses_table
from urbanism.dashboard.matrix_lists import Asked, asked_matrix, converged, doubles, holes, scattered
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.uses_map import uses_maps
from urbanism.french import count, listing, number

HOLES, DOUBLES, CONVERGED, SCATTERED = "trous", "doublons", "un-seul-produit", "plusieurs-produits"


def show(estate: Estate) -> None:
    heading("Communes et blocs", "Qui utilise quoi, pour chaque fonction.", estate)
    if not (estate.snapshot.communes and estate.snapshot.blocks):
        empty("Rien à croiser", "Importez un tableur : ses applications viendront ici, bloc par bloc.", "grid_on")
        return
    filters = filter_bar(estate, "Ne garder que les applications qui se nomment…")
    asked = asked_matrix(estate, filters)
    used = any(cell.uses or cell.coming for cell in asked.matrix.cells)
    if not (asked.matrix.rows and asked.matrix.communes and (used or asked.holes)):
        nothing_fits()
        return
    _tiles(asked)
    view = st.query_params.get("voir", "")
    cell = _asked_cell(estate, asked.matrix)
    if cell:
        _one_cell(estate, cell)
    elif view in (HOLES, DOUBLES):
        _cells(estate, (holes if view == HOLES else doubles)(asked.matrix), view)
    elif view in (CONVERGED, SCATTERED):
        _rows(estate, (converged if view == CONVERGED else scattered)(asked.matrix), view)
    else:
        _table(estate, asked, {name: list(values) for name, values in to_address(filters).items()})


def _tiles(asked: Asked) -> None:
    found = asked.matrix
    gaps = number(len(holes(found))) if asked.holes else "–"
    figures = (
        ("Un seul produit", number(len(converged(found))), "blocs convergés", CONVERGED),
        ("Plusieurs produits", number(len(scattered(found))), "blocs à rapprocher", SCATTERED),
        ("Doublons", number(len(doubles(found))), "dans une même commune", DOUBLES),
        ("Trous", gaps, "attendus, rien de connu" if asked.holes else "sans objet sous ce filtre", HOLES),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, note, key in figures:
            tile(label, value, note, "usages", {"voir": [key]}, key)


def _table(estate: Estate, asked: Asked, address: dict[str, list[str]]) -> None:
    if asked.left_out:
        st.warning(f"{count(asked.left_out, 'commune')} sans colonne, faute de place : choisissez-en avec le filtre.")
    if not asked.holes:
        st.caption("Un filtre écarte des applications : ce qui manque ne peut pas se dire ici.")
    uses_table(estate, graph_of(estate), asked.matrix, address, asked.holes)
    graph = graph_of(estate)
    columns: list[Column[Row]] = [
        Column("Bloc", lambda row: graph.label(row.block)),
        *(Column(graph.label(c), partial(_products, rank)) for rank, c in enumerate(asked.matrix.communes)),
    ]
    name = "communes et blocs"

    def draw(paper: Paper) -> tuple[Scene, ...]:
        return uses_maps(graph, asked.matrix, paper, caption(estate, "Communes et blocs", "qui utilise quoi"))

    paper_button(estate, name, draw, "usages", workbook_of(estate, asked.matrix.rows, columns, name))


def _products(rank: int, row: Row) -> str | None:
    return " ; ".join(use.name for use in row.cells[rank].uses) or None


def _asked_cell(estate: Estate, found: Matrix) -> Cell | None:
    """The cell that the address names."""
    asked = st.query_params.get("case", "")
    graph = graph_of(estate)
    return next((cell for cell in found.cells if asked and case_address(graph, cell) == asked), None)


def _back() -> None:
    link("usages", "Revenir à la table", None, "arrow_back")


def _one_cell(estate: Estate, cell: Cell) -> None:
    _back()
    st.header(plain(f"{estate.name_of(cell.commune)} – {estate.name_of(cell.block)}"), anchor=False)
    if cell.applications:
        behind_table(estate, cell.applications, "case-applications")
    else:
        st.markdown(":gray[Aucune application connue.]")


def _cells(estate: Estate, cells: Sequence[Cell], view: str) -> None:
    _back()
    st.header("Attendus, rien de connu" if view == HOLES else "Plusieurs applications pour un bloc", anchor=False)
    graph = graph_of(estate)

    def opens(cell: Cell) -> Target:
        return "usages", {"case": [case_address(graph, cell)]}

    columns: list[Column[Cell]] = [
        Column("Bloc", lambda cell: graph.label(cell.block)),
        Column("Commune", lambda cell: graph.label(cell.commune)),
        Column("Applications", lambda cell: len(cell.applications), "number"),
        Column("Lesquelles", lambda cell: listing(map(graph.label, cell.applications)) or "aucune"),
    ]
    found_table(cells, columns, f"cases-{view}", "case", opens=opens)


def _rows(estate: Estate, rows: Sequence[Row], view: str) -> None:
    _back()
    st.header("Un seul produit partout" if view == CONVERGED else "Plusieurs produits", anchor=False)
    graph = graph_of(estate)

    def opens(row: Row) -> Target | None:
        return subject_target(estate, graph.subject(row.block))

    columns: list[Column[Row]] = [
        Column("Bloc", lambda row: graph.label(row.block)),
        Column("Produits", lambda row: row.products, "number"),
        Column("Communes servies", lambda row: sum(bool(cell.uses) for cell in row.cells), "number"),
        Column("Produits communs à plusieurs", lambda row: listing(map(graph.label, row.shared)) or "aucun"),
    ]
    found_table(rows, columns, f"lignes-{view}", "bloc", opens=opens)


show(open_estate())
