"""Time: contracts that end, support that stops, trials that nobody closed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from urbanism.analyses.support import support_end
from urbanism.french import day
from urbanism.graph import EstateGraph
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Application
from urbanism.vocabulary import LifecycleStatus, Severity, Ternary

NO_CONTRACT = "Aucun contrat connu avec son éditeur, alors que sa collectivité donne les siens."
ASK_CONTRACT = "Demandez par quel contrat elle est tenue, et jusqu’à quand."
NO_VERSION = "Version inconnue, alors que sa collectivité donne celle d’autres applications."
ASK_VERSION = "Demandez quelle version est en service et jusqu’à quand elle est tenue à jour."


@rule("R27", Severity.ATTENTION, "Préparez le renouvellement, le nouveau marché ou la sortie.")
def r27(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every application bought is tied to its editor by a contract in force.

    One without any contract is told where it is known to be bought and its holder gives contracts; elsewhere nobody
    said. A contract whose end nobody gave is not judged.
    """
    contracts = {contract.id: contract for contract in graph.snapshot.contracts}
    bought = [a for a in graph.applications if a.home_made is not Ternary.YES]
    tellers = {a.commune_id for a in bought if a.contract_id in contracts}
    breaches, assessed = [], 0
    for application in bought:
        contract = contracts.get(application.contract_id or 0)
        if contract is not None and contract.end_date is not None:
            assessed += 1
            if warning := _ending(graph, contract.end_date, thresholds):
                text = f"Contrat {contract.reference} {warning[0]} le {day(contract.end_date)}."
                breaches.append(Breach((application.id,), text, (contract.id,), warning[1]))
        elif contract is None and application.commune_id in tellers and _is_sold(graph, application):
            assessed += 1
            breaches.append(Breach((application.id,), NO_CONTRACT, (), Severity.INFO, ASK_CONTRACT))
    lacking = "Aucune application achetée n’a de contrat daté"
    return judged(breaches, assessed, len(bought), "applications achetées", lacking)


@rule("R28", Severity.ATTENTION, "Prévoyez la montée de version ou le remplacement.")
def r28(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No component out of support, nor of unknown version where its holder gives versions.

    Nobody saying the date of a known version is not a breach: coverage tells it.
    """
    tellers = {application.commune_id for application in graph.applications if application.version}
    breaches, assessed = [], 0
    for application in graph.applications:
        end = support_end(graph, application)
        unversioned = not application.version and application.commune_id in tellers
        assessed += end is not None or unversioned
        if end and (warning := _ending(graph, end, thresholds, "n’a plus de support depuis", "perd son support")):
            version = application.version or "inconnue"
            breaches.append(
                Breach((application.id,), f"La version {version} {warning[0]} le {day(end)}.", severity=warning[1])
            )
        elif unversioned:
            breaches.append(Breach((application.id,), NO_VERSION, (), Severity.INFO, ASK_VERSION))
    lacking = "Aucune application ne dit quand son support s’arrête"
    return judged(breaches, assessed, len(graph.applications), "applications", lacking)


@rule(
    "EXPERIMENTATION",
    Severity.ATTENTION,
    "Décidez : généraliser, prolonger avec une date, ou arrêter.",
    title="Une expérimentation a une fin et une décision",
)
def forgotten_trials(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No trial outlives its end without a decision (the "cemetery of innovative projects")."""
    trials = [a for a in graph.applications if a.status is LifecycleStatus.TRIAL]
    dated = [application for application in trials if application.ends_on is not None or application.trial_decision]
    breaches = [
        Breach((application.id,), f"Expérimentation finie le {day(application.ends_on)}, sans décision.")
        for application in dated
        if application.ends_on and application.ends_on < graph.snapshot.today and not application.trial_decision
    ]
    return judged(breaches, len(dated), len(trials), "expérimentations", "Aucune expérimentation n’est datée")


def _is_sold(graph: EstateGraph, application: Application) -> bool:
    """Whether somebody is known to sell it."""
    return application.id in graph.editor or application.home_made is Ternary.NO


def _ending(
    graph: EstateGraph, end: date, thresholds: Thresholds, past: str = "échu", soon: str = "s'achève"
) -> tuple[str, Severity] | None:
    """Words and severity for an end that has come or comes within the notice; None if it is far."""
    if end < graph.snapshot.today:
        return past, Severity.ALERT
    if end < months_after(graph.snapshot.today, thresholds.notice_months):
        return soon, Severity.ATTENTION
    return None


def months_after(moment: date, months: int) -> date:
    """The same day `months` later, or the month's last day where there is no such day."""
    rank = moment.year * 12 + moment.month - 1 + months
    year, month = rank // 12, rank % 12 + 1
    return date(year, month, min(moment.day, monthrange(year, month)[1]))


RULES = (r27, r28, forgotten_trials)
