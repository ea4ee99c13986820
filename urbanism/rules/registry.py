"""All the rules, and how they are run: findings named, waivers applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from urbanism.collector import collector_at_rest
from urbanism.graph import EstateGraph
from urbanism.rules import blocks, cutting, data, exchanges, governance, lifecycle, plan, portfolio, privacy
from urbanism.rules.results import Assessed, Finding, NotAssessable, RuleResult, Waived
from urbanism.rules.rule import Breach, Rule, Unknown
from urbanism.rules.thresholds import Thresholds
from urbanism.snapshot import Waiver
from urbanism.vocabulary import Severity

_THEMES = (plan, blocks, cutting, data, exchanges, privacy, portfolio, lifecycle, governance)
RULES: Mapping[str, Rule] = {rule.code: rule for theme in _THEMES for rule in theme.RULES}
"""Every rule by its code."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def check_rules(
    graph: EstateGraph,
    titles: Mapping[str, str],
    thresholds: Thresholds | None = None,
    only: Collection[str] | None = None,
) -> tuple[RuleResult, ...]:
    """Hold the estate against the rules.

    Args:
        titles: the title of each rule by its code, from the nomenclature.
        thresholds: the user's limits; the defaults otherwise.
        only: the codes of the rules to check; all otherwise.
    """
    limits = thresholds or Thresholds()
    wanted = (RULES[code] for code in sorted(RULES) if only is None or code in only)
    with collector_at_rest():
        return tuple(_run(rule, graph, titles.get(rule.code, rule.title), limits) for rule in wanted)


def findings(results: Iterable[RuleResult]) -> tuple[Finding, ...]:
    """The findings of every rule, worst first."""
    found = [finding for result in results if isinstance(result, Assessed) for finding in result.findings]
    return tuple(sorted(found, key=lambda finding: (-_RANK[finding.severity], finding.code)))


def _run(rule: Rule, graph: EstateGraph, title: str, thresholds: Thresholds) -> RuleResult:
    verdict = rule.check(graph, thresholds)
    if isinstance(verdict, Unknown):
        return NotAssessable(rule.code, title, verdict.reason)
    kept: list[Finding] = []
    waived: list[Waived] = []
    waivers = _waivers(graph, rule.code)
    for breach in verdict.breaches:
        finding = _finding(rule, graph, title, breach)
        if graph.hidden_names and _is_of_others(finding, graph):
            continue
        waiver = waivers.get(breach.subjects[0]) or waivers.get(None)
        if waiver:
            waived.append(Waived(finding, waiver.reason, waiver.until))
        else:
            kept.append(finding)
    return Assessed(rule.code, title, tuple(kept), verdict.coverage, tuple(waived), verdict.note)


def _is_of_others(finding: Finding, graph: EstateGraph) -> bool:
    """Whether a finding is of communes whose findings the viewer may not see.

    It is of the commune that holds its first subject; of all those it names where nobody holds that one.
    """
    if first := finding.subjects[0].commune if finding.subjects else "":
        return first in graph.hidden_names
    named = {subject.commune for subject in (*finding.subjects, *finding.path) if subject.commune}
    return bool(named) and named <= graph.hidden_names


def _finding(rule: Rule, graph: EstateGraph, title: str, breach: Breach) -> Finding:
    return Finding(
        rule.code,
        breach.severity or rule.severity,
        title,
        graph.subjects(breach.subjects),
        graph.subjects(breach.path),
        breach.evidence,
        breach.recommendation or rule.recommendation,
    )


def _waivers(graph: EstateGraph, code: str) -> Mapping[int | None, Waiver]:
    """The waivers of a rule still in force, by subject; None for the whole rule."""
    today = graph.snapshot.today
    return {
        waiver.subject_id: waiver
        for waiver in graph.snapshot.waivers
        if waiver.rule_code == code and (waiver.until is None or waiver.until >= today)
    }
