"""Where each value of an object came from, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import PurePath

import streamlit as st

from urbanism.dashboard.components.text import known, plain
from urbanism.dashboard.entities import entity_name, stored_in_words
from urbanism.dashboard.fields import FIELDS, field_name, in_words
from urbanism.dashboard.state import Estate
from urbanism.french import moment, number
from urbanism.snapshot import Application
from urbanism.store.history import Event, ValueOrigin, origins, story
from urbanism.store.tables import has_identity
from urbanism.vocabulary import Operation

OPERATIONS = {Operation.CREATE: "Création", Operation.UPDATE: "Modification", Operation.DELETE: "Suppression"}


def show_origins(estate: Estate, application: Application) -> None:
    """Each known value beside the file, sheet, cell and date it came from."""
    st.header("Chaque valeur et sa source", anchor=False)
    found = origins(estate.engine, application.id)
    if not found:
        st.markdown(":gray[Aucune source n’est connue pour ces valeurs.]")
        return
    fields = [field for field in FIELDS if field in found]
    st.table(
        {
            "Champ": [plain(field_name("application", field)) for field in fields],
            "Valeur": [known(in_words(field, getattr(application, field), estate.name_of)) for field in fields],
            "Source": [_place(found[field]) for field in fields],
            "Case": [plain(found[field].cell or "–") for field in fields],
            "Titre de la colonne": [plain(found[field].header or "–") for field in fields],
            "Depuis le": [plain(local_moment(found[field].made_at)) for field in fields],
        },
        border="horizontal",
        hide_index=True,
    )


def show_story(estate: Estate, object_id: int, parts: Iterable[int] = ()) -> None:
    """Every change of the object, newest first, with those of its `parts`, each then named."""
    st.header("Histoire", anchor=False)
    told = [(event, one) for one in (object_id, *parts) for event in story(estate.engine, one)]
    for event, one in sorted(told, key=lambda line: (line[0].made_at, line[0].change_set), reverse=True):
        with st.container(border=True, gap="xxsmall"):
            operation = event.operation if has_identity(event.entity) else Operation.UPDATE
            part = f" ({entity_name(event.entity)})" if one != object_id else ""
            when = plain(local_moment(event.made_at))
            st.markdown(f"**{OPERATIONS[operation]}**{part}, {when}, par {plain(event.author)}")
            st.markdown(f":gray[{plain(event.reason)}{_from(event)}]")
            changes = _changes(estate, event, one)
            if changes:
                st.markdown("\n".join(changes))


def local_moment(made_at: datetime) -> str:
    """A stored moment (universal time) on the reader's clock."""
    return moment((made_at if made_at.tzinfo else made_at.replace(tzinfo=UTC)).astimezone())


def _place(origin: ValueOrigin) -> str:
    if origin.file is None:
        return plain(f"{origin.origin.value.capitalize()} par {origin.author}")
    parts: Sequence[str | None] = (PurePath(origin.file).name, origin.sheet)
    return plain(", ".join(part for part in parts if part))


def _from(event: Event) -> str:
    if event.file is None:
        return ""
    row = f", ligne {number(event.row)}" if event.row is not None else ""
    return " – " + plain(f"{PurePath(event.file).name}, {event.sheet}{row}")


def _changes(estate: Estate, event: Event, object_id: int) -> list[str]:
    """Each field before and after; a tie of the object to another appears or disappears whole."""
    if has_identity(event.entity):
        changed = list(event.after) if event.operation is Operation.UPDATE else []
    else:
        changed = [name for name, value in {**event.before, **event.after}.items() if value != object_id]
    return [
        f"- {plain(field_name(event.entity, field))} : "
        f"{known(stored_in_words(field, event.before.get(field), estate.name_of))} → "
        f"{known(stored_in_words(field, event.after.get(field), estate.name_of))}"
        for field in changed
    ]
