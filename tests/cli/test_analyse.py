"""`urbanism analyse`: stable keys, exit status by severity, what is not assessable, thresholds and waivers obeyed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from answers import Answer
from databases import database_at

from urbanism.cli import main
from urbanism.governance.assessments import set_thresholds
from urbanism.governance.waivers import grant_waivers
from urbanism.rules import RULES, Thresholds
from urbanism.store import load_snapshot, open_estate
from urbanism.vocabulary import Severity

FINDING = {"code", "severity", "title", "subjects", "path", "evidence", "recommendation"}


def test_every_rule_is_assessed_or_says_why_it_is_not(answer: Answer) -> None:
    status, told = answer("analyse")
    assert status == 0
    codes = [rule["code"] for rule in (*told["assessed"], *told["not_assessable"])]
    assert sorted(codes) == sorted(RULES)
    assert set(codes) >= {f"R{number:02d}" for number in range(1, 37)}
    assert all(rule["reason"] for rule in told["not_assessable"])
    assert all(finding.keys() >= FINDING and finding["evidence"] for finding in told["findings"])


def test_every_indicator_has_a_value_or_says_why_not(answer: Answer) -> None:
    indicators = answer("analyse")[1]["indicators"]
    assert sorted(indicators) == [f"I{number:02d}" for number in range(1, 21)]
    assert all(figure["value"] is not None or figure["reason"] for figure in indicators.values())
    assert set(indicators["I01"]["communes"]) == {"Villeneuve-la-Jolie", "Saint-Aubin", "L’Œuvre-sur-Mer"}


def test_only_keeps_to_the_codes_asked(answer: Answer) -> None:
    _, told = answer("analyse", "--only", "R03, i05")
    assert {finding["code"] for finding in told["findings"]} == {"R03"}
    assert [rule["code"] for rule in told["assessed"]] == ["R03"]
    assert list(told["indicators"]) == ["I05"]


@pytest.mark.parametrize("level", [severity.value for severity in Severity])
def test_the_status_is_one_from_the_asked_severity_on(answer: Answer, level: str) -> None:
    order = [severity.value for severity in Severity]
    status, told = answer("analyse", "--only", "R03,R28", "--fail-on", level)
    reached = any(order.index(finding["severity"]) >= order.index(level) for finding in told["findings"])
    assert status == int(reached)
    assert {finding["severity"] for finding in told["findings"]}  # the case is not an empty one


@pytest.mark.parametrize("codes", ["R99", "", "R01,X"])
def test_an_unknown_code_is_refused_in_french(database: str, codes: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "--only", codes, "--database", database]) == 2
    printed = capsys.readouterr()
    assert not printed.out
    assert "Donnez des codes de règles" in printed.err


def test_a_waived_finding_is_told_apart_and_fails_nothing(answer: Answer, database: str) -> None:
    engine = open_estate(database)
    grant_waivers(engine, "R03", [None], "Recensement en cours", date(2999, 1, 1), "essai", date.today())
    status, told = answer("analyse", "--only", "R03", "--fail-on", "info")
    assert status == 0
    assert not told["findings"]
    assert told["waived"]
    assert {waived["reason"] for waived in told["waived"]} == {"Recensement en cours"}


def test_the_user_s_thresholds_are_obeyed(answer: Answer, database: str) -> None:
    before = len(answer("analyse", "--only", "R04")[1]["findings"])
    set_thresholds(open_estate(database), replace(Thresholds(), autonomy_flows=1), "essai")
    assert len(answer("analyse", "--only", "R04")[1]["findings"]) > before


def test_the_words_say_what_the_document_says(
    database: str, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    told = answer("analyse")[1]
    assert main(["analyse", "--database", database]) == 0
    printed = capsys.readouterr().out
    assert printed.count("non évaluable : ") == len(told["not_assessable"])
    assert f"{len(told['findings'])}\u00a0constats" in printed


def test_an_empty_estate_has_no_finding(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    url = database_at(tmp_path / "empty.sqlite")
    assert main(["analyse", "--fail-on", "info", "--database", url]) == 0
    assert "0\u00a0constat." in capsys.readouterr().out
    assert not load_snapshot(open_estate(url)).applications
