"""`urbanism diagnose`: the architecture diagnosis of a project."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json
from urbanism.errors import UrbanismError
from urbanism.french import count, number

if TYPE_CHECKING:
    from urbanism.diagnosis import Diagnosis
    from urbanism.snapshot import Project, Snapshot


class AmbiguousProject(UrbanismError):
    """A name that no project, or several, bear."""

    code = "projet_a_preciser"


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(commands, "diagnose", "Diagnostiquer un projet : ce qui existe déjà, ce qu’il changerait.")
    parser.add_argument("project", metavar="PROJET", help="code ou nom du projet")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Diagnose the project."""
    from urbanism.diagnosis import diagnose
    from urbanism.governance.assessments import thresholds_of
    from urbanism.nomenclature import load_nomenclature
    from urbanism.store import load_snapshot, open_estate

    snapshot = load_snapshot(open_estate(options.database))
    project = _asked(snapshot, options.project)
    nomenclature = load_nomenclature()
    titles = {rule.code: rule.title for rule in nomenclature.rules}
    titles |= {indicator.code: indicator.title for indicator in nomenclature.indicators}
    diagnosis = diagnose(snapshot, project.id, titles, thresholds_of(snapshot.assessments))
    if options.json:
        print_json(diagnosis.as_json())
    else:
        _tell(diagnosis)
    return 0


def _asked(snapshot: Snapshot, text: str) -> Project:
    """The project of that code, else of that name. Raises `AmbiguousProject`."""
    wanted = text.strip().casefold()
    found = [project for project in snapshot.projects if project.code.casefold() == wanted]
    found = found or [project for project in snapshot.projects if project.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    known = ", ".join(project.code for project in (found or snapshot.projects)[:10])
    raise AmbiguousProject(
        f"{len(found)} projets s’appellent « {text} »." if found else f"Aucun projet ne s’appelle « {text} ».",
        remedy=f"Donnez le code d’un projet : {known}." if known else "Ouvrez-en un dans le tableau de bord.",
    )


def _tell(diagnosis: Diagnosis) -> None:
    print(f"Projet « {diagnosis.project.label} » – avis proposé : {diagnosis.opinion.value}")
    for reason in diagnosis.reasons:
        print(f"  – {reason}")
    print("Ce qui peut être dit")
    for statement in diagnosis.assessed:
        print(f"  {statement.severity:<9} {statement.code} : {statement.text}")
    if diagnosis.not_assessable:
        print("Ce qui n’est pas évaluable")
        for statement in diagnosis.not_assessable:
            print(f"  {statement.code} : {statement.text}")
    if diagnosis.alternatives:
        print("Autres voies : ce qui lève un grief d’abord, puis la plus légère")
        for rank, alternative in enumerate(diagnosis.alternatives, start=1):
            print(f"  {rank}. {alternative.text}. {' '.join(alternative.consequences)}")
    for change in diagnosis.rules:
        more, less = len(change.added), len(change.removed)
        print(f"Règle {change.code} {change.title} : {count(more, 'constat')} de plus, {number(less)} de moins")
