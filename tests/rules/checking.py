"""Run one rule on a small estate and read its answer."""

from __future__ import annotations

from typing import Any

from estates import Estate

from urbanism.graph import EstateGraph
from urbanism.rules import Assessed, NotAssessable, RuleResult, Thresholds, check_rules


def check(made: Estate, code: str, **thresholds: Any) -> RuleResult:
    (result,) = check_rules(EstateGraph(made.snapshot()), {code: "Titre"}, Thresholds(**thresholds), only={code})
    return result


def broken(made: Estate, code: str, **thresholds: Any) -> list[tuple[str, ...]]:
    """The subjects' codes of each finding; every finding must carry evidence and a recommendation."""
    result = check(made, code, **thresholds)
    assert isinstance(result, Assessed), result
    assert all(finding.evidence and finding.recommendation and finding.subjects for finding in result.findings)
    return [tuple(subject.code for subject in finding.subjects) for finding in result.findings]


def unknown(made: Estate, code: str, **thresholds: Any) -> str:
    """Why the rule cannot be assessed."""
    result = check(made, code, **thresholds)
    assert isinstance(result, NotAssessable), result
    return result.reason


def coverage(made: Estate, code: str, **thresholds: Any) -> tuple[int, int]:
    result = check(made, code, **thresholds)
    assert isinstance(result, Assessed), result
    return result.coverage[:2]
