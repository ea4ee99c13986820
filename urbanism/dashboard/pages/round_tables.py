"""Projets et directions: who must be at the table of each project, and under which deputy."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.round_table import Direction, RoundTables, Seat, Table, round_tables
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.behind import behind_table
from urbanism.dashboard.components.layout import empty, heading, tile
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, Target, found_table, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.round_table_map import round_table_scenes
from urbanism.french import listing, number

PROJECTS, DIRECTIONS = "Projets", "Directions"


def show(estate: Estate) -> None:
    heading("Projets et directions", "Qui doit être à la table de chaque projet, et sous quel élu.", estate)
    if not estate.snapshot.projects:
        empty("Aucun projet", "Ouvrez un projet et dites quelles directions il concerne.", "groups")
        return
    found = answer(round_tables, estate)
    _tiles(found)
    asked = st.query_params.get("voir", "")
    table = next((one for one in found.tables if asked == f"projet.{one.project}"), None)
    direction = next((one for one in found.directions if asked == f"direction.{one.id}"), None)
    if table:
        _one_table(estate, table)
    elif direction:
        _list(estate, f"{_named(estate, direction.id)} : ses projets", direction.projects)
    elif asked == "sans-direction":
        _list(estate, "Projets dont aucune direction n’est connue", found.empty)
    else:
        _all(estate, found)


def _tiles(found: RoundTables) -> None:
    deputies = {deputy for table in found.tables for deputy in table.deputies}
    figures = (
        ("Projets en cours", len(found.tables) + len(found.empty), "avec leurs directions", ""),
        ("Directions à réunir", len(found.directions), "les voir", ""),
        ("Élus concernés", len(deputies), "connus", ""),
        ("Sans direction connue", len(found.empty), "à compléter", "sans-direction"),
    )
    with st.grid(4, min_column_width=150, gap="small"):
        for rank, (label, value, note, key) in enumerate(figures):
            tile(label, number(value), note, "tables", {"voir": [key]}, f"tables-{rank}")


def _named(estate: Estate, direction: int) -> str:
    """A direction and whose it is."""
    record = estate.snapshot.by_id[direction]
    return f"{record.name} – {estate.name_of(record.commune_id)}"


def _all(estate: Estate, found: RoundTables) -> None:
    names = [_named(estate, direction.id) for direction in found.directions]

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, "Projets et directions", "qui doit être à la table")
        return round_table_scenes(graph_of(estate), found, names, paper, words)

    for rank, scene in enumerate(draw(SCREEN)):
        show_map(scene, f"tables-dessin-{rank}")
    view = st.segmented_control("En liste", (PROJECTS, DIRECTIONS), default=PROJECTS, key="liste", bind="query-params")
    if view == DIRECTIONS:
        _directions(estate, found)
        return
    columns: list[Column[Table]] = [
        Column("Projet", lambda table: estate.name_of(table.project)),
        Column("Directions", lambda table: len(table.seats), "number"),
        Column("Lesquelles", lambda table: listing(_named(estate, one) for one in table.seats)),
        Column("Élus", lambda table: listing(table.deputies) or None),
        Column("Élu inconnu", lambda table: len(table.without_deputy), "number"),
    ]
    name = "projets et directions"
    paper_button(estate, name, draw, "tables", workbook_of(estate, found.tables, columns, name))
    found_table(
        found.tables, columns, "tables", "projet", opens=lambda t: ("tables", {"voir": [f"projet.{t.project}"]})
    )


def _directions(estate: Estate, found: RoundTables) -> None:
    def opens(direction: Direction) -> Target:
        return "tables", {"voir": [f"direction.{direction.id}"]}

    columns: list[Column[Direction]] = [
        Column("Direction", lambda one: _named(estate, one.id)),
        Column("Élu", lambda one: one.deputy),
        Column("Projets", lambda one: len(one.projects), "number"),
        Column("Lesquels", lambda one: listing(estate.name_of(project) or "" for project in one.projects)),
    ]
    found_table(found.directions, columns, "directions", "direction", opens=opens)


def _one_table(estate: Estate, table: Table) -> None:
    link("tables", "Revenir à tous les projets", {"voir": [""]}, "arrow_back")
    st.header(plain(estate.name_of(table.project) or ""), anchor=False)
    directions = {one.id: one for one in answer(round_tables, estate).directions}
    columns: list[Column[tuple[int, Seat]]] = [
        Column("Direction", lambda line: _named(estate, line[0])),
        Column("Pourquoi", lambda line: line[1].value),
        Column("Élu", lambda line: directions[line[0]].deputy),
    ]
    object_table(list(table.seats.items()), columns, "table", noun="direction")


def _list(estate: Estate, title: str, projects: tuple[int, ...]) -> None:
    link("tables", "Revenir à tous les projets", {"voir": [""]}, "arrow_back")
    st.header(plain(title), anchor=False)
    behind_table(estate, projects, "tables-projets")


show(open_estate())
