"""Every map of an estate whose names are hostile, in every kind of file: well-formed, and the names are text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from xml.etree import ElementTree

import openpyxl
import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.estates import Estate
from urbanism.analyses.bands import commune_bands
from urbanism.analyses.ends import End, EndKind
from urbanism.analyses.explorer import Question as Asked
from urbanism.analyses.explorer import explore
from urbanism.analyses.ground_plan import ground_plan
from urbanism.analyses.matrix import matrix
from urbanism.analyses.plan_readings import Question, read_plan
from urbanism.drawing import PAPERS, Scene
from urbanism.drawing.bands import draw_bands
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.explored import explored_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.drawing.ground_plan import draw_ground_plan
from urbanism.drawing.scene import Box, Line, flat, texts
from urbanism.drawing.text import tidy
from urbanism.drawing.time_line import TimeRow, time_scenes
from urbanism.drawing.uses_map import uses_maps
from urbanism.exports.pdf import scenes_pdf
from urbanism.exports.sheet import sheet_xlsx
from urbanism.exports.slides import scenes_pptx
from urbanism.exports.svg import svg_file
from urbanism.graph import EstateGraph

HOSTILE = (
    "<script>alert(1)</script>",
    "\"'&]]>--><!--",
    "‮à l’envers‬ שלום",
    "L" * 300,
    "😀🏳️‍🌈",
    " ",
    "\x00\x1b[31m\ud800",
    "=cmd()",
    "#raw[x] $x^2$ *gras* \\",
)
TODAY = date(2026, 11, 22)
TOLD = Caption(HOSTILE[0], HOSTILE[8], HOSTILE[1], TODAY, True, HOSTILE[7])
PAPER = PAPERS["A3"]


@pytest.fixture(scope="module")
def graph() -> EstateGraph:
    made = Estate()
    parties = [made.application(name, f"Commune {name}", f"bloc {name}", product=f"Produit {name}") for name in HOSTILE]
    for source, target in pairwise(parties):
        made.flow(source, target)
    return EstateGraph(made.snapshot())


def plan(graph: EstateGraph) -> Sequence[Scene]:
    found = ground_plan(graph)
    return draw_ground_plan(found, read_plan(graph, found, Question.SUPPORT), TOLD, PAPER).scenes


def bands(graph: EstateGraph) -> Sequence[Scene]:
    one, *others = (commune.id for commune in graph.snapshot.communes)
    found = commune_bands(graph, one, frozenset(others))
    return draw_bands(found, (HOSTILE[0], HOSTILE[3]), TOLD, PAPER).scenes


def time_line(_: EstateGraph) -> Sequence[Scene]:
    ends = [End(TODAY + timedelta(days=40), EndKind.CONTRACT, 1, 1, None)]
    return time_scenes([TimeRow(rank, name, ends) for rank, name in enumerate(HOSTILE)], TODAY, PAPER, TOLD)


def grid(_: EstateGraph) -> Sequence[Scene]:
    cell = GridCell("CLMS", "#cfe3d8", HOSTILE[0])
    return grid_scenes([GridRow(name, name, {0: cell}) for name in HOSTILE], HOSTILE, [], PAPER, TOLD)


MAPS: Sequence[Callable[[EstateGraph], Sequence[Scene]]] = (
    plan,
    bands,
    lambda graph: uses_maps(graph, matrix(graph), PAPER, TOLD),
    lambda graph: explored_scenes(explore(graph, Asked()), HOSTILE, PAPER, TOLD),
    lambda _: bar_scenes([Bar(name, 3, name) for name in HOSTILE], PAPER, TOLD),
    time_line,
    grid,
)


@pytest.mark.parametrize("draw", MAPS, ids=("plan", "bandes", "usages", "explorateur", "barres", "temps", "grille"))
def test_hostile_names_are_text_on_every_map(
    draw: Callable[[EstateGraph], Sequence[Scene]], graph: EstateGraph
) -> None:
    scenes = draw(graph)
    assert scenes
    root = ElementTree.fromstring(svg_file(scenes))
    kinds = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "g", "rect", "text", "tspan", "polyline", "polygon"}
    assert "<script>alert(1)</script>" in "".join(root.itertext())
    assert len(PdfReader(BytesIO(scenes_pdf(scenes))).pages) == len(scenes)
    deck = Presentation(BytesIO(scenes_pptx(scenes)))
    written = "".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert "<script>alert(1)</script>" in written
    for scene, slide in zip(scenes, deck.slides, strict=True):
        assert all(scene.box.holds(shape.box, 0.11) for shape in flat(scene.shapes) if not isinstance(shape, Line))
        assert all(text.size >= PAPER.least for text in texts(scene.shapes))
        sheet = Box(0, 0, float(deck.slide_width or 0), float(deck.slide_height or 0))
        assert all(sheet.holds(Box(one.left, one.top, one.width, one.height), 4_000) for one in slide.shapes)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    names = [name for name in HOSTILE if "\ud800" not in name]
    book = openpyxl.load_workbook(BytesIO(sheet_xlsx(HOSTILE[0], ["Nom", *names], [(name, name) for name in names])))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=cmd()" in {tidy(cell.value) for cell in cells}
