"""Inventaire: every application, searched and filtered; each opens its page."""

from __future__ import annotations

from urbanism.analyses.indexes import application_index
from urbanism.analyses.search import search
from urbanism.dashboard.components.export_button import export_button
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, found_table, said
from urbanism.dashboard.components.watch import only_watched
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.snapshot import Application


def show(estate: Estate) -> None:
    heading("Inventaire", "Toutes les applications de la métropole et de ses communes.", estate)
    if not estate.snapshot.applications:
        empty("Aucune application", "Importez un tableur : ses applications viendront ici.", "upload_file")
        return
    filters = filter_bar(estate, "Rechercher un nom, un éditeur, un bloc, une technologie, un serveur…")
    found = only_watched(estate, [entry.record for entry in search(derived(application_index, estate), filters)])
    found_table(found, _columns(estate), "inventaire", "application", opens=_opens)
    communes = [commune.id for commune in estate.snapshot.communes if commune.code in filters.communes]
    export_button(estate, communes[0] if len(communes) == 1 else None, "inventaire-exporter")


def _columns(estate: Estate) -> list[Column[Application]]:
    name_of = estate.name_of
    return [
        Column("Application", lambda a: a.name),
        Column("Commune", lambda a: name_of(a.commune_id)),
        Column("Bloc", lambda a: name_of(a.block_id)),
        Column("Éditeur", lambda a: name_of(a.editor_id)),
        Column("Statut", lambda a: said(a.status)),
        Column("Agents", lambda a: a.users, "number"),
        Column("Coût annuel", lambda a: a.yearly_cost, "euros"),
        Column("Fin de support", lambda a: a.end_of_support, "date"),
        Column("Code", lambda a: a.code),
    ]


def _opens(application: Application) -> tuple[str, dict[str, list[str]]]:
    return "application", object_address(application.id)


show(open_estate())
