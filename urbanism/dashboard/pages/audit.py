"""Journal: who signed in, read, took away or changed what; for administrators."""

from __future__ import annotations

import streamlit as st

from urbanism.dashboard.components.layout import heading
from urbanism.dashboard.components.story import local_moment
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.state import Estate, open_estate
from urbanism.store.audit import Entry, entries, first_broken
from urbanism.vocabulary import Act

MOST_ENTRIES = 2_000


def show(estate: Estate) -> None:
    heading("Journal", "Qui s’est connecté, a lu, emporté ou modifié quoi. Rien ne s’y modifie.", estate)
    if not estate.viewer.administrator:
        st.info("Le journal est réservé aux administrateurs.", icon=":material/lock:")
        return
    acts = st.multiselect(
        "Ce qui s’est passé", [act.value for act in Act], placeholder="Tout", key="actes", bind="query-params"
    )
    found = entries(estate.engine, MOST_ENTRIES, acts=map(Act, acts))
    broken = first_broken(estate.engine)
    if broken:
        st.error(
            f"La chaîne est rompue à l’entrée n° {broken.id} : le journal a été altéré hors de l’application.",
            icon=":material/link_off:",
        )
    else:
        st.caption(":material/link: Chaque entrée suit bien de la précédente.")
    columns: list[Column[Entry]] = [
        Column("Quand", lambda entry: local_moment(entry.at)),
        Column("Qui", lambda entry: entry.who),
        Column("Acte", lambda entry: entry.act.value),
        Column("Quoi", lambda entry: entry.what),
        Column("Adresse", lambda entry: entry.address),
    ]
    object_table(list(found), columns, "journal", noun="entrée")


show(open_estate())
