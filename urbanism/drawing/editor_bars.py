"""Editors by how many applications they have here, most first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urbanism.analyses.editors import EditorShare
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Link, Scene
from urbanism.french import count
from urbanism.graph import EstateGraph

MOST_BARS = 25


def editor_scenes(
    graph: EstateGraph, shares: Sequence[EditorShare], paper: Paper, caption: Caption
) -> tuple[Scene, ...]:
    """The first editors; the caption says how many have no bar."""
    bars = [
        Bar(
            graph.label(share.editor),
            len(share.applications),
            f"{count(len(share.applications), 'application')}, {count(share.communes, 'collectivité')}",
            Link("editeurs", (("voir", f"editeur.{share.editor}"),)),
        )
        for share in shares[:MOST_BARS]
    ]
    left = len(shares) - MOST_BARS
    not_shown = f"{count(left, 'éditeur')} non affichés : la table les donne." if left > 1 else ""
    return bar_scenes(bars, paper, replace(caption, not_shown=not_shown))
