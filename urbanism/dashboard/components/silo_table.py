"""The silos drawn as a table: sectors × communes, the métropole apart; each cell is a link to its flows."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from urbanism.analyses.silos import Cell, Silos
from urbanism.dashboard.address import Address
from urbanism.dashboard.components.leaving import LEAVING_STYLE, leaving_legend, leaving_mark
from urbanism.dashboard.components.map import show_linked
from urbanism.drawing.furniture import PLANNED_ENTRY
from urbanism.drawing.silo_map import EMPTY, MEANINGS, holders, leaving_by_silo, planned_by_silo, state
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, INK, MUTED, PLANNED
from urbanism.snapshot import Commune

LONGEST = 100
"""Signs of a sector's name shown in the table; the whole of it is said when pointed at."""

_STYLE = (
    "<style>.silos{border-collapse:separate;border-spacing:2px;font-size:.8rem;width:100%;table-layout:fixed}"
    f".silos th{{font-weight:500;color:{MUTED};text-align:left;padding:2px 6px 2px 0}}"
    ".silos th.secteur{width:210px}.silos th.ecart{width:8px}"
    ".silos thead th{vertical-align:bottom;height:130px;padding:0}"
    ".silos thead span{writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);"
    "max-height:150px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;display:inline-block}"
    ".silos td{height:34px;text-align:center;border-radius:3px;line-height:1.1;padding:0}"
    f".silos td a{{display:block;color:{INK};text-decoration:none;padding:5px 0}}.silos td b{{font-size:.72rem}}"
    f".silos td a:hover,.silos td a:focus{{outline:2px solid {ACCENT};border-radius:3px}}"
    + "".join(f".silos .{state}{{background:{colour}}}" for state, (colour, _) in MEANINGS.items())
    + f".silos .prevu{{outline:2px dashed {PLANNED};outline-offset:-2px}}"
    f"{LEAVING_STYLE}.silos td .retrait{{display:table;margin:1px auto 0}}"
    ".silos-legende span{display:inline-block;width:14px;height:14px;border-radius:3px;margin:0 6px -2px 14px}"
    "</style>"
)


def silo_table(graph: EstateGraph, found: Silos, towns: Sequence[Commune], address: Address) -> None:
    """Draw the silos of some communes, then those of the other bodies.

    Each has the number of its flows, then of those that lack what their crossing asks for. `address`: what the link of
    each cell also says (the filters).
    """
    snapshot, cells, apart = graph.snapshot, found.cells, found.apart
    coming, leaving = planned_by_silo(found), leaving_by_silo(graph, found)
    by_place = {(cell.sector, cell.holder): cell for cell in (*cells, *apart)}
    others = holders(snapshot, apart)
    head = "".join(map(_head, towns)) + '<th class="ecart"></th>' + "".join(map(_head, others))
    rows = ""
    for sector in sorted(snapshot.sectors, key=lambda sector: sector.number):
        columns = [
            [
                _cell(by_place[place], sector.number, c, (coming[place], leaving[place]), address)
                for c in side
                for place in [(sector.id, c.id)]
            ]
            for side in (towns, others)
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


def _head(commune: Commune) -> str:
    return f'<th scope="col" title="{escape(commune.name)}"><span>{escape(commune.name)}</span></th>'


def _cell(cell: Cell, number: int, commune: Commune, changes: tuple[int, int], others: Address) -> str:
    """A silo; `changes` are the flows that projects will open there, and those that will be stopped."""
    kind, (coming, leaving) = state(cell), changes
    if kind == EMPTY and not coming:
        return f'<td class="{kind}"></td>'
    address = escape(urlencode({"secteur": number, "collectivite": commune.code, **others}, doseq=True))
    lacking = f"<br><b>{cell.unjustified} sans</b>" if cell.unjustified else ""
    words = f"{commune.name}, secteur {number} : {MEANINGS[kind][1]}"
    planned = f" +{coming}" if coming else ""
    words += f", et {coming} prévus par des projets" if coming else ""
    words += f", dont {count(leaving, 'retrait prévu', 'retraits prévus')}" if leaving else ""
    return (
        f'<td class="{kind}{" prevu" if coming else ""}"><a href="silos?{address}" title="{escape(words)}">'
        f"{cell.inside + cell.crossing}{planned}{lacking}{leaving_mark(leaving)}</a></td>"
    )


def _legend() -> str:
    marks = "".join(f'<span class="{name}"></span>{words}' for name, (_, words) in MEANINGS.items())
    marks += f'<span style="border:2px dashed {PLANNED}"></span>{PLANNED_ENTRY.word}{leaving_legend()}'
    return f'<p class="silos silos-legende">{marks}</p>'
