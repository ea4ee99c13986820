"""Bars and lines of time on paper: all of them there, within the sheet, readable."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from urbanism.analyses.ends import End, EndKind
from urbanism.drawing.bars import Bar, bar_scenes
from urbanism.drawing.furniture import Caption
from urbanism.drawing.paper import PAPERS, SCREEN, Paper
from urbanism.drawing.plan_line import PlanRow, plan_scenes
from urbanism.drawing.scene import Rectangle, Scene, areas, flat, texts
from urbanism.drawing.time_line import TimeRow, column_of, quarters, time_scenes

TODAY = date(2026, 11, 22)
CAPTION = Caption("Titre", "Sous-titre", "Source : essai", TODAY, True)
SHEETS = [SCREEN, *PAPERS.values()]
HOSTILE = "<script>" + "L" * 300 + "😀‮"


def is_sound(scene: Scene, paper: Paper) -> None:
    assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if hasattr(shape, "box"))
    assert min(text.size for text in texts(scene.shapes)) >= paper.least


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_every_bar_is_on_a_sheet(paper: Paper) -> None:
    bars = [Bar(f"{rank} {HOSTILE}", rank % 7 or None, HOSTILE) for rank in range(40)]
    scenes = bar_scenes(bars, paper, CAPTION)
    assert sum(len(list(areas(scene.shapes))) for scene in scenes) == 40
    for scene in scenes:
        is_sound(scene, paper)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.name)
def test_few_bars_fill_their_sheet_with_large_texts_and_many_are_numbered(paper: Paper) -> None:
    (few,) = bar_scenes([Bar(f"Bloc {rank}", rank, str(rank)) for rank in range(6)], paper, CAPTION)
    written = {text.full: text for text in texts(few.shapes)}
    assert written["Bloc 1"].size > 1.4 * paper.usual
    assert written["5"].box.right > paper.width - 4 * paper.margin
    many = bar_scenes([Bar(f"Bloc {rank}", rank, str(rank)) for rank in range(200)], paper, CAPTION)
    for rank, scene in enumerate(many, 1):
        assert f"Sous-titre – feuille {rank} sur {len(many)}" in {text.full for text in texts(scene.shapes)}
    lines = [len(list(areas(scene.shapes))) for scene in many]
    assert lines[0] - lines[-1] < len(many)


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_every_end_is_counted_in_a_cell(paper: Paper) -> None:
    days = [TODAY + timedelta(days=91 * step) for step in range(-12, 30)]
    rows = [
        TimeRow(key, HOSTILE, [End(day, EndKind.CONTRACT, 1, key, None) for day in days for _ in range(key)])
        for key in range(1, 31)
    ]
    scenes = time_scenes(rows, TODAY, paper, CAPTION)
    written = [area.shapes[0].text.full for scene in scenes for area in areas(scene.shapes)]  # type: ignore[union-attr]
    assert sum(map(int, written)) == sum(len(row.ends) for row in rows)
    for scene in scenes:
        is_sound(scene, paper)


@pytest.mark.parametrize("paper", SHEETS, ids=lambda paper: paper.name)
def test_every_departure_of_a_plan_is_counted_in_its_year(paper: Paper) -> None:
    years = range(2027, 2033)
    rows = [PlanRow(f"{rank} {HOSTILE}", HOSTILE, {2027: rank, 2027 + rank % 6: rank + 1}) for rank in range(1, 41)]
    scenes = plan_scenes(rows, years, paper, CAPTION)
    drawn = [area for scene in scenes for area in areas(scene.shapes)]
    assert len(drawn) == len(rows)
    for row, area in zip(rows, drawn, strict=True):
        bar, *cells = [shape for shape in area.shapes if isinstance(shape, Rectangle)]
        assert [int(cell.text.full) for cell in cells if cell.text] == [
            row.leaving[year] for year in sorted(row.leaving)
        ]
        assert (bar.box.x, bar.box.right) == pytest.approx((cells[0].box.x, cells[-1].box.right))
    for scene in scenes:
        is_sound(scene, paper)


def test_what_is_too_early_or_too_late_has_a_column() -> None:
    columns = quarters(TODAY)
    assert columns[0] == (2025, 4)
    assert len(columns) == 20
    assert column_of(End(date(1990, 1, 1), EndKind.TRIAL, 1, 1, None), columns) == columns[0]
    assert column_of(End(date(2990, 1, 1), EndKind.TRIAL, 1, 1, None), columns) == columns[-1]
    assert column_of(End(date(2026, 12, 31), EndKind.TRIAL, 1, 1, None), columns) == (2026, 4)


def test_nothing_is_no_sheet() -> None:
    assert bar_scenes([], SCREEN, CAPTION) == ()
    assert time_scenes([], TODAY, SCREEN, CAPTION) == ()
    assert plan_scenes([], [2027], SCREEN, CAPTION) == ()
