"""Modifier en tableau: many objects at once, previewed value by value before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from urbanism.dashboard.components.edit_form import say_problems, show_differences
from urbanism.dashboard.components.gestures import EDIT, creatable, editable, may_edit_record, tell_who
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import link
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.components.undoing import say_done, undoable
from urbanism.dashboard.editing import options
from urbanism.dashboard.entities import stored_in_words
from urbanism.dashboard.scope import says
from urbanism.dashboard.state import Estate, open_estate
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.french import count, number
from urbanism.governance.editable import NAMES, EditableField, EditableKind, FieldType, kind_of
from urbanism.governance.editing import Edit, name_of, plan_edits
from urbanism.store import Plan, Update, apply_plan
from urbanism.store.rights import EVERYTHING

MOST_ROWS = 500
FIRST_FIELDS: Mapping[str, Sequence[str]] = {
    "applications": ("name", "status", "block_id", "product_id", "criticality", "ends_on"),
    "interfaces": ("name", "means", "format", "rhythm", "state", "personal_data"),
    "referentials": ("name", "data_object_id", "application_id", "technology", "owner", "updated_on"),
    "contracts": ("reference", "title", "editor_id", "end_date", "notice_months", "yearly_amount"),
}
"""The columns shown first: those that people correct most; the first ones of the file for other kinds."""
SEEN = "tableau-lu"  # in the session: the objects of the table, as the person first read them


def show(estate: Estate) -> None:
    heading("Modifier en tableau", "Plusieurs fiches à la fois ; rien n’est écrit avant votre accord.", estate)
    say_done(estate)
    kinds = editable(estate)
    if not kinds:
        tell_who(estate, EDIT)
        return
    table = st.selectbox(
        "Nature", kinds, format_func=lambda table: NAMES[table][1].capitalize(), key="nature", bind="query-params"
    )
    kind = kind_of(table)
    if table in creatable(estate):
        link("fiche", f"Créer : {kind.one}", {"quoi": [table]}, "add")
    if estate.viewer.role not in EVERYTHING:
        st.caption("Seules les fiches que vous pouvez modifier sont ici.")
    fields = _choose_fields(kind)
    asked, found = _filtered(estate, table)
    if not found:
        empty("Aucune fiche", "Enlevez un mot de la recherche, ou créez la première fiche.", "search_off")
        return
    if len(found) > MOST_ROWS:
        st.caption(f"Les {number(MOST_ROWS)} premières sur {number(len(found))} : affinez la recherche.")
    seen = _as_first_read(found[:MOST_ROWS], (table, *asked), fields)
    edits = _edited(estate, seen, fields)
    if edits:
        _preview(estate, kind, edits)
    else:
        st.caption("Modifiez des cases : les changements s’affichent ici avant d’être écrits.")


def _choose_fields(kind: EditableKind) -> Sequence[EditableField]:
    fields = {field.name: field for field in kind.fields if not field.fixed}
    first = FIRST_FIELDS.get(kind.table, list(fields)[:6])
    chosen = st.multiselect(
        "Colonnes", list(fields), first, format_func=lambda name: fields[name].label,
        key=f"colonnes-{kind.table}", select_all=False, bind="query-params",
    )  # fmt: skip
    return [fields[name] for name in chosen]


def _filtered(estate: Estate, table: str) -> tuple[tuple[object, ...], Sequence[Any]]:
    """What is asked, and the objects that answer it."""
    names = {commune.id: commune.name for commune in estate.snapshot.communes}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Rechercher", key="tableau-recherche", type="search", bind="query-params", placeholder="Nom ou code…"
        )
        places = st.multiselect(
            "Commune", list(names), format_func=names.__getitem__, key="tableau-communes", placeholder="toutes",
            select_all=False, bind="query-params",
        )  # fmt: skip
    return (text, *places), [
        record
        for record in getattr(estate.snapshot, table)
        if may_edit_record(estate, table, record)
        and (not places or getattr(record, "commune_id", None) in places)
        and says(text, (name_of(record), getattr(record, "code", "")))
    ]


def _as_first_read(records: Sequence[Any], asked: tuple[object, ...], fields: Sequence[EditableField]) -> Sequence[Any]:
    """The objects as they are, or, from the first cell changed on, as they were then: what others change is seen."""
    what, present = (asked, [field.name for field in fields]), list(records)
    read, seen = st.session_state.get(SEEN, (None, []))
    if read != what or (seen != present and not _is_begun()):
        st.session_state[SEEN] = (what, present)
        st.session_state["tableau-numero"] = st.session_state.get("tableau-numero", 0) + 1
        return present
    return list(seen)


def _is_begun() -> bool:
    """Whether cells were changed that are not yet written."""
    return bool(st.session_state.get(f"tableau-{st.session_state['tableau-numero']}", {}).get("edited_rows"))


def _edited(estate: Estate, seen: Sequence[Any], fields: Sequence[EditableField]) -> Sequence[Edit]:
    words = {field.name: options(estate, field) for field in fields if field.choices or field.targets}
    values = {name: {word: value for value, word in known.items()} for name, known in words.items()}
    frame = pd.DataFrame(
        {
            "Fiche": [name_of(record) for record in seen],
            **{field.name: [_cell(record, field, words) for record in seen] for field in fields},
        },
        dtype=object,
    )
    key = f"tableau-{st.session_state['tableau-numero']}"
    st.data_editor(
        frame, key=key, hide_index=True, disabled=["Fiche"], num_rows="fixed", placeholder="inconnu",
        column_config={field.name: _column(field, words) for field in fields},
    )  # fmt: skip
    changes: Mapping[int, Mapping[str, Any]] = st.session_state[key]["edited_rows"] if key in st.session_state else {}
    by_name = {field.name: field for field in fields}
    return [
        Edit(seen[row], {name: _value(by_name[name], value, values) for name, value in cells.items()})
        for row, cells in changes.items()
    ]


def _cell(record: Any, field: EditableField, words: Mapping[str, Mapping[Any, str]]) -> Any:
    value = getattr(record, field.name)
    return words[field.name].get(value) if field.name in words else value


def _value(field: EditableField, value: Any, values: Mapping[str, Mapping[str, Any]]) -> Any:
    """What a cell of the editor says: the table gives back texts, numbers and ISO days."""
    if value in (None, ""):
        return "" if field.required and field.holds is FieldType.TEXT else None
    if field.name in values:
        return values[field.name].get(value, value)
    if field.holds is FieldType.DATE:
        return pd.Timestamp(value).date()
    if field.holds is FieldType.INTEGER and float(value).is_integer():
        return int(value)
    return value


def _column(field: EditableField, words: Mapping[str, Mapping[Any, str]]) -> Any:
    if field.name in words:
        return st.column_config.SelectboxColumn(
            field.label, options=list(words[field.name].values()), required=field.required
        )  # fmt: skip
    match field.holds:
        case FieldType.DATE:
            return st.column_config.DateColumn(field.label, format="DD/MM/YYYY")
        case FieldType.INTEGER:
            return st.column_config.NumberColumn(field.label, step=1, min_value=field.lowest, max_value=field.highest)
        case FieldType.AMOUNT:
            return st.column_config.NumberColumn(f"{field.label} (€)", min_value=field.lowest)
        case _:
            return st.column_config.TextColumn(field.label, required=field.required)


def _preview(estate: Estate, kind: EditableKind, edits: Sequence[Edit]) -> None:
    """The plan value by value, then its button: the plan that is shown is the one applied."""
    try:
        plan = plan_edits(estate.engine, estate.snapshot, kind.table, edits, estate.viewer.name)
    except UrbanismError as error:
        say_problems(error)
        return
    names = {edit.seen.id: name_of(edit.seen) for edit in edits}
    lines = [(update, name) for update in plan.updates for name in update.after if name != "block_basis"]
    st.header(f"Ce qui va changer : {count(len(lines), 'valeur')}", anchor=False)
    object_table(lines, _preview_columns(estate, kind, names), "apercu-tableau")
    with st.container(horizontal=True):
        past = estate.past is not None
        if st.button("Enregistrer", type="primary", icon=":material/save:", key="tableau-ecrire", disabled=past):
            _apply(estate, kind, plan, edits)
        st.button("Renoncer", key="tableau-renoncer", on_click=_start_again)


def _preview_columns(estate: Estate, kind: EditableKind, names: Mapping[int, str]) -> list[Column[tuple[Update, str]]]:
    def said(name: str, value: object) -> str:
        return stored_in_words(name, value, estate.name_of) or "inconnu"

    return [
        Column("Fiche", lambda line: names[line[0].object_id]),
        Column("Champ", lambda line: kind.field(line[1]).label),
        Column("Avant", lambda line: said(line[1], line[0].before[line[1]])),
        Column("Après", lambda line: said(line[1], line[0].after[line[1]])),
    ]


def _apply(estate: Estate, kind: EditableKind, plan: Plan, edits: Sequence[Edit]) -> None:
    try:
        run = apply_plan(estate.engine, plan)
    except ConflictingChange as error:
        st.error(plain(error, 600), icon=":material/sync_problem:")
        for one in edits:
            labels = {name: f"{name_of(one.seen)}, {kind.field(name).label}" for name in one.wanted}
            show_differences(estate, labels, one.seen, estate.snapshot.by_id.get(one.seen.id))
        st.button("Repartir de l’état actuel", key="tableau-repartir", on_click=_start_again)
    except UrbanismError as error:
        say_problems(error)
    else:
        _start_again()
        undoable(run, f"{count(len(plan.updates), 'fiche modifiée', 'fiches modifiées')}.")
        st.rerun()


def _start_again() -> None:
    st.session_state.pop(SEEN, None)


show(open_estate())
