"""Blocs: the plan d'occupation des sols as a list; each bloc opens its page."""

from __future__ import annotations

from urbanism.analyses.overview import applications_by_block
from urbanism.dashboard.components.layout import empty, heading
from urbanism.dashboard.components.table import Column, object_table, said
from urbanism.dashboard.state import Estate, derived, open_estate
from urbanism.snapshot import FunctionalBlock


def show(estate: Estate) -> None:
    heading("Blocs", "Chaque fonction de la collectivité, et ce qui la sert, toutes communes confondues.", estate)
    snapshot = estate.snapshot
    if not snapshot.blocks:
        empty("Aucun bloc", "Chargez une nomenclature : ses zones, quartiers et blocs viendront ici.", "grid_view")
        return
    users = derived(applications_by_block, estate)
    names = snapshot.by_id
    columns: list[Column[FunctionalBlock]] = [
        Column("Bloc", lambda b: b.name),
        Column("Applications", lambda b: len(users.get(b.id, ())), "number"),
        Column("Quartier", lambda b: names[b.district_id].name),
        Column("Zone", lambda b: names[names[b.district_id].zone_id].name),
        Column("Classe", lambda b: said(b.block_class)),
        Column("Description", lambda b: b.description),
    ]
    object_table(snapshot.blocks, columns, "blocs", opens=lambda block: ("bloc", {"bloc": [block.code]}), noun="bloc")


show(open_estate())
