"""The committee's workbook and slides say what the plan says."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from estates import Estate
from pptx import Presentation

from urbanism.exports.convergence import comparison, plan_slides, plan_workbook
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.report import as_json
from urbanism.planning.convergence.solve import solve


@pytest.fixture
def document() -> dict[str, object]:
    estate = Estate()
    for town in ("Aulne", "=Bresle", "Cèdre"):
        estate.application(f"=SOMME({town})", commune=town, block="gmao", cost_total=9000.0, users=10)
    graph = EstateGraph(estate.snapshot())
    return as_json(graph, solve(build(graph), 10), "optimum")


def test_the_workbook_holds_every_move_and_hypothesis(document: dict[str, object]) -> None:
    book = openpyxl.load_workbook(BytesIO(plan_workbook(document)))
    assert book.sheetnames == ["Années", "Mouvements", "Ce qui reste", "Hypothèses"]
    assert book["Mouvements"].max_row == 1 + len(document["moves"])  # type: ignore[arg-type]
    assert all(cell.data_type != "f" for row in book["Mouvements"].iter_rows() for cell in row)
    assert book["Hypothèses"]["A2"].value.startswith("hypothèse : ")


def test_the_slides_compare_the_plans(document: dict[str, object]) -> None:
    deck = Presentation(BytesIO(plan_slides({"Plan A": document, "Plan B": document})))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[:4] == ["Convergence du patrimoine applicatif", "Plan A", "Plan B", "Les plans côte à côte"]
    assert titles[4:] == ["Année par année", "Les blocs qui changent le plus", "Ce que le plan suppose"]
    blocks = deck.slides[5].shapes[1].table  # type: ignore[attr-defined]
    assert [cell.text for cell in blocks.rows[1].cells][:2] == ["gmao", str(len(document["moves"]))]  # type: ignore[arg-type]
    head, *rows = comparison({"Plan A": document})
    assert head == ["", "Plan A"]
    assert ["Applications à la fin", "1"] in [list(row) for row in rows]
