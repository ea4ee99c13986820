"""What people owe to the map: descriptions, diagnostics, declared patterns, recorded consents and clauses."""

from __future__ import annotations

from collections.abc import Mapping

from urbanism.analyses.completeness import application_gaps, interface_gaps
from urbanism.analyses.referentials import rival_referentials
from urbanism.french import day
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Diagnostic, Project, Reserve
from urbanism.vocabulary import (
    Consent,
    DataHolder,
    Opinion,
    ProjectStatus,
    ReferentialPattern,
    Severity,
    Ternary,
)


@rule("R26", Severity.INFO, "Demandez ces renseignements à qui tient l’application ou l’interface.")
def r26(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """The map is complete at levels 1 and 2 (ANSSI, Mercator)."""
    breaches = []
    for application in graph.applications:
        gaps = application_gaps(graph, application)
        missing = [field for level in (1, 2) for field in gaps[level]]
        if missing:
            level = 1 if gaps[1] else 2
            text = f"Niveau {level} incomplet ; manquent : {', '.join(missing)}."
            breaches.append(Breach((application.id,), text))
    breaches += [
        Breach((flow.id,), f"Niveau 1 incomplet ; manquent : {', '.join(missing)}.", (flow.source_id, flow.target_id))
        for flow in graph.flows
        if (missing := interface_gaps(flow))
    ]
    count = len(graph.applications) + len(graph.flows)
    lacking = "Ni application ni interface n’est décrite"
    return judged(breaches, count, count, "applications et interfaces", lacking)


@rule("R30", Severity.GRAVE, "Suspendez le projet jusqu’au diagnostic, ou levez la réserve.")
def r30(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No project is under way without a diagnostic, nor with a reserve that is not lifted."""
    diagnostics = group(graph.snapshot.diagnostics, lambda diagnostic: diagnostic.project_id)
    reserves = group(graph.snapshot.reserves, lambda reserve: reserve.diagnostic_id)
    started = [p for p in graph.snapshot.projects if p.status in (ProjectStatus.STARTED, ProjectStatus.DELIVERED)]
    known = sum(project.status is not ProjectStatus.UNKNOWN for project in graph.snapshot.projects)
    breaches = [
        Breach((project.id,), f"Projet {project.status.value} {blame}", (project.id,))
        for project in started
        if (blame := _blame(project, diagnostics, reserves))
    ]
    lacking = "Aucun projet n’a d’état connu"
    return judged(breaches, known, len(graph.snapshot.projects), "projets", lacking)


def _blame(project: Project, diagnostics: Mapping[int, list[Diagnostic]], reserves: Mapping[int, list[Reserve]]) -> str:
    """Why a started project should be stopped, or ""."""
    given = [d for d in diagnostics.get(project.id, ()) if d.opinion is not Opinion.PENDING]
    if not given:
        return "sans diagnostic d’architecture."
    last = max(given, key=lambda diagnostic: (diagnostic.signed_on is not None, diagnostic.signed_on, diagnostic.id))
    if last.opinion is Opinion.UNFAVOURABLE:
        return "malgré un avis défavorable."
    kept = [reserve for reserve in reserves.get(last.id, ()) if reserve.lifted_on is None]
    due = f", attendue le {day(kept[0].due_on)}" if kept and kept[0].due_on else ""
    return f"avec {len(kept)} réserve(s) non levée(s) : « {kept[0].text} »{due}." if kept else ""


@rule("R32", Severity.ATTENTION, "Désignez la référence et planifiez la convergence des autres.")
def r32(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """One referential an object and scope; a referential of the whole métropole covers every commune's scope.

    Groups whose object nobody named count too: their names, columns and keys tell that they are one.
    """
    breaches: list[Breach] = []
    grouped: set[int] = set()
    for data_object, name, rivals in rival_referentials(graph):
        ids = tuple(rival.id for rival in rivals)
        grouped.update(ids)
        alert = len(ids) >= thresholds.referentials_alert
        scope = graph.label(rivals[0].commune_id)
        verb = "portent" if data_object is not None else "portent, d’après leurs noms et leurs colonnes,"
        text = f"{scope} : {len(ids)} référentiels {verb} « {name} » : {graph.labels(ids, 8)}."
        path = ids if data_object is None else (data_object, *ids)
        breaches.append(Breach(ids, text, path, Severity.ALERT if alert else None))
    carriers = {row.referential_id for row in graph.snapshot.carried_objects}
    known = carriers | grouped
    described = sum(base.data_object_id is not None or base.id in known for base in graph.snapshot.referentials)
    lacking = "Aucun référentiel ne dit de quel objet il tient les données"
    return judged(breaches, described, len(graph.snapshot.referentials), "référentiels", lacking)


@rule("R36", Severity.INFO, "Déclarez le patron : centralisé, consolidation, coopération, esclave ou hub.")
def r36(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every referential declares its pattern, in the holders that declare some: elsewhere nobody was asked."""
    bases, unsaid = graph.snapshot.referentials, ReferentialPattern.UNKNOWN
    tellers = {base.commune_id for base in bases if base.pattern is not unsaid}
    told = [base for base in bases if base.commune_id in tellers]
    silent = (base for base in told if base.pattern is unsaid)
    breaches = (Breach((base.id,), f"Le référentiel « {base.name} » ne déclare pas son patron.") for base in silent)
    return judged(breaches, len(told), len(bases), "référentiels", "Aucun référentiel ne déclare son patron")


@rule(
    "CONSENTEMENT",
    Severity.ALERT,
    "Recueillez un accord explicite et gardez-en la preuve, avec le DPO.",
    title="Un accord recueilli est explicite et prouvé",
)
def tacit_consents(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """An exchange that rests on the persons' agreement has an explicit one; without its proof nothing is known."""
    asked = [flow for flow in graph.flows if flow.consent in (Consent.TACIT, Consent.EXPLICIT)]
    known = [flow for flow in asked if flow.consent is Consent.TACIT or flow.consent_proof]
    breaches = (
        Breach((flow.id,), "Accord des personnes tacite, sans preuve.", (flow.source_id, flow.target_id))
        for flow in known
        if flow.consent is Consent.TACIT
    )
    lacking = "Aucune interface ne dit reposer sur un accord tacite, ou explicite et prouvé"
    return judged(breaches, len(known), len(asked), "interfaces qui reposent sur un accord", lacking)


@rule(
    "DELEGATAIRE",
    Severity.ATTENTION,
    "Inscrivez au contrat qui rend quelles données, sous quel format et quand.",
    title="Les données tenues par un délégataire peuvent être reprises",
)
def delegated_data(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Data held by a delegate or operator come back by a clause of the contract."""
    contracts = {contract.id: contract for contract in graph.snapshot.contracts}
    outside = [a for a in graph.applications if a.data_holder in (DataHolder.DELEGATE, DataHolder.OPERATOR)]
    clauses = {a.id: contracts[a.contract_id].data_return_clause for a in outside if a.contract_id in contracts}
    breaches = [
        Breach(
            (application.id,),
            f"Données tenues par un {application.data_holder.value}, sans clause de restitution au contrat.",
            (application.id, application.contract_id or 0),
        )
        for application in outside
        if clauses.get(application.id) is Ternary.NO
    ]
    known = sum(clause is not Ternary.UNKNOWN for clause in clauses.values())
    lacking = "Aucun contrat de délégation ne dit si les données sont rendues"
    return judged(breaches, known, len(outside), "applications dont un tiers tient les données", lacking)


RULES = (r26, r30, r32, r36, tacit_consents, delegated_data)
