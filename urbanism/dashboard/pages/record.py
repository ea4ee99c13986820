"""Fiche: any object that people edit: its values, its form, its story; or the form of a new one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from urbanism.dashboard.components.edit_form import creation_form, edit_buttons, edit_form, is_edited
from urbanism.dashboard.components.gestures import EDIT, creatable, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import asked_object, go_to, link, object_address
from urbanism.dashboard.components.story import show_story
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import say_done
from urbanism.dashboard.fields import in_words
from urbanism.dashboard.state import Estate, open_estate
from urbanism.governance.editable import NAMES, kind_of
from urbanism.governance.editing import name_of


def show(estate: Estate) -> None:
    table = st.query_params.get("quoi", "")
    if table not in NAMES:
        _choose(estate)
        return
    asked = asked_object()
    if asked is None:
        _create(estate, table)
        return
    record = next((one for one in getattr(estate.snapshot, table) if one.id == asked), None)
    if record is None:
        heading("Fiche")
        empty("Cette fiche n’existe pas, ou plus", "Retrouvez-la dans « Modifier en tableau ».", "search_off")
        link("tableau", "Ouvrir le tableau", {"nature": [table]}, "table_edit")
        return
    _one(estate, table, record)


def _choose(estate: Estate) -> None:
    kinds = creatable(estate)
    heading("Créer une fiche", "De quelle nature ?" if kinds else "", estate)
    if not kinds:
        tell_who(estate, EDIT)
    with st.container(horizontal=True):
        for table in kinds:
            link("fiche", NAMES[table][0].capitalize(), {"quoi": [table]}, "add")


def _create(estate: Estate, table: str) -> None:
    heading(f"Créer : {NAMES[table][0]}", "", estate)
    if table not in creatable(estate):
        tell_who(estate, EDIT)
        return
    made = creation_form(estate, table)
    if made is not None:
        go_to("fiche", {"quoi": [table], **object_address(made)})


def _one(estate: Estate, table: str, record: Any) -> None:
    kind = kind_of(table)
    heading(name_of(record), kind.one.capitalize(), estate)
    say_done(estate)
    if is_edited(record):
        edit_form(estate, table, record)
        return
    edit_buttons(estate, table, record)
    values = [(field.label, in_words(field.name, getattr(record, field.name), estate.name_of)) for field in kind.fields]
    st.table(
        {"Champ": [plain(label) for label, _ in values], "Valeur": [known(value, 2000) for _, value in values]},
        border="horizontal",
        hide_header=True,
        hide_index=True,
    )
    show_story(estate, record.id)


show(open_estate())
