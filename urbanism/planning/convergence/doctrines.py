"""The two doctrines as they are told, as plans built step by step, beside the optimum (Jeannot & Maghin 2019).

*Par couches*: the base and the shared data first, then human resources and finance, then the other supports, then the
business blocs; each layer has its years, and all that it may move moves. *Au fil des opportunités*: an application
moves in the year when its contract ends, its support has stopped, or a decision dates its departure.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from urbanism.analyses.trajectory import goes
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.bound import lagrangian_bound
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.columns import columns, cost_of
from urbanism.planning.convergence.ledger import Ledger
from urbanism.planning.convergence.problem import Move, Problem
from urbanism.planning.convergence.settings import Settings
from urbanism.planning.convergence.solve import Plan, solve

LAYERS, OPPORTUNITIES, OPTIMUM = "couches", "opportunites", "optimum"
DOCTRINES = (LAYERS, OPPORTUNITIES, OPTIMUM)
LABELS = {LAYERS: "Par couches", OPPORTUNITIES: "Au fil des opportunités", OPTIMUM: "Optimum"}

BASE_ZONES, BASE_DISTRICTS = {"donnees"}, {"socle-numerique", "plateforme-echanges"}
BACK_OFFICE = {"ressources-humaines", "finances-achats"}
SUPPORT_ZONES = {"support"}
"""Codes of the shipped nomenclature; a bloc elsewhere is a business one."""

Wish = Callable[[int, int], bool]
"""Whether the doctrine would move an item in a year."""


def by_layers(graph: EstateGraph, problem: Problem) -> tuple[Move, ...]:
    """The plan of the layers; a quarter of the years each, later layers waiting for theirs."""
    layer = {block.id: layer_of(graph, block.id) for block in graph.snapshot.blocks}
    opens = {rank: rank * problem.settings.years // 4 for rank in range(4)}

    def wish(item: int, year: int) -> bool:
        return opens[layer.get(problem.items[item].block, 3)] <= year

    return _construct(problem, wish, lambda item: layer.get(problem.items[item].block, 3))


def as_they_come(graph: EstateGraph, problem: Problem) -> tuple[Move, ...]:
    """The plan of the opportunities, year by year."""
    known = {application.id: application for application in graph.applications}

    def wish(item: int, year: int) -> bool:
        facts = problem.items[item]
        application = known[facts.application]
        calendar = problem.first_year + year
        contract = facts.dues[year] == 0 and application.contract_id is not None
        ends = contract and (year == 0 or facts.dues[year - 1] > 0)
        dated = application.target_date is not None and application.target_date.year <= calendar
        return bool(ends or facts.old[year] or (goes(application) and dated))

    return _construct(problem, wish, lambda item: -(problem.items[item].yearly or 0))


def layer_of(graph: EstateGraph, block: int) -> int:
    """0 base and shared data, 1 human resources and finance, 2 other supports, 3 business."""
    district = graph.snapshot.by_id.get(graph.blocks[block].district_id)
    zone = graph.snapshot.by_id.get(graph.zone_of_block.get(block, 0))
    district_code, zone_code = getattr(district, "code", ""), getattr(zone, "code", "")
    if zone_code in BASE_ZONES or district_code in BASE_DISTRICTS:
        return 0
    if district_code in BACK_OFFICE:
        return 1
    return 2 if zone_code in SUPPORT_ZONES else 3


def _construct(problem: Problem, wish: Wish, rank: Callable[[int], int]) -> tuple[Move, ...]:
    """Words given and departures decided first, then what the doctrine wishes, in its order."""
    ledger = Ledger(problem)
    order = sorted(range(len(problem.items)), key=lambda item: (rank(item), item))
    for year in range(problem.settings.years):
        for obligation in problem.obligations:
            if obligation.year == year:
                _keep_word(ledger, obligation.commune, obligation.block, year, order)
        for item in order:
            if problem.items[item].decided == year:
                ledger.try_move(item, year)
        for item in order:
            if wish(item, year):
                ledger.try_move(item, year)
        ledger.close_year(year)
    return tuple(sorted(ledger.moves.values(), key=lambda move: (move.year, move.item)))


def _keep_word(ledger: Ledger, commune: int, block: int, year: int, order: list[int]) -> None:
    for item in order:
        facts = ledger.problem.items[item]
        if facts.block == block and commune in facts.communes and ledger.try_move(item, year):
            return


def plan_of(graph: EstateGraph, settings: Settings, doctrine: str, seconds: float = 60.0) -> Plan:
    """The plan of a doctrine, or the optimum, with a bound on the best possible one.

    A doctrine's plan carries the bound of the optimum's prices, so that its gap says what it leaves.
    """
    problem = build(graph, settings)
    if doctrine == OPTIMUM:
        return solve(problem, seconds)
    moves = by_layers(graph, problem) if doctrine == LAYERS else as_they_come(graph, problem)
    return judged(problem, moves, seconds / 6)


def judged(problem: Problem, moves: tuple[Move, ...], seconds: float, bound: float | None = None) -> Plan:
    """Moves made otherwise than by the solver, at their own cost, with a bound on the best possible plan.

    Args:
        bound: the optimum's, where it is known already; else so many seconds are given to find one.
    """
    started = time.monotonic()
    table = columns(problem)
    objective = cost_of(table, moves)
    found = lagrangian_bound(table, seconds).value if bound is None else bound
    return Plan(problem, moves, objective, min(found, objective), time.monotonic() - started, not check(problem, moves))
