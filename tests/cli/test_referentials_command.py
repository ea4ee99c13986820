"""`urbanism referentials`: stable keys, on a workbook that names objects freely, on an empty estate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from databases import database_at

from urbanism.cli import main

KEYS = {"object", "members", "score", "evidence", "proposed_master"}
MEMBER = {"code", "name", "commune", "application", "technology"}
BASES = """Nom du référentiel;Description;Colonnes;Clé
Filaire de voies;Axes et tronçons de la voirie communale;id_troncon, nom_voie, sens;id_troncon
Base des rues;Rues de la commune, avec leur sens;code_rue, nom_rue, sens;code_rue
Suivi des plaintes (bruit);Plaintes de voisinage;numero, plaignant, date;numero
Suivi des plaintes (déchets);Plaintes sur la collecte;numero, plaignant, date;numero
"""


@pytest.fixture
def database(tmp_path: Path) -> str:
    """An estate whose only workbook lists referentials, and leaves their object out."""
    workbook = tmp_path / "Villeneuve - référentiels.csv"
    workbook.write_text(BASES, encoding="utf-8")
    url = database_at(tmp_path / "estate.sqlite")
    assert main(["import", str(workbook), "--commune", "Villeneuve", "--database", url]) == 0
    return url


def test_synonyms_come_out_as_one_group_and_homonyms_apart(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["referentials", "--json", "--database", database]) == 0
    told = json.loads(capsys.readouterr().out)
    (group,) = told["groups"]
    assert group.keys() >= KEYS
    assert all(member.keys() >= MEMBER for member in group["members"])
    assert {member["name"] for member in group["members"]} == {"Filaire de voies", "Base des rues"}
    assert group["proposed_master"] in {member["code"] for member in group["members"]}
    assert ["Suivi des plaintes (bruit)", "Suivi des plaintes (déchets)"] in [
        sorted(pair["names"]) for pair in told["homonyms"]
    ]


def test_the_answer_is_told_in_french(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["referentials", "--database", database]) == 0
    out = capsys.readouterr().out
    assert "Référence proposée" in out
    assert "1\u00a0groupe" in out


def test_an_empty_estate_says_what_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["referentials", "--database", database_at(tmp_path / "empty.sqlite")]) == 0
    assert "Aucun référentiel" in capsys.readouterr().err
