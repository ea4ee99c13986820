"""The CRUD matrix drawn as a table: applications by commune × data objects; every name and cell is a link."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from urbanism.analyses.crud import Standing
from urbanism.analyses.crud_table import CrudRow, CrudTable, letters, standing
from urbanism.analyses.departures import told_departure
from urbanism.dashboard.components.leaving import LEAVING_STYLE, leaving_legend, leaving_mark
from urbanism.dashboard.components.map import show_linked
from urbanism.drawing.crud_map import COLOURS, LETTERS, told
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, INK, LINE, MUTED, PAPER, PLANNED, SEVERITY_COLOURS
from urbanism.vocabulary import Severity

_MARKED = SEVERITY_COLOURS[Severity.ALERT]
_STYLE = (
    f"<style>.crud{{border-collapse:separate;border-spacing:2px;font-size:.76rem;color:{INK};line-height:1.15}}"
    f".crud-cadre{{max-height:74vh;overflow:auto;border:1px solid {LINE}}}"
    ".crud th{font-weight:500;text-align:left;padding:2px 6px}"
    f".crud thead th{{position:sticky;top:0;z-index:2;background:{PAPER};vertical-align:bottom;padding:2px 4px}}"
    ".crud thead th.application{left:0;z-index:3}"
    ".crud thead span{writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);"
    "max-height:150px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;display:inline-block}"
    f".crud tbody th.application{{position:sticky;left:0;background:{PAPER};z-index:1;width:250px;max-width:250px;"
    "white-space:nowrap;overflow:hidden;text-overflow:ellipsis}"
    f".crud tr.commune th{{background:{FRAME};color:{MUTED};font-weight:600}}"
    ".crud td{height:26px;min-width:38px;padding:0;border-radius:3px;text-align:center}"
    f".crud a{{color:{INK};text-decoration:none}}.crud th a{{color:{ACCENT}}}"
    ".crud td a{display:block;height:26px;line-height:26px}"
    f".crud a:hover,.crud a:focus{{outline:2px solid {ACCENT};border-radius:3px}}"
    + "".join(f".crud .s{rank}{{background:{colour}}}" for rank, (colour, _) in enumerate(COLOURS.values()))
    + f".crud .alerte{{box-shadow:inset 0 0 0 2px {_MARKED}}}.crud .prevu{{border:2px dashed {PLANNED}}}"
    + f"{LEAVING_STYLE}.crud th .retrait{{margin-left:6px}}"
    ".crud-legende{font-size:.85rem}.crud-legende span{display:inline-block;width:16px;height:16px;border-radius:3px;"
    "margin:0 6px -3px 14px}</style>"
)
_RANKS = {standing: rank for rank, standing in enumerate(COLOURS)}
_ALERTS = (Standing.RIVAL, Standing.WILD)


def crud_drawing(graph: EstateGraph, table: CrudTable, rows: Sequence[CrudRow]) -> None:
    """Draw some rows of the matrix under all of its columns."""
    head = "".join(_head(graph, identifier) for identifier in table.objects)
    body, holder = "", None
    for row in rows:
        if row.holder != holder:
            holder = row.holder
            name = escape(graph.label(holder))
            body += f'<tr class="commune"><th colspan="{len(table.objects) + 1}" scope="rowgroup">{name}</th></tr>'
        label = escape(graph.label(row.application))
        address = escape(f"application?{urlencode({'id': row.application})}")
        cells = "".join(_cell(graph, row, identifier) for identifier in table.objects)
        leaves = told_departure(graph, row.application)
        title = f"{label} – {escape(leaves)}" if leaves else label
        body += (
            f'<tr><th scope="row" class="application" title="{title}"><a href="{address}">{label}</a>'
            f"{leaving_mark(int(bool(leaves)))}</th>{cells}</tr>"
        )
    show_linked(
        f'{_STYLE}<div class="crud-cadre" tabindex="0" role="region" aria-label="Données et applications">'
        f'<table class="crud"><thead><tr><th class="application">Application</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>{_legend()}",
        "crud-table",
    )


def _head(graph: EstateGraph, identifier: int) -> str:
    name = escape(graph.label(identifier))
    address = escape(f"donnee?{urlencode({'objet': graph.data_objects[identifier].code})}")
    return f'<th scope="col" title="{name}"><span><a href="{address}">{name}</a></span></th>'


def _cell(graph: EstateGraph, row: CrudRow, identifier: int) -> str:
    cells = row.uses.get(identifier)
    if not cells:
        return "<td></td>"
    kind = standing(cells)
    words = escape(told(graph, row, identifier))
    address = escape(f"application?{urlencode({'id': row.application})}")
    alert = " alerte" if kind in _ALERTS else " prevu" if kind is Standing.PLANNED else ""
    return (
        f'<td class="s{_RANKS[kind]}{alert}"><a href="{address}" title="{words}" aria-label="{words}">'
        f"{letters(cells)}</a></td>"
    )


def _legend() -> str:
    marks = ""
    for kind, (colour, word) in COLOURS.items():
        edge = f";box-shadow:inset 0 0 0 2px {_MARKED}" if kind in _ALERTS else ""
        edge = f";border:2px dashed {PLANNED}" if kind is Standing.PLANNED else edge
        marks += f'<span style="background:{colour}{edge}"></span>{word}'
    return f'<p class="crud-legende">{LETTERS}<br>{marks}{leaving_legend()}</p>'
