"""The silos on paper: sectors × communes, then the métropole and the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from urbanism.analyses.departures import departing_flows
from urbanism.analyses.silos import Cell, Placed, Silos
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import NO_BREAK_SPACE, count
from urbanism.graph import EstateGraph
from urbanism.palette import BARE_CROSSING, INSIDE_SILO, QUIET, RECORDED_CROSSING
from urbanism.snapshot import Commune, Snapshot

EMPTY, INSIDE, COVERED, UNCOVERED = "vide", "dedans", "consigne", "manque"
MEANINGS: Mapping[str, tuple[str, str]] = {
    EMPTY: (QUIET, "aucun flux personnel connu"),
    INSIDE: (INSIDE_SILO, "des flux, tous dans leur silo"),
    COVERED: (RECORDED_CROSSING, "des passages, tous consignés"),
    UNCOVERED: (BARE_CROSSING, "des passages sans base ou accord consigné"),
}
"""The colour of each state of a cell and what it means."""
LACKING = "« 2 sans » : deux de ces flux passent sans base ou accord consigné."


def silo_scenes(graph: EstateGraph, found: Silos, paper: Paper, caption: Caption) -> tuple[Scene, ...]:
    """Every silo: the number of its flows, then of those that lack what their crossing asks for."""
    snapshot, cells, apart = graph.snapshot, found.cells, found.apart
    coming, leaving = planned_by_silo(found), leaving_by_silo(graph, found)
    everyone = [*holders(snapshot, cells), *holders(snapshot, apart)]
    by_place = {(cell.sector, cell.holder): cell for cell in (*cells, *apart)}
    rows = [
        GridRow(
            "",
            f"{sector.number}. {sector.name}",
            {
                rank: _printed(by_place[place], sector.number, commune, coming[place], leaving[place])
                for rank, commune in enumerate(everyone)
                for place in [(sector.id, commune.id)]
            },
        )
        for sector in sorted(snapshot.sectors, key=lambda sector: sector.number)
    ]
    legend = [LegendEntry(colour, words) for colour, words in MEANINGS.values()]
    said = replace(caption, not_shown=LACKING if any(cell.unjustified for cell in by_place.values()) else "")
    return grid_scenes(rows, [commune.name for commune in everyone], legend, paper, said)


def _printed(cell: Cell, number: int, commune: Commune, coming: int, leaving: int) -> GridCell:
    colour, meaning = MEANINGS[state(cell)]
    lacking = f" ({cell.unjustified}{NO_BREAK_SPACE}sans)" if cell.unjustified else ""
    link = Link("silos", (("secteur", str(number)), ("collectivite", commune.code)))
    words = f"{cell.inside + cell.crossing}{lacking}" if state(cell) != EMPTY else ""
    words = f"{words} +{coming}".strip() if coming else words
    told = f"{commune.name}, secteur {number} : {meaning}"
    told += f", dont {count(leaving, 'retrait prévu', 'retraits prévus')}" if leaving else ""
    return GridCell(words, colour, told, link, bool(coming), leaving)


def planned_by_silo(found: Silos) -> Counter[tuple[int, int]]:
    """How many flows projects will open in each silo (sector, holder), at one end or both."""
    return _by_silo(found.planned)


def leaving_by_silo(graph: EstateGraph, found: Silos) -> Counter[tuple[int, int]]:
    """How many of the flows of each silo (sector, holder) will be stopped."""
    gone = departing_flows(graph)
    return _by_silo(one for one in found.placed if one.flow.id in gone)


def _by_silo(flows: Iterable[Placed]) -> Counter[tuple[int, int]]:
    return Counter(cell for one in flows for cell in {one.source, one.target} if cell is not None)


def state(cell: Cell) -> str:
    """What a cell holds, in one word."""
    if cell.unjustified:
        return UNCOVERED
    if cell.crossing:
        return COVERED
    return INSIDE if cell.inside else EMPTY


def holders(snapshot: Snapshot, cells: Sequence[Cell]) -> list[Commune]:
    """The bodies of some silos, by name."""
    known = {cell.holder for cell in cells}
    return sorted((c for c in snapshot.communes if c.id in known), key=lambda commune: commune.name)
