"""The silos drawn as a table: sectors × communes, the métropole apart; each cell is a link to its flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from urbanism.analyses.silos import Cell
from urbanism.dashboard.address import Address
from urbanism.dashboard.components.map import show_linked
from urbanism.drawing import Link, Paper, Scene
from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.palette import ACCENT, BARE_CROSSING, INK, INSIDE_SILO, MUTED, QUIET, RECORDED_CROSSING
from urbanism.snapshot import Commune, Snapshot

EMPTY, INSIDE, COVERED, UNCOVERED = "vide", "dedans", "consigne", "manque"
MEANINGS: Mapping[str, tuple[str, str]] = {
    EMPTY: (QUIET, "aucun flux personnel connu"),
    INSIDE: (INSIDE_SILO, "des flux, tous dans leur silo"),
    COVERED: (RECORDED_CROSSING, "des passages, tous consignés"),
    UNCOVERED: (BARE_CROSSING, "des passages sans base ou accord consigné"),
}
"""The colour of each state of a cell and what it means."""

LONGEST = 60
"""Signs of a sector's name shown in the table; the whole of it is said when pointed at."""

_STYLE = (
    "<style>.silos{border-collapse:separate;border-spacing:2px;font-size:.8rem;width:100%;table-layout:fixed}"
    f".silos th{{font-weight:500;color:{MUTED};text-align:left;padding:2px 6px 2px 0}}"
    ".silos th.secteur{width:210px}.silos th.ecart{width:8px}"
    ".silos thead th{vertical-align:bottom;height:130px;padding:0}"
    ".silos thead span{writing-mode:vertical-rl;transform:rotate(180deg);max-height:150px;white-space:nowrap;"
    "overflow:hidden;text-overflow:ellipsis;display:inline-block}"
    ".silos td{height:34px;text-align:center;border-radius:3px;line-height:1.1;padding:0}"
    f".silos td a{{display:block;color:{INK};text-decoration:none;padding:5px 0}}.silos td b{{font-size:.72rem}}"
    f".silos td a:hover,.silos td a:focus{{outline:2px solid {ACCENT};border-radius:3px}}"
    + "".join(f".silos .{state}{{background:{colour}}}" for state, (colour, _) in MEANINGS.items())
    + ".silos-legende span{display:inline-block;width:14px;height:14px;border-radius:3px;margin:0 6px -2px 14px}"
    "</style>"
)


def silo_table(snapshot: Snapshot, cells: Sequence[Cell], apart: Sequence[Cell], address: Address) -> None:
    """Draw every silo; the number of its flows, then of those that lack what their crossing asks for.

    `address`: what the link of each cell also says (the filters).
    """
    by_place = {(cell.sector, cell.holder): cell for cell in (*cells, *apart)}
    towns, others = _holders(snapshot, cells), _holders(snapshot, apart)
    head = "".join(map(_head, towns)) + '<th class="ecart"></th>' + "".join(map(_head, others))
    rows = ""
    for sector in sorted(snapshot.sectors, key=lambda sector: sector.number):
        columns = [
            [_cell(by_place[sector.id, c.id], sector.number, c, address) for c in side] for side in (towns, others)
        ]
        label = f"{sector.number}. {sector.name}"
        shown = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        rows += f'<tr><th scope="row" title="{escape(label)}">{escape(shown)}</th>{"".join(columns[0])}<td></td>'
        rows += f"{''.join(columns[1])}</tr>"
    show_linked(
        f'{_STYLE}<div style="overflow-x:auto"><table class="silos"><thead><tr><th class="secteur">Secteur</th>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div>{_legend()}",
        "silos-table",
    )


def silo_scenes(
    snapshot: Snapshot, cells: Sequence[Cell], apart: Sequence[Cell], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The same on paper: the communes, then the métropole and the others."""
    holders = [*_holders(snapshot, cells), *_holders(snapshot, apart)]
    by_place = {(cell.sector, cell.holder): cell for cell in (*cells, *apart)}
    rows = [
        GridRow(
            "",
            f"{sector.number}. {sector.name}",
            {
                rank: _printed(by_place[sector.id, commune.id], sector.number, commune)
                for rank, commune in enumerate(holders)
            },
        )
        for sector in sorted(snapshot.sectors, key=lambda sector: sector.number)
    ]
    legend = [LegendEntry(colour, words) for colour, words in MEANINGS.values()]
    return grid_scenes(rows, [commune.name for commune in holders], legend, paper, caption)


def _printed(cell: Cell, number: int, commune: Commune) -> GridCell:
    colour, meaning = MEANINGS[state(cell)]
    lacking = f" ({cell.unjustified} sans)" if cell.unjustified else ""
    link = Link("silos", (("secteur", str(number)), ("commune", commune.code)))
    words = f"{cell.inside + cell.crossing}{lacking}" if state(cell) != EMPTY else ""
    return GridCell(words, colour, f"{commune.name}, secteur {number} : {meaning}", link)


def state(cell: Cell) -> str:
    """What a cell holds, in one word."""
    if cell.unjustified:
        return UNCOVERED
    if cell.crossing:
        return COVERED
    return INSIDE if cell.inside else EMPTY


def _holders(snapshot: Snapshot, cells: Sequence[Cell]) -> list[Commune]:
    holders = {cell.holder for cell in cells}
    return sorted((c for c in snapshot.communes if c.id in holders), key=lambda commune: commune.name)


def _head(commune: Commune) -> str:
    return f'<th scope="col" title="{escape(commune.name)}"><span>{escape(commune.name)}</span></th>'


def _cell(cell: Cell, number: int, commune: Commune, others: Address) -> str:
    kind = state(cell)
    if kind == EMPTY:
        return f'<td class="{kind}"></td>'
    address = escape(urlencode({"secteur": number, "collectivite": commune.code, **others}, doseq=True))
    lacking = f"<br><b>{cell.unjustified} sans</b>" if cell.unjustified else ""
    words = f"{commune.name}, secteur {number} : {MEANINGS[kind][1]}"
    return (
        f'<td class="{kind}"><a href="silos?{address}" title="{escape(words)}">'
        f"{cell.inside + cell.crossing}{lacking}</a></td>"
    )


def _legend() -> str:
    marks = "".join(f'<span class="{name}"></span>{words}' for name, (_, words) in MEANINGS.items())
    return f'<p class="silos silos-legende">{marks}</p>'
