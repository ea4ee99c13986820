"""A scenario's moves become projects: one for each bloc and target of a year, with what it retires and who joins.

All of a year's projects are opened by one change set, which can be undone. Each bears a code told from the scenario,
the bloc and the year: asking again opens only what is missing. Their diagnosis is then that of any project.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.codes import slug
from urbanism.french import count
from urbanism.governance.projects import NewApplication, ProjectForm, UnacceptableProject, application_creation
from urbanism.governance.scenarios import KeptMove, kept_in
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.snapshot import Scenario, Snapshot
from urbanism.store import Creations, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import DataHolder, HolderKind, LifecycleStatus, Operation, Origin, ProjectStatus

PROJECT_FIELDS = (
    "id", "commune_id", "code", "name", "need", "status", "block_id", "solution", "cost", "starts_on", "ends_on",
)  # fmt: skip
CHANGE_FIELDS = ("id", "project_id", "entity", "object_id", "operation", "before", "after")


class Opened(NamedTuple):
    """What was opened: the change set (None: there was nothing left to open), the projects, and the moves left out.

    A move is left out when its application, or its target, is no longer there, or is already retired by a project.
    """

    run: int | None
    projects: int
    left_out: tuple[KeptMove, ...]


def open_projects(engine: Engine, scenario: Scenario, year: int, author: str) -> Opened:
    """Open the projects of one year of a scenario.

    Raises:
        UnacceptableScenario: the scenario holds no plan that can be read.
        UnacceptableProject: a product must be bought, and there is no métropole to hold it.
    """
    base = read_base(engine)
    opening = _Opening(EstateGraph(load_snapshot(engine)), scenario, year, Identifiers(base))
    moves = [move for move in kept_in(scenario).moves if move.year == year]
    possible = [move for move in moves if opening.possible(move)]
    for (block, target), joined in group(possible, lambda move: (opening.block(move), move.target)).items():
        opening.add(block, target, joined)
    left_out = tuple(move for move in moves if move not in possible)
    if not opening.projects:
        return Opened(None, 0, left_out)
    reason = f"Projets de {year} du scénario « {scenario.name[:80]} »"
    plan = Plan(author, reason, Origin.PROJECT, base, tuple(opening.creations()))
    return Opened(apply_plan(engine, plan), len(opening.projects), left_out)


class _Opening:
    """Gathers the rows of a year's projects."""

    def __init__(self, graph: EstateGraph, scenario: Scenario, year: int, ids: Identifiers) -> None:
        self.graph, self.scenario, self.year, self.ids = graph, scenario, year, ids
        self.codes = {project.code for project in graph.snapshot.projects}
        self.retired, self.joined = _intended(graph.snapshot)
        self.projects: list[tuple[Any, ...]] = []
        self.changes: list[tuple[Any, ...]] = []
        self.brought: list[Creations] = []

    def block(self, move: KeptMove) -> int:
        return self.graph.block[move.application] or 0

    def possible(self, move: KeptMove) -> bool:
        there = move.application in self.graph.served and move.application not in self.retired
        return there and (isinstance(move.target, str) or move.target in self.graph.served)

    def add(self, block: int, target: int | str, moves: list[KeptMove]) -> None:
        graph, bloc = self.graph, self.graph.blocks[block]
        name = target if isinstance(target, str) else graph.label(target)
        code = f"CONV-{self.scenario.id}-{slug(bloc.code).upper()}-{self.year}"
        if code in self.codes:
            return
        project = self.ids.take()
        instance = self._bought(block, target, project) if isinstance(target, str) else target
        holder = self._metropole() if isinstance(target, str) else graph.holder[target]
        need = (
            f"Faire converger « {bloc.name} » vers « {name} » en {self.year} :"
            f" {count(len(moves), 'application remplacée', 'applications remplacées')}"
            f" (scénario « {self.scenario.name} »)."
        )
        cost = sum(move.cost or 0 for move in moves)
        days = (date(self.year, 1, 1).isoformat(), date(self.year, 12, 31).isoformat())
        title = f"Convergence {self.year} : {bloc.name}"
        status = ProjectStatus.SUBMITTED.value
        self.projects.append((project, holder, code, title, need, status, block, name, cost, *days))
        self.changes += self._retirements(project, moves)
        self.changes += self._joinings(project, instance, moves)

    def creations(self) -> Iterator[Creations]:
        yield Creations("project", PROJECT_FIELDS, self.projects)
        yield from self.brought
        yield Creations("intended_change", CHANGE_FIELDS, self.changes)

    def _retirements(self, project: int, moves: Iterable[KeptMove]) -> Iterator[tuple[Any, ...]]:
        for move in moves:
            before = {"status": self.graph.snapshot.by_id[move.application].status.value}
            after = {"status": LifecycleStatus.STOPPED.value}
            yield self._change(project, "application", move.application, Operation.UPDATE, before, after)

    def _joinings(self, project: int, instance: int, moves: Iterable[KeptMove]) -> Iterator[tuple[Any, ...]]:
        served = self.graph.served.get(instance, frozenset())
        for commune in sorted({commune for move in moves for commune in self.graph.served[move.application]} - served):
            if (instance, commune) not in self.joined:
                after = {"application_id": instance, "commune_id": commune, "users": None}
                yield self._change(project, "served_commune", instance, Operation.CREATE, {}, after)

    def _change(self, project: int, entity: str, target: int, operation: Operation, *values: Any) -> tuple[Any, ...]:
        return (self.ids.take(), project, entity, target, operation.value, *values)

    def _bought(self, block: int, name: str, project: int) -> int:
        """The application « projet » of a product to buy: the one that a project already brings, or a new one."""
        snapshot = self.graph.snapshot
        known = (a for a in snapshot.applications if a.project_id and (a.block_id, a.name) == (block, name))
        if (found := next(known, None)) is not None:
            return found.id
        identifier = self.ids.take()
        file = ProjectForm(name, "", self._metropole(), block_id=block)
        wanted = NewApplication(name, data_holder=DataHolder.UNKNOWN)
        self.brought.append(application_creation(snapshot, identifier, file, wanted, project))
        return identifier

    def _metropole(self) -> int:
        holders = (c.id for c in self.graph.snapshot.communes if c.kind is HolderKind.METROPOLE)
        if (found := next(holders, None)) is None:
            raise UnacceptableProject("Aucune métropole ne peut tenir le produit à acquérir.", remedy="Déclarez-la.")
        return found


def _intended(snapshot: Snapshot) -> tuple[set[int], set[tuple[Any, Any]]]:
    """The applications that projects already retire, and the (instance, commune) that they already join."""
    retired, joined = set(), set()
    for change in snapshot.intended_changes:
        if change.entity == "application" and change.after.get("status") == LifecycleStatus.STOPPED.value:
            retired.add(change.object_id)
        elif change.entity == "served_commune" and change.operation is Operation.CREATE:
            joined.add((change.after.get("application_id"), change.after.get("commune_id")))
    return retired, joined
