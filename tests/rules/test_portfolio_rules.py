"""The portfolio and its time (R16, R27 to R29, R31, R35, trials): kept, broken, not assessable."""

from __future__ import annotations

from datetime import date

import pytest
from checking import broken, check, coverage, unknown
from estates import Estate

from urbanism import snapshot as records
from urbanism.rules import Assessed
from urbanism.rules.lifecycle import months_after
from urbanism.vocabulary import InstanceKind, LifecycleStatus, Severity, Ternary


@pytest.mark.parametrize("code", ["R16", "R27", "R28", "R29", "R31", "R35", "EXPERIMENTATION"])
def test_when_nobody_said_nothing_can_be_said(code: str) -> None:
    assert unknown(Estate(), code)
    made = Estate()
    made.application("A")
    assert unknown(made, code)


def test_r16_several_applications_for_one_function_in_one_holder() -> None:
    made = Estate()
    made.application("A", block="gmao")
    made.application("B", block="gmao", commune="Bourg")
    made.application("C", block="gmao", status=LifecycleStatus.STOPPED)
    made.application("D", block="paie", also=["gmao"])
    assert broken(made, "R16") == []
    made.application("E", block="gmao")
    assert broken(made, "R16") == [("A", "E")]


def contract(made: Estate, reference: str, end: date | None) -> int:
    return made.add("contracts", records.Contract, commune_id=made.commune(), reference=reference, end_date=end)


def test_r27_contracts_ended_or_about_to() -> None:
    made = Estate(today=date(2026, 1, 1))
    ends = {"échu": date(2025, 12, 31), "bientôt": date(2026, 12, 31), "loin": date(2027, 1, 1), "?": None}
    for name, end in ends.items():
        made.application(name, contract_id=contract(made, name, end))
    made.application("sans contrat")
    made.application("maison", home_made=Ternary.YES)
    assert broken(made, "R27") == [("échu",), ("bientôt",)]
    assert coverage(made, "R27") == (3, 5)
    result = check(made, "R27")
    assert isinstance(result, Assessed)
    assert [finding.severity for finding in result.findings] == [Severity.ALERT, Severity.ATTENTION]


def test_r28_support_ended_or_about_to_by_the_application_or_its_product() -> None:
    made = Estate(today=date(2026, 1, 1))
    made.product("Vieux", end_of_support=date(2020, 1, 1))
    made.application("par le produit", product="Vieux")
    made.application("prolongé", product="Vieux", end_of_support=date(2030, 1, 1))
    made.application("bientôt", end_of_support=date(2026, 6, 1))
    made.application("?")
    assert broken(made, "R28") == [("par le produit",), ("bientôt",)]
    assert broken(made, "R28", notice_months=3) == [("par le produit",)]
    assert coverage(made, "R28") == (3, 4)


def test_r27_an_application_bought_without_contract_where_others_have_theirs() -> None:
    made = Estate()
    made.application("tenue", contract_id=contract(made, "C", date(2030, 1, 1)))
    made.application("achetée", editor_id=made.editor("Éditeur"))
    made.application("d’on ne sait où")
    made.application("ailleurs", commune="Bourg", editor_id=made.editor("Éditeur"))
    assert broken(made, "R27") == [("achetée",)]
    assert coverage(made, "R27") == (2, 4)


def test_r28_an_unknown_version_where_others_are_given() -> None:
    made = Estate()
    made.application("dite", version="2.1", end_of_support=date(2030, 1, 1))
    made.application("tue")
    made.application("ailleurs", commune="Bourg")
    assert broken(made, "R28") == [("tue",)]
    assert coverage(made, "R28") == (2, 3)


def test_months_end_on_a_real_day() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 3, 15), 12) == date(2027, 3, 15)


def test_r29_a_closed_suite_has_no_open_interface_known() -> None:
    made = Estate()
    made.product("P", suite="Fermée")
    made.product("Q", suite="Ouverte")
    made.application("A", product="P", open_api=Ternary.NO)
    made.application("A2", product="P")
    made.application("B", product="Q", open_api=Ternary.NO)
    made.application("B2", product="Q", open_api=Ternary.YES)
    assert broken(made, "R29") == [("Fermée",)]


def test_r29_a_suite_that_holds_too_much_of_a_commune() -> None:
    made = Estate()
    made.product("P", suite="Gamme")
    for rank in range(3):
        made.application(f"G{rank}", block=f"b{rank}", product="P")
        made.application(f"X{rank}", block=f"c{rank}")
    assert broken(made, "R29") == [("Ville", "Gamme")]
    assert broken(made, "R29", suite_share=0.5) == []
    assert broken(made, "R29", suite_blocks=7) == []


def test_r31_doubles_have_a_decision_and_a_date() -> None:
    made = Estate()
    decided = {"target_decision": "converger", "target_date": date(2027, 1, 1)}
    made.application("A", block="gmao", **decided)
    made.application("B", block="gmao", target_decision="retirer")
    made.application("C", block="gmao")
    made.application("D", block="gmao", target_decision="Conserver")
    made.application("seule", block="paie")
    assert broken(made, "R31") == [("B",), ("C",)]


def test_r31_where_no_decision_is_told_nothing_is_known() -> None:
    made = Estate()
    made.application("A", block="gmao")
    made.application("B", block="gmao")
    assert unknown(made, "R31")


def test_r35_one_product_in_separate_instances() -> None:
    made = Estate()
    made.application("A", product="P")
    made.application("A2", product="P")
    made.application("M", product="P", commune="Bourg", instance=InstanceKind.POOLED)
    assert broken(made, "R35") == []
    made.application("B", product="P", commune="Bourg")
    assert broken(made, "R35") == [("A", "A2", "B")]


def test_trials_past_their_end_without_a_decision() -> None:
    made = Estate(today=date(2026, 1, 1))
    trial = LifecycleStatus.TRIAL
    made.application("oubliée", status=trial, ends_on=date(2025, 1, 1))
    made.application("décidée", status=trial, ends_on=date(2025, 1, 1), trial_decision="généraliser")
    made.application("en cours", status=trial, ends_on=date(2027, 1, 1))
    made.application("?", status=trial)
    made.application("service", ends_on=date(2025, 1, 1))
    assert broken(made, "EXPERIMENTATION") == [("oubliée",)]
    assert coverage(made, "EXPERIMENTATION") == (3, 4)
