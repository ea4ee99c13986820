"""What people owe to the map (R26, R30, R32, R36): kept, broken, not assessable."""

from __future__ import annotations

from datetime import date

import pytest
from checking import broken, check, coverage, unknown
from estates import Estate

from urbanism import snapshot as records
from urbanism.rules import Assessed
from urbanism.vocabulary import HolderKind, Opinion, ProjectStatus, ReferentialPattern, Severity, Ternary


@pytest.mark.parametrize("code", ["R26", "R30", "R32", "R36"])
def test_an_empty_estate_cannot_be_judged(code: str) -> None:
    assert unknown(Estate(), code)


def complete(made: Estate, name: str, **changes: object) -> int:
    department = made.add("departments", records.Department, commune_id=made.commune(), name="DSI")
    security = dict.fromkeys(("confidentiality", "integrity", "availability", "traceability"), 1)
    fields = {"description": "…", "technologies": "SQL", "users": 3, "correspondent": "R", "department_id": department}
    return made.application(name, home_made=Ternary.YES, **{**fields, **security, **changes})


def test_r26_levels_one_and_two() -> None:
    made = Estate()
    full, half = complete(made, "pleine"), complete(made, "moitié", technologies=None, correspondent=None)
    made.flow(full, half, description="Ordres")
    made.flow(full, half, code="muette")
    assert broken(made, "R26") == [("moitié",), ("muette",)]
    result = check(made, "R26")
    assert isinstance(result, Assessed)
    assert "technologie, responsable" in result.findings[0].evidence


def test_r26_asks_for_the_process_only_where_processes_are_told() -> None:
    made = Estate()
    used, unused = complete(made, "utilisée"), complete(made, "inutilisée")
    assert broken(made, "R26") == []
    process = made.add("processes", records.Process, code="P", name="P")
    made.add("process_steps", records.ProcessStep, process_id=process, rank=1, application_id=used)
    assert broken(made, "R26") == [("inutilisée",)]
    assert unused


def project(made: Estate, code: str, status: ProjectStatus, opinion: Opinion | None = None) -> int:
    own = made.add("projects", records.Project, code=code, name=code, status=status)
    if opinion is None:
        return own
    return made.add("diagnostics", records.Diagnostic, project_id=own, opinion=opinion, signed_on=date(2025, 5, 1))


def test_r30_no_project_starts_without_its_diagnostic() -> None:
    made = Estate()
    project(made, "brouillon", ProjectStatus.DRAFT)
    project(made, "favorable", ProjectStatus.STARTED, Opinion.FAVOURABLE)
    project(made, "sans objet", ProjectStatus.DELIVERED, Opinion.NOT_NEEDED)
    assert broken(made, "R30") == []
    project(made, "sans", ProjectStatus.STARTED)
    project(made, "en attente", ProjectStatus.DELIVERED, Opinion.PENDING)
    project(made, "défavorable", ProjectStatus.STARTED, Opinion.UNFAVOURABLE)
    project(made, "?", ProjectStatus.UNKNOWN)
    assert broken(made, "R30") == [("sans",), ("en attente",), ("défavorable",)]
    assert coverage(made, "R30") == (6, 7)


def test_r30_reserves_are_lifted() -> None:
    made = Estate()
    diagnostic = project(made, "réservé", ProjectStatus.STARTED, Opinion.WITH_RESERVES)
    made.add("reserves", records.Reserve, diagnostic_id=diagnostic, text="Chiffrer", lifted_on=date(2025, 6, 1))
    assert broken(made, "R30") == []
    made.add("reserves", records.Reserve, diagnostic_id=diagnostic, text="Héberger en France")
    assert broken(made, "R30") == [("réservé",)]


def test_r32_several_referentials_of_one_object() -> None:
    made = Estate()
    made.referential("Ville", about="bâtiments")
    made.referential("Bourg", about="bâtiments", commune="Bourg")
    assert broken(made, "R32") == []
    made.referential("Énergie", about="fluides", carries=["bâtiments"])
    assert broken(made, "R32") == [("Ville", "Énergie")]


def test_r32_counts_the_groups_whose_object_nobody_named() -> None:
    made = Estate()
    for name in ("Base des arbres", "Fichier des arbres"):
        made.referential(name)
    (finding,) = check(made, "R32").findings
    assert "d’après leurs noms et leurs colonnes" in finding.evidence


def test_r32_seven_road_bases_are_an_alert() -> None:
    made = Estate()
    for rank in range(7):
        made.referential(f"Voies {rank}", about="voies")
    result = check(made, "R32")
    assert isinstance(result, Assessed)
    assert [(len(f.subjects), f.severity) for f in result.findings] == [(7, Severity.ALERT)]


def test_r32_scopes_part_and_the_metropole_covers_all() -> None:
    made = Estate()
    made.referential("Nord", about="arbres", territory="nord")
    made.referential("Sud", about="arbres", territory="sud")
    assert broken(made, "R32") == []
    made.commune("Métropole", HolderKind.METROPOLE)
    made.referential("Tout", about="arbres", commune="Métropole")
    assert broken(made, "R32") == [("Nord", "Sud", "Tout")]


def test_r36_patterns_are_declared_where_some_are() -> None:
    made = Estate()
    made.referential("A")
    assert unknown(made, "R36")
    made.referential("B", pattern=ReferentialPattern.HUB)
    made.referential("C", commune="Bourg")
    assert broken(made, "R36") == [("A",)]
    assert coverage(made, "R36") == (2, 3)
