"""Time: contracts that end, support that stops, trials that nobody closed."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from urbanism.analyses.support import support_end
from urbanism.french import day
from urbanism.graph import EstateGraph
from urbanism.rules.rule import Breach, Unknown, Verdict, judged, rule
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import LifecycleStatus, Severity, Ternary


@rule("R27", Severity.ATTENTION, "Préparez le renouvellement, le nouveau marché ou la sortie.")
def r27(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """Every application bought is tied to its editor by a contract in force.

    An application whose contract nobody gave, or gave without its end, is not judged: coverage tells how many.
    """
    contracts = {contract.id: contract for contract in graph.snapshot.contracts}
    bought = [a for a in graph.applications if a.home_made is not Ternary.YES]
    breaches, assessed = [], 0
    for application in bought:
        contract = contracts.get(application.contract_id or 0)
        if contract is not None and contract.end_date is not None:
            assessed += 1
            if warning := _ending(graph, contract.end_date, thresholds):
                text = f"Contrat {contract.reference} {warning[0]} le {day(contract.end_date)}."
                breaches.append(Breach((application.id,), text, (contract.id,), warning[1]))
    lacking = "Aucune application achetée n’a de contrat daté"
    return judged(breaches, assessed, len(bought), "applications achetées", lacking)


@rule("R28", Severity.ATTENTION, "Prévoyez la montée de version ou le remplacement.")
def r28(graph: EstateGraph, thresholds: Thresholds) -> Verdict | Unknown:
    """No component out of support. Nobody saying the date is not a breach: coverage tells it."""
    breaches, assessed = [], 0
    for application in graph.applications:
        end = support_end(graph, application)
        if end is None:
            continue
        assessed += 1
        if warning := _ending(graph, end, thresholds, "n’a plus de support depuis", "perd son support"):
            version = application.version or "inconnue"
            breaches.append(
                Breach((application.id,), f"La version {version} {warning[0]} le {day(end)}.", severity=warning[1])
            )
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
