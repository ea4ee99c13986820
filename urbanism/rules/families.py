"""Findings that say the same thing told together, so that thousands of them can be read."""

from __future__ import annotations

from collections.abc import Iterable

from urbanism.graph.estate import group
from urbanism.rules.results import Finding
from urbanism.vocabulary import Severity

Family = tuple[Finding, ...]
"""Findings of one rule, of one severity, that say the same words of different subjects; none is left out."""

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def families(found: Iterable[Finding]) -> tuple[Family, ...]:
    """The findings by family: worst first, then by rule, then the most numerous."""
    groups = group(found, lambda finding: (finding.severity, finding.code, finding.evidence))
    order = sorted(groups.items(), key=lambda one: (-_RANK[one[0][0]], one[0][1], -len(one[1])))
    return tuple(tuple(family) for _, family in order)
