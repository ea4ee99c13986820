"""What a *comité numérique communal* is told of its commune: figures, alerts, decisions due, what comes, questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from urbanism.analyses.completeness import application_gaps
from urbanism.analyses.ends import End, EndKind, ends
from urbanism.analyses.indicators import Figure, Indicator
from urbanism.analyses.medians import Median, TooFew, median_of
from urbanism.french import count, day
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.rules import Finding
from urbanism.snapshot import Application, Commune, Contract
from urbanism.vocabulary import ProposalStatus, Severity

AHEAD = timedelta(days=366)
"""How far ahead decisions are told: until the next yearly committee."""

LATE = timedelta(days=366)
"""How long ago an end may be and still wait for a word; older ones are findings, not decisions."""


class Measure(NamedTuple):
    """An indicator of the commune, and its value at the earlier date (None: it had none)."""

    indicator: Indicator
    before: float | None


class Alert(NamedTuple):
    """The findings of one rule about the commune, gravest first."""

    code: str
    title: str
    severity: Severity
    findings: tuple[Finding, ...]


class Decision(NamedTuple):
    """Something to decide, and by when (None: no date); `late` when that day is past."""

    by: date | None
    text: str
    late: bool


class Step(NamedTuple):
    """An application of the commune that a convergence plan moves: when, and to what."""

    year: int
    application: str
    target: str


class Question(NamedTuple):
    """What the map does not say, asked so that it can be answered; of `missing` applications out of `total`."""

    text: str
    missing: int
    total: int


class Cost(NamedTuple):
    """Euros a year and an inhabitant (None: not known), over how many applications; the median of other communes."""

    here: float | None
    known: int
    others: Median | TooFew


class Size(NamedTuple):
    """How many applications the commune runs, and how many pooled ones, its own or of others, serve it."""

    applications: int
    pooled: int


@dataclass(frozen=True)
class CommitteeSheet:
    """All that the sheet of a commune tells, on a day, compared with `since` (None: nothing was known then)."""

    commune: Commune
    on: date
    since: date | None
    revision: int
    size: Size
    measures: tuple[Measure, ...]
    alerts: tuple[Alert, ...]
    decisions: tuple[Decision, ...]
    steps: tuple[Step, ...]
    scenario: str
    cost: Cost
    questions: tuple[Question, ...]


class Known(NamedTuple):
    """What is computed once for the whole estate, and that every sheet draws from.

    `indicators` are those of today by commune, `before` those of the earlier date; `steps` the moves of a convergence
    plan by commune, `scenario` its name ("" without one).
    """

    indicators: Iterable[Indicator]
    before: Iterable[Indicator]
    since: date | None
    findings: Sequence[Finding]
    steps: Mapping[int, Sequence[Step]]
    scenario: str


ASKED: Mapping[str, str] = {
    "responsable": "Qui répond de l’application dans la commune\xa0?",
    "entité responsable": "Quelle direction en a la charge\xa0?",
    "utilisateurs": "Combien d’agents l’utilisent\xa0?",
    "besoins de sécurité": "Que coûterait un arrêt, une fuite ou une erreur\xa0?",
    "version": "Quelle version est en service\xa0?",
    "hébergement": "Où est-elle hébergée\xa0?",
    "détenteur des données": "Qui détient les données\xa0: la commune, l’éditeur, un délégataire\xa0?",
    "éditeur": "Qui en est l’éditeur\xa0?",
    "technologie": "Sur quelle technologie repose-t-elle\xa0?",
    "description": "À quoi sert-elle\xa0?",
    "type": "Est-ce un produit du marché, ou un outil fait à la commune\xa0?",
}
"""How each gap is asked, those that a committee can answer first."""


def committee_sheets(graph: EstateGraph, communes: Iterable[Commune], known: Known) -> tuple[CommitteeSheet, ...]:
    """The sheet of each commune. Those whose own figures are withheld from the viewer have no sheet."""
    shown = [commune for commune in communes if commune.id not in graph.snapshot.hidden_communes]
    former = {(one.code, one.part_id): one for one in known.before if one.part_kind == "commune"}
    measured = group((one for one in known.indicators if one.part_kind == "commune"), lambda one: one.part_id)
    alerts = _alerts(known.findings)
    decisions = _decisions(graph)
    held = group(graph.applications, lambda application: application.commune_id)
    pooled = Counter(
        commune for a in graph.applications if len(served := graph.served.get(a.id, ())) > 1 for commune in served
    )
    costs = {town.id: _cost(measured.get(town.id, ())) for town in graph.towns}
    return tuple(
        CommitteeSheet(
            commune=commune,
            on=graph.snapshot.today,
            since=known.since,
            revision=graph.snapshot.revision,
            size=Size(len(held.get(commune.id, ())), pooled[commune.id]),
            measures=tuple(
                Measure(one, _value(former.get((one.code, commune.id)))) for one in measured.get(commune.id, ())
            ),
            alerts=alerts.get(commune.name, ()),
            decisions=tuple(decisions.get(commune.id, ())),
            steps=tuple(known.steps.get(commune.id, ())),
            scenario=known.scenario,
            cost=Cost(
                costs.get(commune.id),
                sum(application.yearly_cost is not None for application in held.get(commune.id, ())),
                median_of([cost for town, cost in costs.items() if cost is not None and town != commune.id]),
            ),
            questions=_questions(graph, held.get(commune.id, ())),
        )
        for commune in shown
    )


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    leaps = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leaps else day.day)


def _value(indicator: Indicator | None) -> float | None:
    return indicator.figure.value if indicator and isinstance(indicator.figure, Figure) else None


def _cost(measured: Iterable[Indicator]) -> float | None:
    return next((_value(one) for one in measured if one.code == "I11"), None)


def _alerts(findings: Iterable[Finding]) -> Mapping[str, tuple[Alert, ...]]:
    """The findings by commune, gathered by rule, gravest and most numerous first.

    A finding is of the commune that holds its first subject: another one must not read it on its own sheet.
    """
    by_commune: dict[str, list[Finding]] = {}
    for finding in findings:
        first = finding.subjects[0].commune if finding.subjects else ""
        for name in [first] if first else {subject.commune for subject in finding.subjects if subject.commune}:
            by_commune.setdefault(name, []).append(finding)
    rank = {severity: order for order, severity in enumerate(reversed(Severity))}
    found = {}
    for name, ones in by_commune.items():
        alerts = [
            Alert(code, same[0].title, min((one.severity for one in same), key=rank.__getitem__), tuple(same))
            for code, same in group(ones, lambda one: one.code).items()
        ]
        found[name] = tuple(sorted(alerts, key=lambda alert: (rank[alert.severity], -len(alert.findings), alert.code)))
    return found


def _decisions(graph: EstateGraph) -> Mapping[int, Sequence[Decision]]:
    """What each commune has to decide, soonest first, what has no date last."""
    today = graph.snapshot.today
    found: dict[int, list[Decision]] = {}
    for commune, decision in (*_ending(graph), *_reserves(graph), *_proposals(graph)):
        if decision.by is None or today - LATE <= decision.by <= today + AHEAD:
            found.setdefault(commune, []).append(decision)
    return {
        commune: sorted(ones, key=lambda one: (one.by is None, one.by or today, one.text))
        for commune, ones in found.items()
    }


def _ending(graph: EstateGraph) -> Iterable[tuple[int, Decision]]:
    """Contracts to renew or give notice of, by the last day that leaves the choice; trials to keep or stop."""
    today = graph.snapshot.today
    used = group((a.id for a in graph.applications if a.contract_id), lambda id_: graph.snapshot.by_id[id_].contract_id)
    contracts = {contract.id: contract for contract in graph.snapshot.contracts}
    for end in ends(graph).ends:
        if end.kind is EndKind.TRIAL:
            words = f"Expérimentation «\xa0{graph.label(end.subject)}\xa0» : garder ou arrêter"
            yield end.commune, Decision(end.on, words, end.on < today)
        elif end.kind in (EndKind.CONTRACT, EndKind.NOTICE):
            choice = _choice(end, contracts[end.subject], today)
            if choice:
                about = graph.labels(used.get(end.subject, ()), 2) or contracts[end.subject].title or "sans application"
                words = f"Contrat {contracts[end.subject].reference}, {about} : {choice}"
                yield end.commune, Decision(end.on, words, end.on < today)


def _choice(end: End, contract: Contract, today: date) -> str:
    """What a contract asks to decide by one of its ends; "" where its other end says it."""
    last = contract.end_date or end.on
    if end.kind is EndKind.CONTRACT and last < today:
        return "échu, à renouveler ou à quitter"
    if last < today or (end.kind is EndKind.CONTRACT and contract.notice_months):
        return ""
    if end.on < today:
        return f"préavis dépassé, fin le {day(last)}"
    return "reconduire ou dénoncer"


def _reserves(graph: EstateGraph) -> Iterable[tuple[int, Decision]]:
    projects = {project.id: project for project in graph.snapshot.projects}
    signed = {diagnostic.id: projects.get(diagnostic.project_id) for diagnostic in graph.snapshot.diagnostics}
    for reserve in graph.snapshot.reserves:
        project = signed.get(reserve.diagnostic_id)
        if project is not None and project.commune_id is not None and reserve.lifted_on is None:
            late = reserve.due_on is not None and reserve.due_on < graph.snapshot.today
            words = f"Projet «\xa0{project.name}\xa0», réserve à lever : {reserve.text}"
            yield project.commune_id, Decision(reserve.due_on, words, late)


def _proposals(graph: EstateGraph) -> Iterable[tuple[int, Decision]]:
    for proposal in graph.snapshot.proposals:
        if proposal.status is ProposalStatus.PENDING:
            words = f"Répondre à la proposition du {day(proposal.proposed_on)} : {proposal.title}"
            yield proposal.commune_id, Decision(None, words, False)


def _questions(graph: EstateGraph, here: Sequence[Application]) -> tuple[Question, ...]:
    """What is most often missing, coarsest level first: the level that says what an application is comes before how."""
    missing: Counter[str] = Counter()
    for application in here:
        for words in application_gaps(graph, application).values():
            missing.update(words)
    order = {word: rank for rank, word in enumerate(ASKED)}
    asked = sorted(
        (word for word in missing if word in order), key=lambda word: (-_worth(missing[word], order[word]), word)
    )
    return tuple(Question(ASKED[word], missing[word], len(here)) for word in asked)


def _worth(missing: int, rank: int) -> float:
    """What a question is worth: how many applications it would tell of, less for what a committee knows less."""
    return missing / (1 + rank / 4)


def in_short(alerts: Iterable[Alert]) -> str:
    """« 3 graves, 12 alertes »: how many findings of each severity that calls for a decision."""
    number = Counter(finding.severity for alert in alerts for finding in alert.findings)
    words = {
        Severity.GRAVE: ("grave", "graves"),
        Severity.ALERT: ("alerte", "alertes"),
        Severity.ATTENTION: ("point d’attention", "points d’attention"),
    }
    return ", ".join(count(number[severity], *words[severity]) for severity in words if number[severity])
