"""What the matrix of uses is asked by the filters, and the lists behind its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from urbanism.analyses.indexes import application_index
from urbanism.analyses.matrix import Cell, Matrix, Row, matrix
from urbanism.analyses.search import Filters, search
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.state import Estate, derived
from urbanism.graph import EstateGraph
from urbanism.snapshot import FunctionalBlock, Snapshot

Ids = tuple[int, ...] | None

MOST_COMMUNES = 40
"""Columns that a screen may hold."""


class Asked(NamedTuple):
    """The matrix that the filters ask for; `holes` are known only where no filter takes applications away."""

    matrix: Matrix
    holes: bool
    left_out: int


def asked_matrix(estate: Estate, filters: Filters) -> Asked:
    """Communes make columns, places make rows, all the rest keeps applications."""
    snapshot = estate.snapshot
    communes = [c.id for c in snapshot.communes if not filters.communes or c.code in filters.communes]
    on_applications = replace(filters, communes=(), zones=(), districts=(), blocks=(), classes=())
    kept: Ids = None
    if on_applications != Filters():
        found = search(derived(application_index, estate), on_applications)
        kept = tuple(sorted(entry.record.id for entry in found))
    shown = answer(_matrix, estate, tuple(communes[:MOST_COMMUNES]), blocks_within(snapshot, filters), kept)
    return Asked(shown, kept is None, len(communes[MOST_COMMUNES:]))


def _matrix(graph: EstateGraph, communes: Ids, blocks: Ids, applications: Ids) -> Matrix:
    return matrix(graph, communes, blocks, None if applications is None else frozenset(applications))


def blocks_within(snapshot: Snapshot, filters: Filters) -> Ids:
    """The blocs within the zones, quartiers, blocs and classes asked for; None for all."""
    if not (filters.zones or filters.districts or filters.blocks or filters.classes):
        return None
    records = snapshot.by_id

    def fits(block: FunctionalBlock) -> bool:
        district = records[block.district_id]
        values: Mapping[str, str] = {
            "zones": records[district.zone_id].code,
            "districts": district.code,
            "blocks": block.code,
            "classes": block.block_class.value,
        }
        return all(not getattr(filters, field) or value in getattr(filters, field) for field, value in values.items())

    return tuple(block.id for block in snapshot.blocks if fits(block))


def holes(found: Matrix) -> Sequence[Cell]:
    """Where something was expected and nothing is known."""
    return [cell for cell in found.cells if cell.is_hole]


def doubles(found: Matrix) -> Sequence[Cell]:
    """Where several applications do the same thing in one commune, most first."""
    return sorted((cell for cell in found.cells if cell.is_double), key=lambda cell: -len(cell.applications))


def converged(found: Matrix) -> Sequence[Row]:
    """The blocs that one product serves wherever they are served."""
    return [row for row in found.rows if row.is_converged]


def scattered(found: Matrix) -> Sequence[Row]:
    """The blocs with several products, most first."""
    return sorted((row for row in found.rows if row.products > 1), key=lambda row: -row.products)
