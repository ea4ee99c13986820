"""A bloc, quartier or zone: what serves it, what it costs, what flows in and out, which référentiels stand there."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.analyses.ground_plan import ProductInUse, products_in_use
from urbanism.graph import EstateGraph, Flow
from urbanism.snapshot import Application, Referential


class PartOfPlan(NamedTuple):
    """What stands in some blocs, all communes together.

    `main` are the running applications whose main bloc is there, `also` those that serve it beside another; `cost` is
    the known yearly cost in euros of the `priced` main ones (None if none is known), `withheld` those whose cost the
    viewer may not see.
    """

    main: tuple[Application, ...]
    also: tuple[Application, ...]
    products: tuple[ProductInUse, ...]
    communes: frozenset[int]
    cost: float | None
    priced: int
    withheld: int
    incoming: tuple[Flow, ...]
    outgoing: tuple[Flow, ...]
    inside: tuple[Flow, ...]
    referentials: tuple[Referential, ...]


def part_of_plan(graph: EstateGraph, blocks: frozenset[int]) -> PartOfPlan:
    """What stands in these blocs; a flow between two of them is inside."""
    main = tuple(a for a in graph.applications if a.block_id in blocks)
    placed = {application.id for application in main}
    also = tuple(
        a
        for a in graph.applications
        if a.id not in placed and not blocks.isdisjoint(graph.secondary_blocks.get(a.id, ()))
    )
    costs = [cost for application in main if (cost := application.yearly_cost) is not None]
    hidden = graph.snapshot.hidden_communes
    starting = tuple(flow for flow in graph.flows if graph.block.get(flow.source_id) in blocks)
    ending = tuple(flow for flow in graph.flows if graph.block.get(flow.target_id) in blocks)
    return PartOfPlan(
        main,
        also,
        products_in_use(graph, main),
        frozenset(commune for application in main for commune in graph.served[application.id]),
        sum(costs) if costs else None,
        len(costs),
        sum(application.commune_id in hidden for application in main),
        tuple(flow for flow in ending if graph.block.get(flow.source_id) not in blocks),
        tuple(flow for flow in starting if graph.block.get(flow.target_id) not in blocks),
        tuple(flow for flow in starting if graph.block.get(flow.target_id) in blocks),
        tuple(one for one in graph.snapshot.referentials if graph.block.get(one.id) in blocks),
    )
