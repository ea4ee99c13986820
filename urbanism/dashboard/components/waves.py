"""The order in which to build a common pot: a curve, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd
import streamlit as st

from urbanism.dashboard.analysing import graph_of
from urbanism.dashboard.components.lines import FRENCH
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.components.table import Column, object_table
from urbanism.dashboard.components.table_button import workbook_of
from urbanism.dashboard.state import Estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.wave_rows import wave_scenes
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.palette import ACCENT, MUTED
from urbanism.planning.hub import Wave

X, Y = "Connecteurs construits", "Liens remplacés"


def show_waves(estate: Estate, waves: Sequence[Wave], objects: str) -> None:
    """What each step of the building replaces, from the start; `objects` are the data put in the pot, in words."""
    graph = graph_of(estate)
    st.caption(
        "Chaque étape est le meilleur choix pour son nombre de connecteurs. Au-dessus du trait gris, le pot remplace"
        " plus de liens qu’il ne demande de connecteurs."
    )
    st.altair_chart(_chart(waves).configure(locale=FRENCH), alt=_in_words(waves), key="etapes-courbe")
    columns: list[Column[tuple[int, Wave]]] = [
        Column("Étape", lambda line: f"Étape {line[0]}"),
        Column("Connecteurs en tout", lambda line: line[1].connectors, "number"),
        Column("Liens remplacés en tout", lambda line: line[1].replaced, "number"),
        Column("Économie", lambda line: line[1].saved, "number"),
        Column("Qui relier à cette étape", lambda line: _names(graph, line[1])),
    ]
    name = f"pot commun {objects}"

    def draw(paper: Paper) -> tuple[Scene, ...]:
        return wave_scenes(graph, waves, paper, caption(estate, "Pot commun, étape par étape", objects))

    steps = list(enumerate(waves, 1))
    paper_button(estate, name, draw, "etapes-papier", workbook_of(estate, steps, columns, name))
    object_table(steps, columns, "etapes", noun="étape")


def _chart(waves: Sequence[Wave]) -> alt.LayerChart | alt.FacetChart:
    points = pd.DataFrame(
        {
            X: [0, *(wave.connectors for wave in waves)],
            Y: [0, *(wave.replaced for wave in waves)],
            "Étape": ["Départ", *(f"Étape {rank}" for rank in range(1, len(waves) + 1))],
        }
    )
    most = max(points[X].max(), 1)
    even = pd.DataFrame({X: [0, most], Y: [0, most]})
    axes = alt.X(f"{X}:Q", axis=alt.Axis(tickMinStep=1)), alt.Y(f"{Y}:Q", axis=alt.Axis(tickMinStep=1))
    line = alt.Chart(points).mark_line(color=ACCENT, point=alt.OverlayMarkDef(color=ACCENT, size=60))
    limit = alt.Chart(even).mark_line(color=MUTED, strokeDash=[4, 4])
    return alt.layer(limit.encode(x=f"{X}:Q", y=f"{Y}:Q"), line.encode(*axes, tooltip=["Étape", X, Y])).properties(
        height=280
    )


def _in_words(waves: Sequence[Wave]) -> str:
    steps = (
        f"étape {rank} : {count(wave.connectors, 'connecteur')} pour {count(wave.replaced, 'lien')}"
        for rank, wave in enumerate(waves, 1)
    )
    return "Courbe des étapes. " + " ; ".join(steps) + "."


def _names(graph: EstateGraph, wave: Wave) -> str:
    names = ", ".join(graph.label(end) for end in wave.connect[:8])
    return f"{len(wave.connect)} : {names}{'…' if len(wave.connect) > 8 else ''}"
