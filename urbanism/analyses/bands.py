"""A commune's applications in the three bands of the first cartographies, alone or beside other communes.

The bands are the classes of the blocs: interface externe, producteur de valeur, support (Jeannot & Maghin 2019).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from urbanism.analyses.ground_plan import (
    GroundPlan,
    PlannedBlock,
    PlannedZone,
    ProductInUse,
    ground_plan,
)
from urbanism.graph import EstateGraph
from urbanism.snapshot import Zone
from urbanism.vocabulary import BlockClass

BAND_NAMES: Mapping[BlockClass, str] = {
    BlockClass.EXTERNAL: "Interface externe",
    BlockClass.VALUE: "Producteurs de valeur",
    BlockClass.SUPPORT: "Support",
    BlockClass.UNKNOWN: "Classe inconnue",
}


class Bands(NamedTuple):
    """The blocs that a commune or those beside it have something in, by band and quartier.

    `mine` and `theirs` are the products in each bloc, those that projects plan for the commune among `mine`; `unplaced`
    is how many of the commune's applications have no bloc.
    """

    bands: tuple[PlannedZone, ...]
    mine: Mapping[int, tuple[ProductInUse, ...]]
    theirs: Mapping[int, tuple[ProductInUse, ...]]
    unplaced: int

    @property
    def equipped(self) -> frozenset[int]:
        """The blocs where something runs for the commune."""
        return frozenset(block for block, products in self.mine.items() if not all(one.planned for one in products))

    @property
    def lacking(self) -> tuple[int, ...]:
        """The blocs where the others have something that runs and the commune nothing."""
        return tuple(block for block in self.theirs if block not in self.equipped)


def commune_bands(graph: EstateGraph, commune: int, beside: frozenset[int] = frozenset()) -> Bands:
    """What runs for a commune, its own or served by another holder, and for those `beside` it."""
    here, there = _plan_of(graph, {commune}), _plan_of(graph, beside)
    mine = {block.block.id: block.lines for block in here.blocks if block.lines}
    theirs = {block.block.id: block.products for block in there.blocks if block.products}
    bands: list[PlannedZone] = []
    for kind, name in BAND_NAMES.items():
        districts = tuple(
            district._replace(blocks=kept)
            for zone in here.zones
            for district in zone.districts
            if (
                kept := tuple(
                    PlannedBlock(one.block, _longer(mine.get(one.block.id, ()), theirs.get(one.block.id, ())))
                    for one in district.blocks
                    if one.block.block_class is kind and (one.block.id in mine or one.block.id in theirs)
                )
            )
        )
        if districts:
            bands.append(PlannedZone(Zone(0, "", name, "", len(bands)), districts))
    return Bands(tuple(bands), mine, theirs, len(here.unplaced))


def _plan_of(graph: EstateGraph, communes: Collection[int]) -> GroundPlan:
    everyone = (*graph.applications, *graph.planned_applications)
    return ground_plan(graph, {a.id for a in everyone if not graph.served[a.id].isdisjoint(communes)})


def _longer(one: tuple[ProductInUse, ...], other: tuple[ProductInUse, ...]) -> tuple[ProductInUse, ...]:
    """What gives a card its height."""
    return max(one, other, key=len)
