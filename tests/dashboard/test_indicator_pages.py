"""The pages of the indicators: the same value everywhere, its composition, its list, and the entered ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from databases import database_at
from mini_estate import OnlyRead, Open
from sqlalchemy import Engine
from test_pages import rows, shown

from urbanism.analyses.indicators import FORMULAS, Figure, Indicator, indicators
from urbanism.analyses.indicators.wording import READINGS, parts_in_words, value_in_words
from urbanism.graph import EstateGraph
from urbanism.store import load_snapshot, open_estate


def test_every_indicator_is_read_in_some_way() -> None:
    assert READINGS.keys() == FORMULAS.keys()


def test_the_twenty_indicators_are_listed_with_their_values(estate: Engine, open_page: Open) -> None:
    table = open_page("indicators").dataframe[0].value
    found = {i.code: i for i in indicators(EstateGraph(load_snapshot(estate)), {}, ("ensemble",))}
    assert [name.split(" – ")[0] for name in table["Indicateur"]] == list(found)
    for name, value in zip(table["Indicateur"], table["Valeur"], strict=True):
        code = name.split(" – ")[0]
        assert value == value_in_words(code, found[code].figure)


def test_a_part_of_the_estate_is_chosen_and_kept_in_the_address(estate: Engine, open_page: Open) -> None:
    commune = load_snapshot(estate).communes[1]
    whole = open_page("indicators").dataframe[0].value
    app = open_page("indicators", partie=str(commune.id))
    assert app.selectbox[0].value == str(commune.id)
    assert list(app.dataframe[0].value["Ce qui la compose, ou pourquoi rien"]) != list(
        whole["Ce qui la compose, ou pourquoi rien"]
    )
    app.selectbox[0].set_value("0").run()
    assert "partie" not in app.query_params


@pytest.fixture(scope="module")
def computed(estate_file: Path) -> Mapping[str, Indicator]:
    """The indicators of the small estate, by code."""
    snapshot = load_snapshot(open_estate(database_at(estate_file)))
    return {i.code: i for i in indicators(EstateGraph(snapshot), {}, ("ensemble",))}


@pytest.mark.parametrize("code", sorted(FORMULAS))
def test_each_indicator_opens_with_its_formula_and_its_list(
    only_read: OnlyRead, estate_file: Path, computed: Mapping[str, Indicator], open_page: Open, code: str
) -> None:
    only_read(estate_file)
    app = open_page("indicator", code=code)
    assert not app.exception
    assert not app.error
    assert "Formule" in shown(app)
    found = computed[code].figure
    if isinstance(found, Figure):
        assert parts_in_words(code, found) in shown(app)
        if found.behind:
            assert len(app.dataframe[-1].value) == len(found.behind)
    else:
        assert found.reason in shown(app)


@pytest.mark.parametrize("address", [{}, {"code": "I99"}, {"code": "<b>"}])
def test_an_indicator_that_does_not_exist_is_said(estate: Engine, open_page: Open, address: dict[str, str]) -> None:
    assert "Cet indicateur n’existe pas" in shown(open_page("indicator", **address))


def test_a_year_s_self_assessment_is_entered_from_the_page(estate: Engine, open_page: Open) -> None:
    app = open_page("indicator", code="I17")
    assert app.metric[0].value == "non évaluable"
    app.number_input[1].set_value(2.5)
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert not app.error
    assert app.metric[0].value == "2,50"
    assert rows(app) == 1
    assert [row.value for row in load_snapshot(estate).assessments] == [2.5]


def test_a_form_without_a_value_writes_nothing(estate: Engine, open_page: Open) -> None:
    app = open_page("indicator", code="I18")
    next(button for button in app.button if button.label == "Enregistrer").click().run()
    assert app.error[0].value == "Donnez une valeur."
    assert load_snapshot(estate).assessments == ()
