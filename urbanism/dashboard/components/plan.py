"""What an import would change of the estate: disagreements to settle, values old and new, objects marked as stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import streamlit as st

from importers.planning.retiring import STOPPED
from importers.run import ImportPreview
from importers.typed import Dispute, Side
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.text import plain
from urbanism.dashboard.correcting import Draft, disputes_of
from urbanism.dashboard.entities import entity_name, stored_in_words
from urbanism.dashboard.fields import NameOf, field_name
from urbanism.dashboard.state import Estate
from urbanism.french import count, number
from urbanism.store import Plan, Update

DISPUTES_SHOWN = 30


class ChangedValue(NamedTuple):
    """One field of one object, before and after."""

    entity: str
    object_name: str
    field: str
    before: str | None
    after: str | None


def show_disputes(estate: Estate, draft: Draft, preview: ImportPreview) -> None:
    """The values on which the files and the estate disagree: both, and who is right for this import."""
    disputes = disputes_of(preview)
    if not disputes:
        return
    name_of = _names(estate, preview.plan)
    waiting = sum(dispute.settled is None for dispute in disputes)
    title = f"**{count(len(disputes), 'désaccord')}** entre les fichiers et la cartographie"
    with st.container(border=True, key="import-desaccords"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{title} :gray[dont {number(waiting)} à trancher ; ce choix vaut pour cet import]")
            st.button("Les fichiers ont raison", on_click=draft.settle, args=(disputes, Side.FILE))
            st.button("La cartographie a raison", on_click=draft.settle, args=(disputes, Side.ESTATE))
        for dispute in disputes[:DISPUTES_SHOWN]:
            _dispute(draft, dispute, name_of)
        if len(disputes) > DISPUTES_SHOWN:
            st.caption(f"Les {number(DISPUTES_SHOWN)} premiers sur {number(len(disputes))}.")


def _dispute(draft: Draft, dispute: Dispute, name_of: NameOf) -> None:
    key = f"desaccord-{dispute.object_id}-{dispute.field}-{dispute.row}"
    values = {Side.ESTATE: dispute.present, Side.FILE: dispute.told}
    words = {side: stored_in_words(dispute.field, value, name_of) or "inconnu" for side, value in values.items()}
    labels = {
        Side.ESTATE: f"Garder « {plain(words[Side.ESTATE], 80)} »",
        Side.FILE: f"Prendre « {plain(words[Side.FILE], 80)} » (ligne {number(dispute.row)})",
    }
    st.session_state[key] = dispute.settled
    st.radio(
        f"{plain(name_of(dispute.object_id) or entity_name(dispute.entity))} – "
        f"{plain(field_name(dispute.entity, dispute.field))}",
        list(Side)[::-1],
        format_func=labels.__getitem__,
        horizontal=True,
        key=key,
        on_change=lambda: draft.settle([dispute], st.session_state[key]),
    )


def show_changes(estate: Estate, preview: ImportPreview) -> None:
    """The values that stored objects would take, and the objects that the files no longer tell of."""
    plan = preview.plan
    retired = [update for update in plan.updates if is_retirement(update)]
    name_of = _names(estate, plan)
    if len(retired) < len(plan.updates):
        changed = list(changed_values((u for u in plan.updates if not is_retirement(u)), name_of))
        with st.expander(f"**{count(len(changed), 'valeur')}** à modifier", icon=":material/edit:"):
            object_table(changed, CHANGE_COLUMNS, "import-changements", noun="valeur")
    if retired:
        title = f"**{count(len(retired), 'objet')}** que ces fichiers ne citent plus"
        with st.expander(f"{title}, à marquer comme arrêtés", icon=":material/stop_circle:"):
            object_table(retired, _retired_columns(name_of), "import-arrets", noun="objet")


def is_retirement(update: Update) -> bool:
    """Whether an update marks as stopped an object that its file no longer tells of."""
    field, stopped = STOPPED.get(update.entity, (None, None))
    row = update.place[1] if update.place else None
    return field is not None and row is None and dict(update.after) == {field: stopped}


def changed_values(updates: Iterator[Update], name_of: NameOf) -> Iterator[ChangedValue]:
    """Each value that changes, as a person reads it."""
    for update in updates:
        name = name_of(update.object_id) or f"n° {update.object_id}"
        for field, value in update.after.items():
            before = stored_in_words(field, update.before.get(field), name_of)
            yield ChangedValue(
                update.entity,
                name,
                field_name(update.entity, field),
                before,
                stored_in_words(field, value, name_of),
            )


CHANGE_COLUMNS: Sequence[Column[ChangedValue]] = (
    Column("Objet", lambda change: change.object_name),
    Column("Nature", lambda change: entity_name(change.entity)),
    Column("Champ", lambda change: change.field),
    Column("Avant", lambda change: change.before),
    Column("Après", lambda change: change.after),
)


def _retired_columns(name_of: NameOf) -> list[Column[Update]]:
    return [
        Column("Objet", lambda update: name_of(update.object_id)),
        Column("Nature", lambda update: entity_name(update.entity)),
        Column("Statut enregistré", lambda update: next(iter(update.before.values()))),
    ]


def _names(estate: Estate, plan: Plan) -> NameOf:
    """What objects are called, those that the plan creates too."""
    created: dict[int, str] = {}
    for batch in plan.creations:
        if "id" in batch.fields and "name" in batch.fields:
            at, name = batch.fields.index("id"), batch.fields.index("name")
            created.update((row[at], row[name]) for row in batch.rows)

    def name_of(object_id: int | None) -> str | None:
        record = estate.snapshot.by_id.get(object_id) if object_id is not None else None
        if record is not None and not getattr(record, "name", None):
            return getattr(record, "code", None) or estate.name_of(object_id)
        return estate.name_of(object_id) or (created.get(object_id) if object_id is not None else None)

    return name_of
