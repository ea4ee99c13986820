"""Who depends on which editor: shares, concentration, suites and how open they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set
from typing import NamedTuple

from urbanism.analyses.point_to_point import within_suite
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Application
from urbanism.vocabulary import Ternary


class EditorShare(NamedTuple):
    """An editor's part: applications, known yearly cost in euros (None if none is known), communes served."""

    editor: int
    applications: tuple[int, ...]
    cost: float | None
    communes: int


class SuiteOpenness(NamedTuple):
    """A suite: its applications, direct links inside and outwards, how many of them state an open API, or none."""

    suite: int
    applications: tuple[int, ...]
    inside: int
    outwards: int
    open_api: int
    closed_api: int


def concentration(graph: EstateGraph, applications: Sequence[Application]) -> float | None:
    """Sum of the squared shares of the known editors, from near 0 (many) to 1 (one); None without any (I10)."""
    counts = Counter(graph.editor[a.id] for a in applications if a.id in graph.editor)
    total = counts.total()
    return sum((count / total) ** 2 for count in counts.values()) if total else None


def editor_shares(graph: EstateGraph, among: Set[int] | None = None) -> tuple[EditorShare, ...]:
    """Every editor in use (of the applications `among` these objects), most applications first."""
    kept = (a for a in graph.applications if a.id in graph.editor and (among is None or a.id in among))
    shares = []
    for editor, found in group(kept, lambda a: graph.editor[a.id]).items():
        costs = [application.yearly_cost for application in found if application.yearly_cost is not None]
        communes = {commune for application in found for commune in graph.served[application.id]}
        shares.append(EditorShare(editor, tuple(a.id for a in found), sum(costs) if costs else None, len(communes)))
    return tuple(sorted(shares, key=lambda share: (-len(share.applications), share.editor)))


def suites(graph: EstateGraph, among: Set[int] | None = None) -> tuple[SuiteOpenness, ...]:
    """Every suite in use (of the applications and flows `among` these objects), most applications first."""
    inside: Counter[int] = Counter()
    outwards: Counter[int] = Counter()
    for flow in graph.flows:
        if among is not None and flow.id not in among:
            continue
        suite = graph.suite.get(graph.host.get(flow.source_id, 0))
        if suite is not None and graph.is_direct(flow):
            counter = inside if within_suite(graph, flow) else outwards
            counter[suite] += 1
    kept = (a for a in graph.applications if a.id in graph.suite and (among is None or a.id in among))
    members = group(kept, lambda a: graph.suite[a.id])
    found = [
        SuiteOpenness(
            suite,
            tuple(a.id for a in applications),
            inside[suite],
            outwards[suite],
            sum(a.open_api is Ternary.YES for a in applications),
            sum(a.open_api is Ternary.NO for a in applications),
        )
        for suite, applications in members.items()
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.applications), one.suite)))
