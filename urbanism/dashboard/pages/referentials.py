"""Référentiels: the systems in which business data are placed, stored and ordered."""

from __future__ import annotations

from urbanism.analyses.indexes import referential_index
from urbanism.analyses.search import search
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, Target, found_table, said
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.snapshot import Referential

FIELDS = ("communes", "zones", "districts", "blocks", "editors")


def show(estate: Estate) -> None:
    heading("Référentiels", "Où sont placées, rangées et ordonnées les données des métiers.", estate)
    if not estate.snapshot.referentials:
        empty("Aucun référentiel", "Importez un tableur qui décrit vos référentiels : ils viendront ici.", "database")
        return
    filters = filter_bar(estate, "Rechercher un nom, une donnée, une technologie…", FIELDS)
    found = [entry.record for entry in search(derived(referential_index, estate), filters)]
    name_of = estate.name_of
    columns: list[Column[Referential]] = [
        Column("Référentiel", lambda r: r.name),
        Column("Donnée", lambda r: name_of(r.data_object_id)),
        Column("Commune", lambda r: name_of(r.commune_id)),
        Column("Application", lambda r: name_of(r.application_id)),
        Column("Technologie", lambda r: r.technology),
        Column("Propriétaire", lambda r: r.owner),
        Column("Enregistrements", lambda r: r.record_count, "number"),
        Column("Autorité", lambda r: said(r.authority) if r.authority.value != "sans avis" else None),
        Column("Code", lambda r: r.code),
    ]

    def opens(referential: Referential) -> Target:
        return "fiche", {"quoi": ["referentials"], **object_address(referential.id)}

    found_table(found, columns, "referentiels", "référentiel", opens=opens)


show(open_estate())
