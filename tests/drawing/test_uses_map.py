"""The matrix on paper: every row on some sheet, nothing over the edge, texts no smaller than the sheet allows."""

from __future__ import annotations

from datetime import date

import pytest

from tests.estates import Estate
from urbanism.analyses.matrix import matrix
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import PAPERS
from urbanism.drawing.scene import Rectangle, areas, flat, texts
from urbanism.drawing.uses_map import uses_maps
from urbanism.graph import EstateGraph
from urbanism.palette import PLANNED
from urbanism.vocabulary import LifecycleStatus

CAPTION = Caption("Communes et blocs", "Qui utilise quoi", "Source : essai", date(2026, 11, 22), True)
HOSTILE = ("<script>alert(1)</script>", "‮envers", "L" * 300, "😀", "=1+1")


def estate() -> EstateGraph:
    made = Estate()
    for rank in range(90):
        for commune in range(15):
            name = HOSTILE[(rank + commune) % 5]
            made.application(name, f"Sainte-Ondine-la-Forêt-{commune}", f"bloc {rank}", product=f"{name}{rank % 3}")
    return EstateGraph(made.snapshot())


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
def test_every_cell_is_drawn_within_the_sheet_and_readable(paper) -> None:  # type: ignore[no-untyped-def]
    graph = estate()
    scenes = uses_maps(graph, matrix(graph), paper, CAPTION)
    assert sum(len(list(areas(scene.shapes))) for scene in scenes) == 90 * 15
    for scene in scenes:
        assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if hasattr(shape, "box"))
        assert min(text.size for text in texts(scene.shapes)) >= paper.least


def test_an_empty_matrix_is_no_sheet() -> None:
    made = Estate()
    made.commune("Nord")
    graph = EstateGraph(made.snapshot())
    assert uses_maps(graph, matrix(graph), PAPERS["A4"], CAPTION) == ()


def test_what_a_project_plans_is_dashed_in_its_cell_and_uses_nothing_yet() -> None:
    made = Estate()
    made.application("En service", "Ville", "gmao")
    made.application("À venir", "Bourg", "gmao", status=LifecycleStatus.PROJECT)
    graph = EstateGraph(made.snapshot())
    found = matrix(graph)
    (cell,) = [cell for cell in found.cells if cell.coming]
    assert (graph.label(cell.commune), [graph.label(one) for one in cell.coming]) == ("Bourg", ["À venir"])
    assert not cell.uses
    (scene,) = uses_maps(graph, found, PAPERS["A3"], CAPTION)
    outlined = [s for s in flat(scene.shapes) if isinstance(s, Rectangle) and s.dashed and s.stroke == PLANNED]
    assert [one.text.full for one in outlined if one.text] == ["À venir"]
    assert len(outlined) == 2  # its cell, and the legend
