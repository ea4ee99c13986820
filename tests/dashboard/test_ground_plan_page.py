"""The plan d'occupation des sols and the pages of its parts, run without a browser."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from mini_estate import Open, drawn
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from urbanism.analyses.plan_readings import Question
from urbanism.dashboard.components.text import JOINER
from urbanism.exports.sheet import sheet_xlsx
from urbanism.store import load_snapshot


def shown(app: AppTest) -> str:
    blocks = [*app.title, *app.markdown, *app.caption]
    return "\n".join(str(block.value) for block in blocks).replace("\\", "").replace(JOINER, "")


def metrics(app: AppTest) -> dict[str, Any]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("question", Question)
def test_the_plan_answers_each_question(estate: Engine, open_page: Open, question: Question) -> None:
    app = open_page("ground_plan", couleurs=question.value)
    svg = drawn(app)
    assert not app.exception
    assert all(f'href="bloc?bloc={block.code}"' in svg for block in load_snapshot(estate).blocks)
    assert 'href="zone?zone=' in svg
    assert 'href="quartier?quartier=' in svg


def test_the_plan_says_what_stands_on_it_and_what_does_not(estate: Engine, open_page: Open) -> None:
    app = open_page("ground_plan")
    applications = [a for a in load_snapshot(estate).applications if a.is_active]
    lost = sum(application.block_id is None for application in applications)
    assert f"**{len(applications) - lost}\u00a0applications**" in shown(app)
    assert f"{lost} sans bloc" in [link.proto.label for link in app.get("page_link")]


def test_the_filters_of_the_plan_keep_every_bloc(estate: Engine, open_page: Open) -> None:
    whole, part = drawn(open_page("ground_plan")), drawn(open_page("ground_plan", commune="C01"))
    assert whole.count('href="bloc?') == part.count('href="bloc?')
    assert whole != part


def test_a_bloc_shows_what_serves_it(estate: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(estate)
    block = next(one for one in snapshot.blocks if any(a.block_id == one.id for a in snapshot.applications))
    served = [a for a in snapshot.applications if a.block_id == block.id and a.is_active]
    app = open_page("block", bloc=block.code)
    assert app.title[0].value.replace("\\", "") == block.name
    assert block.description in shown(app)
    assert metrics(app)["Applications"] == str(len(served))
    assert sorted(app.dataframe[0].value["Application"]) == sorted(a.name for a in served)


@pytest.mark.parametrize(("page", "parameter"), [("district", "quartier"), ("zone", "zone")])
def test_a_part_of_the_plan_counts_its_blocs_together(
    estate: Engine, open_page: Open, page: str, parameter: str
) -> None:
    snapshot = load_snapshot(estate)
    total = 0
    for part in snapshot.districts[:3] if parameter == "quartier" else snapshot.zones:
        app = open_page(page, **{parameter: part.code})
        assert not app.exception
        count = int(metrics(app)["Applications"])
        assert (count > 0) == bool(app.dataframe)
        total += count
        assert 'href="bloc?bloc=' in drawn(app)
    if parameter == "zone":
        assert total == sum(a.block_id is not None and a.is_active for a in snapshot.applications)


@pytest.mark.parametrize("page", ["block", "district", "zone"])
@pytest.mark.parametrize("wrong", ["", "nulle-part", "<script>", "9" * 40])
def test_a_part_that_does_not_exist_is_said(estate: Engine, open_page: Open, page: str, wrong: str) -> None:
    address = {"block": "bloc", "district": "quartier", "zone": "zone"}[page]
    app = open_page(page, **{address: wrong})
    assert not app.exception
    assert "n’existe pas, ou plus" in shown(app)


def test_a_table_taken_away_holds_text_as_text() -> None:
    rows = [("=1+1", 3, None), ("<script>", 2.5, "x" * 40_000)]
    sheet = openpyxl.load_workbook(BytesIO(sheet_xlsx("Plan [x]: a/b", ("Nom", "Nombre", "Mot"), rows))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert [cell.value for cell in sheet[2]] == ["=1+1", 3, None]
    assert sheet.title == "Plan x ab"
