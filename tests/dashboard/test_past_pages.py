"""Reading the past on the pages: a chosen day, what changed since, and how figures moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from databases import copy_of
from mini_estate import OnlyRead, Open, edit_application
from openpyxl import load_workbook
from sqlalchemy import Engine, update
from streamlit.testing.v1 import AppTest

from urbanism.dashboard.catalogue import PAGES
from urbanism.exports.evolution import DifferenceLine, IndicatorLine, differences_workbook
from urbanism.governance.editing import Edit, edit
from urbanism.model.memory import ChangeSet
from urbanism.store import load_snapshot, open_estate
from urbanism.store.guards import lay_guards, lift_guards
from urbanism.vocabulary import InterfaceMeans

LONG_AGO = date.today() - timedelta(20)


@pytest.fixture(scope="module")
def remembered_file(estate_file: Path) -> Path:
    """The small estate, written forty days ago; today its first application gets another name and version."""
    file = estate_file.with_name("remembered.sqlite")
    engine = open_estate(copy_of(estate_file, file))
    long_before = datetime.now(UTC) - timedelta(40)
    with engine.begin() as connection:
        lift_guards(connection)
        connection.execute(update(ChangeSet).values(made_at=long_before))
        lay_guards(connection)
    edit_application(engine, load_snapshot(engine).applications[0], {"name": "Renommée", "version": "9"}, "quelqu’un")
    engine.dispose()
    return file


@pytest.fixture
def remembered(remembered_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """The same, in a database of its own, which the dashboard will open."""
    url = copy_of(remembered_file, tmp_path / remembered_file.name)
    monkeypatch.setenv("URBANISM_DATABASE_URL", url)
    return open_estate(url)


def texts(app: AppTest) -> str:
    return "\n".join(str(block.value) for block in [*app.title, *app.markdown, *app.info, *app.error, *app.caption])


def test_a_page_shows_the_estate_of_the_day_in_its_address(remembered: Engine, open_page: Open) -> None:
    identifier = str(load_snapshot(remembered).applications[0].id)
    assert open_page("application", id=identifier).title[0].value == "Renommée"
    app = open_page("application", id=identifier, date=LONG_AGO.isoformat())
    assert app.title[0].value == "Logiciel 0"
    assert "Vous lisez la cartographie du" in texts(app)
    assert app.button(key="fiche-modifier").disabled


def test_the_day_is_kept_from_page_to_page_until_one_comes_back(remembered: Engine, open_page: Open) -> None:
    app = open_page("inventory", date=LONG_AGO.isoformat())
    assert "Logiciel 0" in list(app.dataframe[0].value["Application"])
    app.query_params.clear()
    app.switch_page("urbanism/dashboard/pages/interfaces.py").run()
    assert app.query_params["date"] == LONG_AGO.isoformat()
    app.button(key="revenir").click().run()
    assert "date" not in app.query_params
    assert "Vous lisez la cartographie du" not in texts(app)


@pytest.mark.parametrize("page", [entry.file.removesuffix(".py") for entry in PAGES.values()])
@pytest.mark.parametrize("days", [20, 400])
def test_every_page_opens_on_the_past(
    only_read: OnlyRead, remembered_file: Path, open_page: Open, page: str, days: int
) -> None:
    only_read(remembered_file)
    app = open_page(page, date=(date.today() - timedelta(days)).isoformat())
    assert not app.exception
    assert not app.error


def test_nothing_is_written_through_the_past(remembered: Engine, open_page: Open) -> None:
    before = load_snapshot(remembered)
    app = open_page("operations", id=str(before.revision), date=LONG_AGO.isoformat())
    next(button for button in app.button if button.label == "Annuler cette opération").click().run()
    assert "rien ne s’y modifie" in "\n".join(error.value.replace("\\", "") for error in app.error)
    assert load_snapshot(remembered) == before


@pytest.mark.parametrize("words", ["hier", "2026-13-45", "<b>", ""])
def test_a_date_that_is_none_is_said_and_left_aside(remembered: Engine, open_page: Open, words: str) -> None:
    app = open_page(date=words)
    assert not app.exception
    assert any("date" in warning.value for warning in app.warning)


def test_what_changed_between_two_days_is_listed_field_by_field(remembered: Engine, open_page: Open) -> None:
    app = open_page("evolution")
    (changed,) = app.dataframe[0].value.to_dict("records")
    assert (changed["Objet"], changed["Évolution"]) == ("Renommée", "modifié")
    assert "Nom : Logiciel 0 → Renommée" in changed["Ce qui a changé"]
    assert "Version : inconnu → 9" in changed["Ce qui a changé"]
    assert {metric.label: metric.value for metric in app.metric} == {"Apparus": "0", "Disparus": "0", "Modifiés": "1"}


def test_since_before_the_beginning_everything_appeared(remembered: Engine, open_page: Open) -> None:
    app = open_page("evolution", du=(date.today() - timedelta(41)).isoformat())
    assert not app.exception
    appeared = next(metric.value for metric in app.metric if metric.label == "Apparus")
    assert int(appeared) > 40 + len(load_snapshot(remembered).blocks)


def test_the_same_day_twice_is_said(remembered: Engine, open_page: Open) -> None:
    today = date.today().isoformat()
    assert "Deux fois la même date" in texts(open_page("evolution", du=today, au=today))


def test_indicators_that_moved_are_listed(remembered: Engine, open_page: Open) -> None:
    app = open_page("evolution", du=(date.today() - timedelta(41)).isoformat(), vue="Indicateurs")
    assert "I01" in app.dataframe[0].value["Indicateur"][0]
    assert app.dataframe[0].value["Avant"][0] == "non évaluable"


def test_trends_tell_counts_and_indicators_over_time(remembered: Engine, open_page: Open) -> None:
    app = open_page("trends")
    assert not app.exception
    counts = app.dataframe[0].value
    assert len(counts) >= 2
    assert set(counts["Applications en service"]) == {40}
    assert " → " in texts(app)


def test_a_memory_of_one_day_has_no_trend(estate: Engine, open_page: Open) -> None:
    assert "La mémoire commence aujourd’hui" in texts(open_page("trends"))


def test_the_workbook_of_differences_says_what_the_page_says() -> None:
    line = DifferenceLine("modifié", "application", "=1+1", "Valgris", None, "Version", None, "9")
    content = differences_workbook("Évolution", [line], [IndicatorLine("I01", "Redondance", "Ensemble", 1.5, None)])
    book = load_workbook(BytesIO(content))
    (_, found), (_, figure) = (list(book[name].values) for name in ("Évolution", "Indicateurs"))
    assert found == ("modifié", "application", "=1+1", "Valgris", None, "Version", None, "9")
    assert book["Évolution"]["C2"].data_type == "s"
    assert figure == ("I01", "Redondance", "Ensemble", 1.5, None)


def test_what_joined_the_common_pot_since_a_date_is_told(remembered: Engine, open_page: Open) -> None:
    snapshot = load_snapshot(remembered)
    direct = next(flow for flow in snapshot.interfaces if flow.means is InterfaceMeans.FILE)
    edits = [Edit(direct, {"means": InterfaceMeans.HUB})]
    edit(remembered, snapshot, "interfaces", edits, "quelqu’un")
    app = open_page("common_pot")
    assert not app.exception
    assert "**1\u00a0passe par le pot commun**" in texts(app)
    assert list(app.dataframe[-1].value["Code"]) == [direct.code]
