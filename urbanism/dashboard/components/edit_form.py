"""Editing the main fields of an application in place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.components.undoing import undoable
from urbanism.dashboard.fields import LABELS, in_words
from urbanism.dashboard.state import Estate
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.governance.application_edits import edit_application
from urbanism.snapshot import Application
from urbanism.vocabulary import Criticality, LifecycleStatus, Ternary

EDITED = "fiche-en-cours"
"""The application being edited, as it was when the person began."""
TEXTS = ("name", "version", "correspondent")
LONG_TEXTS = ("purpose", "description")
CHOICES = {"status": LifecycleStatus, "criticality": Criticality, "personal_data": Ternary}
DATES = ("started_on", "ends_on", "end_of_support")
COSTS = ("cost_licence", "cost_maintenance", "cost_hosting", "cost_staff", "cost_other", "cost_total")


def edit_button(estate: Estate, application: Application) -> None:
    """Begin to edit; the past is only read."""
    past = estate.past is not None
    st.button(
        "Modifier", icon=":material/edit:", key="fiche-modifier", on_click=_begin, args=(application,), disabled=past
    )


def is_edited(application: Application) -> bool:
    """Whether this application is being edited."""
    return EDITED in st.session_state and st.session_state[EDITED].id == application.id


def edit_form(estate: Estate, present: Application) -> None:
    """The form; `present` is the application as it is now, which someone may have changed since the form was opened."""
    seen: Application = st.session_state[EDITED]
    with st.form("fiche", border=True):
        wanted = _fields(estate, seen)
        with st.container(horizontal=True):
            save = st.form_submit_button("Enregistrer", type="primary", icon=":material/save:")
            st.form_submit_button("Renoncer", on_click=_leave)
    if not save:
        return
    try:
        run = edit_application(estate.engine, seen, wanted, estate.viewer.name)
    except ConflictingChange as error:
        st.error(plain(error, 600), icon=":material/sync_problem:")
        _differences(estate, seen, present)
    except UrbanismError as error:
        st.error(plain(error, 600), icon=":material/error:")
    else:
        _leave()
        undoable(run, "La fiche est enregistrée.")
        st.rerun()


def _fields(estate: Estate, seen: Application) -> Mapping[str, Any]:
    blocks = {block.id: block.name for block in sorted(estate.snapshot.blocks, key=lambda block: block.name)}
    wanted: dict[str, Any] = {}
    with st.grid(3, min_column_width=240, gap="small"):
        for name in TEXTS:
            text = st.text_input(LABELS[name], getattr(seen, name) or "", key=f"fiche-{name}")
            wanted[name] = text.strip() or (None if name != "name" else "")
        order = list(blocks)
        wanted["block_id"] = st.selectbox(
            LABELS["block_id"],
            order,
            index=order.index(seen.block_id) if seen.block_id in blocks else None,
            format_func=blocks.__getitem__,
            placeholder="inconnu",
            key="fiche-block_id",
        )
        for name, choices in CHOICES.items():
            members = list(choices)
            wanted[name] = st.selectbox(
                LABELS[name], members, index=members.index(getattr(seen, name)), key=f"fiche-{name}"
            )
        for name in DATES:
            wanted[name] = st.date_input(
                LABELS[name], getattr(seen, name), format="DD/MM/YYYY", key=f"fiche-{name}", min_value=date.min,
                max_value=date.max,
            )  # fmt: skip
        wanted["users"] = st.number_input(LABELS["users"], value=seen.users, step=1, key="fiche-users")
        for name in COSTS:
            value = None if getattr(seen, name) is None else float(getattr(seen, name))
            label = f"Coût annuel : {LABELS[name].lower()} (€)"
            wanted[name] = st.number_input(label, value=value, key=f"fiche-{name}")
    for name in LONG_TEXTS:
        text = st.text_area(LABELS[name], getattr(seen, name) or "", key=f"fiche-{name}")
        wanted[name] = text.strip() or None
    return wanted


def _differences(estate: Estate, seen: Application, present: Application) -> None:
    """What someone else changed meanwhile, and starting again from it."""
    for name in Application._fields:
        before, now = getattr(seen, name), getattr(present, name)
        if before != now and name in LABELS:
            words = [known(in_words(name, value, estate.name_of)) for value in (before, now)]
            st.markdown(f"- {plain(LABELS[name])} : vous lisiez {words[0]}, la fiche dit maintenant **{words[1]}**")
    st.button("Repartir de la fiche actuelle", key="fiche-repartir", on_click=_begin, args=(present,))


def _begin(application: Application) -> None:
    _leave()
    st.session_state[EDITED] = application


def _leave() -> None:
    for name in [name for name in st.session_state if str(name).startswith("fiche-") and name != "fiche-modifier"]:
        del st.session_state[name]
