"""Modéliser un processus: its steps in a table, its drawing at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from urbanism.analyses.process_map import process_map, steps_of
from urbanism.analyses.stoppable import party_name
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.gestures import MODEL, may, places, tell_who
from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.links import asked_object, go_to, link, object_address
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption
from urbanism.dashboard.components.refusals import refusals_said
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.modelling import (
    ACTOR,
    APPLICATION,
    BLOCK,
    ORDER,
    READ,
    STEP,
    WRITTEN,
    applications_for,
    steps_written,
)
from urbanism.dashboard.state import Estate, open_estate
from urbanism.drawing.lanes import lane_scenes
from urbanism.drawing.paper import SCREEN
from urbanism.governance.process_edits import ProcessDraft, StepDraft, save_process
from urbanism.snapshot import Process, ProcessStep

SEEN = "processus-lu"  # the process as it was when the person began


def show(estate: Estate) -> None:
    seen, steps = _seen(estate)
    subtitle = "Une ligne par étape, dans l’ordre ; le dessin suit. Ce que l’on ne sait pas se laisse vide."
    heading(f"Modifier : {seen.name}" if seen else "Modéliser un processus", subtitle, estate)
    link("processus", "Tous les processus", {}, "arrow_back")
    if not (may(estate, MODEL, seen.commune_id) if seen else places(estate, MODEL)):
        tell_who(estate, MODEL)
        return
    draft_of = _about(estate, seen)
    applications = applications_for(estate, draft_of["commune_id"], steps)
    blocks = {block.name: block.id for block in sorted(estate.snapshot.blocks, key=lambda block: block.name)}
    draft = ProcessDraft(steps=_table(estate, steps, applications, blocks), **draft_of)
    if st.button("Enregistrer", type="primary", icon=":material/save:"):
        _save(estate, seen, steps, draft)
    _drawing(estate, draft)


def _seen(estate: Estate) -> tuple[Process | None, tuple[ProcessStep, ...]]:
    """The process that the address names, as it was when this page was opened on it."""
    asked = asked_object()
    record = estate.snapshot.by_id.get(asked or 0)
    process = record if isinstance(record, Process) else None
    kept = st.session_state.get(SEEN)
    if kept is None or kept[0] != (process.id if process else None):
        steps = steps_of(graph_of(estate), process.id) if process else ()
        kept = st.session_state[SEEN] = (process.id if process else None, process, steps)
    return kept[1], kept[2]


def _about(estate: Estate, seen: Process | None) -> dict[str, Any]:
    communes = {place: estate.name_of(place) or "toutes les communes" for place in places(estate, MODEL)}
    districts: dict[int | None, str] = {
        None: "aucun en particulier",
        **{d.id: d.name for d in estate.snapshot.districts},
    }
    key = seen.id if seen else "nouveau"
    with st.grid(3, min_column_width=240, gap="small"):
        name = st.text_input("Nom du processus", seen.name if seen else "", key=f"nom-{key}")
        commune = st.selectbox(
            "Dans",
            list(communes),
            index=list(communes).index(seen.commune_id) if seen else 0,
            format_func=communes.__getitem__,
            key=f"commune-{key}",
        )
        district = st.selectbox(
            "Quartier",
            list(districts),
            index=list(districts).index(seen.district_id) if seen else 0,
            format_func=districts.__getitem__,
            key=f"quartier-{key}",
        )
    text = st.text_input("En une phrase", (seen.description or "") if seen else "", key=f"description-{key}")
    return {"name": name, "commune_id": commune, "district_id": district, "description": text.strip() or None}


def _table(
    estate: Estate, steps: tuple[ProcessStep, ...], applications: Mapping[str, int], blocks: Mapping[str, int]
) -> tuple[StepDraft, ...]:
    graph = graph_of(estate)
    rows = [
        {
            ORDER: step.rank,
            STEP: step.name,
            ACTOR: step.actor,
            APPLICATION: party_name(graph, step.application_id) if step.application_id else None,
            BLOCK: estate.name_of(step.block_id),
            READ: step.data_read,
            WRITTEN: step.data_written,
        }
        for step in steps
    ] or [dict.fromkeys((ORDER, STEP, ACTOR, APPLICATION, BLOCK, READ, WRITTEN))]
    edited = st.data_editor(
        pd.DataFrame(rows).astype({ORDER: "Int64"}),
        num_rows="dynamic",
        hide_index=True,
        placeholder="",
        key=f"etapes-{steps[0].process_id if steps else 'nouveau'}",
        column_config={
            ORDER: st.column_config.NumberColumn(
                width=50, help="Vide : l’ordre des lignes. Changez-le pour déplacer.", step=1
            ),
            STEP: st.column_config.TextColumn(width=180),
            ACTOR: st.column_config.TextColumn(width=110),
            APPLICATION: st.column_config.SelectboxColumn(width=165, options=list(applications)),
            BLOCK: st.column_config.SelectboxColumn(width=135, options=list(blocks)),
            READ: st.column_config.TextColumn(width=118),
            WRITTEN: st.column_config.TextColumn(width=135),
        },
    )
    rows = [{str(name): value for name, value in row.items()} for row in edited.to_dict("records")]
    return steps_written(rows, applications, blocks)


def _save(estate: Estate, seen: Process | None, steps: tuple[ProcessStep, ...], draft: ProcessDraft) -> None:
    with refusals_said():
        saved = save_process(estate.engine, seen, steps, draft, estate.viewer.name)
        del st.session_state[SEEN]
        st.session_state["page"] = "processus"  # where what was done is said
        undoable(saved.run, "Le processus est enregistré.")
        go_to("processus", object_address(saved.process))


def _drawing(estate: Estate, draft: ProcessDraft) -> None:
    if not draft.steps:
        st.markdown(":gray[Le dessin viendra avec la première étape.]")
        return
    graph = graph_of(estate)
    steps = [ProcessStep(-rank, 0, rank, *step) for rank, step in enumerate(draft.steps, start=1)]
    words = caption(estate, draft.name or "Processus sans nom", "non enregistré")
    show_map(lane_scenes(graph, process_map(graph, steps), SCREEN, words)[0], "modele-dessin")


show(open_estate())
