"""What follows from a stop: who is deprived of what, and what is left without an application."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from urbanism.analyses.impact import Impact, Loss, Uncovered
from urbanism.analyses.search import Filters
from urbanism.dashboard.address import Address, link_to
from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.behind import NOT_CONCERNED, behind_table
from urbanism.dashboard.components.filters import filter_bar
from urbanism.dashboard.components.flows import flows_table
from urbanism.dashboard.components.layout import empty, tile
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.components.table import Column, Target, found_table, object_table
from urbanism.dashboard.scope import blocks_within, objects_within, says
from urbanism.dashboard.state import Estate
from urbanism.french import count, number
from urbanism.graph import EstateGraph

LOSSES, EMPTIED, STOPPED = "Qui est privé de quoi", "Besoins laissés sans application", "Ce qui s’arrête"
FLOWS, COMMUNES, BLOCKS = "Flux à refaire", "Communes touchées", "Blocs touchés"
LISTS = (LOSSES, EMPTIED, STOPPED, FLOWS, COMMUNES, BLOCKS)


def show_impact(estate: Estate, found: Impact, address: Address) -> None:
    """The figures, each with its list; `address` says the question again in their links."""
    filters = filter_bar(estate, "Rechercher qui serait privé, de quelle donnée…")
    found = _narrowed(estate, found, filters)
    _tiles(found, address)
    chosen = st.segmented_control("Voir", LISTS, default=LOSSES, key="liste", bind="query-params") or LOSSES
    if chosen == EMPTIED:
        _uncovered(estate, found)
    elif chosen == LOSSES:
        _losses(estate, found)
    elif chosen == FLOWS:
        st.caption("Les flux qui s’arrêteraient ; si on remplace, ceux qu’il faut refaire avec le remplaçant.")
        flows_table(estate, [estate.snapshot.by_id[flow] for flow in found.flows], "impact-flux", one="flux")
    else:
        lists = {STOPPED: found.stopped, COMMUNES: found.communes, BLOCKS: found.blocks}
        behind_table(estate, lists[chosen], "impact-liste")


def _narrowed(estate: Estate, found: Impact, filters: Filters) -> Impact:
    """What follows from the stop for what the filters keep; what stops is told whole."""
    graph, within = graph_of(estate), objects_within(estate, filters)
    losses = [
        loss
        for loss in found.losses
        if (within is None or loss.party in within)
        and says(filters.text, [graph.label(loss.party), _object(graph, loss), graph.subject(loss.party).commune])
    ]
    flows = tuple(
        flow
        for flow in found.flows
        if (within is None or flow in within) and says(filters.text, [graph.label(flow), *_carried(graph, flow)])
    )
    if within is None:
        return found._replace(losses=tuple(losses), flows=flows)
    holders = {c.id for c in estate.snapshot.communes if not filters.communes or c.code in filters.communes}
    places = blocks_within(estate, filters)
    touched = within & {*found.stopped, *(loss.party for loss in losses)}
    return found._replace(
        losses=tuple(losses),
        flows=flows,
        uncovered=tuple(line for line in found.uncovered if line.commune in holders and line.block in places),
        communes=tuple(sorted(holders & {commune for party in touched for commune in graph.communes_of(party)})),
        blocks=tuple(sorted(places & {graph.block[party] for party in touched if party in graph.block})),
    )


def _carried(graph: EstateGraph, flow: int) -> list[str]:
    return [graph.label(data_object) for data_object in graph.objects.get(flow, ())]


def _tiles(found: Impact, address: Address) -> None:
    deprived = {loss.party for loss in found.losses if loss.deprived}
    reduced = {loss.party for loss in found.losses} - deprived
    figures = (
        ("S’arrêtent", len(found.stopped), "les voir", STOPPED),
        ("Privés de données", len(deprived), f"et {count(len(reduced), 'affaibli')}", LOSSES),
        ("Flux à refaire", len(found.flows), "si on remplace", FLOWS),
        ("Besoins sans rien", len(found.uncovered), "bloc et commune", EMPTIED),
        ("Communes touchées", len(found.communes), "lesquelles", COMMUNES),
        ("Blocs touchés", len(found.blocks), "lesquels", BLOCKS),
    )
    with st.grid(6, min_column_width=136, gap="small"):
        for label, value, note, name in figures:
            tile(label, number(value), note, "impact", {**address, "liste": [name]}, label)


def _losses(estate: Estate, found: Impact) -> None:
    if not found.losses:
        empty(
            "Personne n’est privé de rien, dans ce qui est décrit",
            "Aucun flux connu ne part de ce qui s’arrête, ou chacun garde une autre voie.",
            "check_circle",
        )
        return
    graph = graph_of(estate)
    by_object = Counter(_object(graph, loss) for loss in found.losses)
    told = ", ".join(f"{name} ({number(times)})" for name, times in by_object.most_common(8))
    st.caption(f"Données en cause : {told}. « Affaibli » : il reste une autre voie ; « privé » : il n’en reste pas.")

    def opens(loss: Loss) -> Target | None:
        return subject_target(estate, graph.subject(loss.party))

    columns: list[Column[Loss]] = [
        Column("Qui", lambda loss: graph.label(loss.party)),
        Column("Donnée", lambda loss: _object(graph, loss)),
        Column("Effet", lambda loss: "privé" if loss.deprived else "affaibli"),
        Column("À combien de pas", lambda loss: len(loss.flows), "number"),
        Column("Commune", lambda loss: graph.subject(loss.party).commune or NOT_CONCERNED),
        Column("Par quel chemin", lambda loss: " → ".join(map(graph.label, loss.path))),
    ]
    found_table(found.losses, columns, "pertes", "perte", opens=opens)


def _object(graph: EstateGraph, loss: Loss) -> str:
    return "donnée non décrite" if loss.data_object is None else graph.label(loss.data_object)


def _uncovered(estate: Estate, found: Impact) -> None:
    if not found.uncovered:
        empty("Aucun besoin laissé sans application", "Chaque bloc servi garde une autre application.", "check_circle")
        return
    blocks = {block.id: block for block in estate.snapshot.blocks}

    def opens(line: Uncovered) -> Target | None:
        return "inventaire", link_to(Filters(blocks=(blocks[line.block].code,)))

    columns: list[Column[Uncovered]] = [
        Column("Bloc", lambda line: estate.name_of(line.block)),
        Column("Commune qui n’a plus rien pour ce bloc", lambda line: estate.name_of(line.commune)),
    ]
    object_table(found.uncovered, columns, "besoins", opens, "besoin")
