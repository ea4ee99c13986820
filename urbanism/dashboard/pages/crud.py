"""Data objects × applications: who creates, reads, updates and deletes what; competing masters and copies run wild."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from urbanism.analyses.crud import Cell, CrudMatrix, Silence, Standing, crud_matrix
from urbanism.analyses.crud_table import CrudTable, crud_table, letters, said
from urbanism.analyses.departures import told_departure
from urbanism.analyses.indexes import application_index
from urbanism.analyses.search import Filters, search
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.crud_table import crud_drawing
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading, nothing_fits, tile
from urbanism.dashboard.components.links import link, object_address
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import PAGES_WIDTH, Column, Target, found_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.crud_map import crud_scenes
from urbanism.french import number
from urbanism.vocabulary import DataEntry

USES, SILENT = "utilisations", "non-dits"
RIVALS, WILD = "maitres-concurrents", "copies-sauvages"
MARKED = {RIVALS: Standing.RIVAL, WILD: Standing.WILD}  # the standings that are findings, by the word of the address
ROWS_SHOWN = 150  # applications drawn at once


def show(estate: Estate) -> None:
    heading("Données et applications", "Qui crée, lit, modifie et supprime chaque donnée : la matrice CRUD.", estate)
    found = answer(crud_matrix, estate)
    if not found.cells:
        empty(
            "Aucun usage de donnée connu",
            "Importez un tableur qui dit quelles données chaque application crée, lit ou modifie.",
            "table_view",
        )
        return
    filters = filter_bar(estate, "Ne garder que les applications qui se nomment…")
    table = _asked(estate, found, filters)
    if not table.cells:
        nothing_fits()
        return
    silences = _silences(estate, found, filters)
    _tiles(table, silences)
    view = st.query_params.get("voir", "")
    if view in (USES, *MARKED):
        _uses(estate, [cell for cell in table.cells if view == USES or cell.standing is MARKED[view]], view)
    elif view == SILENT:
        _silent(estate, silences)
    else:
        _matrix(estate, table)


def _kept(estate: Estate, filters: Filters) -> frozenset[int] | None:
    if filters == Filters():
        return None
    return frozenset(entry.record.id for entry in search(derived(application_index, estate), filters))


def _asked(estate: Estate, found: CrudMatrix, filters: Filters) -> CrudTable:
    return crud_table(graph_of(estate), found, _kept(estate, filters))


def _silences(estate: Estate, found: CrudMatrix, filters: Filters) -> Sequence[Silence]:
    """What is not known of the applications and communes kept."""
    kept = _kept(estate, filters)
    if kept is None:
        return found.silences
    graph = graph_of(estate)
    holders = {graph.holder[application] for application in kept}
    return [silence for silence in found.silences if silence.subject in kept or silence.subject in holders]


def _tiles(table: CrudTable, silences: Sequence[Silence]) -> None:
    counts = {key: sum(cell.standing is standing for cell in table.cells) for key, standing in MARKED.items()}
    figures = (
        ("Usages", len(table.cells), "les voir en liste", USES),
        ("Maîtres concurrents", counts[RIVALS], "même donnée, même périmètre", RIVALS),
        ("Copies sauvages", counts[WILD], "rien ne les alimente", WILD),
        ("Non-dits", len(silences), "à demander, et à qui", SILENT),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for label, value, note, key in figures:
            tile(label, number(value), note, "crud", {"voir": [key]}, key)


def _matrix(estate: Estate, table: CrudTable) -> None:
    pages = -(-len(table.rows) // ROWS_SHOWN)
    page = 1
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            page = st.pagination(pages, key="crud-page", width=PAGES_WIDTH, bind="query-params")
            st.caption(
                f"{number(len(table.rows))} applications, {ROWS_SHOWN} à la fois : filtrez pour en voir moins,"
                " ou prenez le classeur."
            )
    crud_drawing(graph_of(estate), table, table.rows[(page - 1) * ROWS_SHOWN : page * ROWS_SHOWN])
    name = "données et applications"

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, "Données et applications", "qui crée, lit, modifie et supprime chaque donnée")
        return crud_scenes(graph_of(estate), table, paper, words)

    paper_button(estate, name, draw, "crud", workbook_of(estate, table.cells, _columns(estate), name))


def _columns(estate: Estate) -> list[Column[Cell]]:
    graph = graph_of(estate)
    return [
        Column("Application", lambda cell: graph.label(cell.application)),
        Column("Donnée", lambda cell: graph.label(cell.data_object)),
        Column("Commune", lambda cell: graph.label(cell.holder)),
        Column("Usage", lambda cell: letters([cell])),
        Column("Place", lambda cell: cell.standing.value),
        Column("Périmètre", lambda cell: cell.scope),
        Column("Arrivée", lambda cell: None if cell.entry is DataEntry.UNKNOWN else cell.entry.value),
        Column("En clair", lambda cell: said(graph, cell)),
        Column("Retrait", lambda cell: told_departure(graph, cell.application)),
    ]


def _back() -> None:
    link("crud", "Revenir à la matrice", None, "arrow_back")


def _uses(estate: Estate, cells: Sequence[Cell], view: str) -> None:
    titles = {USES: "Tous les usages", RIVALS: "Maîtres concurrents", WILD: "Copies sauvages"}
    _back()
    st.header(titles[view], anchor=False)

    def opens(cell: Cell) -> Target:
        return "application", object_address(cell.application)

    found_table(cells, _columns(estate), f"crud-{view}", "usage", opens=opens)


def _silent(estate: Estate, silences: Sequence[Silence]) -> None:
    _back()
    st.header("Ce que la matrice ne sait pas", anchor=False)
    graph = graph_of(estate)

    def opens(silence: Silence) -> Target | None:
        return subject_target(estate, graph.subject(silence.subject))

    columns: list[Column[Silence]] = [
        Column("Qui", lambda silence: graph.label(silence.subject)),
        Column("Pourquoi", lambda silence: silence.reason),
        Column("À demander", lambda silence: silence.question),
    ]
    found_table(silences, columns, "crud-non-dits", "question", opens=opens)


show(open_estate())
