"""What ends, by holder or by editor, quarter after quarter: the rows of a time line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from urbanism.analyses.ends import End, EndKind
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import Paper
from urbanism.drawing.scene import Scene
from urbanism.drawing.time_line import Opens, TimeRow, time_scenes
from urbanism.french import count
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group

MOST_ROWS = 30


def editor_of(end: End) -> int | None:
    """The row of an end among editors: 0 where its editor is unknown, None where it has none (a project)."""
    return None if end.kind is EndKind.PROJECT else end.editor or 0


def ends_scenes(
    graph: EstateGraph, shown: Sequence[End], by_editor: bool, paper: Paper, caption: Caption, opens: Opens
) -> tuple[Scene, ...]:
    """A row a holder, by name, or an editor, the most ends first; the caption says how many have no row."""
    found = group(shown, editor_of if by_editor else lambda end: end.commune)
    rows = [
        TimeRow(key, graph.label(key) if key else "Éditeur inconnu", ends)
        for key, ends in found.items()
        if key is not None
    ]
    rows.sort(key=lambda row: (-len(row.ends) if by_editor else 0, row.name.casefold()))
    left = len(rows) - MOST_ROWS
    not_shown = f"{count(left, 'ligne')} non affichées : la table les donne." if left > 0 else ""
    return time_scenes(rows[:MOST_ROWS], graph.snapshot.today, paper, replace(caption, not_shown=not_shown), opens)
