"""The communes × blocs matrix drawn as a table: each cell says its products and opens its applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import urlencode

from urbanism.analyses.departures import leaving, leaving_in_words
from urbanism.analyses.matrix import Cell, Matrix, Row, leading_use
from urbanism.dashboard.address import Address
from urbanism.dashboard.components.leaving import LEAVING_STYLE, leaving_legend, leaving_mark
from urbanism.dashboard.components.map import show_linked
from urbanism.dashboard.components.subjects import subject_target
from urbanism.dashboard.state import Estate
from urbanism.drawing.furniture import PLANNED_ENTRY
from urbanism.french import listing
from urbanism.graph import EstateGraph
from urbanism.palette import (
    ACCENT,
    FRAME,
    INK,
    LINE,
    MUTED,
    ON_LACKING,
    PAPER,
    PLANNED,
    SAME_PRODUCT,
    SEVERITY_COLOURS,
    UNKNOWN,
)
from urbanism.vocabulary import Severity

_HOLE = SEVERITY_COLOURS[Severity.ALERT]
_STYLE = (
    "<style>.usages{border-collapse:separate;border-spacing:2px;font-size:.68rem;width:100%;table-layout:fixed;"
    f"line-height:1.15;color:{INK}}}.usages-cadre{{max-height:78vh;overflow:auto;border:1px solid {LINE}}}"
    ".usages th{font-weight:500;text-align:left;padding:2px 4px}.usages th.bloc{width:160px}"
    f".usages thead th{{position:sticky;top:0;z-index:2;background:{PAPER};vertical-align:bottom;font-size:.8rem}}"
    ".usages thead th span{writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);"
    "max-height:150px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;display:inline-block}"
    f".usages tbody th.bloc{{position:sticky;left:0;background:{PAPER};z-index:1;font-size:.8rem}}"
    f".usages tr.zone th{{background:{FRAME};color:{MUTED};font-weight:600;font-size:.8rem}}"
    ".usages td{height:33px;padding:0;border-radius:3px;overflow:hidden}"
    f".usages a{{color:{INK};text-decoration:none}}.usages tbody th.bloc a{{color:{ACCENT}}}"
    ".usages td a{display:block;height:33px;padding:2px;position:relative;box-sizing:border-box}"
    "@media (max-width:1500px){.usages td,.usages td a{height:42px}}"
    ".usages td i{font-style:normal;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;"
    "overflow:hidden;overflow-wrap:anywhere}"
    f".usages a:hover,.usages a:focus{{outline:2px solid {ACCENT};border-radius:3px}}"
    f".usages .seul{{background:{FRAME}}}.usages .inconnu{{background:{UNKNOWN}}}"
    f".usages .trou{{box-shadow:inset 0 0 0 2px {_HOLE};color:{ON_LACKING};text-align:center;font-weight:600}}"
    f".usages .prevu{{outline:2px dashed {PLANNED};outline-offset:-2px}}"
    f"{LEAVING_STYLE}.usages td u{{position:absolute;right:0;bottom:0;text-decoration:none;display:flex}}"
    f".usages b{{background:{INK};color:{PAPER};padding:0 4px;border-radius:3px 0 0 0}}"
    + "".join(f".usages .p{rank}{{background:{colour}}}" for rank, colour in enumerate(SAME_PRODUCT))
    + ".usages-legende{font-size:.85rem}.usages-legende span{display:inline-block;min-width:16px;height:16px;"
    "border-radius:3px;margin:0 6px -3px 16px;padding:0 2px;line-height:16px}</style>"
)


def uses_table(estate: Estate, graph: EstateGraph, found: Matrix, address: Address, holes: bool) -> None:
    """Draw the matrix; `address` holds the filters, said again by each link; `holes` are shown where they are known."""
    names = [graph.label(commune) for commune in found.communes]
    head = "".join(f'<th scope="col" title="{escape(name)}"><span>{escape(name)}</span></th>' for name in names)
    body, zone = "", None
    for row in found.rows:
        found_zone = graph.zone_of_block[row.block]
        if found_zone != zone:
            zone = found_zone
            title = f'<th colspan="{len(names) + 1}" scope="rowgroup">{escape(graph.label(zone))}</th>'
            body += f'<tr class="zone">{title}</tr>'
        body += _row(estate, graph, row, names, address, holes)
    show_linked(
        f'{_STYLE}<div class="usages-cadre" tabindex="0" role="region" aria-label="Communes et blocs">'
        f'<table class="usages"><thead><tr><th class="bloc">Bloc</th>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"</div>{_legend(holes)}",
        "usages-table",
    )


def case_address(graph: EstateGraph, cell: Cell) -> str:
    """How an address names a cell."""
    return f"{graph.communes[cell.commune].code}.{graph.blocks[cell.block].code}"


def _row(estate: Estate, graph: EstateGraph, row: Row, names: Sequence[str], address: Address, holes: bool) -> str:
    colours = {product: f"p{rank}" for rank, product in enumerate(row.shared[: len(SAME_PRODUCT)])}
    cells = "".join(
        _cell(graph, cell, name, colours, address, holes) for cell, name in zip(row.cells, names, strict=True)
    )
    target = subject_target(estate, graph.subject(row.block))
    label = escape(graph.label(row.block))
    named = f'<a href="{escape(f"{target[0]}?{urlencode(target[1], doseq=True)}")}">{label}</a>' if target else label
    return f'<tr><th scope="row" class="bloc">{named}</th>{cells}</tr>'


def _cell(
    graph: EstateGraph, cell: Cell, commune: str, colours: Mapping[int, str], address: Address, holes: bool
) -> str:
    coming = " prevu" if cell.coming else ""
    planned = listing(graph.label(application) for application in cell.coming)
    if not cell.uses:
        if cell.coming:
            told = escape(f"{commune}, {graph.label(cell.block)} : {planned}, prévu par un projet")
            page = escape(f"application?{urlencode({'id': cell.coming[0]})}")
            return f'<td class="prevu"><a href="{page}" title="{told}"><i>{escape(planned[:40])}</i></a></td>'
        if not (cell.is_hole and holes):
            return "<td></td>"
        return f'<td class="trou" title="{escape(commune)} : attendu, rien de connu">trou</td>'
    first = leading_use(cell, list(colours))
    kind = colours.get(first.product or 0, "seul" if first.product else "inconnu")
    told = f"{commune}, {graph.label(cell.block)} : {' ; '.join(use.name for use in cell.uses)}"
    if cell.coming:
        told += f" ; prévu par un projet : {planned}"
    more = f"<b>{len(cell.applications)}</b>" if cell.is_double else ""
    link = escape(f"usages?{urlencode({**address, 'case': [case_address(graph, cell)]}, doseq=True)}")
    gone = len(leaving(graph, cell.applications))
    told += f" ; {leaving_in_words(gone, len(cell.applications))}" if gone else ""
    name = f"<i>{escape(first.name[:40])}</i><u>{leaving_mark(gone)}{more}</u>"
    return f'<td class="{kind}{coming}"><a href="{link}" title="{escape(told)}">{name}</a></td>'


def _legend(holes: bool) -> str:
    marks = [
        (f'<span style="background:{SAME_PRODUCT[0]}"></span><span style="background:{SAME_PRODUCT[1]};margin-left:0">'
         "</span>", "sur une ligne, même couleur : même produit dans plusieurs communes"),
        (f'<span style="background:{FRAME}"></span>', "produit d’une seule commune"),
        (f'<span style="background:{UNKNOWN}"></span>', "produit inconnu"),
        (f'<span style="background:{INK};color:{PAPER}">2</span>', "plusieurs applications"),
    ]  # fmt: skip
    marks.append(
        (f'<span style="outline:2px dashed {PLANNED};outline-offset:-2px"></span>', escape(PLANNED_ENTRY.word))
    )
    if holes:
        marks.append((f'<span style="box-shadow:inset 0 0 0 2px {_HOLE}"></span>', "attendu, rien de connu"))
    return f'<p class="usages-legende">{"".join(mark + words for mark, words in marks)}{leaving_legend()}</p>'
