"""Running the rules: all of them, titles, waivers, order, readable answers."""

from __future__ import annotations

import json
from datetime import date

import pytest
from checking import check
from estates import TODAY, Estate

from urbanism import snapshot as records
from urbanism.graph import EstateGraph
from urbanism.nomenclature import load_nomenclature
from urbanism.rules import RULES, Assessed, NotAssessable, check_rules, families, findings
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import InterfaceMeans, Ternary


def test_every_rule_of_the_nomenclature_has_its_function_and_every_rule_a_title() -> None:
    titles = {rule.code: rule.title for rule in load_nomenclature().rules}
    assert titles.keys() <= RULES.keys()
    results = check_rules(EstateGraph(Snapshot()), titles)
    assert {result.code for result in results} == RULES.keys()
    assert all(result.title for result in results)


def test_an_empty_estate_is_never_said_to_be_right() -> None:
    assert all(isinstance(result, NotAssessable) for result in check_rules(EstateGraph(Snapshot()), {}))


def orphans(**waiver: object) -> Assessed:
    made = Estate()
    first, _ = made.application("A"), made.application("B")
    if waiver:
        subject = first if waiver.pop("named", False) else None
        made.add("waivers", records.Waiver, subject_id=subject, reason="Accepté", **waiver)
    result = check(made, "R03")
    assert isinstance(result, Assessed)
    return result


def test_a_waiver_sets_a_finding_aside_with_its_reason() -> None:
    result = orphans(rule_code="R03", named=True)
    assert [finding.subjects[0].code for finding in result.findings] == ["B"]
    assert [(one.finding.subjects[0].code, one.reason) for one in result.waived] == [("A", "Accepté")]


def test_a_waiver_of_the_whole_rule() -> None:
    assert (len(orphans(rule_code="R03").findings), len(orphans(rule_code="R03").waived)) == (0, 2)


@pytest.mark.parametrize(("until", "left"), [(TODAY, 0), (date(2025, 12, 31), 2)])
def test_a_waiver_ends(until: date, left: int) -> None:
    assert len(orphans(rule_code="R03", until=until).findings) == left


def test_a_waiver_of_another_rule_changes_nothing() -> None:
    assert len(orphans(rule_code="R02").findings) == 2


def busy() -> Estate:
    made = Estate()
    left, right = made.application("A", block="paie"), made.application("B", block="temps")
    made.flow(left, right, means=InterfaceMeans.DATABASE_LINK, standard=Ternary.NO)
    made.application("Orpheline")
    return made


def test_findings_come_worst_first() -> None:
    found = findings(check_rules(EstateGraph(busy().snapshot()), {}))
    order = ["grave", "alerte", "attention", "info"]
    ranks = [order.index(finding.severity.value) for finding in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_families_hold_every_finding_once_and_say_one_thing() -> None:
    made = busy()
    made.application("Autre orpheline")
    found = findings(check_rules(EstateGraph(made.snapshot()), {}))
    told = families(found)
    assert sorted(finding for family in told for finding in family) == sorted(found)
    assert len(told) == len({(f.code, f.severity, f.evidence) for f in found}) < len(found)
    assert all(len({finding.evidence for finding in family}) == 1 for family in told)


def test_a_finding_is_readable_json() -> None:
    (finding,) = findings(check_rules(EstateGraph(busy().snapshot()), {"R03": "Titre"}, only={"R03"}))
    told = json.loads(json.dumps(finding.as_json()))
    assert told["code"] == "R03"
    assert told["title"] == "Titre"
    assert told["severity"] == "alerte"
    assert told["subjects"] == ["Orpheline"]
    assert told["communes"] == ["Ville"]
