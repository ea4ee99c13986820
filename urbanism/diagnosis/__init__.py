"""The architecture diagnosis of a project: a pure function of the estate, at once, each statement with its evidence."""

from __future__ import annotations

from collections.abc import Mapping

from urbanism.collector import collector_at_rest
from urbanism.diagnosis.alternatives import alternatives
from urbanism.diagnosis.case import Case, UnknownProject, open_case
from urbanism.diagnosis.consequences import indicator_changes, not_read, rule_changes
from urbanism.diagnosis.data import data
from urbanism.diagnosis.functions import functions
from urbanism.diagnosis.links import links
from urbanism.diagnosis.opinion import proposed_opinion
from urbanism.diagnosis.results import Alternative, Diagnosis, IndicatorChange, RuleChange, Statement
from urbanism.diagnosis.supply import supply
from urbanism.rules import Thresholds
from urbanism.snapshot import Snapshot
from urbanism.vocabulary import Severity

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def diagnose(
    snapshot: Snapshot,
    project_id: int,
    titles: Mapping[str, str] | None = None,
    thresholds: Thresholds | None = None,
) -> Diagnosis:
    """The diagnosis of a project: what is known of it, worst first, then what cannot be assessed and why.

    Args:
        snapshot: the estate as the viewer may see it.
        titles: the title of each rule and indicator by its code, from the nomenclature.
        thresholds: the user's limits of the rules; the defaults otherwise.

    Raises:
        UnknownProject: there is no such project in the snapshot.
    """
    with collector_at_rest():
        case = open_case(snapshot, project_id, thresholds)
        found = [*functions(case), *data(case), *links(case), *supply(case)]
        statements = tuple(sorted(found, key=lambda one: -_RANK[one.severity] if one.severity else len(_RANK)))
        opinion, reasons = proposed_opinion(case, statements)
        left = () if case.changes_nothing else tuple(not_read(case, titles or {}))
        return Diagnosis(
            case.graph.subject(project_id),
            snapshot.revision,
            opinion,
            reasons,
            statements + left,
            alternatives(case, {one.code for one in statements if one.severity is Severity.GRAVE}),
            () if case.changes_nothing else rule_changes(case, titles or {}),
            () if case.changes_nothing else indicator_changes(case, titles or {}),
        )


__all__ = [
    "Alternative",
    "Case",
    "Diagnosis",
    "IndicatorChange",
    "RuleChange",
    "Statement",
    "UnknownProject",
    "diagnose",
    "open_case",
]
