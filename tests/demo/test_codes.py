"""Codes made by the import: stable, readable, short, told apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from urbanism.codes import MAX_LENGTH, application_code, interface_code, referential_code, slug, unique_codes


def test_codes_made_by_hand() -> None:
    assert application_code("Saint-Aubin-des-Prés", "État civil") == "SAP-ETAT-CIVIL"
    assert application_code("Ville de Valombreuil", "Suivi d'œuvres") == "VAL-SUIVI-D-OEUVRES"
    assert application_code("Valombreuil", "???") == "VAL-SANS-NOM"
    assert referential_code("La Haye-Mérovée", "Voies") == "HM-REF-VOIES"
    assert interface_code("VB0001", "VB0002") == "VB0001>VB0002"


def test_the_way_of_writing_a_name_does_not_change_its_code() -> None:
    assert application_code("Fontaubrée", "ÉTAT  CIVIL ") == application_code("FONTAUBREE", "Etat-civil")


def test_equal_codes_are_told_apart_in_order() -> None:
    assert unique_codes(["A", "B", "A", "A-2", "A"]) == ["A", "B", "A-2", "A-2-2", "A-3"]
    long = "X" * MAX_LENGTH
    assert unique_codes([long, long]) == [long, "X" * (MAX_LENGTH - 2) + "-2"]


@given(st.text(), st.text())
def test_a_code_is_short_plain_and_stable(holder: str, name: str) -> None:
    code = application_code(holder, name)
    assert 0 < len(code) <= MAX_LENGTH
    assert code.isascii()
    assert code == code.upper() == application_code(holder, name)
    assert slug(code) == code


@given(st.lists(st.sampled_from(["A", "A-2", "B", "A-2-2", "B-3"])))
def test_told_apart_whatever_the_list(codes: list[str]) -> None:
    unique = unique_codes(codes)
    assert len(set(unique)) == len(codes)
    assert all(made.startswith(code) for made, code in zip(unique, codes, strict=True))
