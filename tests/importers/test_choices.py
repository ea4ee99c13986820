"""The words of an enumeration as people write them; what leads nowhere, or two ways, stays unknown and is said."""

from __future__ import annotations

import pytest

from importers.values.choices import read_choice
from urbanism.vocabulary import InterfaceMeans, LifecycleStatus


@pytest.mark.parametrize(
    ("means", "written"),
    [
        (
            InterfaceMeans.FILE,
            "fichier réseau;Partage réseau;dossier partagé;export Excel envoyé par courriel;dépôt FTP",
        ),
        (InterfaceMeans.DATABASE_LINK, "base partagée;accès direct à la base;lecture en base;liaison ODBC;requête SQL"),
        (InterfaceMeans.API, "appel API;api/json"),
        (InterfaceMeans.SCRIPT, "script SQL;batch nocturne"),
    ],
)
def test_how_data_pass_in_everyday_words(means: InterfaceMeans, written: str) -> None:
    assert {text: read_choice(text, InterfaceMeans).value for text in written.split(";")} == dict.fromkeys(
        written.split(";"), means.value
    )


@pytest.mark.parametrize("text", ["passerelle", "automatique", "fichier ou base partagée"])
def test_what_says_no_means_or_two_is_said_and_kept(text: str) -> None:
    read = read_choice(text, InterfaceMeans)
    assert (read.value, read.original) == (None, text)
    assert read.problem


def test_a_yes_with_more_to_say_is_no_yes() -> None:
    assert read_choice("non, en cours de remplacement", LifecycleStatus).value == LifecycleStatus.LEAVING.value
