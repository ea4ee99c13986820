"""How a rule is written: one function from the graph to a verdict, with its code, severity and recommendation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.rules.results import Coverage
from urbanism.rules.thresholds import Thresholds
from urbanism.vocabulary import Severity


class Breach(NamedTuple):
    """What a rule's function finds, by identifiers. `severity` and `recommendation` replace the rule's own."""

    subjects: tuple[int, ...]
    evidence: str
    path: tuple[int, ...] = ()
    severity: Severity | None = None
    recommendation: str = ""


class Verdict(NamedTuple):
    """What could be judged, and what breaks the rule there."""

    breaches: tuple[Breach, ...]
    coverage: Coverage
    note: str = ""


class Unknown(NamedTuple):
    """Why nothing could be judged, in French."""

    reason: str


Check = Callable[[EstateGraph, Thresholds], Verdict | Unknown]


@dataclass(frozen=True)
class Rule:
    """An urbanisation rule. `title` is given only to what the nomenclature's rules do not name."""

    code: str
    severity: Severity
    recommendation: str
    check: Check
    title: str = ""


def rule(code: str, severity: Severity, recommendation: str, title: str = "") -> Callable[[Check], Rule]:
    """Make a rule of its checking function."""
    return lambda check: Rule(code, severity, recommendation, check, title)


def judged(
    breaches: Iterable[Breach], assessed: int, total: int, things: str, lacking: str, note: str = ""
) -> Verdict | Unknown:
    """A verdict on `assessed` of `total` things, or, when there is nothing to judge, what is lacking."""
    if not assessed:
        return Unknown(f"{lacking} ({total} {things})." if total else f"{lacking}.")
    return Verdict(tuple(breaches), Coverage(assessed, total, things), note)
