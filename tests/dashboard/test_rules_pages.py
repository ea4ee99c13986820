"""The pages of the rules: every rule in its theme, findings with their proof, limits and waivers that people set."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from mini_estate import OnlyRead, Open
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest
from test_pages import shown

from urbanism.dashboard.themes import THEMES
from urbanism.governance.assessments import thresholds_of
from urbanism.governance.waivers import grant_waivers
from urbanism.graph import EstateGraph
from urbanism.rules import RULES, Assessed, check_rules, families
from urbanism.store import load_snapshot


def listed(app: AppTest) -> list[str]:
    """The rules that the tables of the page list, by code."""
    return [name.split(" – ")[0] for table in app.dataframe for name in table.value["Règle"]]


def figures(app: AppTest) -> dict[str, int]:
    return {metric.label: int(metric.value.replace("\u202f", "")) for metric in app.metric}


def check(estate: Engine, code: str) -> Assessed:
    """What a rule answers."""
    (result,) = check_rules(EstateGraph(load_snapshot(estate)), {}, only={code})
    assert isinstance(result, Assessed)
    return result


def test_every_rule_has_a_theme() -> None:
    assert sorted(code for codes in THEMES.values() for code in codes) == sorted(RULES)


def test_every_rule_is_listed_with_its_state(estate: Engine, open_page: Open) -> None:
    app = open_page("rules")
    assert sorted(listed(app)) == sorted(RULES)
    states = [state for table in app.dataframe for state in table.value["État"]]
    counts = figures(app)
    assert states.count("enfreinte") == counts["Règles enfreintes"] > 0
    assert states.count("tenue") == counts["Règles tenues"] > 0
    assert states.count("non évaluable") == counts["Non évaluables"] > 0


@pytest.mark.parametrize(
    ("asked", "figure"),
    [("enfreintes", "Règles enfreintes"), ("tenues", "Règles tenues"), ("non-evaluables", "Non évaluables")],
)
def test_a_figure_opens_its_rules(estate: Engine, open_page: Open, asked: str, figure: str) -> None:
    app = open_page("rules", etat=asked)
    assert len(listed(app)) == figures(app)[figure]


def test_the_findings_are_as_many_as_the_rules_say(estate: Engine, open_page: Open) -> None:
    counted = figures(open_page("rules"))["Constats"]
    assert open_page("findings").dataframe[0].value["Constats"].sum() == counted


def test_findings_that_say_the_same_are_on_one_line_that_opens(estate: Engine, open_page: Open) -> None:
    result = check(estate, "R26")
    largest = max(families(result.findings), key=len)
    assert len(largest) > 1
    assert max(open_page("rule", code="R26").dataframe[0].value["Constats"]) == len(largest)
    app = open_page("rule", code="R26", famille=str(largest[0].subjects[0].id))
    assert largest[0].evidence in shown(app)
    assert list(app.dataframe[0].value["Code"]) == [finding.subjects[0].code for finding in largest]


def test_findings_are_filtered_by_severity_and_place(estate: Engine, open_page: Open) -> None:
    everything = len(open_page("findings").dataframe[0].value)
    alerts = open_page("findings", gravite="alerte").dataframe[0].value
    assert {tuple(words) for words in alerts["Gravité"]} == {("alerte",)}
    there = open_page("findings", commune="C01").dataframe[0].value
    assert 0 < len(there) < everything
    assert len(alerts) < everything


@pytest.mark.parametrize("code", sorted(RULES))
def test_each_rule_says_what_it_checks_and_what_to_do(
    only_read: OnlyRead, estate_file: Path, open_page: Open, code: str
) -> None:
    only_read(estate_file)
    app = open_page("rule", code=code)
    assert not app.exception
    assert not app.error
    assert "Que faire" in shown(app)
    assert "Examinés" in shown(app) or "Non évaluable" in shown(app)


@pytest.mark.parametrize("code", ["", "R99", "<script>"])
def test_a_rule_that_does_not_exist_is_said(estate: Engine, open_page: Open, code: str) -> None:
    assert "Cette règle n’existe pas" in shown(open_page("rule", code=code))


def test_a_finding_opens_with_its_proof(estate: Engine, open_page: Open) -> None:
    subject = next(a for a in load_snapshot(estate).applications if a.block_id is None and a.status != "arrêté")
    app = open_page("rule", code="R03", sujets=str(subject.id))
    assert f"« {subject.name} » n’est rattachée à aucun bloc" in shown(app)
    assert "De quoi il s’agit" in shown(app)


def test_a_limit_is_set_from_the_page(estate: Engine, open_page: Open) -> None:
    app = open_page("rules")
    app.number_input(key="seuil-autonomy_flows").set_value(2)
    next(button for button in app.button if button.label == "Enregistrer ces seuils").click().run()
    assert not app.error
    assert thresholds_of(load_snapshot(estate).assessments).autonomy_flows == 2


def test_a_waiver_is_given_and_taken_back_from_the_page(estate: Engine, open_page: Open) -> None:
    app = open_page("rule", code="R03")
    app.text_area[0].set_value("Recensement en cours")
    app.text_input[-1].set_value("Mme Petit")
    next(button for button in app.button if button.label == "Accorder").click().run()
    assert "Règle tenue" in shown(app)
    assert "Accordée par Mme Petit" in shown(app)
    next(button for button in app.button if button.label == "Retirer").click().run()
    assert load_snapshot(estate).waivers == ()
    assert "Règle tenue" not in shown(app)


def test_a_family_of_findings_is_accepted_at_once(estate: Engine, open_page: Open) -> None:
    largest = max(families(check(estate, "R26").findings), key=len)
    app = open_page("rule", code="R26", famille=str(largest[0].subjects[0].id))
    app.text_area[0].set_value("Description en cours")
    next(button for button in app.button if button.label == "Accorder").click().run()
    assert not app.error
    result = check(estate, "R26")
    assert {waived.finding for waived in result.waived} >= set(largest)
    assert {waived.reason for waived in result.waived} == {"Description en cours"}
    waivers = load_snapshot(estate).waivers
    assert {waiver.subject_id for waiver in waivers} == {finding.subjects[0].id for finding in largest}
    assert f"{largest[0].subjects[0].label}, " in shown(app)
    told = open_page("rule", code="R26", derogation=str(waivers[0].id))
    assert len(told.dataframe[-1].value) == len(result.waived)
    next(button for button in told.button if button.label == "Retirer").click().run()
    assert load_snapshot(estate).waivers == ()


def test_a_waiver_without_a_reason_is_refused_in_french(estate: Engine, open_page: Open) -> None:
    app = open_page("rule", code="R03")
    next(button for button in app.button if button.label == "Accorder").click().run()
    assert "Une dérogation a besoin d’un motif" in app.error[0].value
    assert load_snapshot(estate).waivers == ()


def test_an_expired_waiver_is_said_and_hides_nothing(estate: Engine, open_page: Open) -> None:
    grant_waivers(estate, "R03", [None], "Attente", date(2020, 1, 1), "essai", date(2019, 1, 1))
    app = open_page("rule", code="R03")
    assert "expirée depuis le 01/01/2020" in shown(app)
    assert "Règle tenue" not in shown(app)
