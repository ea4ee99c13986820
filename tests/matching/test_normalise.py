"""Names that people type are brought to the words that matter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urbanism.matching.alignment import Link, align, name_of
from urbanism.matching.normalise import WordKind, kind, parse, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SOAP-UI v5.0", ("soap", "ui", "5")),
        ("Éditeur d’Actes", ("editeur", "actes")),
        ("S.A.S. Œuvre", ("sas", "oeuvre")),
        ("CONCERTO OPUS v4", ("concerto", "opus", "4")),
        ("version 4 / V 4.0 / 4", ("4",)),
        ("Homegrown", ("maison",)),
        ("Developed in-house", ("maison",)),
        ("LibreOffice en ligne", ("libreoffice", "online")),
        ("", ()),
        ("«»--()", ()),
        ("Ἀθήνα", ("αθηνα",)),
    ],
)
def test_words(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_brackets_and_versions_are_told_apart() -> None:
    parsed = parse("Swift (OpenStack) v2.1")
    assert parsed.aside == {"openstack"}
    assert parsed.versions == {"2.1"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("concerto", WordKind.NAME),
        ("sas", WordKind.WEAK),
        ("logiciel", WordKind.WEAK),
        ("premium", WordKind.EDITION),
        ("enfance", WordKind.TRADE),
        ("4", WordKind.NUMBER),
        ("2019", WordKind.YEAR),
        ("wfw9200swh", WordKind.CODE),
    ],
)
def test_kinds_of_words(word: str, expected: WordKind) -> None:
    assert kind(word) is expected


@pytest.mark.parametrize(
    ("left", "right", "link"),
    [
        ("print shop", "printshop", Link.JOINED),
        ("firefox esr", "firefox extended support release", Link.ACRONYM),
        ("quickbooks dlx", "quickbooks deluxe", Link.SHORTENED),
        ("gest courrier", "gestion courrier", Link.SHORTENED),
        ("salesforce", "saleforce", Link.MISSPELT),
    ],
)
def test_words_answer_each_other_in_several_ways(left: str, right: str, link: Link) -> None:
    alignment = align(name_of(words(left)), name_of(words(right)))
    assert link in {pair.link for pair in alignment.shared}
    assert not alignment.left_only
    assert not alignment.right_only


def test_numbers_and_references_never_merely_resemble() -> None:
    alignment = align(name_of(words("serie 1234")), name_of(words("serie 1235")))
    assert alignment.left_only == ("1234",)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_alignment_accounts_for_every_word(left: str, right: str) -> None:
    alignment = align(name_of(words(left)), name_of(words(right)))
    seen = {word for pair in alignment.shared for word in pair.left} | set(alignment.left_only)
    assert set(words(left)) == seen


@given(st.text(alphabet="abcdéèêçàùœ ’-.()0123456789", max_size=60))
def test_case_does_not_count(text: str) -> None:
    assert words(text.upper()) == words(text)
