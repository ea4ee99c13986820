"""Personal data (R21 to R25, consents, delegates): kept, broken, not assessable."""

from __future__ import annotations

from typing import Any

import pytest
from checking import broken, check, coverage, unknown
from estates import Estate

from urbanism import snapshot as records
from urbanism.rules import Assessed
from urbanism.vocabulary import Consent, DataHolder, HolderKind, Severity, Ternary

YES, NO = Ternary.YES, Ternary.NO


def sectors() -> tuple[Estate, int, int, int]:
    """A school, a social and a portal application: two sealed sectors and a channel."""
    made = Estate()
    made.block("scolaire", sector=7)
    made.block("social", sector=2)
    made.block("portail", sector=10, transverse_channel=True)
    school, social = made.application("École", block="scolaire"), made.application("Social", block="social")
    return made, school, social, made.application("Portail", block="portail")


@pytest.mark.parametrize("code", ["R21", "R22", "R23", "R24", "R25", "CONSENTEMENT", "DELEGATAIRE"])
def test_when_nobody_said_nothing_can_be_said(code: str) -> None:
    assert unknown(Estate(), code)
    made, school, social, _ = sectors()
    made.flow(school, social)
    assert unknown(made, code)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"personal_data": YES}, 1),
        ({"personal_data": NO}, None),
        ({"personal_data": YES, "legal_basis": "mission"}, 0),
        ({"personal_data": YES, "agreement": "convention"}, 0),
        ({"personal_data": YES, "consent": Consent.EXPLICIT, "consent_proof": "formulaire"}, 0),
        ({"personal_data": YES, "consent": Consent.EXPLICIT}, 1),
        ({"personal_data": YES, "consent": Consent.TACIT, "consent_proof": "?"}, 1),
    ],
)
def test_r21_crossing_sectors_needs_a_recorded_basis(fields: dict[str, Any], expected: int | None) -> None:
    made, school, social, _ = sectors()
    made.flow(school, social, **fields)
    if expected is None:
        assert unknown(made, "R21")
    else:
        assert len(broken(made, "R21")) == expected


def test_r21_channels_carry_and_sectors_of_data_count() -> None:
    made, school, _, portal = sectors()
    made.flow(school, portal, personal_data=YES)
    made.flow(portal, school, personal_data=YES)
    assert broken(made, "R21") == []
    made.data_object("électeurs", personal=YES, sector=5)
    made.flow(portal, school, "électeurs", code="objet")
    paper = made.processing("Aides", sector=2)
    made.flow(portal, school, processing_id=paper, code="traitement")
    assert broken(made, "R21") == [("objet",), ("traitement",)]


def test_r21_says_it_is_doctrine() -> None:
    made, school, social, _ = sectors()
    made.flow(school, social, personal_data=YES)
    result = check(made, "R21")
    assert isinstance(result, Assessed)
    assert "doctrine 2013, à examiner avec le DPO" in result.findings[0].evidence


def test_r22_one_identifier_in_two_sectors_of_a_holder() -> None:
    made, *_ = sectors()
    made.application("Cantine", block="scolaire", user_identifier="Numéro  d'habitant")
    made.application("Guichet", block="portail", user_identifier="numéro d'habitant")
    made.application("Bourg", commune="Bourg", block="social", user_identifier="numéro d'habitant")
    assert broken(made, "R22") == []
    made.application("Aides", block="social", user_identifier="numéro d'habitant ")
    assert broken(made, "R22") == [("Cantine", "Aides")]


def test_r23_mixing_sectors_and_covering_everybody() -> None:
    made, *_ = sectors()
    made.block("civil", sector=5)
    everyone = made.application("Tous", block="scolaire", also=["social", "civil"], personal_data=YES)
    made.application("Deux", block="scolaire", also=["social", "portail"], personal_data=YES)
    assert broken(made, "R23") == [("Tous",)]
    made.data_object("habitants", personal=YES)
    made.tables["communes"][0] = made.tables["communes"][0]._replace(inhabitants=1000)
    made.referential("Base", about="habitants", application_id=everyone, record_count=500)
    assert broken(made, "R23") == []
    made.referential("Toute la base", about="habitants", application_id=everyone, record_count=900)
    result = check(made, "R23")
    assert isinstance(result, Assessed)
    assert [finding.severity for finding in result.findings] == [Severity.ALERT]


def test_r24_between_two_legal_entities() -> None:
    made = Estate()
    made.commune("Métropole", HolderKind.METROPOLE)
    town, other = made.application("A"), made.application("B", commune="Bourg")
    pooled = made.application("Mutualisée", commune="Métropole", serves=["Ville"])
    made.flow(town, other, personal_data=YES, agreement="convention 12")
    made.flow(town, pooled, personal_data=YES)
    made.flow(town, other, personal_data=NO)
    made.flow(town, made.external("REU"), personal_data=YES)
    assert broken(made, "R24") == []
    made.flow(town, other, personal_data=YES, legal_basis="mission", code="sans convention")
    made.flow(other, pooled, personal_data=YES, code="non servie")
    assert broken(made, "R24") == [("sans convention",), ("non servie",)]


ENTRY = {
    "purpose": "Scolarité",
    "legal_basis": "mission",
    "data_categories": "identité",
    "recipients": "écoles",
    "retention": "5 ans",
}


def test_r25_personal_data_are_in_the_register() -> None:
    made = Estate()
    kept = made.application("A", personal_data=YES)
    made.application("B", personal_data=NO)
    made.application("Bourg", commune="Bourg", personal_data=YES)
    made.processing("Scolarité", kept, **ENTRY)
    assert broken(made, "R25") == []
    assert coverage(made, "R25") == (1, 2)
    made.application("Oubliée", personal_data=YES)
    half = made.application("Incomplète", personal_data=YES)
    made.processing("Autre", half, **{**ENTRY, "retention": None})
    assert broken(made, "R25") == [("Oubliée",), ("Incomplète",)]


def test_r25_a_register_without_a_column_proves_nothing_of_it() -> None:
    made = Estate()
    made.processing("Scolarité", made.application("A", personal_data=YES), **{**ENTRY, "retention": None})
    assert broken(made, "R25") == []


def test_consents_are_explicit() -> None:
    made, school, social, _ = sectors()
    made.flow(school, social, consent=Consent.EXPLICIT, consent_proof="formulaire")
    made.flow(school, social, consent=Consent.EXPLICIT)
    made.flow(school, social, consent=Consent.TACIT, code="tacite")
    assert broken(made, "CONSENTEMENT") == [("tacite",)]
    assert coverage(made, "CONSENTEMENT") == (2, 3)


def test_delegated_data_come_back() -> None:
    made = Estate()
    for reference, clause in (("oui", YES), ("non", NO), ("?", Ternary.UNKNOWN)):
        contract = made.add(
            "contracts", records.Contract, commune_id=made.commune(), reference=reference, data_return_clause=clause
        )
        made.application(reference, contract_id=contract, data_holder=DataHolder.DELEGATE)
    assert broken(made, "DELEGATAIRE") == [("non",)]
    assert coverage(made, "DELEGATAIRE") == (2, 3)
