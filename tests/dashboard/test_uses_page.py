"""The page of communes and blocs: each number opens its list, each cell its applications."""

from __future__ import annotations

import pytest
from mini_estate import HOSTILE, Open, drawn, write_estate
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.matrix import matrix
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot


@pytest.mark.parametrize(("label", "key"), [("Plusieurs produits", "plusieurs-produits"), ("Doublons", "doublons")])
def test_each_figure_opens_its_list(estate: Engine, open_page: Open, label: str, key: str) -> None:
    figure = next(metric.value for metric in open_page("uses").metric if metric.label == label)
    app = open_page("uses", voir=key)
    assert int(figure) == (rows(app) if app.dataframe else 0)


def test_a_cell_opens_its_applications(estate: Engine, open_page: Open) -> None:
    graph = EstateGraph(load_snapshot(estate))
    cell = next(cell for cell in matrix(graph).cells if cell.uses)
    case = f"{graph.communes[cell.commune].code}.{graph.blocks[cell.block].code}"
    assert f"case={case}" in drawn(open_page("uses"))
    app = open_page("uses", case=case)
    assert rows(app) == len(cell.applications)


def test_a_filter_on_applications_keeps_holes_unsaid(estate: Engine, open_page: Open) -> None:
    app = open_page("uses", statut="en service")
    assert next(metric.value for metric in app.metric if metric.label == "Trous") == "–"
    assert "ce qui manque ne peut pas se dire ici" in shown(app)


def test_filters_make_columns_and_rows(estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    page = drawn(open_page("uses", commune="C01", bloc=snapshot.blocks[0].code))
    assert page.count('<th scope="col"') == 1
    assert page.count('<th scope="row"') == 1
    assert "commune=C01" in page  # the links keep the filter


def test_hostile_names_are_text(nothing: Engine, open_page: Open) -> None:
    write_estate(nothing, 40, names=("", *HOSTILE))
    page = drawn(open_page("uses"))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
