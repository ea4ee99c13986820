"""What the colours of the plan say, on estates small enough to be counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from estates import TODAY, Estate

from urbanism.analyses.ground_plan import ground_plan
from urbanism.analyses.plan_readings import Question, Reading, read_plan
from urbanism.graph import EstateGraph
from urbanism.snapshot import ExpectedBlock
from urbanism.vocabulary import InstanceKind, LifecycleStatus


def read(made: Estate, question: Question) -> tuple[Reading, dict[str, str]]:
    """The reading, and for each bloc its category in words."""
    graph = EstateGraph(made.snapshot())
    reading = read_plan(graph, ground_plan(graph), question)
    return reading, {
        graph.blocks[block].code: reading.categories[judgement.category] for block, judgement in reading.blocks.items()
    }


def test_products_come_with_their_instances_the_most_used_first() -> None:
    made = Estate()
    for commune in ("Ville", "Bourg", "Hameau"):
        made.application(f"Acte de {commune}", commune, "etat-civil", product="Civilis")
    made.application("Fait maison", block="etat-civil")
    made.application("Arrêtée", block="etat-civil", status=LifecycleStatus.STOPPED)
    made.application("Sans bloc")
    plan = ground_plan(EstateGraph(made.snapshot()))
    assert [(product.label, len(product.applications)) for product in plan.blocks[0].products] == [
        ("Civilis", 3),
        ("Fait maison", 1),
    ]
    assert [application.name for application in plan.unplaced] == ["Sans bloc"]
    assert plan.placed == 4


def test_filters_leave_every_bloc_in_its_place() -> None:
    made = Estate()
    kept = made.application("Acte", block="etat-civil")
    made.application("Liste", block="elections")
    plan = ground_plan(EstateGraph(made.snapshot()), frozenset({kept}))
    assert sorted(len(block.products) for block in plan.blocks) == [0, 1]


def test_doubles_are_counted_within_a_holder() -> None:
    made = Estate()
    for commune in ("Ville", "Bourg"):
        made.application("Acte", commune, "etat-civil")
    for rank in range(4):
        made.application(f"Liste {rank}", block="elections")
    made.block("voirie")
    _, said = read(made, Question.REDUNDANCY)
    assert said == {
        "etat-civil": "Aucun double",
        "elections": "3 à 5 doubles",
        "voirie": "Aucune application",
    }


def test_coverage_counts_the_communes_that_are_expected() -> None:
    made = Estate()
    for commune in ("Ville", "Bourg"):
        row = {"commune_id": made.commune(commune), "block_id": made.block("etat-civil")}
        made.add("expected_blocks", ExpectedBlock, **row)
    made.application("Acte", "Ville", "etat-civil")
    made.application("Liste", "Ville", "elections")
    reading, said = read(made, Question.COVERAGE)
    assert said == {"etat-civil": "La moitié et plus", "elections": "Attendu d’aucune commune"}
    assert "1 sur 2" in {judgement.words for judgement in reading.blocks.values()}


def test_a_cost_that_may_not_be_seen_is_neither_nothing_nor_unknown() -> None:
    made = Estate()
    made.application("Acte", block="etat-civil", cost_total=1000.0)
    made.application("Liste", "Bourg", "elections")
    made.application("Voies", block="voirie")
    made.application("Sol", block="urbanisme", cost_total=3000.0)
    snapshot = made.snapshot()
    hidden = snapshot.__class__(**{**snapshot.__dict__, "hidden_communes": frozenset({made.commune("Bourg")})})
    graph = EstateGraph(hidden)
    reading = read_plan(graph, ground_plan(graph), Question.COST)
    said = {graph.blocks[block].code: judgement for block, judgement in reading.blocks.items()}
    assert reading.categories[said["elections"].category] == "Coût non visible"
    assert said["elections"].words == "coûts non visibles"
    assert reading.categories[said["voirie"].category] == "Coût inconnu"
    assert said["etat-civil"].category < said["urbanisme"].category


@pytest.mark.parametrize(("days", "category"), [(-1, 0), (30, 1), (400, 2), (None, 3)])
def test_a_bloc_takes_the_worst_end_of_support(days: int | None, category: int) -> None:
    made = Estate()
    end = None if days is None else TODAY + timedelta(days)
    made.application("Acte", block="etat-civil", end_of_support=end)
    made.application("Autre", block="etat-civil")
    reading, _ = read(made, Question.SUPPORT)
    assert [judgement.category for judgement in reading.blocks.values()] == [category]


def test_a_bloc_is_pooled_communal_or_both() -> None:
    made = Estate()
    made.application("Acte", block="etat-civil", serves=("Bourg",))
    made.application("Liste", block="elections", instance=InstanceKind.COMMUNAL)
    made.application("Liste", "Bourg", block="elections", instance=InstanceKind.POOLED)
    made.application("Voies", block="voirie")
    _, said = read(made, Question.POOLING)
    assert said == {"etat-civil": "Mutualisée", "elections": "Pour partie", "voirie": "Inconnu"}


def test_the_sector_is_the_one_of_the_nomenclature() -> None:
    made = Estate()
    made.block("ccas", sector=2)
    made.block("sig")
    _, said = read(made, Question.SECTOR)
    assert said == {"ccas": "2. Secteur 2", "sig": "Hors secteur"}


def test_convergence_is_done_decided_or_far() -> None:
    made = Estate()
    for commune in ("Ville", "Bourg"):
        made.application("Acte", commune, "etat-civil", product="Civilis")
    made.application("Liste", block="elections", product="Votis")
    made.application("Liste", "Bourg", block="elections", product="Urnis", target_decision="Remplacer par Votis")
    for rank in range(5):
        made.application(f"Voies {rank}", block="voirie", product=f"P{rank}")
    made.application("Seule", block="sig")
    _, said = read(made, Question.CONVERGENCE)
    assert said == {
        "etat-civil": "Un seul produit",
        "elections": "Convergence décidée",
        "voirie": "4 à 7 produits",
        "sig": "Produit inconnu",
    }
