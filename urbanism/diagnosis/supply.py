"""Who supplies the project: editor, suite, support, who holds the data, who was asked before buying."""

from __future__ import annotations

import re
from collections.abc import Iterator

from urbanism.analyses.coverage import equipped_blocks
from urbanism.analyses.search import fold
from urbanism.analyses.support import support_end
from urbanism.diagnosis.case import Case
from urbanism.diagnosis.results import Statement
from urbanism.french import day, percentage
from urbanism.snapshot import Application
from urbanism.vocabulary import DataHolder, Hosting, Severity, Ternary

IT_DEPARTMENT = re.compile(r"\b(informatique|numerique|systemes? d.information|dsin?|dsit|dgsi)\b")
"""How a folded name tells the IT department."""

OUTSIDE = (DataHolder.DELEGATE, DataHolder.OPERATOR, DataHolder.EDITOR)


def supply(case: Case) -> Iterator[Statement]:
    """What the project would depend on."""
    for application in case.applications:
        yield from _suite(case, application)
        yield from _support(case, application)
        yield from _data_return(case, application)
    yield from _captivity(case)
    yield from _bought_alone(case)
    if case.project.cost is None and case.applications:
        yield Statement("COUT", None, "Coût : non évaluable parce que la fiche du projet ne le dit pas.")


def _suite(case: Case, application: Application) -> Iterator[Statement]:
    suite = case.live.suite.get(application.id)
    members = [a for a in case.graph.applications if suite is not None and case.graph.suite.get(a.id) == suite]
    answers = {a.open_api for a in (*members, application)}
    if Ternary.YES in answers:
        return
    if Ternary.NO not in answers:
        text = (
            f"Ouverture de « {application.name} » : non évaluable parce que personne ne dit si elle a une API ouverte."
        )
        yield Statement("SUITE_FERMEE", None, text, case.subjects([application.id, suite]))
        return
    what = f"la suite « {case.graph.label(suite)} »" if suite is not None else f"« {application.name} »"
    text = f"Aucune API ouverte n’est connue pour {what} : ses données n’en sortiraient qu’au gré de l’éditeur."
    reserve = f"Exiger au marché une API ouverte et documentée pour « {application.name} »."
    evidence = case.subjects((application.id, suite, *(a.id for a in members[:10])))
    yield Statement("SUITE_FERMEE", Severity.ALERT, text, evidence, reserve)


def _support(case: Case, application: Application) -> Iterator[Statement]:
    end = support_end(case.graph, application)
    start = case.project.starts_on or case.graph.snapshot.today
    if end is None:
        text = f"Support de « {application.name} » : non évaluable parce que sa date de fin n’est pas connue."
        yield Statement("FIN_DE_SUPPORT", None, text, case.subjects([application.id]))
    elif (end - start).days < 365 * 2:
        text = (
            f"Le support de « {application.name} » s’arrête le {day(end)}, moins de deux ans après le début du projet."
        )
        reserve = "Obtenir une version dont le support couvre la durée du marché."
        evidence = case.subjects([application.id, application.product_id])
        yield Statement("FIN_DE_SUPPORT", Severity.ALERT, text, evidence, reserve)


def _data_return(case: Case, application: Application) -> Iterator[Statement]:
    hosting = application.hosting if application.hosting is not Hosting.UNKNOWN else case.project.hosting
    outside = application.data_holder in OUTSIDE or hosting is Hosting.SAAS
    evidence = case.subjects([application.id, application.contract_id])
    if not outside:
        if application.data_holder is DataHolder.UNKNOWN and hosting is Hosting.UNKNOWN:
            why = "non évaluable parce que ni leur hébergement ni leur détenteur ne sont dits"
            text = f"Reprise des données de « {application.name} » : {why}."
            yield Statement("RESTITUTION", None, text, evidence)
        return
    contract = case.graph.snapshot.by_id.get(application.contract_id or 0)
    if contract is not None and contract.data_return_clause is Ternary.YES:
        return
    delegate = application.data_holder in (DataHolder.DELEGATE, DataHolder.OPERATOR)
    holder = f"un {application.data_holder.value}" if delegate else "l’éditeur ou son hébergeur"
    text = f"« {application.name} » : données tenues par {holder}, sans clause connue de restitution."
    reserve = (
        f"Inscrire au contrat de « {application.name} » qui rend quelles données, sous quel format ouvert et quand."
    )
    yield Statement("RESTITUTION", Severity.ALERT, text, evidence, reserve)


def _captivity(case: Case) -> Iterator[Statement]:
    """Suites of the new applications that would hold too much of a commune."""
    suites = {case.live.suite[a.id] for a in case.applications if a.id in case.live.suite}
    equipped = equipped_blocks(case.live)
    for commune in sorted(case.holders):
        blocks = equipped.get(commune, set())
        for suite in sorted(suites):
            own = {
                a.block_id
                for a in case.live.applications
                if case.live.suite.get(a.id) == suite and commune in case.live.served[a.id] and a.block_id is not None
            }
            limit = case.thresholds
            if len(blocks) >= limit.suite_blocks and len(own) > limit.suite_share * len(blocks):
                text = (
                    f"La suite « {case.graph.label(suite)} » tiendrait {len(own)} des {len(blocks)} blocs équipés de"
                    f" {case.graph.label(commune)} ({percentage(len(own), len(blocks))})."
                )
                reserve = "Étudier une offre d’un autre éditeur, et prévoir la sortie."
                yield Statement("DEPENDANCE", Severity.ALERT, text, case.subjects([suite, commune]), reserve)


def _bought_alone(case: Case) -> Iterator[Statement]:
    """A service bought on line by a direction, without the IT department at the table."""
    services = [a for a in case.applications if Hosting.SAAS in (a.hosting, case.project.hosting)]
    if not services or any(IT_DEPARTMENT.search(fold(department.name)) for department in case.departments):
        return
    who = " et ".join(f"« {department.name} »" for department in case.departments[:2]) or "une direction non précisée"
    text = f"Service en ligne demandé par {who}, sans direction informatique parmi les directions concernées."
    reserve = "Associer la direction informatique à l’achat : sécurité, raccordements, réversibilité."
    evidence = case.subjects((*(a.id for a in services), *(department.id for department in case.departments)))
    yield Statement("ACHAT_DIRECT", Severity.ALERT, text, evidence, reserve)
