"""The way of a data object drawn from left to right: who produces it, who keeps or carries it, who reads it."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from urllib.parse import urlencode

import streamlit as st

from urbanism.analyses.data_way import Stage
from urbanism.analyses.way_groups import Box, GroupedWay
from urbanism.drawing.way_map import COLOURS, TITLES
from urbanism.french import listing, number
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, INK, MUTED, PLANNED

_WIDTH, _LONGEST = 28, 84


def way_drawing(graph: EstateGraph, way: GroupedWay, address: Mapping[str, str]) -> None:
    """Draw the boxes, stage by stage; a box opens its page, or its list (`address` is that of the page)."""
    st.graphviz_chart(dot(graph, way, address), width="stretch", alt=_in_words(way))


def _in_words(way: GroupedWay) -> str:
    """What the drawing shows, for those who do not see it."""
    columns = {stage: listing(box.label for box in way.boxes if box.stage is stage) for stage in Stage}
    return " ; ".join(f"{TITLES[stage]} : {names or 'personne'}" for stage, names in columns.items())


def dot(graph: EstateGraph, way: GroupedWay, address: Mapping[str, str]) -> str:
    """The drawing in the language of Graphviz; every text is quoted."""
    font = 'fontname="sans-serif"'
    lines = [
        "digraph {",
        'rankdir=LR ranksep=1.6 nodesep=0.1 newrank=true bgcolor="transparent"',
        f'node [shape=box style="rounded,filled" penwidth=0 {font} fontsize=11 fontcolor="{INK}" width=2.3]',
        f'edge [color="{MUTED}" fontcolor="{MUTED}" {font} fontsize=9 arrowsize=0.6]',
    ]
    heads = [f"head_{stage.name}" for stage in Stage]
    for stage, head in zip(Stage, heads, strict=True):
        boxes = [box for box in way.boxes if box.stage is stage]
        lines += [
            f'subgraph cluster_{stage.name} {{ rank=same color="{FRAME}" style="rounded"'
            f' label={quoted(TITLES[stage])} fontsize=14 fontcolor="{MUTED}" {font}',
            f"{head} [shape=point style=invis width=0]",
            *(_box(graph, box, address) for box in boxes),
            "}",
        ]
    lines.append(f"{' -> '.join(heads)} [style=invis weight=100]")
    order = {box.name: list(Stage).index(box.stage) for box in way.boxes}
    lines += [_link(source, target, flows, order) for (source, target), flows in way.links.items()]
    lines += [
        f'{quoted(source)} -> {quoted(target)} [style=dashed color="{PLANNED}" constraint=false]'
        for source, target in way.planned
    ]
    return "\n".join([*lines, "}"])


def _link(source: str, target: str, flows: int, order: Mapping[str, int]) -> str:
    """An arrow as thick as its flows; one that does not go rightwards is dotted, and places nothing."""
    label = f" label={quoted(number(flows))}" if flows > 1 else ""
    sideways = "" if order[source] < order[target] else f' constraint=false style=dotted color="{ACCENT}"'
    return f"{quoted(source)} -> {quoted(target)} [penwidth={min(1 + flows / 4, 4):.1f}{label}{sideways}]"


def quoted(text: str) -> str:
    """A text as Graphviz takes it for nothing else."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _box(graph: EstateGraph, box: Box, address: Mapping[str, str]) -> str:
    short = box.label if len(box.label) <= _LONGEST else f"{box.label[: _LONGEST - 1]}…"
    label = "\\n".join(quoted(line)[1:-1] for line in wrap(short, _WIDTH) or ["(sans nom)"])
    several = len(box.parties) > 1
    if several:
        label += f"\\n{number(len(box.parties))} participants"
    is_application = not several and graph.subject(box.parties[0]).kind == "application"
    target = (
        f"application?{urlencode({'id': box.parties[0]})}"
        if is_application
        else f"donnee?{urlencode({**address, 'groupe': box.name})}"
    )
    planned = f' style="rounded,dashed" color="{PLANNED}" penwidth=2' if box.planned else ""
    return (
        f'{quoted(box.name)} [label="{label}" fillcolor="{COLOURS[box.stage]}" URL={quoted(target)} target="_self"'
        f" tooltip={quoted(box.label)}{planned}]"
    )
