"""Flux: every interface, searched and filtered; each opens its own page, with its story."""

from __future__ import annotations

from urbanism.analyses.indexes import interface_index
from urbanism.analyses.search import search
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, Target, found_table, said
from urbanism.dashboard.components.watch import only_watched
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.snapshot import Interface

FIELDS = ("communes", "zones", "districts", "blocks", "editors")


def show(estate: Estate) -> None:
    heading("Flux", "Ce qui passe d’une application à une autre, et par quel moyen.", estate)
    if not estate.snapshot.interfaces:
        empty(
            "Aucun flux",
            "Importez un tableur qui dit quelles applications échangent : ses flux viendront ici.",
            "sync_alt",
        )
        return
    filters = filter_bar(estate, "Rechercher une application, une donnée, un format…", FIELDS)
    found = only_watched(estate, [entry.record for entry in search(derived(interface_index, estate), filters)])
    name_of = estate.name_of
    columns: list[Column[Interface]] = [
        Column("De", lambda f: name_of(f.source_id)),
        Column("Vers", lambda f: name_of(f.target_id)),
        Column("Moyen", lambda f: said(f.means)),
        Column("Format", lambda f: f.format),
        Column("Rythme", lambda f: said(f.rhythm)),
        Column("État", lambda f: said(f.state)),
        Column("Personnelles", lambda f: said(f.personal_data)),
        Column("Commune", lambda f: name_of(f.commune_id)),
    ]

    def page_of(flow: Interface) -> Target:
        return "fiche", {"quoi": ["interfaces"], **object_address(flow.id)}

    found_table(found, columns, "flux", "flux", "flux", opens=page_of)


show(open_estate())
