"""The plan d'occupation des sols: every bloc and application in its place, every need covered."""

from __future__ import annotations

from collections import defaultdict

from urbanism.analyses.coverage import equipped_blocks
from urbanism.graph import EstateGraph
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import Severity

NO_APPLICATION = "Aucune application en service n’est décrite"


@rule("R01", Severity.GRAVE, "Rattachez le bloc à un seul quartier et le quartier à une seule zone.")
def r01(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One quartier a bloc, one zone a quartier: the database keeps it, this counts what it keeps."""
    blocks = graph.snapshot.blocks
    astray = [block.id for block in blocks if block.id not in graph.zone_of_block]
    return judged(
        (Breach((block,), f"Le bloc « {graph.label(block)} » n’a pas de quartier ou de zone.") for block in astray),
        len(blocks),
        len(blocks),
        "blocs",
        "Aucun bloc n’est décrit",
        "La base de données impose cette règle : un bloc ne peut y avoir qu’un quartier, un quartier qu’une zone.",
    )


@rule("R02", Severity.ATTENTION, "Choisissez, parmi ses blocs, celui qui est sa raison d’être.")
def r02(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One main bloc an application: several blocs and none main, or a bloc both main and secondary."""
    breaches = []
    for application in graph.applications:
        others = graph.secondary_blocks.get(application.id, ())
        if others and application.block_id is None:
            text = f"Elle sert {graph.labels(others)} sans bloc principal."
            breaches.append(Breach((application.id,), text, others))
        elif application.block_id in others:
            text = f"Le bloc « {graph.label(application.block_id or 0)} » est à la fois principal et secondaire."
            breaches.append(Breach((application.id,), text, others, Severity.INFO))
    placed = sum(a.block_id is not None or a.id in graph.secondary_blocks for a in graph.applications)
    note = "Une application sans aucun bloc relève de la règle R03."
    return judged(
        breaches, placed, len(graph.applications), "applications", "Aucune application n’a de bloc connu", note
    )


@rule("R03", Severity.ALERT, "Rattachez l’application à un bloc du plan.")
def r03(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every application stands in the plan. Expected blocs that nothing equips are told by R18."""
    orphans = (a for a in graph.applications if a.block_id is None and a.id not in graph.secondary_blocks)
    count = len(graph.applications)
    breaches = (Breach((a.id,), f"L’application « {a.name} » n’est rattachée à aucun bloc.") for a in orphans)
    note = "Les blocs attendus que rien n’équipe relèvent de la règle R18."
    return judged(breaches, count, count, "applications", NO_APPLICATION, note)


@rule("R18", Severity.ATTENTION, "Vérifiez comment ce besoin est servi, puis équipez le bloc ou retirez l’attente.")
def r18(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every expected bloc is equipped: by the commune's own applications or by a pooled one that serves it."""
    equipped = equipped_blocks(graph)
    expected: dict[int, list[int]] = defaultdict(list)
    for row in graph.snapshot.expected_blocks:
        expected[row.commune_id].append(row.block_id)
    breaches = []
    for commune, blocks in expected.items():
        empty = tuple(block for block in blocks if block not in equipped.get(commune, ()))
        if empty:
            covered = len(blocks) - len(empty)
            text = f"{covered} blocs équipés sur {len(blocks)} attendus ; manquent {graph.labels(empty)}."
            breaches.append(Breach((commune,), text, empty))
    count = len(graph.snapshot.communes)
    return judged(breaches, len(expected), count, "communes", "Aucune commune n’a de blocs attendus")


RULES = (r01, r02, r03, r18)
