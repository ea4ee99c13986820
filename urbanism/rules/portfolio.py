"""The portfolio: no doubles without a trajectory, no captivity, one instance for many."""

from __future__ import annotations

from collections import Counter, defaultdict

from urbanism.analyses.coverage import equipped_blocks
from urbanism.analyses.redundancy import crowds, scattered_products
from urbanism.analyses.trajectory import goes
from urbanism.french import percentage
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import InterfaceMeans, Severity, Ternary

NO_PLACE = "Aucune application n’a de bloc connu"


@rule("R16", Severity.ATTENTION, "Comparez ces applications et gardez-en une, ou dites ce qui les distingue.")
def r16(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One application a function in each holder. How many the métropole has for a function is indicator I01's."""
    breaches = []
    for crowd in crowds(graph):
        ids = tuple(application.id for application in crowd.applications)
        text = f"{graph.label(crowd.holder)}, bloc « {graph.label(crowd.block)} » : {len(ids)} applications"
        breaches.append(Breach(ids, f"{text}, {graph.labels(ids)}.", (crowd.block, *ids)))
    placed = sum(a.block_id is not None for a in graph.applications)
    return judged(breaches, placed, len(graph.applications), "applications", NO_PLACE)


@rule("R29", Severity.ATTENTION, "Demandez l’ouverture des interfaces au prochain marché, ou prévoyez une autre offre.")
def r29(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No suite holds too much of a commune, and none is closed."""
    if not graph.suite:
        return Unknown("Aucune application n’est rattachée à une suite.")
    breaches = [*_closed_suites(graph), *_captive_communes(graph, thresholds)]
    known = sum(a.id in graph.suite for a in graph.applications)
    return judged(breaches, known, len(graph.applications), "applications", "Aucune application n’a de suite connue")


def _closed_suites(graph: EstateGraph) -> list[Breach]:
    members = group((a for a in graph.applications if a.id in graph.suite), lambda a: graph.suite[a.id])
    breaches = []
    for suite, applications in members.items():
        answers = {application.open_api for application in applications}
        if Ternary.NO in answers and Ternary.YES not in answers:
            ids = tuple(application.id for application in applications)
            out = [
                f
                for i in ids
                for f in graph.outgoing.get(i, ())
                if graph.suite.get(graph.host.get(f.target_id, 0)) != suite
            ]
            files = sum(flow.means is InterfaceMeans.FILE for flow in out)
            text = (
                f"Suite fermée : aucune de ses {len(ids)} applications n’a d’API ouverte connue ; "
                f"{len(out)} liens en sortent, dont {files} par fichier."
            )
            breaches.append(Breach((suite,), text, ids))
    return breaches


def _captive_communes(graph: EstateGraph, thresholds: Thresholds) -> list[Breach]:
    held: dict[int, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for application in graph.applications:
        if application.block_id is not None and application.id in graph.suite:
            for commune in graph.served[application.id]:
                held[commune][graph.suite[application.id]].add(application.block_id)
    breaches = []
    for commune, blocks in equipped_blocks(graph).items():
        for suite, own in held[commune].items():
            if len(blocks) >= thresholds.suite_blocks and len(own) > thresholds.suite_share * len(blocks):
                text = (
                    f"La suite « {graph.label(suite)} » tient {len(own)} des {len(blocks)} blocs équipés de "
                    f"{graph.label(commune)} ({percentage(len(own), len(blocks))})."
                )
                breaches.append(Breach((commune, suite), text, tuple(sorted(own))))
    return breaches


@rule("R31", Severity.ATTENTION, "Décidez : conserver, converger, migrer ou retirer, avec une cible et une date.")
def r31(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every application that doubles another in its bloc has a decision, and a date unless it is to be kept.

    Judged in the holders that tell some decision (some date): elsewhere nobody said whether there are any.
    """
    decided = {a.commune_id for a in graph.applications if a.target_decision}
    dated = {a.commune_id for a in graph.applications if a.target_date}
    doubles = [(crowd, application) for crowd in crowds(graph) for application in crowd.applications]
    breaches = []
    for crowd, application in doubles:
        lacks_decision = not application.target_decision and application.commune_id in decided
        lacks_date = (
            not application.target_date and application.commune_id in dated and (lacks_decision or goes(application))
        )
        if lacks_decision or lacks_date:
            missing = " ni ".join(word for word, lacks in (("décision", lacks_decision), ("date", lacks_date)) if lacks)
            text = f"En doublon dans le bloc « {graph.label(crowd.block)} », sans {missing}."
            breaches.append(Breach((application.id,), text, tuple(a.id for a in crowd.applications)))
    known = sum(application.commune_id in decided for _, application in doubles)
    lacking = "Aucune collectivité ayant des doublons ne dit ses décisions"
    return judged(breaches, known, len(doubles), "applications en doublon", lacking)


@rule("R35", Severity.INFO, "Proposez une instance mutualisée de ce produit à ces collectivités.")
def r35(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One pooled instance rather than one a commune."""
    breaches = []
    for scattered in scattered_products(graph):
        ids = tuple(application.id for application in scattered.applications)
        holders = Counter(application.commune_id for application in scattered.applications)
        text = f"« {graph.label(scattered.product)} » : {len(ids)} instances séparées, {graph.labels(holders)}."
        breaches.append(Breach(ids, text, (scattered.product, *holders)))
    known = sum(a.product_id is not None for a in graph.applications)
    lacking = "Aucune application n’est rattachée à un produit"
    return judged(breaches, known, len(graph.applications), "applications", lacking)


RULES = (r16, r29, r31, r35)
