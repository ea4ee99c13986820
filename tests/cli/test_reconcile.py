"""`urbanism reconcile`: stable keys, one kind or all, nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from databases import database_at

from importers.run import apply_import, prepare_import
from urbanism.cli import main
from urbanism.store import open_estate, read_base

LINES = "Application;Produit;Éditeur\nConcerto;Concerto;Arpège\nCantine;CONCERTO v4;Arpège SAS\nOxalis;Oxalis;Operis\n"


@pytest.fixture
def twice(tmp_path: Path) -> str:
    """An estate that writes one product in two ways."""
    url = database_at(tmp_path / "estate.sqlite")
    (tmp_path / "Ormeville.csv").write_text(LINES, encoding="utf-8")
    engine = open_estate(url)
    apply_import(engine, prepare_import(engine, [str(tmp_path / "Ormeville.csv")]))
    return url


def test_groups_say_their_members_score_evidence_and_decision(twice: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_base(open_estate(twice))
    assert main(["reconcile", "--database", twice, "--json"]) == 0
    groups = json.loads(capsys.readouterr().out)["groups"]
    (products,) = [group for group in groups if group["kind"] == "produits"]
    assert {member["name"] for member in products["members"]} == {"Concerto", "CONCERTO v4"}
    assert products["decision"] == "same"
    assert products["score"] >= 0.9
    assert products["evidence"]
    assert read_base(open_estate(twice)) == before


def test_one_kind_alone_is_looked_at(twice: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reconcile", "--kind", "éditeurs", "--database", twice, "--json"]) == 0
    assert {group["kind"] for group in json.loads(capsys.readouterr().out)["groups"]} == {"éditeurs"}
    assert main(["reconcile", "--kind", "éditeurs", "--database", twice]) == 0
    assert "Éditeurs : 3\xa0fiches" in capsys.readouterr().out


def test_an_empty_estate_has_nothing_to_reconcile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reconcile", "--database", database_at(tmp_path / "empty.sqlite"), "--kind", "produits"]) == 0
    assert "0\xa0fiche" in capsys.readouterr().out
