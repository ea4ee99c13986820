"""`urbanism hub`: stable keys, one object or all, an unknown one refused."""

from __future__ import annotations

import pytest
from answers import Answer
from databases import database_at

from urbanism.cli import main

KEYS = {"object", "links_before", "links_after", "saved", "residual", "single_points_of_failure", "waves"}


def test_each_carried_object_is_simulated(answer: Answer) -> None:
    status, told = answer("hub")
    assert status == 0
    (plan,) = told["objects"]
    assert plan.keys() >= KEYS
    assert plan["object"] == "Voies (filaire de voirie)"
    assert plan["saved"] == plan["links_before"] - plan["links_after"]
    assert [left["reason"] for left in plan["residual"]] == [
        "moyen inconnu : peut-être passe-t-il déjà par le pot commun"
    ]


@pytest.mark.parametrize("name", ["voies", "VOIE", "filaire de voirie", "Voies (Filaire de Voirie)", "filaire"])
def test_an_object_is_known_by_its_name_code_or_synonym(answer: Answer, name: str) -> None:
    assert answer("hub", "--object", name) == answer("hub")


@pytest.mark.parametrize("name", ["", "a", "soucoupe volante"])
def test_an_unknown_object_is_refused_and_the_known_ones_said(
    database: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["hub", "--object", name, "--database", database]) == 2
    assert "Voies (filaire de voirie)" in capsys.readouterr().err


def test_connectors_and_costs_are_the_user_s_own(answer: Answer) -> None:
    status, told = answer("hub", "--connectors", "2", "--connector-cost", "1000", "--link-cost", "10")
    assert status == 0
    (plan,), budget = told["objects"], told["budget"]
    assert plan["effort"] == 1000 * plan["connectors"] > 0
    assert len(budget["connect"]) == budget["connectors"] == 2
    assert 0 < budget["replaced"] <= budget["bound"]


def test_one_datum_is_told_whole(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hub", "--object", "voies", "--connectors", "2", "--database", database]) == 0
    told = capsys.readouterr().out
    assert "point unique de panne" in told
    assert "à construire" in told
    assert "Avec 2\u00a0connecteurs" in told


@pytest.mark.parametrize("wrong", [("--connectors", "0"), ("--connector-cost", "-1"), ("--link-cost", "nan")])
def test_a_number_that_is_none_is_refused(database: str, wrong: tuple[str, str]) -> None:
    assert main(["hub", *wrong, "--database", database]) == 2


def test_without_flows_there_is_nothing_to_simulate(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hub", "--database", database_at(tmp_path / "empty.sqlite")]) == 0
    assert "rien à simuler" in capsys.readouterr().err
