"""`urbanism referentials`: which referentials carry the same object, and which should be the reference. Read only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from urbanism.cli.french import add_command
from urbanism.cli.output import print_json, warn
from urbanism.french import count, number

if TYPE_CHECKING:
    from urbanism.analyses.referentials.report import Case, Report
    from urbanism.graph import EstateGraph

SHOWN = 20
"""Groups told; --json tells them all."""


def add(commands: Any) -> None:
    """Declare the command."""
    parser = add_command(
        commands,
        "referentials",
        "Trouver les référentiels qui portent le même objet, proposer lequel fait référence ; rien n’est écrit.",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Find the groups and print them."""
    from urbanism.analyses.referentials.report import as_json, report
    from urbanism.graph import EstateGraph
    from urbanism.store import load_snapshot, open_estate

    graph = EstateGraph(load_snapshot(open_estate(options.database)))
    found = report(graph)
    if options.json:
        print_json(as_json(graph, found))
        return 0
    if not graph.snapshot.referentials:
        warn("Aucun référentiel : importez un tableur qui les décrit (nom, objet, application, colonnes).")
        return 0
    for case in found.cases[:SHOWN]:
        _describe(graph, case)
    if len(found.cases) > SHOWN:
        print(f"… et {count(len(found.cases) - SHOWN, 'autre groupe', 'autres groupes')} (tous dans --json).")
    _beside(found)
    return 0


def _describe(graph: EstateGraph, case: Case) -> None:
    goal = case.target
    likely = f"vraisemblance {number(100 * case.group.score)} %"
    print(f"{case.group.name} : {count(len(case.group.members), 'référentiel')} ({likely})")
    for member in case.group.members:
        subject = graph.subject(member.referential)
        mark = "→" if member.referential == case.proposal.master else " "
        print(f"  {mark} {subject.label} [{subject.code}], {subject.commune}" + ("" if member.own else " – copie"))
    choice = " ; à trancher, la suivante est proche" if case.proposal.open else ""
    reasons = [criterion.sentence for criterion in case.proposal.candidates[0].criteria if (criterion.points or 0) > 0]
    print(f"  Référence proposée ({goal.pattern.value}{choice}) : {' '.join(reasons[:4])}")
    for sentence in case.evidence[:4]:
        print(f"  {sentence}")
    print(f"  {count(goal.links_before, 'lien')} aujourd’hui, {number(goal.links_after)} ensuite.")


def _beside(found: Report) -> None:
    groups = found.groups
    print(
        f"{count(len(found.cases), 'groupe')} ; {count(len(groups.doubts), 'paire')} à vérifier ;"
        f" {count(len(groups.homonyms), 'paire')} de même nom mais d’objets différents ;"
        f" {count(len(groups.silences), 'référentiel')} dont rien ne dit l’objet."
    )
