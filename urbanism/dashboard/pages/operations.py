"""Opérations: everything that was ever written, what each operation did, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from importers.fields import KINDS
from urbanism.dashboard.components.gestures import may_undo
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, link, object_address
from urbanism.dashboard.components.preview import COUNTS
from urbanism.dashboard.components.story import OPERATIONS, local_moment
from urbanism.dashboard.components.table import Column, Target, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import say_done, take_back
from urbanism.dashboard.entities import entity_name, stored_in_words
from urbanism.dashboard.fields import field_name
from urbanism.dashboard.state import Estate, open_estate
from urbanism.french import count, listing, number
from urbanism.governance.editable import NAMES, kind_of
from urbanism.store.history import Run, runs
from urbanism.store.runs import ReadFile, ReadSheet, TouchedObject, files_of_run, objects_of_run, tally_of_run

MOST_RUNS = 1_000
MOST_OBJECTS = 500
FILE_STATES = {"imported": "importé", "refused": "illisible", "ignored": "laissé de côté"}


def show(estate: Estate) -> None:
    known = {run.id: run for run in runs(estate.engine, MOST_RUNS)}
    asked = known.get(asked_object() or 0)
    if asked is not None:
        _one(estate, asked)
        return
    heading("Opérations", "Tout ce qui a été écrit : imports, saisies, décisions, annulations. Ouvrez-en une.", estate)
    say_done(estate)
    if not known:
        empty("Aucune opération", "Le premier import viendra ici.", "history")
        return
    object_table(list(known.values()), _run_columns(), "operations", _opens, "opération")


def _run_columns() -> list[Column[Run]]:
    return [
        Column("Opération", lambda run: f"n° {run.id}"),
        Column("Quand", lambda run: local_moment(run.made_at)),
        Column("Nature", lambda run: run.origin.value),
        Column("Motif", lambda run: run.reason),
        Column("Par", lambda run: run.author),
        Column("Modifications", lambda run: run.changes, "number"),
        Column("État", lambda run: "annulée" if run.undone else "en vigueur"),
    ]


def _opens(run: Run) -> Target:
    return "operations", object_address(run.id)


def _one(estate: Estate, run: Run) -> None:
    heading(f"Opération n° {run.id}", run.reason, estate)
    say_done(estate)
    state = " **Elle a été annulée.**" if run.undone else ""
    st.markdown(
        f"{plain(run.origin.value.capitalize())}, {plain(local_moment(run.made_at))}, par {plain(run.author)}.{state}"
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        if may_undo(estate, run):
            st.button(
                "Annuler cette opération",
                icon=":material/undo:",
                on_click=take_back,
                args=(estate, run.id),
                disabled=run.undone,
                help="Tout ce qu’elle a écrit est défait d’un coup. Refusé, avec la raison, si une autre en dépend.",
            )
        link("operations", "Toutes les opérations", icon="history")
    tally = tally_of_run(estate.engine, run.id)
    for operation in OPERATIONS:
        words = [
            f"{number(total)} {entity_name(entity, several=total > 1)}"
            for (entity, done), total in tally.items()
            if done is operation
        ]
        if words:
            st.markdown(f"**{OPERATIONS[operation]}** : {plain(listing(words), 1000)}")
    _files(estate, run)
    _objects(estate, run)


def _files(estate: Estate, run: Run) -> None:
    """What was read of each file, sheet by sheet, and every remark made then."""
    files = files_of_run(estate.engine, run.id)
    lines = [(file, sheet) for file in files for sheet in file.sheets or (None,)]
    if lines:
        st.header("Les fichiers lus", anchor=False)
        object_table(lines, _sheet_columns(estate), "fichiers-lus", noun="feuille")
    issues = [(file, sheet, issue) for file, sheet in lines if sheet for issue in sheet.issues]
    if issues:
        with st.expander(f"**{count(len(issues), 'remarque')}** faites à la lecture", icon=":material/comment:"):
            object_table(issues, ISSUE_COLUMNS, "remarques-lues", noun="remarque")


def _sheet_columns(estate: Estate) -> list[Column[tuple[ReadFile, ReadSheet | None]]]:
    def rows(name: str) -> Column[tuple[ReadFile, ReadSheet | None]]:
        return Column(COUNTS[name], lambda line: line[1].counts.get(name, 0) if line[1] else None, "number")

    def content(sheet: ReadSheet | None) -> str:
        return "–" if sheet is None else KINDS[sheet.kind].label if sheet.kind in KINDS else sheet.kind

    return [
        Column("Fichier", lambda line: line[0].path),
        Column("Commune", lambda line: estate.name_of(line[0].commune_id) or "–"),
        Column("État", lambda line: line[0].reason or FILE_STATES.get(line[0].status, line[0].status)),
        Column("Feuille", lambda line: line[1].name if line[1] else "–"),
        Column("Contenu", lambda line: content(line[1])),
        *map(rows, COUNTS),
    ]


ISSUE_COLUMNS: list[Column[tuple[ReadFile, ReadSheet, Mapping[str, Any]]]] = [
    Column("Fichier", lambda line: line[0].path),
    Column("Feuille", lambda line: line[1].name),
    Column("Case", lambda line: str(line[2].get("cell") or line[2].get("row") or "–")),
    Column("Valeur", lambda line: line[2].get("value") or "–"),
    Column("Remarque", lambda line: line[2].get("message")),
]


def _objects(estate: Estate, run: Run) -> None:
    """The objects that the operation touched; those that have a page open it."""
    objects = objects_of_run(estate.engine, run.id, MOST_OBJECTS)
    if not objects:
        return

    def name(touched: TouchedObject) -> str:
        record = estate.snapshot.by_id.get(touched.object_id)
        told = estate.name_of(touched.object_id) or getattr(record, "code", None)
        return told or f"n° {touched.object_id}"

    def changes(touched: TouchedObject) -> str:
        words = (
            f"{field_name(touched.entity, field)} : {_said(estate, field, touched.before.get(field))} → "
            f"{_said(estate, field, value)}"
            for field, value in touched.after.items()
            if touched.before
        )
        return " ; ".join(words) or "–"

    def opens(touched: TouchedObject) -> Target | None:
        if touched.object_id not in estate.snapshot.by_id:
            return None
        if touched.object_id in estate.snapshot.application_ids:
            return "application", object_address(touched.object_id)
        table = next((table for table in NAMES if kind_of(table).entity == touched.entity), None)
        return ("fiche", {"quoi": [table], **object_address(touched.object_id)}) if table else None

    st.header("Les objets touchés", anchor=False)
    columns: list[Column[TouchedObject]] = [
        Column("Objet", name),
        Column("Nature", lambda touched: entity_name(touched.entity)),
        Column("Geste", lambda touched: OPERATIONS[touched.operation].lower()),
        Column("Valeurs", changes),
    ]
    object_table(objects, columns, "objets-touches", opens, "objet")
    if len(objects) == MOST_OBJECTS:
        st.caption(f"Les {number(MOST_OBJECTS)} premiers.")


def _said(estate: Estate, field: str, value: object) -> str:
    return stored_in_words(field, value, estate.name_of) or "inconnu"


show(open_estate())
