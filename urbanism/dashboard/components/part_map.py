"""The part of the plan d'occupation des sols that a page is about, drawn as on the plan."""

from __future__ import annotations

from collections.abc import Sequence

from urbanism.analyses.ground_plan import GroundPlan, ground_plan
from urbanism.analyses.plan_readings import Question, Reading, read_plan
from urbanism.dashboard.analysing import answer
from urbanism.dashboard.components.map import show_map
from urbanism.dashboard.components.paper import caption, paper_button
from urbanism.dashboard.state import Estate
from urbanism.drawing import Paper, Scene
from urbanism.drawing.ground_plan import draw_ground_plan
from urbanism.drawing.paper import SCREEN
from urbanism.graph import EstateGraph

LINES = 7
"""Products that a bloc shows at most on the screen."""


def show_part_map(estate: Estate, name: str, districts: frozenset[int]) -> None:
    """The quartiers of a plan, coloured by convergence; each bloc opens its page, the sheet can be taken away."""
    plan, reading = answer(_part, estate, districts)
    told = caption(estate, name, "Nombre de produits différents pour une même fonction")

    def draw(paper: Paper) -> Sequence[Scene]:
        return draw_ground_plan(plan, reading, told, paper).scenes

    paper_button(estate, name, draw, "partie")
    show_map(draw_ground_plan(plan, reading, told, SCREEN, LINES).scenes[0], "carte-partie")


def _part(graph: EstateGraph, districts: frozenset[int]) -> tuple[GroundPlan, Reading]:
    whole = ground_plan(graph)
    zones = tuple(
        zone._replace(districts=kept)
        for zone in whole.zones
        if (kept := tuple(one for one in zone.districts if one.district.id in districts))
    )
    plan = GroundPlan(zones, ())
    return plan, read_plan(graph, plan, Question.CONVERGENCE)
