"""Convergence plans, measured: `python benchmarks/convergence.py [--large] [--seconds N] [--seed N]`.

On the sample estate (or, with --large, one of 100 communes, 90 blocs and 35 000 applications): the time and peak memory
of the best plan, its gap, the broken constraints that the checker finds, what becomes of the maintenance applications,
the share of applications that go, the two doctrines, and what a commune's refusal changes. The estate goes straight
from the invented world to a snapshot.
"""

from __future__ import annotations

import argparse
import resource
import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

sys.path.insert(0, str(Path(__file__).parent))

from sample import snapshot_of

from urbanism.demo import generate
from urbanism.graph import EstateGraph
from urbanism.planning.convergence.accounts import totals
from urbanism.planning.convergence.build import build
from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.doctrines import as_they_come, by_layers
from urbanism.planning.convergence.problem import Problem
from urbanism.planning.convergence.settings import Settings
from urbanism.planning.convergence.solve import Plan, solve

LARGE = {"applications": 35_000, "communes": 100}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=2019)
    options = parser.parse_args()
    world = generate(options.seed, **LARGE) if options.large else generate(options.seed)
    graph = EstateGraph(snapshot_of(world)[0])
    started, busy = perf_counter(), process_time()
    problem = build(graph, Settings())
    print(f"seed {options.seed}: {problem.applications} applications, {len(problem.items)} items,")
    print(f"  {len(problem.targets)} targets, {len(problem.pairs)} pairs, {len(problem.before)} orders")
    plan = solve(problem, options.seconds)
    print(f"optimum: {perf_counter() - started:.1f} s elapsed, {process_time() - busy:.1f} s of processor,")
    print(f"  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most")
    print(f"  objective {plan.objective:.0f} €, bound {plan.bound:.0f} €, gap {plan.gap:.2%}")
    _tell("optimum", problem, plan.moves)
    _tell("couches", problem, by_layers(graph, problem))
    _tell("opportunites", problem, as_they_come(graph, problem))
    _maintenance(graph, plan)
    if not options.large:
        _refusal(graph, plan, options.seconds)


def _tell(name: str, problem: Problem, moves: tuple) -> None:
    sums, broken = totals(problem, moves), check(problem, moves)
    print(f"{name}: {len(moves)} moves, {sums.reduction:.1%} of applications gone, {len(broken)} broken constraints,")
    print(f"  spent {sums.spent} €, spared {sums.spared} €, balance {sums.balance} €, {sums.agents} agents disturbed")


def _maintenance(graph: EstateGraph, plan: Plan) -> None:
    """Of the maintenance applications: how many go, and what the survivor is."""
    problem = plan.problem
    block = next(block.id for block in graph.snapshot.blocks if block.code == "gmao")
    held = [a for a in graph.applications if a.block_id == block]
    moves = [move for move in plan.moves if problem.items[move.item].block == block]
    print(f"maintenance: {len(moves)} of {len(held)} retired by {problem.years[-1]}")
    for target in {problem.targets[move.target].application for move in moves}:
        survivor = graph.snapshot.by_id[target]
        print(f"  survivor: {survivor.name}, {survivor.instance}, overlays: {survivor.overlays}")


def _refusal(graph: EstateGraph, plan: Plan, limit: float) -> None:
    """A commune refuses a bloc for every year: how many other moves change."""
    problem = plan.problem
    item = problem.items[plan.moves[len(plan.moves) // 2].item]
    refused = tuple((item.holder, item.block, year) for year in problem.years)
    changed = build(graph, replace(problem.settings, refused=refused))
    started = perf_counter()
    again = solve(changed, limit, close_to=plan.moves)
    before, after = set(plan.moves), set(again.moves)
    forced = {move for move in before if changed.items[move.item].bars[move.year]}
    print(f"refusal of one bloc by one commune: {len(forced)} moves forbidden, {len(before - after - forced)} others")
    broken, seconds = len(check(changed, again.moves)), perf_counter() - started
    print(f"  changed, {len(after - before)} new; {broken} broken; {seconds:.1f} s")


if __name__ == "__main__":
    main()
