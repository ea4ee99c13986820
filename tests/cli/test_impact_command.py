"""`urbanism impact`: what stops is found by its name or code, and what it deprives is told with the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from answers import Answer
from databases import database_at

from urbanism.cli import main

INVENTORY = """Application;Machine;Éditeur
Registre;SRV-01;Arpenteur
Guichet;srv-01 ;Arpenteur
Élections;SRV-02;Brumaire
Cadastre;;Brumaire
"""
FLOWS = """Source;Destination;Données échangées
Registre;Élections;Adresses
Élections;Cadastre;Adresses
"""


@pytest.fixture
def town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """A commune whose inventory says on which machine its applications run."""
    database = database_at(tmp_path / "town.sqlite")
    for name, text in (("inventaire.csv", INVENTORY), ("flux.csv", FLOWS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert main(["import", str(tmp_path / name), "--commune", "Ville", "--database", database]) == 0
    capsys.readouterr()
    return database


def test_the_loss_of_a_server_that_an_inventory_names(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "srv-01", "--json", "--database", town]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["kind"], told["name"]) == ("serveur", "SRV-01 – Ville")
    assert {stopped["name"] for stopped in told["stopped"]} == {"Registre", "Guichet"}
    assert [(loss["name"], loss["deprived"], loss["path"]) for loss in told["losses"]] == [
        ("Élections", True, ["Registre", "Élections"]),
        ("Cadastre", True, ["Registre", "Élections", "Cadastre"]),
    ]
    assert main(["impact", "srv-01", "--database", town]) == 0
    said = capsys.readouterr().out
    assert "serveur connu pour 3\u00a0applications en service sur 4" in said
    assert "Registre → Élections → Cadastre" in said


def test_a_name_of_several_things_is_refused_and_they_are_told(town: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "srv", "--database", town]) == 2
    assert "SRV-01 – Ville ; SRV-02 – Ville" in capsys.readouterr().err
    assert main(["impact", "Arpenteur", "--kind", "éditeur", "--database", town]) == 0
    assert main(["impact", "Arpenteur", "--kind", "serveur", "--database", town]) == 2


@pytest.mark.parametrize("name", ["", " ", "soucoupe volante"])
def test_what_nothing_bears_is_refused(town: str, name: str) -> None:
    assert main(["impact", name, "--database", town]) == 2


def test_each_key_is_there(answer: Answer) -> None:
    status, told = answer("impact", "Logiciel 0 ")
    assert status == 0
    assert told.keys() == {"kind", "name", "stopped", "flows", "losses", "uncovered", "communes", "blocks"}
    assert told["losses"]
