"""Contrats: what binds the holders to editors and providers, nearest end first."""

from __future__ import annotations

from datetime import date

from urbanism.analyses.indexes import contract_index
from urbanism.analyses.search import search
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.links import object_address
from urbanism.dashboard.components.table import Column, Target, found_table, said
from urbanism.dashboard.components.watch import only_watched
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.snapshot import Contract


def show(estate: Estate) -> None:
    heading(
        "Contrats",
        "Ce qui lie les communes aux éditeurs et aux prestataires, du terme le plus proche au plus lointain.",
        estate,
    )
    if not estate.snapshot.contracts:
        empty(
            "Aucun contrat",
            "Importez un tableur qui donne vos contrats et leurs termes : ils viendront ici.",
            "contract",
        )
        return
    filters = filter_bar(estate, "Rechercher une référence, un objet, un éditeur…", ("communes", "editors"))
    found = only_watched(estate, [entry.record for entry in search(derived(contract_index, estate), filters)])
    name_of = estate.name_of
    columns: list[Column[Contract]] = [
        Column("Référence", lambda c: c.reference),
        Column("Éditeur ou prestataire", lambda c: name_of(c.editor_id)),
        Column("Commune", lambda c: name_of(c.commune_id)),
        Column("Terme", lambda c: c.end_date, "date"),
        Column("Préavis (mois)", lambda c: c.notice_months, "number"),
        Column("Montant annuel", lambda c: c.yearly_amount, "euros"),
        Column("Retour des données", lambda c: said(c.data_return_clause)),
        Column("Début", lambda c: c.start_date, "date"),
        Column("Objet", lambda c: c.title),
    ]

    def page_of(contract: Contract) -> Target:
        return "fiche", {"quoi": ["contracts"], **object_address(contract.id)}

    found_table(sorted(found, key=lambda c: c.end_date or date.max), columns, "contrats", "contrat", opens=page_of)


show(open_estate())
