"""The plan d'occupation des sols: zones > quartiers > blocs, and the products that run in each bloc."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from urbanism.analyses.departures import departures, leaving_in_words
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application, District, FunctionalBlock, Zone

Ranked = TypeVar("Ranked", Zone, District, FunctionalBlock)


class ProductInUse(NamedTuple):
    """A product and its instances; one whose product nobody said, or a home-made one, stands alone under its name.

    `planned` where a project brings them and they do not run yet; `leaving` is how many will be stopped.
    """

    label: str
    product: int | None
    applications: tuple[Application, ...]
    planned: bool = False
    leaving: int = 0

    @property
    def retirement(self) -> str:
        """The retirements that are planned, in words; "" where none is."""
        return leaving_in_words(self.leaving, len(self.applications))


class PlannedBlock(NamedTuple):
    """A bloc and what runs in it, the products with most instances first; `coming` is what projects plan there."""

    block: FunctionalBlock
    products: tuple[ProductInUse, ...]
    coming: tuple[ProductInUse, ...] = ()

    @property
    def lines(self) -> tuple[ProductInUse, ...]:
        """What a card of the bloc lists: what is coming first, since it is what one looks for.

        Applications of one name whose product nobody said are one line, which says how many they are.
        """
        unknown = group((one for one in self.products if one.product is None), lambda one: one.label)
        alike = (
            ProductInUse(
                label, None, tuple(a for one in found for a in one.applications), False, sum(o.leaving for o in found)
            )
            for label, found in unknown.items()
        )
        known = (one for one in self.products if one.product is not None)
        return (*self.coming, *sorted((*known, *alike), key=_most_used))

    @property
    def applications(self) -> tuple[Application, ...]:
        return tuple(application for product in self.products for application in product.applications)

    @property
    def leaving(self) -> int:
        """How many of them will be stopped."""
        return sum(product.leaving for product in self.products)


class PlannedDistrict(NamedTuple):
    """A quartier and its blocs, in the order of the nomenclature."""

    district: District
    blocks: tuple[PlannedBlock, ...]


class PlannedZone(NamedTuple):
    """A zone and its quartiers."""

    zone: Zone
    districts: tuple[PlannedDistrict, ...]

    @property
    def blocks(self) -> Iterator[PlannedBlock]:
        return (block for district in self.districts for block in district.blocks)


class GroundPlan(NamedTuple):
    """The whole plan; `unplaced` are the applications whose bloc nobody said."""

    zones: tuple[PlannedZone, ...]
    unplaced: tuple[Application, ...]

    @property
    def blocks(self) -> tuple[PlannedBlock, ...]:
        return tuple(block for zone in self.zones for block in zone.blocks)

    @property
    def placed(self) -> int:
        """How many applications stand on the plan, each once."""
        return sum(len(product.applications) for block in self.blocks for product in block.products)


def ground_plan(graph: EstateGraph, kept: Collection[int] | None = None) -> GroundPlan:
    """Every bloc, empty ones too, with the running applications whose main bloc it is.

    `kept` limits the applications, those that projects plan too, to those identifiers.
    """
    running = [a for a in graph.applications if kept is None or a.id in kept]
    in_block = group((a for a in running if a.block_id is not None), lambda a: a.block_id or 0)
    planned = [a for a in graph.planned_applications if kept is None or a.id in kept]
    coming = group((a for a in planned if a.block_id is not None), lambda a: a.block_id or 0)
    snapshot = graph.snapshot
    blocks = group(_ranked(snapshot.blocks), lambda block: block.district_id)
    districts = group(_ranked(snapshot.districts), lambda district: district.zone_id)
    return GroundPlan(
        tuple(
            PlannedZone(
                zone,
                tuple(
                    PlannedDistrict(
                        district,
                        tuple(
                            PlannedBlock(
                                block,
                                products_in_use(graph, in_block.get(block.id, ())),
                                products_in_use(graph, coming.get(block.id, ()), planned=True),
                            )
                            for block in blocks.get(district.id, ())
                        ),
                    )
                    for district in districts.get(zone.id, ())
                ),
            )
            for zone in _ranked(snapshot.zones)
        ),
        tuple(a for a in running if a.block_id is None),
    )


def products_in_use(
    graph: EstateGraph, applications: Sequence[Application], planned: bool = False
) -> tuple[ProductInUse, ...]:
    """The applications by product, those with most instances first, then by name."""
    by_product: Mapping[int, list[Application]] = group(applications, lambda a: a.product_id or -a.id)
    gone = departures(graph)
    found = (
        ProductInUse(
            graph.label(key) if key > 0 else instances[0].name,
            key if key > 0 else None,
            tuple(instances),
            planned,
            sum(one.id in gone for one in instances),
        )
        for key, instances in by_product.items()
    )
    return tuple(sorted(found, key=_most_used))


def _most_used(product: ProductInUse) -> tuple[int, str]:
    return -len(product.applications), product.label.casefold()


def _ranked(records: Iterable[Ranked]) -> list[Ranked]:
    return sorted(records, key=lambda record: (record.rank, record.name))
