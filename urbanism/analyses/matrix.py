"""Who uses what for each function: communes × blocs, with what is missing and what is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.snapshot import Application, FunctionalBlock


class Use(NamedTuple):
    """What a commune uses for a bloc: a product (None where nobody said which), by these applications."""

    product: int | None
    name: str
    applications: tuple[int, ...]


class Cell(NamedTuple):
    """A commune and a bloc; `expected` where the commune holds the competence, `coming` what projects plan there."""

    commune: int
    block: int
    expected: bool
    uses: tuple[Use, ...]
    coming: tuple[int, ...] = ()

    @property
    def is_hole(self) -> bool:
        """Whether something was expected and nothing is known."""
        return self.expected and not self.uses

    @property
    def is_double(self) -> bool:
        """Whether several applications do the same thing here."""
        return len(self.applications) > 1

    @property
    def applications(self) -> tuple[int, ...]:
        return tuple(application for use in self.uses for application in use.applications)


class Row(NamedTuple):
    """A bloc for each commune. `shared` are the products that several communes use, most used first."""

    block: int
    cells: tuple[Cell, ...]
    shared: tuple[int, ...]

    @property
    def products(self) -> int:
        """How many different products serve the bloc; each unknown one counts as one more."""
        uses = [use for cell in self.cells for use in cell.uses]
        unknown = {application for use in uses if use.product is None for application in use.applications}
        return len({use.product for use in uses} - {None}) + len(unknown)

    @property
    def is_converged(self) -> bool:
        """Whether at least two communes are served, all by one known product."""
        used = [cell for cell in self.cells if cell.uses]
        return len(used) > 1 and self.products == 1 and bool(self.shared)


class Matrix(NamedTuple):
    """The whole: a row a bloc, in the order of the plan d'occupation des sols; a column a commune, by name."""

    communes: tuple[int, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> Iterable[Cell]:
        return (cell for row in self.rows for cell in row.cells)


def matrix(
    graph: EstateGraph,
    communes: Collection[int] | None = None,
    blocks: Collection[int] | None = None,
    applications: Collection[int] | None = None,
) -> Matrix:
    """The running applications of each commune for each bloc, its main one or a secondary one; None keeps everything.

    An application that serves several communes is in the column of each.
    """
    columns = _columns(graph, communes)
    expected = {(row.commune_id, row.block_id) for row in graph.snapshot.expected_blocks}
    used = _used(graph, graph.applications, applications)
    coming = _used(graph, graph.planned_applications, applications)
    rows = []
    for block in in_plan_order(graph):
        if blocks is None or block.id in blocks:
            cells = tuple(
                Cell(
                    c,
                    block.id,
                    (c, block.id) in expected,
                    _uses(graph, used.get((c, block.id), ())),
                    tuple(a.id for a in coming.get((c, block.id), ())),
                )
                for c in columns
            )
            rows.append(Row(block.id, cells, _shared(cells)))
    return Matrix(columns, tuple(rows))


def in_plan_order(graph: EstateGraph) -> Sequence[FunctionalBlock]:
    """The blocs as the plan d'occupation des sols lays them: by zone, quartier and rank."""
    districts = {district.id: district for district in graph.snapshot.districts}
    zones = {zone.id: zone for zone in graph.snapshot.zones}

    def place(block: FunctionalBlock) -> tuple[int, int, int, int, int, int]:
        district = districts[block.district_id]
        zone = zones[district.zone_id]
        return zone.rank, zone.id, district.rank, district.id, block.rank, block.id

    return sorted(graph.snapshot.blocks, key=place)


def _columns(graph: EstateGraph, communes: Collection[int] | None) -> tuple[int, ...]:
    kept = (c for c in graph.snapshot.communes if communes is None or c.id in communes)
    return tuple(commune.id for commune in sorted(kept, key=lambda commune: (commune.name, commune.id)))


def _used(
    graph: EstateGraph, applications: Iterable[Application], kept: Collection[int] | None
) -> dict[tuple[int, int], list[Application]]:
    used: dict[tuple[int, int], list[Application]] = {}
    for application in applications:
        if kept is not None and application.id not in kept:
            continue
        main = () if application.block_id is None else (application.block_id,)
        for block in dict.fromkeys([*main, *graph.secondary_blocks.get(application.id, ())]):
            for commune in graph.served[application.id]:
                used.setdefault((commune, block), []).append(application)
    return used


def _uses(graph: EstateGraph, applications: Sequence[Application]) -> tuple[Use, ...]:
    """The applications by product; those of no known product one by one."""
    found: dict[int, list[Application]] = {}
    for application in applications:
        found.setdefault(application.product_id or -application.id, []).append(application)
    uses = (
        Use(key, graph.label(key), tuple(a.id for a in same)) if key > 0 else Use(None, same[0].name, (same[0].id,))
        for key, same in found.items()
    )
    return tuple(sorted(uses, key=lambda use: (use.name.casefold(), use.applications)))


def _shared(cells: Iterable[Cell]) -> tuple[int, ...]:
    counts = Counter(use.product for cell in cells for use in cell.uses if use.product is not None)
    return tuple(product for product, times in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if times > 1)


def leading_use(cell: Cell, shared: Sequence[int]) -> Use:
    """What a cell that is used is named by: the product that most communes share, else the first one."""
    return min(cell.uses, key=lambda use: shared.index(use.product) if use.product in shared else len(shared))
