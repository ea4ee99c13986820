"""The CRUD matrix as a table: applications by holder × data objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from urbanism.analyses.crud import Cell, CrudMatrix, Standing
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.vocabulary import Ternary

_WORST = (
    Standing.RIVAL, Standing.WILD, Standing.MASTER, Standing.UNTRACED, Standing.CONTRIBUTOR, Standing.FED,
    Standing.READER, Standing.UNSAID, Standing.PLANNED,
)  # fmt: skip


class CrudRow(NamedTuple):
    """An application and its uses of each data object."""

    application: int
    holder: int
    uses: Mapping[int, Sequence[Cell]]


class CrudTable(NamedTuple):
    """Applications × data objects: rows by holder then name, columns by name.

    `cells` are the uses of today; the rows also hold what projects will add.
    """

    objects: Sequence[int]
    rows: Sequence[CrudRow]
    cells: Sequence[Cell]


def crud_table(graph: EstateGraph, found: CrudMatrix, applications: frozenset[int] | None) -> CrudTable:
    """The matrix of some applications (None: all); a data object that none of them uses has no column."""
    kept = [cell for cell in (*found.cells, *found.planned) if applications is None or cell.application in applications]
    objects = sorted({cell.data_object for cell in kept}, key=lambda found: graph.label(found).casefold())
    rows = [
        CrudRow(application, uses[0].holder, group(uses, lambda cell: cell.data_object))
        for application, uses in group(kept, lambda cell: cell.application).items()
    ]
    rows.sort(key=lambda row: (graph.label(row.holder).casefold(), graph.label(row.application).casefold()))
    return CrudTable(objects, rows, [cell for cell in kept if cell.standing is not Standing.PLANNED])


def letters(cells: Sequence[Cell]) -> str:
    """« C L M S »: creates, reads, updates, deletes, on any scope; « ? » where a use says none of them."""
    answers = zip(*((cell.creates, cell.reads, cell.updates, cell.deletes) for cell in cells), strict=True)
    said = [letter for letter, given in zip("CLMS", answers, strict=True) if Ternary.YES in given]
    return "".join(said) or "?"


def standing(cells: Sequence[Cell]) -> Standing:
    """Of several uses of one object by one application, the standing that asks for most attention."""
    return min((cell.standing for cell in cells), key=_WORST.index)


def said(graph: EstateGraph, cell: Cell) -> str:
    """A use in words: « crée, lit ; maître ; pour les voies communales »."""
    verbs = {"C": "crée", "L": "lit", "M": "modifie", "S": "supprime", "?": "usage non dit"}
    parts = [", ".join(verbs[letter] for letter in letters([cell])), cell.standing.value]
    if cell.scope:
        parts.append(f"pour {cell.scope}")
    return " ; ".join(parts)
