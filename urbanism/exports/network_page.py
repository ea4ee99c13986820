"""A drawn network as one HTML file that asks nothing of the network: it opens without a connection, anywhere.

The drawing is vis-network's, by pyvis. Pyvis's own page calls three sites even with its resources in line, and writes
names without guarding them; so its nodes and links are taken into a page of ours, which forbids any request.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from urbanism.analyses.departures import leaving_in_words
from urbanism.analyses.explorer import Exploration, Link, Node
from urbanism.drawing.furniture import LEAVING_ENTRY, MINUS
from urbanism.drawing.network_map import STOPPING
from urbanism.drawing.text import cut, tidy, wrap
from urbanism.exports.network_words import drawn_in_words, hidden_in_words
from urbanism.french import count
from urbanism.palette import ACCENT, CLASS_COLOURS, INK, MUTED, PAPER, PLANNED
from urbanism.vocabulary import BlockClass

CELL = (142, 92)
"""Width and height, in pixels, of a cell of the grid that nodes stand on."""
LETTERS, LINES = 15, 3
"""The height of a name's letters in pixels, and the lines that it has at most; all of it is said when pointed at."""
PIXEL = 25.4 / 96
"""Millimetres in a pixel of the page, which is three quarters of a point."""
SHAPES: Mapping[str, tuple[str, str]] = {
    "application": ("dot", "une application"),
    "référentiel": ("square", "un référentiel"),
    "système national": ("triangle", "un système national"),
}
"""The shape of each kind of party, and what it means; a group is a box."""
_TEMPLATE = Path(__file__).with_name("network_page.html")


class Heading(NamedTuple):
    """What the page says of itself: its title, and where and when the drawing comes from."""

    title: str
    source: str


def network_page(found: Exploration, heading: Heading, framed: bool = False) -> str:
    """The page; `framed` leaves out the title, the account and the lists, which the page around it shows.

    In a frame, a click on a node tells the page around it the node's identifier and nothing else.
    """
    nodes, edges = _network(found)
    parts = {
        "title": escape(heading.title),
        "library": library(),
        "colours": f"--encre:{INK};--discret:{MUTED};--lien:{ACCENT};--prevu:{PLANNED}",
        "nodes": _safe_json(nodes),
        "leaving": _safe_json({node.id: f"{MINUS}{node.leaving}" for node in found.nodes if node.leaving}),
        "edges": _safe_json(edges),
        "planned": PLANNED,
        "letters": str(LETTERS),
        "legend": _legend(found),
        "head": "" if framed else _head(found, heading),
        "lists": "" if framed else _lists(found),
        "kind": "cadre" if framed else "page",
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark.group(1)], _TEMPLATE.read_text(encoding="utf-8"))


def _network(found: Exploration) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The nodes and links as vis-network wants them, through pyvis, which checks them."""
    from pyvis.network import Network  # slow to import

    network = Network(directed=True)
    for node in found.nodes:
        network.add_node(node.id, **_node(node))
    for link in found.links:
        network.add_edge(link.source, link.target, **_edge(link))
    nodes, edges, *_ = network.get_network_data()
    return nodes, edges


def _node(node: Node) -> dict[str, Any]:
    x, y = node.position
    colour = CLASS_COLOURS[node.block_class or BlockClass.UNKNOWN]
    ground = PAPER if node.is_group or node.planned else colour
    edge = PLANNED if node.planned else colour
    shape = "box" if node.is_group else SHAPES.get(node.kind, SHAPES["application"])[0]
    name = f"{_lines(node.label)}\n{count(len(node.members), 'objet')}" if node.is_group else _lines(node.label)
    return {
        "label": name,
        "title": in_words(node),
        "shape": shape,
        "x": round(x * CELL[0]),
        "y": round(y * CELL[1]),
        "size": 22 if node.is_centre else 12,
        "color": {
            "background": ground,
            "border": INK if node.is_centre else edge,
            "highlight": {"background": ground, "border": INK},
        },
        "borderWidth": 4 if node.is_centre else 2,
        "shapeProperties": {"borderDashes": [6, 4] if node.planned else False},
    }


def _edge(link: Link) -> dict[str, Any]:
    flows = len(link.flows)
    label = {"label": str(flows)} if flows > 1 else {}
    title = count(flows, "flux", "flux")
    drawn = {"title": title, "width": min(1 + flows**0.5 / 3, 5), **label}
    if link.leaving:
        drawn["title"] += f", dont {count(link.leaving, 'retrait prévu', 'retraits prévus')}"
    if link.leaving == flows:
        drawn["color"] = PLANNED
    if not link.planned:
        return drawn
    apart = {"enabled": True, "type": "curvedCW", "roundness": 0.3}
    return {**drawn, "title": f"{title}, prévu par un projet", "dashes": [6, 4], "color": PLANNED, "smooth": apart}


def in_words(node: Node) -> str:
    """A node in one line: its name, what it is, whose, and what it stands for."""
    kind = f"{node.kind}, {count(len(node.members), 'objet')}" if node.is_group else node.kind
    planned = ", prévu par un projet" if node.planned else ""
    leaves = leaving_in_words(node.leaving, len(node.members))
    return (
        f"{node.label} – {kind}{f', {node.commune}' if node.commune else ''}{planned}{f', {leaves}' if leaves else ''}"
    )


def _lines(text: str) -> str:
    """A name on a few lines, cut, each kept from turning what surrounds it when it is written right to left."""
    width, size = 0.9 * CELL[0] * PIXEL, 0.75 * LETTERS
    lines = wrap(tidy(text).replace("-", "- ") or "(sans nom)", width, size)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], cut(" ".join(lines[LINES - 1 :]), width, size)]
    return "\n".join(f"\u2068{line.replace('- ', '-')}\u2069" for line in lines)


def _safe_json(data: object) -> str:
    """JSON that stands within a script: nothing in it can close the script or open a comment."""
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def library() -> str:
    """vis-network, from pyvis's own files, without the comment that points at its map."""
    source = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", source).replace("</script", "<\\/script")


def _legend(found: Exploration) -> str:
    kinds = {node.kind for node in found.nodes if not node.is_group}
    classes = {node.block_class or BlockClass.UNKNOWN for node in found.nodes}
    marks = [f'<span class="forme {shape}"></span>{words}' for kind, (shape, words) in SHAPES.items() if kind in kinds]
    if any(node.is_group for node in found.nodes):
        marks.append('<span class="forme box"></span>un groupe')
    if any(node.planned for node in found.nodes) or any(link.planned for link in found.links):
        marks.append('<span class="forme prevu"></span>prévu par un projet, pas encore en service')
    if any(node.leaving for node in found.nodes):
        marks.append(f'<span class="forme retrait">{LEAVING_ENTRY.sign}</span>{LEAVING_ENTRY.word}')
    if any(link.leaving == len(link.flows) for link in found.links):
        marks.append(f'<span class="forme trait"></span>{STOPPING.word}')
    for kind in (kind for kind in BlockClass if kind in classes):
        words = "classe inconnue ou sans objet" if kind is BlockClass.UNKNOWN else kind.value
        marks.append(f'<span class="forme couleur" style="background:{CLASS_COLOURS[kind]}"></span>{words}')
    return "".join(f"<li>{mark}</li>" for mark in marks)


def _head(found: Exploration, heading: Heading) -> str:
    told = "".join(f"<li>{escape(sentence)}</li>" for sentence in (drawn_in_words(found), *hidden_in_words(found)))
    return f"<h1>{escape(heading.title)}</h1><p>{escape(heading.source)}</p><ul>{told}</ul>"


def _lists(found: Exploration) -> str:
    """The same as two tables: what a screen reader reads."""
    names = {node.id: node.label or "(sans nom)" for node in found.nodes}
    nodes = "".join(f"<tr><td><bdi>{escape(in_words(node))}</bdi></td></tr>" for node in found.nodes)
    links = "".join(
        f"<tr><td><bdi>{escape(names[link.source])}</bdi></td><td><bdi>{escape(names[link.target])}</bdi></td>"
        f"<td>{len(link.flows)}{', prévu' if link.planned else ''}"
        f"{f', dont {link.leaving} à retirer' if link.leaving else ''}</td></tr>"
        for link in found.links
    )
    return (
        f"<details><summary>Les nœuds en liste</summary><table><tbody>{nodes}</tbody></table></details>"
        "<details><summary>Les liens en liste</summary><table><thead><tr><th>De</th><th>Vers</th><th>Flux</th></tr>"
        f"</thead><tbody>{links}</tbody></table></details>"
    )
