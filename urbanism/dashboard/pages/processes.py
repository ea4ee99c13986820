"""Processus: how applications are articulated in a process, step by step, in a commune or all of them."""

from __future__ import annotations

import streamlit as st

from urbanism.analyses.process_map import (
    Passage,
    ProcessMap,
    actor_of,
    candidates,
    process_map,
    processes_within,
    run_in,
    steps_of,
)
from urbanism.analyses.search import Filters
from urbanism.dashboard.analysing import answer, graph_of
from urbanism.dashboard.components.filters import filter_bar, without_filters
from urbanism.dashboard.components.gestures import MODEL, may, places
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.picker import chosen_code
from urbanism.dashboard.components.table import Column, Target, found_table, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.matrix_lists import blocks_within
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.lanes import lane_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.french import count, listing
from urbanism.graph import EstateGraph
from urbanism.snapshot import Process, ProcessStep

AS_TOLD = ""
"""A process as it was described, not as one commune could run it."""

FIELDS = ("communes", "zones", "districts", "blocks", "classes")


def show(estate: Estate) -> None:
    asked = estate.snapshot.by_id.get(asked_object() or 0)
    if isinstance(asked, Process):
        _one(estate, asked)
    else:
        _all(estate)


def _all(estate: Estate) -> None:
    heading("Processus", "Qui fait quoi, avec quelles applications, et par où passent les données.", estate)
    if places(estate, MODEL):
        link("modeliser", "Modéliser un processus", None, "add")
    if not estate.snapshot.processes:
        empty(
            "Aucun processus", "Modélisez-en un en dix minutes, ou importez un tableur qui en décrit.", "account_tree"
        )
        return
    graph = graph_of(estate)
    filters = filter_bar(estate, "Rechercher un processus…", FIELDS)
    found = [process for process in _within(graph, estate, filters) if says(filters.text, [process.name])]
    columns: list[Column[Process]] = [
        Column("Processus", lambda process: process.name),
        Column("Collectivité", lambda process: _owner(estate, process)),
        Column("Étapes", lambda process: len(steps_of(graph, process.id)), "number"),
        Column("Acteurs", lambda process: len(set(map(actor_of, steps_of(graph, process.id)))), "number"),
        Column("Quartier", lambda process: estate.name_of(process.district_id)),
    ]
    found_table(found, columns, "processus", "processus", "processus", lambda p: ("processus", object_address(p.id)))


def _within(graph: EstateGraph, estate: Estate, filters: Filters) -> tuple[Process, ...]:
    communes = {c.id for c in estate.snapshot.communes if c.code in filters.communes} if filters.communes else None
    blocks = blocks_within(estate.snapshot, filters)
    return processes_within(graph, communes, None if blocks is None else frozenset(blocks))


def _owner(estate: Estate, process: Process) -> str:
    return estate.name_of(process.commune_id) or "toutes les communes"


def _one(estate: Estate, process: Process) -> None:
    without_filters()
    heading(process.name, process.description or f"Processus de : {_owner(estate, process)}.", estate)
    say_done(estate)
    with st.container(horizontal=True, vertical_alignment="center"):
        link("processus", "Tous les processus", {}, "arrow_back")
        if may(estate, MODEL, process.commune_id):
            link("modeliser", "Modifier", object_address(process.id), "edit")
    commune = _commune(estate)
    found = answer(_map, estate, process.id, commune)
    if not found.steps:
        empty("Aucune étape", "Modifiez ce processus pour lui en donner.", "account_tree")
        return

    def draw(paper: Paper) -> tuple[Scene, ...]:
        where = estate.name_of(commune) or _owner(estate, process)
        return lane_scenes(graph_of(estate), found, paper, caption(estate, process.name, where))

    show_map(draw(SCREEN)[0], "processus-dessin")
    columns = _columns(estate, commune)
    paper_button(estate, process.name, draw, "processus", workbook_of(estate, found.steps, columns, process.name))
    st.header("Les étapes", anchor=False)
    object_table(found.steps, columns, "etapes", _opens, "étape")
    _passages(estate, found)


def _commune(estate: Estate) -> int | None:
    """The commune in which the process is looked at; None for where it was described."""
    communes = {one.code: one for one in sorted(estate.snapshot.communes, key=lambda one: one.name)}
    names = {AS_TOLD: "Tel que décrit", **{code: one.name for code, one in communes.items()}}
    code = chosen_code("Dans quelle commune", names, "dans", AS_TOLD)
    if code == AS_TOLD:
        return None
    st.caption(
        "Les mêmes étapes, avec l’application qui sert cette commune dans chaque bloc ;"
        " aucune n’est dessinée là où elle n’en a pas, ou en a plusieurs."
    )
    return communes[code].id


def _map(graph: EstateGraph, process: int, commune: int | None) -> ProcessMap:
    steps = steps_of(graph, process)
    return process_map(graph, steps if commune is None else run_in(graph, steps, commune))


def _opens(step: ProcessStep) -> Target | None:
    return ("application", object_address(step.application_id)) if step.application_id else None


def _columns(estate: Estate, commune: int | None) -> list[Column[ProcessStep]]:
    graph = graph_of(estate)

    def possible(step: ProcessStep) -> str:
        return listing(map(graph.label, candidates(graph, step, commune or 0))) or "aucune"

    here = [] if commune is None else [Column("Applications de cette commune dans le bloc", possible)]
    return [
        Column("Étape", lambda step: f"{step.rank}. {step.name}"),
        Column("Acteur", lambda step: step.actor),
        Column("Application", lambda step: estate.name_of(step.application_id)),
        *here,
        Column("Bloc", lambda step: estate.name_of(step.block_id)),
        Column("Données lues", lambda step: step.data_read),
        Column("Données écrites", lambda step: step.data_written),
    ]


def _passages(estate: Estate, found: ProcessMap) -> None:
    graph = graph_of(estate)
    st.header("D’une étape à la suivante", anchor=False)

    def flows(passage: Passage) -> str:
        means = ", ".join(graph.snapshot.by_id[flow].means.value for flow in passage.flows)
        return f"{count(len(passage.flows), 'flux', 'flux')} : {means}" if passage.flows else "–"

    columns: list[Column[Passage]] = [
        Column("De", lambda passage: found.steps[passage.source].name),
        Column("Vers", lambda passage: found.steps[passage.target].name),
        Column("Passage", lambda passage: passage.kind.value),
        Column("Flux", flows),
    ]
    if found.passages:
        object_table(found.passages, columns, "passages", noun="passage")


show(open_estate())
