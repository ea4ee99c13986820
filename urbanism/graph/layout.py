"""Where to draw the nodes of a network: computed here, the same at each visit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt

from urbanism.graph.network import Edge, Network

Position = tuple[float, float]

WIDE = 1.25
"""How much wider than high a drawing is."""
CELL_SHAPE = 1.55
"""How much wider than high a node is, with its name."""
ROOM = 1.3
"""Cells for each node: the spare ones let the drawing breathe."""


def positions(nodes: Iterable[int], edges: Iterable[Edge]) -> Mapping[int, Position]:
    """A place for each node, (column, row) of a grid: no node covers another, and near by the links is near.

    Springs between all pairs (Kamada & Kawai 1989) say who stands near whom; started from a circle in the order of
    identifiers, so that no chance enters it and a network always has the same drawing. Each node then takes the free
    cell nearest to its place, from the middle outwards. Those without any link stand in rows below the others.
    """
    network = Network(edges)
    alone = sorted({*nodes} - {*network.nodes})
    columns = _columns(len(network.nodes) + len(alone) / ROOM)
    found: dict[int, Position] = {}
    if network.nodes:
        start = network.undirected.layout_circle().coords
        springs = network.undirected.layout_kamada_kawai(seed=start).coords
        across, down = (_ranks([place[axis] for place in springs]) for axis in (0, 1))
        rows = max(1, ceil(ROOM * len(network.nodes) / columns))
        places = list(zip(across, down, strict=True))
        found = dict(zip(network.nodes, _cells(places, columns, rows), strict=True))
    below = max((row for _, row in found.values()), default=-1.0) + 1
    return found | {node: (float(rank % columns), below + rank // columns) for rank, node in enumerate(alone)}


def _columns(nodes: float) -> int:
    """The columns of a grid of the right shape, with room for so many nodes."""
    rows = max(1, ceil(sqrt(ROOM * nodes * CELL_SHAPE / WIDE)))
    return max(1, ceil(ROOM * nodes / rows))


def _ranks(values: Sequence[float]) -> list[float]:
    """Each value's place among them, from 0 to 1: crowded parts are spread out."""
    order = sorted(range(len(values)), key=lambda position: (round(values[position], 6), position))
    ranks = [0.5] * len(values)
    for rank, position in enumerate(order):
        ranks[position] = rank / max(len(values) - 1, 1)
    return ranks


def _cells(places: Sequence[Position], columns: int, rows: int) -> list[Position]:
    """The cell of each place on a grid; the middle ones choose first."""
    free = {(column, row) for column in range(columns) for row in range(rows)}
    wanted = [(x * (columns - 1), y * (rows - 1)) for x, y in places]
    middle = ((columns - 1) / 2, (rows - 1) / 2)
    found: list[Position] = [(0.0, 0.0)] * len(places)
    for position in sorted(range(len(places)), key=lambda one: (_far(wanted[one], middle), one)):
        cell = min(free, key=lambda one: (_far(one, wanted[position]), one))
        free.remove(cell)
        found[position] = (float(cell[0]), float(cell[1]))
    return found


def _far(one: Position, other: Position) -> float:
    return ((one[0] - other[0]) * CELL_SHAPE) ** 2 + (one[1] - other[1]) ** 2
