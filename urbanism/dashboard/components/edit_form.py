"""Editing an object in place, creating one, ending its life: the same form for every kind of objects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from urbanism.dashboard.components.gestures import EDIT, may_edit_record, may_hold, tell_who
from urbanism.dashboard.components.picker import MOST, narrowed
from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.editing import SEEN, options
from urbanism.dashboard.fields import in_words
from urbanism.dashboard.state import Estate
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.governance.editable import EditableField, EditableKind, FieldType, kind_of
from urbanism.governance.editing import RETIREMENTS, Edit, UnacceptableEdit, create, edit, retirement
from urbanism.store.sharing import OWNER

NO_LIMIT: Mapping[str, Collection[Any]] = {}
RESTARTS = "reprises-de-fiche"
"""In the session: how many times a form was begun again on what someone else had written."""


def edit_buttons(estate: Estate, table: str, record: Any) -> None:
    """Begin to edit, or end the object's life, for those who may; the past is only read."""
    if not may_edit_record(estate, table, record):
        tell_who(estate, EDIT)
        return
    past = estate.past is not None
    with st.container(horizontal=True):
        st.button(
            "Modifier", icon=":material/edit:", key="fiche-modifier", on_click=_begin, args=(record,), disabled=past
        )
        if table in RETIREMENTS:
            st.button(
                "Retirer", icon=":material/archive:", key="fiche-retirer", on_click=_retire,
                args=(estate, table, record), disabled=past,
                help="La fiche reste, avec son histoire : elle est dite arrêtée, ou échue, à ce jour.",
            )  # fmt: skip
    if "retrait-refuse" in st.session_state:
        st.error(plain(st.session_state.pop("retrait-refuse"), 600), icon=":material/block:")


def is_edited(record: Any) -> bool:
    """Whether this object is being edited."""
    return SEEN in st.session_state and st.session_state[SEEN].id == record.id


def edit_form(estate: Estate, table: str, present: Any) -> None:
    """The form; `present` is the object as it is now, which someone may have changed since the form was opened."""
    seen = st.session_state[SEEN]
    kind = kind_of(table)
    fields = [field for field in kind.fields if not field.fixed]
    among = _proposed(estate, fields, seen._asdict())
    with st.form("fiche", border=True):
        wanted = _inputs(estate, fields, seen._asdict(), among)
        with st.container(horizontal=True):
            save = st.form_submit_button("Enregistrer", type="primary", icon=":material/save:")
            st.form_submit_button("Renoncer", on_click=_leave)
    if not save:
        return
    try:
        run = edit(estate.engine, estate.snapshot, table, [Edit(seen, wanted)], estate.viewer.name)
    except ConflictingChange as error:
        st.error(plain(error, 600), icon=":material/sync_problem:")
        show_differences(estate, {field.name: field.label for field in kind.fields}, seen, present)
        st.button("Repartir de la fiche actuelle", key="fiche-repartir", on_click=_restart, args=(present,))
    except UrbanismError as error:
        say_problems(error)
    else:
        _leave()
        undoable(run, "La fiche est enregistrée.")
        st.rerun()


def creation_form(estate: Estate, table: str) -> int | None:
    """The form of a new object; its identifier once it is created."""
    kind = kind_of(table)
    among = {**_proposed(estate, kind.fields, {}), **_holders(estate, kind)}
    with st.form("fiche", border=True):
        values = _inputs(estate, kind.fields, {}, among)
        save = st.form_submit_button("Créer", type="primary", icon=":material/add:", disabled=estate.past is not None)
    if not save:
        return None
    try:
        run, made = create(estate.engine, estate.snapshot, table, values, estate.viewer.name)
    except UrbanismError as error:
        say_problems(error)
        return None
    _leave()
    undoable(run, "La fiche est créée.")
    return made


def _holders(estate: Estate, kind: EditableKind) -> Mapping[str, Collection[int]]:
    """The field that says whose a new object is, and what whoever reads may choose there."""
    owner = OWNER.get(kind.entity, "commune_id")
    fields = [field for field in kind.fields if field.name == owner]
    known = estate.snapshot.by_id
    return {f.name: {one for one in options(estate, f) if may_hold(estate, kind.table, known[one])} for f in fields}


def _proposed(
    estate: Estate, fields: Iterable[EditableField], values: Mapping[str, Any]
) -> Mapping[str, Collection[Any]]:
    """For the fields that name one object among too many, those to propose: the words are asked above the form."""
    among: dict[str, Collection[Any]] = {}
    with st.container(horizontal=True):
        for field in fields:
            if field.holds is FieldType.REFERENCE and len(words := options(estate, field)) > MOST:
                known = [one for one in (values.get(field.name),) if one in words]
                key = f"{restarted('fiche')}-{field.name}"
                among[field.name] = frozenset(narrowed(field.label, words, key, words.__getitem__, known))
    return among


def say_problems(error: UrbanismError) -> None:
    """Each value to see again, or why nothing was written."""
    problems = error.problems if isinstance(error, UnacceptableEdit) else ()
    if not problems:
        st.error(plain(error, 600), icon=":material/error:")
        return
    lines = [f"- {plain(p.object_name)}, **{plain(p.field)}** : {plain(p.what)} {plain(p.remedy)}" for p in problems]
    st.error("\n".join(lines[:20]), icon=":material/error:")


def _inputs(
    estate: Estate,
    fields: Iterable[EditableField],
    values: Mapping[str, Any],
    among: Mapping[str, Collection[Any]] = NO_LIMIT,
) -> Mapping[str, Any]:
    short = [field for field in fields if field.holds is not FieldType.LONG_TEXT]
    long = [field for field in fields if field.holds is FieldType.LONG_TEXT]
    wanted: dict[str, Any] = {}
    with st.grid(3, min_column_width=240, gap="small"):
        for field in short:
            limits = among.get(field.name)
            value = values.get(field.name)
            if value is None and limits and len(limits) == 1:
                value = next(iter(limits))
            wanted[field.name] = field_input(estate, field, value, restarted("fiche"), limits)
    for field in long:
        text = st.text_area(field.label, values.get(field.name) or "", key=f"{restarted('fiche')}-{field.name}")
        wanted[field.name] = _text(field, text)
    return wanted


def field_input(
    estate: Estate, field: EditableField, value: Any, of: str = "fiche", among: Collection[Any] | None = None
) -> Any:
    """The input of one field, whatever it holds; `of` tells the inputs of a page apart, `among` limits the choices."""
    key = f"{of}-{field.name}"
    label = f"{field.label} (€)" if field.holds is FieldType.AMOUNT else field.label
    match field.holds:
        case FieldType.CHOICE | FieldType.REFERENCE:
            words = options(estate, field)
            order = [one for one in words if among is None or one in among]
            index = order.index(value) if value in order else _unknown(order)
            return st.selectbox(
                label, order, index=index, format_func=words.__getitem__, placeholder="inconnu", key=key
            )  # fmt: skip
        case FieldType.DATE:
            return st.date_input(
                label, value, format="DD/MM/YYYY", key=key, min_value=date.min, max_value=date.max
            )  # fmt: skip
        case FieldType.INTEGER:
            return st.number_input(label, value=value, step=1, key=key)
        case FieldType.AMOUNT:
            return st.number_input(label, value=None if value is None else float(value), key=key)
    return _text(field, st.text_input(label, value or "", key=key))


def _unknown(order: Sequence[Any]) -> int | None:
    """Where the word « inconnu » stands among the choices: what nobody said yet."""
    return next((rank for rank, choice in enumerate(order) if choice == "inconnu"), None)


def _text(field: EditableField, text: str) -> str | None:
    return text.strip() or ("" if field.required else None)


def show_differences(estate: Estate, labels: Mapping[str, str], seen: Any, present: Any) -> None:
    """What someone else changed since the person read an object, field by field; `present` is None if it went."""
    for name, label in labels.items():
        before, now = getattr(seen, name), getattr(present, name, None)
        if before != now:
            words = [known(in_words(name, value, estate.name_of)) for value in (before, now)]
            st.markdown(f"- {plain(label)} : vous lisiez {words[0]}, la fiche dit maintenant **{words[1]}**")


def _begin(record: Any) -> None:
    _leave()
    st.session_state[SEEN] = record


def _restart(present: Any) -> None:
    restart()
    _begin(present)


def restart() -> None:
    """Give the fields of a form new names: under the old ones, a browser keeps what was typed in them."""
    st.session_state[RESTARTS] = st.session_state.get(RESTARTS, 0) + 1


def restarted(name: str) -> str:
    """The name, in this session, of a field or form that may be begun again."""
    times = st.session_state.get(RESTARTS, 0)
    return f"{name}-{times}" if times else name


def _retire(estate: Estate, table: str, record: Any) -> None:
    try:
        ending = retirement(table, record, date.today())
        run = edit(estate.engine, estate.snapshot, table, [ending], estate.viewer.name)
    except UrbanismError as error:
        st.session_state["retrait-refuse"] = str(error)
    else:
        undoable(run, "La fiche est close ; son histoire reste.")


def _leave() -> None:
    kept = ("fiche-modifier", "fiche-retirer")
    for name in [name for name in st.session_state if str(name).startswith("fiche-") and name not in kept]:
        del st.session_state[name]
