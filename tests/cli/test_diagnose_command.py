"""`urbanism diagnose`: stable keys, a project by code or name, an unknown one refused with those that exist."""

from __future__ import annotations

import pytest
from answers import Answer

from urbanism.cli import main
from urbanism.governance.projects import NewApplication, ProjectForm, open_project
from urbanism.store import load_snapshot, open_estate


@pytest.fixture
def project(database: str) -> str:
    engine = open_estate(database)
    commune = load_snapshot(engine).communes[0].id
    open_project(engine, ProjectForm("Ma GMAO", "Suivre", commune, application=NewApplication("Neuve")), "essai")
    engine.dispose()
    return "PRJ-MA-GMAO"


@pytest.mark.parametrize("asked", ["PRJ-MA-GMAO", "prj-ma-gmao", "Ma GMAO"])
def test_a_project_is_diagnosed(project: str, answer: Answer, asked: str) -> None:
    status, told = answer("diagnose", asked)
    assert status == 0
    assert told["opinion"] == "favorable avec réserves"
    assert told["statements"]
    for statement in told["statements"]:
        assert statement.keys() >= {"code", "severity", "text", "evidence", "assessable"}


def test_it_is_told_in_french(project: str, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", project, "--database", database]) == 0
    said = capsys.readouterr().out
    assert "avis proposé : favorable avec réserves" in said
    assert "non évaluable parce que" in said


def test_an_unknown_project_is_refused(project: str, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diagnose", "rien", "--database", database]) == 2
    assert project in capsys.readouterr().err
