"""Tables of cells on paper: every cell on some sheet, texts that can be read, whatever the names."""

from __future__ import annotations

from datetime import date

import pytest

from urbanism.drawing.furniture import Caption, LegendEntry
from urbanism.drawing.grid_map import GridCell, GridRow, grid_scenes
from urbanism.drawing.paper import PAPERS, Paper
from urbanism.drawing.scene import areas, flat, texts
from urbanism.drawing.text import words_whole

CAPTION = Caption("Silos", "par secteur", "urbanism", date(2026, 1, 1), fictitious=True)
HOSTILE = ("<script>alert(1)</script>", "‮à l’envers", "L" * 300, "😀", "=cmd()", "\x00", "")


@pytest.mark.parametrize("paper", [pytest.param(paper, id=paper.name) for paper in PAPERS.values()])
@pytest.mark.parametrize(("lines", "columns"), [(1, 1), (10, 15), (200, 70)])
def test_every_cell_is_on_some_sheet(paper: Paper, lines: int, columns: int) -> None:
    rows = [
        GridRow(
            f"Groupe {line // 40}",
            HOSTILE[line % 7],
            {rank: GridCell("CLMS", "#cfe3d8", f"{line}.{rank}") for rank in range(columns) if (line + rank) % 2},
        )
        for line in range(lines)
    ]
    scenes = grid_scenes(
        rows, [HOSTILE[rank % 7] for rank in range(columns)], [LegendEntry("#cfe3d8", "maître")], paper, CAPTION
    )
    found = [area.title for scene in scenes for area in areas(scene.shapes)]
    assert sorted(found) == sorted(cell.told for row in rows for cell in row.cells.values())
    for scene in scenes:
        assert all(scene.box.holds(shape.box) for shape in flat(scene.shapes) if hasattr(shape, "box"))
        assert min(text.size for text in texts(scene.shapes)) >= paper.least
        assert sum(text.full == "Groupe 0" for text in texts(scene.shapes)) <= 1
        assert all(len(list(texts(area.shapes))) == 1 for area in areas(scene.shapes))


def test_heads_keep_their_words_and_sheets_hold_about_as_many_lines() -> None:
    columns = ["Entreprises et établissements", "Patrimoine et immobilisations", *["Saint-Aubin-des-Prés"] * 20]
    rows = [GridRow("", f"Application {rank}", {0: GridCell("L", "#cfe3d8", str(rank))}) for rank in range(200)]
    scenes = grid_scenes(rows, columns, [], PAPERS["A3"], CAPTION)
    found = [text for scene in scenes for text in texts(scene.shapes) if text.full in columns]
    assert len(found) == len(scenes) * len(columns)
    assert all(words_whole(text.lines, text.full) for text in found)
    assert len({text.size for text in found}) == 1
    lines = [len(list(areas(scene.shapes))) for scene in scenes]
    assert max(lines) - min(lines) < len(lines)


def test_nothing_is_no_sheet() -> None:
    assert grid_scenes([], ["a"], [], PAPERS["A4"], CAPTION) == ()
    assert grid_scenes([GridRow("", "a", {})], [], [], PAPERS["A4"], CAPTION) == ()
