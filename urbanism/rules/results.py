"""What a rule answers: findings with their evidence, or why it cannot be assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from urbanism.french import number
from urbanism.graph import Subject
from urbanism.vocabulary import Severity


class Finding(NamedTuple):
    """A place where the estate breaks a rule.

    `subjects` are what the finding is about, the first one being what a waiver names; `path` what proves it, in order.
    """

    code: str
    severity: Severity
    title: str
    subjects: tuple[Subject, ...]
    path: tuple[Subject, ...]
    evidence: str
    recommendation: str

    def as_json(self) -> dict[str, Any]:
        """The stable keys of the command line: subjects and path as codes, their readable names beside."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "title": self.title,
            "subjects": [subject.code for subject in self.subjects],
            "path": [step.code for step in self.path],
            "evidence": self.evidence,
            "recommendation": self.recommendation,
            "names": [subject.label for subject in self.subjects],
            "communes": sorted({subject.commune for subject in self.subjects if subject.commune}),
        }


class Waived(NamedTuple):
    """A finding that the urbanist accepted, why, and until when (None: without end)."""

    finding: Finding
    reason: str
    until: date | None


class Coverage(NamedTuple):
    """How much of what the rule looks at could be judged: `assessed` of `total` things, named in French."""

    assessed: int
    total: int
    things: str

    def __str__(self) -> str:
        return f"{number(self.assessed)} sur {number(self.total)} {self.things}"


@dataclass(frozen=True)
class Assessed:
    """A rule that could be judged, at least in part. No finding: it is kept, as far as `coverage` goes."""

    code: str
    title: str
    findings: tuple[Finding, ...]
    coverage: Coverage
    waived: tuple[Waived, ...] = ()
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether nothing breaks the rule, waived findings left aside."""
        return not self.findings

    @cached_property
    def severities(self) -> Mapping[Severity, int]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)


@dataclass(frozen=True)
class NotAssessable:
    """A rule that cannot be judged, and why, in French."""

    code: str
    title: str
    reason: str


RuleResult = Assessed | NotAssessable
