"""A knot drawn as producers × consumers: a table that a screen reader reads too."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from urbanism.analyses.tangles import Tangle
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, FRAME, MUTED, PAPER

MOST_ENDS = 30
"""Producers, and consumers, that a drawing may hold."""

_STYLE = f"""
<style>
.noeud {{ border-collapse: collapse; font-size: 0.8rem; }}
.noeud th {{ font-weight: 500; color: {MUTED}; padding: 2px 8px; text-align: right; }}
.noeud thead th {{ vertical-align: bottom; text-align: left; }}
.noeud thead th span {{ writing-mode: vertical-rl; text-orientation: sideways; transform: rotate(180deg);
  max-height: 190px; overflow: hidden;
  text-overflow: ellipsis; white-space: nowrap; }}
.noeud td {{ border: 2px solid {PAPER}; background: {FRAME}; min-width: 62px; height: 30px; text-align: center; }}
.noeud td.lien {{ background: {ACCENT}; color: {PAPER}; padding: 0 6px; }}
</style>
"""


def knot_matrix(graph: EstateGraph, knot: Tangle) -> None:
    """Draw who feeds whom in a knot, with the means of each link; a very large one is only said."""
    if max(len(knot.producers), len(knot.consumers)) > MOST_ENDS:
        st.caption(f"Ce nœud est trop grand pour être dessiné : {count(len(knot.flows), 'lien')}, listés dessous.")
        return
    means = _means(graph, knot)
    head = "".join(f'<th scope="col"><span>{_name(graph, end)}</span></th>' for end in knot.consumers)
    rows = "".join(
        f'<tr><th scope="row">{_name(graph, producer)}</th>'
        + "".join(_cell(means.get((producer, consumer), "")) for consumer in knot.consumers)
        + "</tr>"
        for producer in knot.producers
    )
    st.html(
        f'{_STYLE}<div style="overflow-x:auto"><table class="noeud"><thead><tr><th scope="col">de ↓ vers →</th>{head}'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _means(graph: EstateGraph, knot: Tangle) -> Mapping[tuple[int, int], str]:
    found: dict[tuple[int, int], list[str]] = {}
    for identifier in knot.flows:
        flow = graph.snapshot.by_id[identifier]
        found.setdefault((flow.source_id, flow.target_id), []).append(flow.means.value)
    return {pair: ", ".join(dict.fromkeys(words)) for pair, words in found.items()}


def _cell(words: str) -> str:
    return f'<td class="lien">{escape(words)}</td>' if words else "<td></td>"


def _name(graph: EstateGraph, end: int) -> str:
    return escape(graph.label(end)[:60])
