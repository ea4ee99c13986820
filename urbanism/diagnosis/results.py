"""What an architecture diagnosis answers: statements with their evidence, consequences, alternatives, an opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from urbanism.graph import Subject
from urbanism.vocabulary import Opinion, Severity


class Statement(NamedTuple):
    """One thing that the diagnosis says.

    `severity` is None where it is not assessable: `text` then says why. `evidence` are the objects that prove it, the
    first ones being what it is about. `reserve` is what to ask of the project before it starts, or "".
    """

    code: str
    severity: Severity | None
    text: str
    evidence: tuple[Subject, ...] = ()
    reserve: str = ""

    def as_json(self) -> dict[str, Any]:
        """The stable keys of the command line and of what a signature freezes."""
        return {
            "code": self.code,
            "severity": self.severity.value if self.severity else None,
            "assessable": self.severity is not None,
            "text": self.text,
            "evidence": [subject._asdict() for subject in self.evidence],
            "reserve": self.reserve,
        }


class Alternative(NamedTuple):
    """Another way to meet the need: how many more applications and direct links it makes, and what it entails.

    `settles` is the code of the statement that it answers, or "".
    """

    text: str
    applications: int
    links: int
    consequences: tuple[str, ...]
    evidence: tuple[Subject, ...] = ()
    settles: str = ""

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {**self._asdict(), "evidence": [subject._asdict() for subject in self.evidence]}


class RuleChange(NamedTuple):
    """How many findings of a rule the project adds and removes, with their evidence in words."""

    code: str
    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


class IndicatorChange(NamedTuple):
    """An indicator of a commune or a bloc before and after; None where it cannot be computed."""

    code: str
    title: str
    part: str
    before: float | None
    after: float | None


@dataclass(frozen=True)
class Diagnosis:
    """The diagnosis of one project on one revision of the estate."""

    project: Subject
    revision: int
    opinion: Opinion
    reasons: tuple[str, ...]
    statements: tuple[Statement, ...]
    alternatives: tuple[Alternative, ...]
    rules: tuple[RuleChange, ...]
    indicators: tuple[IndicatorChange, ...]

    @property
    def assessed(self) -> tuple[Statement, ...]:
        """What could be said, worst first."""
        return tuple(statement for statement in self.statements if statement.severity is not None)

    @property
    def not_assessable(self) -> tuple[Statement, ...]:
        """What could not, and why."""
        return tuple(statement for statement in self.statements if statement.severity is None)

    @property
    def reserves(self) -> tuple[str, ...]:
        """What to ask of the project before it starts."""
        return tuple(dict.fromkeys(statement.reserve for statement in self.assessed if statement.reserve))

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Diagnosis:
        """What `as_json` gave, read back: a diagnosis as it was signed."""
        return cls(
            Subject(**content["project"]),
            content["revision"],
            Opinion(content["opinion"]),
            tuple(content["reasons"]),
            tuple(_statement(one) for one in content["statements"]),
            tuple(_alternative(one) for one in content["alternatives"]),
            tuple(RuleChange(o["code"], o["title"], tuple(o["added"]), tuple(o["removed"])) for o in content["rules"]),
            tuple(IndicatorChange(**one) for one in content["indicators"]),
        )

    def as_json(self) -> dict[str, Any]:
        """The stable keys of the command line; also what a signature freezes."""
        return {
            "project": self.project._asdict(),
            "revision": self.revision,
            "opinion": self.opinion.value,
            "reasons": list(self.reasons),
            "statements": [statement.as_json() for statement in self.statements],
            "alternatives": [alternative.as_json() for alternative in self.alternatives],
            "rules": [change._asdict() for change in self.rules],
            "indicators": [change._asdict() for change in self.indicators],
        }


def _statement(content: Mapping[str, Any]) -> Statement:
    severity = Severity(content["severity"]) if content["assessable"] else None
    return Statement(content["code"], severity, content["text"], _subjects(content["evidence"]), content["reserve"])


def _alternative(content: Mapping[str, Any]) -> Alternative:
    fields = {**content, "consequences": tuple(content["consequences"]), "evidence": _subjects(content["evidence"])}
    return Alternative(**fields)


def _subjects(found: Sequence[Mapping[str, Any]]) -> tuple[Subject, ...]:
    return tuple(Subject(**one) for one in found)
