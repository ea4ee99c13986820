"""The sheets of the *comités numériques communaux*: of the present estate, an earlier date and a scenario."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import Engine

from urbanism.analyses.committee import CommitteeSheet, Known, Step, a_year_before, committee_sheets
from urbanism.analyses.indicators import Indicator, indicators
from urbanism.governance.assessments import thresholds_of
from urbanism.governance.scenarios import UnacceptableScenario, kept_in
from urbanism.graph import EstateGraph
from urbanism.nomenclature import Nomenclature
from urbanism.rules import check_rules, findings
from urbanism.snapshot import Commune, Scenario, Snapshot
from urbanism.store import load_snapshot, viewer_of
from urbanism.store.past import read_revision_on


def committees(
    engine: Engine,
    snapshot: Snapshot,
    nomenclature: Nomenclature,
    communes: Collection[int] | None = None,
    since: date | None = None,
    scenario: Scenario | None = None,
) -> tuple[CommitteeSheet, ...]:
    """The sheet of each commune that the viewer of `engine` may read whole, by name.

    Args:
        snapshot: the estate of today, as that viewer sees it.
        communes: those wanted; every commune proper by default, without the métropole.
        since: the date that figures are compared with; a year before by default.
        scenario: the convergence plan whose moves are told; by default the last one made.
    """
    graph = EstateGraph(snapshot)
    wanted = [c for c in snapshot.communes if c.id in communes] if communes is not None else list(graph.towns)
    earlier = _earlier(engine, snapshot, since or a_year_before(snapshot.today))
    chosen = scenario or max(snapshot.scenarios, key=lambda one: one.id, default=None)
    titles = {rule.code: rule.title for rule in nomenclature.rules}
    named = {indicator.code: indicator.title for indicator in nomenclature.indicators}
    steps = _steps(graph, chosen)
    known = Known(
        indicators=indicators(graph, named, ("commune",)),
        before=_former(earlier, named),
        since=earlier.today if earlier else None,
        findings=findings(check_rules(graph, titles, thresholds_of(snapshot.assessments))),
        steps=steps,
        scenario=chosen.name if chosen and steps else "",
    )
    return committee_sheets(graph, sorted(wanted, key=_name), known)


def _earlier(engine: Engine, snapshot: Snapshot, day: date) -> Snapshot | None:
    """The estate as it was on a day, None where no commune stood in it."""
    revision = read_revision_on(engine, day)
    found = load_snapshot(engine, viewer_of(engine), day, at=revision) if revision < snapshot.revision else None
    return found if found and found.communes else None


def _former(earlier: Snapshot | None, titles: Mapping[str, str]) -> Iterable[Indicator]:
    return indicators(EstateGraph(earlier), titles, ("commune",)) if earlier else ()


def _steps(graph: EstateGraph, scenario: Scenario | None) -> Mapping[int, Sequence[Step]]:
    """The moves of a plan that concern running applications, by the commune that holds them, soonest first."""
    if scenario is None:
        return {}
    try:
        moves = kept_in(scenario).moves
    except UnacceptableScenario:
        return {}
    running = {application.id: application.commune_id for application in graph.applications}
    found: dict[int, list[Step]] = {}
    for move in moves:
        application, target, year = move[:3]
        if application in running:
            into = target if isinstance(target, str) else _instance(graph, target)
            found.setdefault(running[application], []).append(Step(year, graph.label(application), into))
    return {commune: sorted(steps) for commune, steps in found.items()}


def _instance(graph: EstateGraph, target: int) -> str:
    holder = graph.subject(target).commune
    return f"{graph.label(target)} ({holder})" if holder else graph.label(target)


def _name(commune: Commune) -> str:
    return commune.name
