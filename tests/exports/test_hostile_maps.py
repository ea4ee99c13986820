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
from urbanism.analyses.ends import End, EndKind
from urbanism.analyses.referentials import ReferentialGroup
from urbanism.analyses.referentials.facets import Facet
from urbanism.cli.maps import MAPS, Sheets
from urbanism.drawing import PAPERS, Scene
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.drawing.plan_line import PlanRow, plan_scenes
from urbanism.drawing.rivals_map import rivals_scenes
from urbanism.drawing.scene import Box, Line, flat, texts
from urbanism.drawing.text import tidy
from urbanism.drawing.time_line import TimeRow, time_scenes
from urbanism.drawing.trend_rows import Trend, trend_scenes
from urbanism.drawing.wave_rows import wave_scenes
from urbanism.exports.pdf import scenes_pdf
from urbanism.exports.sheet import sheet_xlsx
from urbanism.exports.slides import scenes_pptx
from urbanism.exports.svg import svg_file
from urbanism.graph import EstateGraph
from urbanism.planning.hub import Wave
from urbanism.snapshot import Department, Process, ProcessStep, Project
from urbanism.vocabulary import DataRole, ProjectStatus, Ternary

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
    parties = [
        made.application(
            name,
            f"Commune {name}",
            f"bloc {name}",
            product=f"Produit {name}",
            cost_total=9.0,
            editor_id=made.editor(name),
        )
        for name in HOSTILE
    ]
    for source, target in pairwise(parties):
        made.flow(source, target, HOSTILE[0])
        made.flow(target, source, HOSTILE[8], personal_data=Ternary.YES)
    for rank, name in enumerate(HOSTILE):
        made.sector(rank + 1)
        made.referential(name, about=HOSTILE[0], application_id=parties[rank])
        made.use(parties[rank], name, creates=Ternary.YES, role=DataRole.MASTER)
        department = made.add("departments", Department, commune_id=made.commune(f"Commune {name}"), name=name)
        project = {"code": name, "name": name, "department_id": department, "status": ProjectStatus.STARTED}
        made.add("projects", Project, commune_id=made.commune(f"Commune {name}"), ends_on=TODAY, **project)
    process = made.add("processes", Process, code="p", name=HOSTILE[0])
    for rank, name in enumerate(HOSTILE):
        step = {"name": name, "actor": name, "application_id": parties[rank], "data_read": name, "data_written": name}
        made.add("process_steps", ProcessStep, process_id=process, rank=rank, **step)
    return EstateGraph(made.snapshot())


class Hostile(Sheets):
    """What the command line draws on, with a hostile caption."""

    def caption(self, _title: str, _subtitle: str) -> Caption:
        return TOLD


def of_command(name: str) -> Callable[[EstateGraph], Sequence[Scene]]:
    """The first drawing of a map of the command line."""
    return lambda graph: next((scenes for _, scenes in MAPS[name](Hostile(graph, None, PAPER)) if scenes), ())


def time_line(_: EstateGraph) -> Sequence[Scene]:
    ends = [End(TODAY + timedelta(days=40), EndKind.CONTRACT, 1, 1, None)]
    return time_scenes([TimeRow(rank, name, ends) for rank, name in enumerate(HOSTILE)], TODAY, PAPER, TOLD)


def grid(_: EstateGraph) -> Sequence[Scene]:
    cell = GridCell("CLMS", "#cfe3d8", HOSTILE[0])
    return grid_scenes([GridRow(name, name, {0: cell}) for name in HOSTILE], HOSTILE, [], PAPER, TOLD)


def trends(_: EstateGraph) -> Sequence[Scene]:
    days = [TODAY - timedelta(days=9), TODAY]
    return trend_scenes(days, [Trend(name, [rank, None], name) for rank, name in enumerate(HOSTILE)], PAPER, TOLD)


def trajectory(_: EstateGraph) -> Sequence[Scene]:
    return plan_scenes([PlanRow(name, name, {2027: 1}) for name in HOSTILE], [2027], PAPER, TOLD, HOSTILE[0])


def waves(graph: EstateGraph) -> Sequence[Scene]:
    steps = [Wave(tuple(graph.parties), 9, 12, 3)]
    return wave_scenes(graph, steps, PAPER, TOLD)


def rivals(graph: EstateGraph) -> Sequence[Scene]:
    members = tuple(Facet(one.id, None, one.name != HOSTILE[0], True) for one in graph.snapshot.referentials)
    group = ReferentialGroup(None, HOSTILE[0], members, 1.0, False)
    return rivals_scenes(graph, group, members[0].referential, PAPER, TOLD)


def bars(_: EstateGraph) -> Sequence[Scene]:
    return bar_scenes([Bar(name, 3, name, planned=2) for name in HOSTILE], PAPER, TOLD)


BY_HAND = {
    "barres": bars, "temps": time_line, "grille": grid, "tendances": trends, "trajectoire": trajectory, "étapes": waves,
    "rivaux": rivals,
}  # fmt: skip
DRAWN_ALL = {**{name: of_command(name) for name in MAPS if name not in ("doublons", "pot-commun")}, **BY_HAND}


@pytest.mark.parametrize("draw", DRAWN_ALL.values(), ids=DRAWN_ALL)
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
