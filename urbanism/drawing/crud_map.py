"""The CRUD matrix on paper: applications by commune × data objects, as many sheets as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from urbanism.analyses.crud import Standing
from urbanism.analyses.crud_table import CrudRow, CrudTable, letters, said, standing
from urbanism.analyses.departures import departures, told_departure
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.graph import EstateGraph
from urbanism.palette import CONTRIBUTOR, FED_COPY, MASTER, PAPER, QUIET, RIVAL, UNKNOWN, UNTRACED_COPY, WILD_COPY

COLOURS: Mapping[Standing, tuple[str, str]] = {
    Standing.MASTER: (MASTER, "maître"),
    Standing.RIVAL: (RIVAL, "maître concurrent"),
    Standing.CONTRIBUTOR: (CONTRIBUTOR, "contributeur"),
    Standing.FED: (FED_COPY, "copie alimentée"),
    Standing.WILD: (WILD_COPY, "copie sauvage"),
    Standing.UNTRACED: (UNTRACED_COPY, "copie à vérifier"),
    Standing.READER: (QUIET, "lecteur"),
    Standing.UNSAID: (UNKNOWN, "rôle inconnu"),
    Standing.PLANNED: (PAPER, Standing.PLANNED.value),
}
"""The colour of each standing; the word stands in the legend and in each cell's title."""

LETTERS = "C crée · L lit · M modifie · S supprime · ? usage non dit"


def crud_scenes(graph: EstateGraph, table: CrudTable, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """The whole matrix on as many sheets as it needs."""
    gone = departures(graph)
    rows = [
        GridRow(
            graph.label(row.holder),
            graph.label(row.application),
            {
                rank: GridCell(
                    letters(uses),
                    COLOURS[standing(uses)][0],
                    told(graph, row, identifier),
                    _page(row),
                    any(cell.standing is Standing.PLANNED for cell in uses),
                )
                for rank, identifier in enumerate(table.objects)
                if (uses := row.uses.get(identifier))
            },
            row.application in gone,
        )
        for row in table.rows
    ]
    legend = [LegendEntry(colour, word) for kind, (colour, word) in COLOURS.items() if kind is not Standing.PLANNED]
    words = replace(caption, not_shown=f"{LETTERS}. Case vide : aucun usage connu.")
    return grid_scenes(rows, [graph.label(one) for one in table.objects], legend, paper, words)


def _page(row: CrudRow) -> Link:
    return Link("application", (("id", str(row.application)),))


def told(graph: EstateGraph, row: CrudRow, identifier: int) -> str:
    """What an application does with a data object, for those who point at the cell."""
    uses = " | ".join(said(graph, cell) for cell in row.uses[identifier])
    leaves = told_departure(graph, row.application)
    return f"{graph.label(row.application)}, {graph.label(identifier)} : {uses}{f' ; {leaves}' if leaves else ''}"
