"""Scenarios: convergence plans that are named, kept with their settings, branched from one another, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.report import MoveLine, lines
from urbanism.planning.convergence.settings import Settings, from_json
from urbanism.planning.convergence.sharing import Bill, bills
from urbanism.planning.convergence.solve import Plan
from urbanism.snapshot import Application, Scenario
from urbanism.store import Creations, Identifiers, apply_plan, load_snapshot, read_base
from urbanism.store import Plan as Changes
from urbanism.vocabulary import LifecycleStatus, Origin, PoolingStance

LONGEST_NAME = 120


class UnacceptableScenario(UrbanismError):
    """A scenario without a name of its own, or whose plan cannot be read."""

    code = "scenario_refuse"


class KeptMove(NamedTuple):
    """One move as it was told the day the plan was kept; `target` is an application, or the name of a new product.

    `cost` (once) and `saving` (a year) in euros, what it rests on and why: None or "" where they are withheld.
    `overlays` are those that the target lacked.
    """

    application: int
    target: int | str
    year: int
    cost: int | None
    saving: int | None
    word: PoolingStance | None
    reason: str
    overlays: tuple[str, ...]


class Kept(NamedTuple):
    """What a scenario keeps. `objective` and `bound` are None for a viewer who does not see everything.

    `bills` is what each commune pays and spares by year, by the sharing keys of the settings.
    """

    settings: Settings
    moves: tuple[KeptMove, ...]
    bills: tuple[Bill, ...]
    objective: float | None
    bound: float | None


def save_scenario(engine: Engine, name: str, doctrine: str, plan: Plan, author: str, parent: int | None = None) -> int:
    """Keep a plan under a name. Returns the scenario.

    Raises:
        UnacceptableScenario: the name is empty, too long, or another scenario's.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise UnacceptableScenario("Un scénario a besoin d’un nom court.", remedy="Donnez-lui un nom qui le distingue.")
    graph = EstateGraph(load_snapshot(engine))
    if any(scenario.name == name for scenario in graph.snapshot.scenarios):
        raise UnacceptableScenario(f"« {name} » existe déjà.", remedy="Choisissez un autre nom.")
    problem = plan.problem
    kept = {
        **problem.settings.as_json(),
        "first_year": problem.first_year,
        "plan": {
            "moves": [_row(line) for line in lines(graph, problem, plan.moves)],
            "bills": [list(bill) for bill in bills(graph, problem, plan.moves, problem.settings.keys)],
            "objective": plan.objective,
            "bound": plan.bound,
        },
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
        moves = tuple(_move(row) for row in plan["moves"])
        paid = tuple(Bill(*row) for row in plan["bills"])
        return Kept(from_json(scenario.settings), moves, paid, plan.get("objective"), plan.get("bound"))
    except (KeyError, TypeError, ValueError) as error:
        raise UnacceptableScenario(f"Le scénario « {scenario.name} » ne contient pas de plan lisible.") from error


def placed(problem: Problem, kept: Kept) -> tuple[tuple[Move, ...], int]:
    """The moves of a scenario in the problem of today's estate, and how many no longer have their place in it."""
    targets = {target.application or target.name: index for index, target in enumerate(problem.targets)}
    moves = []
    for one in kept.moves:
        item, into = problem.item_of.get(one.application), targets.get(one.target)
        position = one.year - problem.first_year
        if item is None or into is None or (item, into) not in problem.pair_of:
            continue
        if position in range(len(problem.years)):
            moves.append(Move(item, into, position))
    moves.sort(key=lambda move: (move.year, move.item))
    return tuple(moves), len(kept.moves) - len(moves)


class Progress(NamedTuple):
    """The real estate against a plan: what has stopped as planned, what is late, what is still to come (I16)."""

    done: tuple[KeptMove, ...]
    late: tuple[KeptMove, ...]
    to_come: tuple[KeptMove, ...]


def progress(applications: Iterable[Application], kept: Kept, year: int) -> Progress:
    """How far the estate has followed a scenario at the end of a year."""
    status = {application.id: application.status for application in applications}
    done: list[KeptMove] = []
    late: list[KeptMove] = []
    to_come: list[KeptMove] = []
    for move in kept.moves:
        if status.get(move.application, LifecycleStatus.STOPPED) is LifecycleStatus.STOPPED:
            done.append(move)
        else:
            (late if move.year <= year else to_come).append(move)
    return Progress(tuple(done), tuple(late), tuple(to_come))


class Divergence(NamedTuple):
    """An application that several scenarios treat otherwise: its move in each, None where it stays."""

    application: int
    moves: tuple[KeptMove | None, ...]


def divergences(kept: Sequence[Kept]) -> tuple[Divergence, ...]:
    """The applications whose target or year differs from one scenario to another."""
    moves = [{move.application: move for move in one.moves} for one in kept]
    found = []
    for application in sorted({application for one in moves for application in one}):
        each = tuple(one.get(application) for one in moves)
        if len({move and (move.target, move.year) for move in each}) > 1:
            found.append(Divergence(application, each))
    return tuple(found)


def _row(line: MoveLine) -> list[Any]:
    target = line.target if line.target is not None else line.target_name
    word = line.word.value
    return [line.application, target, line.year, line.cost, line.saving, word, line.reason, list(line.overlays)]


def _move(row: Sequence[Any]) -> KeptMove:
    application, target, year, cost, saving, word, reason, overlays = row
    stance = None if word is None else PoolingStance(word)
    return KeptMove(int(application), target, int(year), cost, saving, stance, reason, tuple(overlays))
