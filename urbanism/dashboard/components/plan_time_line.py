"""A convergence plan drawn on a line of time: the blocs that move most, to read and to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.state import Estate
from urbanism.drawing import Link, Paper, Scene
from urbanism.drawing.paper import SCREEN
from urbanism.drawing.plan_line import PlanRow, plan_scenes
from urbanism.french import count, number
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.planning.convergence.report import MoveLine

MOST_ROWS = 30


def plan_time_line(
    estate: Estate, graph: EstateGraph, name: str, told: Sequence[MoveLine], years: Sequence[int]
) -> None:
    """The blocs with the most moves, those that begin first above; how many are left out is said."""
    blocks = sorted(group(told, lambda line: line.block).items(), key=lambda one: -len(one[1]))
    rows = [_row(graph, block, moves) for block, moves in blocks[:MOST_ROWS]]
    rows.sort(key=lambda row: (min(row.leaving), max(row.leaving), row.name.casefold()))
    left = len(blocks) - len(rows)
    others = count(left, "autre bloc", "autres blocs")
    not_shown = f"Et {others}, faute de place : la matrice par bloc les donne." if left else ""

    def draw(paper: Paper) -> tuple[Scene, ...]:
        words = caption(estate, name, f"{number(len(told))} départs, bloc par bloc et année par année")
        return plan_scenes(rows, years, paper, replace(words, not_shown=not_shown))

    if rows:
        show_map(draw(SCREEN)[0], "plan-dessin")
        paper_button(estate, f"{name}, ligne de temps", draw, "plan-ligne")


def _row(graph: EstateGraph, block: int, moves: Sequence[MoveLine]) -> PlanRow:
    targets = ", ".join(dict.fromkeys(line.target_name for line in moves))
    link = Link("convergence-bloc", (("id", str(block)),))
    return PlanRow(graph.label(block), targets, Counter(line.year for line in moves), link)
