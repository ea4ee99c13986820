"""Scenarios: convergence plans that are named, kept with their settings, branched from one another, and read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.settings import Settings, from_json
from urbanism.planning.convergence.solve import Plan
from urbanism.snapshot import Application, Scenario
from urbanism.store import Creations, Identifiers, apply_plan, load_snapshot, read_base
from urbanism.store import Plan as Changes
from urbanism.vocabulary import LifecycleStatus, Origin

LONGEST_NAME = 120


class UnacceptableScenario(UrbanismError):
    """A scenario without a name of its own, or whose plan cannot be read."""

    code = "scenario_refuse"


class Kept(NamedTuple):
    """What a scenario keeps: its settings and its moves as (application, target's application or name, year)."""

    settings: Settings
    moves: tuple[tuple[int, int | str, int], ...]
    objective: float
    bound: float


def save_scenario(engine: Engine, name: str, doctrine: str, plan: Plan, author: str, parent: int | None = None) -> int:
    """Keep a plan under a name. Returns the scenario.

    Raises:
        UnacceptableScenario: the name is empty, too long, or another scenario's.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UnacceptableScenario("Un scénario a besoin d’un nom court.", remedy="Donnez-lui un nom qui le distingue.")
    if any(scenario.name == name for scenario in load_snapshot(engine).scenarios):
        raise UnacceptableScenario(f"« {name} » existe déjà.", remedy="Choisissez un autre nom.")
    problem = plan.problem
    kept = {
        **problem.settings.as_json(),
        "first_year": problem.first_year,
        "plan": {"moves": _named(problem, plan.moves), "objective": plan.objective, "bound": plan.bound},
    }
    base = read_base(engine)
    scenario = Identifiers(base).take()
    fields = ("id", "name", "parent_id", "doctrine", "settings")
    creation = Creations("scenario", fields, [(scenario, name, parent, doctrine, kept)])
    apply_plan(engine, Changes(author, f"Scénario « {name} »", Origin.DECISION, base, (creation,)))
    return scenario


def kept_in(scenario: Scenario) -> Kept:
    """What a scenario keeps. Raises `UnacceptableScenario`: it holds no plan that can be read."""
    try:
        plan: dict[str, Any] = scenario.settings["plan"]
        moves = tuple((int(a), t if isinstance(t, str) else int(t), int(y)) for a, t, y in plan["moves"])
        return Kept(from_json(scenario.settings), moves, float(plan["objective"]), float(plan["bound"]))
    except (KeyError, TypeError, ValueError) as error:
        raise UnacceptableScenario(f"Le scénario « {scenario.name} » ne contient pas de plan lisible.") from error


def placed(problem: Problem, kept: Kept) -> tuple[tuple[Move, ...], int]:
    """The moves of a scenario in the problem of today's estate, and how many no longer have their place in it."""
    targets = {target.application or target.name: index for index, target in enumerate(problem.targets)}
    moves = []
    for application, target, year in kept.moves:
        item, into = problem.item_of.get(application), targets.get(target)
        position = year - problem.first_year
        if item is None or into is None or (item, into) not in problem.pair_of:
            continue
        if position in range(len(problem.years)):
            moves.append(Move(item, into, position))
    return tuple(moves), len(kept.moves) - len(moves)


class Progress(NamedTuple):
    """The real estate against a plan: what has stopped as planned, what is late, what is still to come (I16)."""

    done: tuple[int, ...]
    late: tuple[int, ...]
    to_come: tuple[int, ...]


def progress(applications: Iterable[Application], kept: Kept, year: int) -> Progress:
    """How far the estate has followed a scenario at the end of a year."""
    status = {application.id: application.status for application in applications}
    done: list[int] = []
    late: list[int] = []
    to_come: list[int] = []
    for application, _, planned in kept.moves:
        if status.get(application, LifecycleStatus.STOPPED) is LifecycleStatus.STOPPED:
            done.append(application)
        else:
            (late if planned <= year else to_come).append(application)
    return Progress(tuple(done), tuple(late), tuple(to_come))


def _named(problem: Problem, moves: Iterable[Move]) -> list[list[int | str]]:
    return [
        [
            problem.items[move.item].application,
            problem.targets[move.target].application or problem.targets[move.target].name,
            problem.first_year + move.year,
        ]
        for move in moves
    ]
