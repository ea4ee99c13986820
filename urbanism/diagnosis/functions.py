"""Does the function exist already: in the same commune, pooled, next door; and who else plans it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from urbanism.diagnosis.case import Case, is_pooled
from urbanism.diagnosis.results import Statement
from urbanism.french import count, listing
from urbanism.snapshot import Application, FunctionalBlock
from urbanism.vocabulary import ProjectStatus, Severity

SETTLED = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)
MANY = 3
"""Neighbours that already have the function from which pooling deserves a study."""


def functions(case: Case) -> Iterator[Statement]:
    """What already exists of what the project brings, bloc by bloc."""
    if not case.blocks:
        text = "Doublons et offres mutualisées : non évaluable parce que le projet n’a pas de bloc fonctionnel."
        yield Statement("FONCTION", None, text)
        return
    for block in case.blocks:
        running = case.running_in(block.id)
        yield from _replaced(case, block, running)
        if any(a.block_id == block.id for a in case.applications):
            yield from _here(case, block, running)
            yield from _pooled(case, block, running)
            yield from _next_door(case, block, running)
        yield from _planned_elsewhere(case, block)
    yield from _same_product(case)


def _replaced(case: Case, block: FunctionalBlock, running: tuple[Application, ...]) -> Iterator[Statement]:
    gone = [a for a in running if a.id in case.retired]
    if gone:
        text = f"Le projet retire {case.names(gone)} du bloc « {block.name} »."
        yield Statement("RETRAIT", Severity.INFO, text, case.subjects((*(a.id for a in gone), block.id)))


def _here(case: Case, block: FunctionalBlock, running: tuple[Application, ...]) -> Iterator[Statement]:
    """What keeps running in the communes that the new application would serve."""
    kept = [
        a for a in running if a.id not in case.retired and a.commune_id in case.served and not is_pooled(case.graph, a)
    ]
    if kept:
        verb = "couvre" if len(kept) == 1 else "couvrent"
        text = (
            f"{count(len(kept), 'application')} {verb} déjà le bloc « {block.name} » : {case.names(kept)}. Le projet"
            " s’y ajouterait, sans retrait prévu : doublon à lever ou à justifier."
        )
        reserve = f"Bloc « {block.name} » : dater le retrait de ce que le projet double, ou dire pourquoi le garder."
        yield Statement("DOUBLON", Severity.ALERT, text, case.subjects((*(a.id for a in kept), block.id)), reserve)


def _pooled(case: Case, block: FunctionalBlock, running: tuple[Application, ...]) -> Iterator[Statement]:
    pooled = [a for a in running if a.id not in case.retired and is_pooled(case.graph, a)]
    if not pooled:
        return
    evidence = case.subjects((*(a.id for a in pooled), block.id))
    communes = {commune for a in pooled for commune in case.graph.served[a.id]}
    offer = f"{case.names(pooled)} : {count(len(communes), 'collectivité servie', 'collectivités servies')}"
    already = [a for a in pooled if case.holders & case.graph.served[a.id]]
    if case.is_pooled:
        text = f"Une offre mutualisée existe déjà dans le bloc « {block.name} », {offer}."
        reserve = f"Dire ce que deviennent les instances mutualisées du bloc « {block.name} »."
        yield Statement("MUTUALISATION_EN_DOUBLE", Severity.ALERT, text, evidence, reserve)
    elif block.id in case.refused:
        text = f"La commune a refusé de mutualiser le bloc « {block.name} », où existe pourtant {offer}."
        reserve = "Faire confirmer ce refus, et sa raison, par la commune."
        yield Statement("MUTUALISATION_REFUSEE", Severity.ALERT, text, evidence, reserve)
    else:
        use = " ; la commune s’en sert déjà" if already else ""
        text = f"Le bloc « {block.name} » est déjà servi par une offre mutualisée, {offer}{use}."
        yield Statement("MUTUALISEE", Severity.GRAVE, text, evidence)


def _next_door(case: Case, block: FunctionalBlock, running: tuple[Application, ...]) -> Iterator[Statement]:
    neighbours = [a for a in running if not case.graph.served[a.id] & case.served]
    if not neighbours:
        return
    communes = {a.commune_id for a in neighbours}
    names = {product.id: product.name for product in case.graph.snapshot.products}
    products = Counter(names[a.product_id] for a in neighbours if a.product_id in names)
    usual = [f"{name} ({times})" for name, times in products.most_common(3)]
    most = f" Produits les plus répandus : {listing(usual)}." if usual else ""
    who = f"{count(len(communes), 'autre collectivité', 'autres collectivités')} {'a' if len(communes) == 1 else 'ont'}"
    what = f"{count(len(neighbours), 'application')} dans le bloc « {block.name} »"
    text = f"{who} {what}, dont {case.names(neighbours, 3)}.{most}"
    evidence = case.subjects((block.id, *(a.id for a in neighbours)))
    alone = not case.is_pooled and not any(is_pooled(case.graph, a) for a in running) and block.id not in case.refused
    if alone and len(communes) >= MANY:
        reserve = f"Étudier avec elles une instance mutualisée pour le bloc « {block.name} », avant tout achat."
        yield Statement("VOISINES", Severity.ATTENTION, f"{text} Personne ne mutualise ce bloc.", evidence, reserve)
    else:
        yield Statement("VOISINES", Severity.INFO, text, evidence)


def _planned_elsewhere(case: Case, block: FunctionalBlock) -> Iterator[Statement]:
    others = [
        project
        for project in case.graph.snapshot.projects
        if project.block_id == block.id and project.id != case.project.id and project.status not in SETTLED
    ]
    if others:
        names = listing([f"« {project.name} »" for project in others])
        text = f"D’autres projets portent sur le bloc « {block.name} » : {names}."
        yield Statement("PROJET_VOISIN", Severity.INFO, text, case.subjects((*(p.id for p in others), block.id)))


def _same_product(case: Case) -> Iterator[Statement]:
    for application in case.applications:
        twins = [
            a
            for a in case.graph.applications
            if a.product_id is not None
            and a.product_id == application.product_id
            and not case.graph.served[a.id] & case.served
        ]
        if twins and not case.is_pooled:
            text = f"Le même produit tourne déjà à côté, en instances séparées : {case.names(twins)}."
            yield Statement("MEME_PRODUIT", Severity.INFO, text, case.subjects(a.id for a in twins))
