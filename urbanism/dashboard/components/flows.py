"""A list of flows: from where to where, what they carry and how."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table, said
from urbanism.dashboard.state import Estate
from urbanism.french import listing
from urbanism.graph import Flow


def flows_table(
    estate: Estate, flows: Sequence[Flow], key: str, extra: Sequence[Column[Flow]] = (), one: str = "lien"
) -> None:
    """The flows, each opening the page of its source; `extra` columns come after the ends."""
    graph = graph_of(estate)

    def objects(flow: Flow) -> str | None:
        return listing(map(graph.label, graph.objects[flow.id])) if flow.id in graph.objects else None

    def opens(flow: Flow) -> Target | None:
        return subject_target(estate, graph.subject(flow.source_id))

    columns: list[Column[Flow]] = [
        Column("De", lambda flow: graph.label(flow.source_id)),
        Column("Vers", lambda flow: graph.label(flow.target_id)),
        *extra,
        Column("Moyen", lambda flow: said(flow.means)),
        Column("Données", objects),
        Column("Rythme", lambda flow: said(flow.rhythm)),
        Column("Commune", lambda flow: estate.name_of(flow.commune_id)),
        Column("Code", lambda flow: flow.code),
    ]
    plural = "flux" if one == "flux" else None
    found_table(flows, columns, key, one, plural, opens=opens)
