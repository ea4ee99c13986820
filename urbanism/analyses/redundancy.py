"""Where several applications do the same thing: in one bloc of a holder, or as one product in many holders."""

from __future__ import annotations

from typing import NamedTuple

from urbanism.graph import EstateGraph, once
from urbanism.graph.estate import group
from urbanism.snapshot import Application
from urbanism.vocabulary import InstanceKind


class Crowd(NamedTuple):
    """Running applications of one bloc of one holder."""

    block: int
    holder: int
    applications: tuple[Application, ...]


class Scattered(NamedTuple):
    """One product in use as separate instances in several holders."""

    product: int
    applications: tuple[Application, ...]


@once
def crowds(graph: EstateGraph) -> tuple[Crowd, ...]:
    """Blocs of one holder with more than one running application (R16, I02)."""
    placed = group((a for a in graph.applications if a.block_id is not None), lambda a: (a.block_id or 0, a.commune_id))
    return tuple(Crowd(block, holder, tuple(found)) for (block, holder), found in placed.items() if len(found) > 1)


def scattered_products(graph: EstateGraph) -> tuple[Scattered, ...]:
    """Products with separate instances in two holders or more, pooled instances left out (R35)."""
    instances = group(
        (a for a in graph.applications if a.product_id is not None and a.instance is not InstanceKind.POOLED),
        lambda a: a.product_id or 0,
    )
    return tuple(
        Scattered(product, tuple(found))
        for product, found in instances.items()
        if len({application.commune_id for application in found}) > 1
    )
