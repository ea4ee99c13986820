"""The poster of the plan d'occupation des sols: everything has its place, every application is accounted for."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from estates import Estate
from hypothesis import given, settings
from hypothesis import strategies as st

from urbanism import snapshot as records
from urbanism.analyses.departures import departures
from urbanism.analyses.ground_plan import GroundPlan, ground_plan
from urbanism.analyses.plan_readings import Question, Reading, read_plan
from urbanism.drawing import PAPERS, Area, Rectangle
from urbanism.drawing.furniture import LEAVING_ENTRY, PLANNED_ENTRY, Caption
from urbanism.drawing.ground_plan import COLOURS, PlanDrawing, draw_ground_plan
from urbanism.drawing.paper import SCREEN, Paper
from urbanism.drawing.scene import Scene, areas, flat, texts
from urbanism.drawing.shelves import shelves
from urbanism.graph import EstateGraph
from urbanism.palette import PLANNED
from urbanism.vocabulary import LifecycleStatus, Operation, ProjectStatus

CAPTION = Caption("Plan d’occupation des sols", "Redondance", "urbanism", date(2026, 1, 1), fictitious=True)
LABELS = st.sampled_from(["<script>alert(1)</script>", "L" * 300, "‮à l’envers", "😀🏳️‍🌈", "Civilis", "É"])
SIZES = st.lists(st.lists(st.integers(0, 14), min_size=1, max_size=7), min_size=1, max_size=6)


def estate(sizes: list[list[int]], label: str = "Logiciel") -> EstateGraph:
    """Quartiers of these blocs, each with so many applications, two of three of one product."""
    made = Estate()
    for rank, quartier in enumerate(sizes):
        for position, applications in enumerate(quartier):
            block = f"{label} {rank}-{position}"
            made.block(block, district=f"Quartier {rank}", zone=f"Zone {rank // 2}")
            for number in range(applications):
                product = f"{label} P{number // 2}" if number % 3 else None
                made.application(f"{label} {block} {number}", block=block, product=product)
    made.application("Sans bloc")
    return EstateGraph(made.snapshot())


def draw(graph: EstateGraph, paper: Paper, question: Question = Question.REDUNDANCY) -> PlanDrawing:
    plan = ground_plan(graph)
    return draw_ground_plan(plan, read_plan(graph, plan, question), CAPTION, paper)


def blocks_of(scene: Scene) -> list[Area]:
    return [area for area in areas(scene.shapes) if area.link and area.link.page == "bloc"]


@settings(max_examples=30)
@given(SIZES, LABELS, st.sampled_from([SCREEN, *PAPERS.values()]))
def test_every_application_is_shown_or_counted_and_nothing_overlaps(
    sizes: list[list[int]], label: str, paper: Paper
) -> None:
    graph = estate(sizes, label)
    drawing = draw(graph, paper)
    assert drawing.shown + drawing.not_shown == sum(map(sum, sizes))
    drawn = [block for scene in drawing.scenes for block in blocks_of(scene)]
    assert len(drawn) == sum(map(len, sizes))
    for scene in drawing.scenes:
        cards = [block.box for block in blocks_of(scene) if block.box]
        assert not any(one.overlaps(other) for one, other in combinations(cards, 2))
        assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if isinstance(shape, Rectangle))
        for block in blocks_of(scene):
            assert block.box
            assert all(block.box.holds(text.box, slack=0.11) for text in texts(block.shapes))
        for one, other in combinations(texts(scene.shapes), 2):
            assert not one.box.overlaps(other.box, slack=0.11) or _ends_of_a_line(one.align, other.align)
        assert min(text.size for text in texts(scene.shapes)) >= 0.7 * paper.least
        assert "sans bloc" in scene.description


def _ends_of_a_line(*aligned: str) -> bool:
    """A count written at the right of the box that its label shares."""
    return "right" in aligned


@pytest.mark.parametrize("question", Question)
def test_every_question_has_a_colour_for_each_category(question: Question) -> None:
    graph = estate([[3, 0], [5]])
    plan = ground_plan(graph)
    reading = read_plan(graph, plan, question)
    assert len(COLOURS[question]) >= len(reading.categories)
    assert len(set(COLOURS[question])) == len(COLOURS[question])
    assert set(reading.blocks) == {block.block.id for block in plan.blocks}


def test_a_plan_of_many_blocs_takes_several_sheets() -> None:
    graph = estate([[1] * 60] * 12)
    drawing = draw(graph, PAPERS["A4"])
    assert len(drawing.scenes) > 1
    assert sum(len(blocks_of(scene)) for scene in drawing.scenes) == 720
    assert drawing.scenes[0].title.endswith(f"(1/{len(drawing.scenes)})")


def test_what_is_not_shown_is_said_on_the_sheet() -> None:
    drawing = draw(estate([[14] * 8] * 10), PAPERS["A4"])
    assert drawing.not_shown
    said = " ".join(text.full for text in texts(drawing.scenes[0].shapes))
    assert "non affichées faute de place" in said


def test_an_estate_without_a_nomenclature_is_an_empty_sheet() -> None:
    assert len(draw(EstateGraph(Estate().snapshot()), PAPERS["A3"]).scenes) == 1


@given(st.lists(st.integers(1, 20), max_size=12), st.integers(1, 15))
def test_shelves_hold_every_group_once_in_order_within_the_columns(sizes: list[int], columns: int) -> None:
    found = shelves(sizes, columns)
    assert [group for shelf in found for group in shelf.groups] == list(range(len(sizes)))
    for shelf in found:
        assert sum(shelf.columns) <= columns
        assert all(width * shelf.rows >= sizes[group] for group, width in zip(shelf.groups, shelf.columns, strict=True))


@pytest.mark.parametrize("paper", [SCREEN, *PAPERS.values()])
@pytest.mark.parametrize("lines", [0, 2, 1_000])
def test_what_a_project_plans_is_dashed_and_told_by_the_legend(paper: Paper, lines: int) -> None:
    made = Estate()
    for number in range(5):
        made.application(f"En service {number}", block="gmao")
    before = ground_plan(EstateGraph(made.snapshot()))
    assert not dashed(draw_ground_plan(before, redundancy(made, before), CAPTION, paper, lines))
    made.application("À venir", block="gmao", status=LifecycleStatus.PROJECT)
    plan = ground_plan(EstateGraph(made.snapshot()))
    drawing = draw_ground_plan(plan, redundancy(made, plan), CAPTION, paper, lines)
    assert plan.placed == before.placed == drawing.shown + drawing.not_shown
    assert len(dashed(drawing)) == 2  # in its bloc, and in the legend
    words = [text.full for scene in drawing.scenes for text in texts(scene.shapes)]
    assert PLANNED_ENTRY.word in words
    assert "À venir" in words or not lines


def dashed(drawing: PlanDrawing) -> list[Rectangle]:
    """What is outlined as planned."""
    shapes = [shape for scene in drawing.scenes for shape in flat(scene.shapes)]
    return [one for one in shapes if isinstance(one, Rectangle) and one.dashed and one.stroke == PLANNED]


def redundancy(made: Estate, plan: GroundPlan) -> Reading:
    return read_plan(EstateGraph(made.snapshot()), plan, Question.REDUNDANCY)


@pytest.mark.parametrize(("status", "told"), [(ProjectStatus.STARTED, 1), (ProjectStatus.DROPPED, 0)])
def test_what_a_project_will_stop_is_told_on_its_line(status: ProjectStatus, told: int) -> None:
    made = Estate()
    gone = made.application("Ancienne", block="paie")
    made.application("Gardée", block="paie")
    project = made.add("projects", records.Project, code="P1", name="Refonte", status=status)
    made.add(
        "intended_changes", records.IntendedChange, project_id=project, entity="application", object_id=gone,
        operation=Operation.UPDATE, before={"status": "en service"}, after={"status": "arrêtée"},
    )  # fmt: skip
    graph = EstateGraph(made.snapshot())
    assert set(departures(graph)) == ({gone} if told else set())
    words = [text.full for text in texts(draw(graph, SCREEN).scenes[0].shapes)]
    assert words.count(LEAVING_ENTRY.sign) == 2 * told  # beside its name, and in the legend
    assert words.count(LEAVING_ENTRY.word) == told
