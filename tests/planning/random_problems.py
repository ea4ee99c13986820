"""Small convergence problems drawn from a seed, and every plan they have."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from urbanism.planning.convergence.check import check
from urbanism.planning.convergence.problem import Bar, Item, Move, Obligation, Pair, Problem, Target
from urbanism.planning.convergence.settings import Settings, Weights
from urbanism.vocabulary import PoolingStance

COMMUNES = (901, 902, 903)
STANCES = tuple(PoolingStance)


def draw(seed: int, items: int = 5) -> Problem:
    """A problem of a few applications in two blocs, over two years, with every kind of constraint at random."""
    random = Random(seed)
    years = 2
    made = tuple(_item(random, position, years) for position in range(items))
    targets = []
    for block in (1, 2):
        there = [item for item in made if item.block == block]
        for item in random.sample(there, min(len(there), 2)):
            setup, score = random.choice((0, 3000)), random.choice((0.25, 0.5, 1.0))
            targets.append(Target(block, item.application, "x", setup, 0, score, ""))
        if there and random.random() < 0.4:
            targets.append(Target(block, None, "neuf", 2000, 500, 0.0, ""))
    pairs = tuple(
        Pair(
            i, t, random.randrange(0, 6000), random.randrange(0, 4000), random.choice((0, 0, 900)), random.randrange(3)
        )
        for t, target in enumerate(targets)
        for i, item in enumerate(made)
        if item.block == target.block and item.application != target.application
    )
    linked = [(i, j) for i in range(items) for j in range(i + 1, items) if made[i].block != made[j].block]
    return Problem(
        settings=Settings(
            years=years,
            money_years=4,
            weights=random.choice((Weights(), Weights(application=5000), Weights(link=3000, risk=2000))),
        ),
        first_year=2027,
        applications=items,
        items=made,
        targets=tuple(targets),
        pairs=pairs,
        commune_capacity={commune: tuple(random.choices((1, 2, 3), k=years)) for commune in COMMUNES[:2]},
        dsi_capacity=random.choice((None, (2, 3))),
        budget=random.choice((None, (6000, 5000), (3000, 9000))),
        before=tuple(pair[:: random.choice((1, -1))] for pair in linked if random.random() < 0.3),
        together=tuple(pair for pair in linked if random.random() < 0.15),
        obligations=tuple(
            Obligation(f"parole:{commune}", commune, block, random.randrange(years))
            for commune in COMMUNES
            for block in (1, 2)
            if random.random() < 0.1
        ),
        served={t: frozenset(random.sample(COMMUNES, random.choice((1, 1, 2)))) for t in range(len(targets))},
        goal=random.choice((None, None, None, 2, 4)),
    )


def _item(random: Random, position: int, years: int) -> Item:
    communes = tuple(sorted(random.sample(COMMUNES, random.choice((1, 1, 1, 2)))))
    return Item(
        application=100 + position,
        block=random.choice((1, 2)),
        holder=communes[0],
        communes=communes,
        users=random.choice((None, 10)),
        yearly=random.choice((None, 5000)),
        dues=tuple(random.choice((0, 0, 1500)) for _ in range(years)),
        bars=tuple((Bar("contrats", "tenu"),) if random.random() < 0.15 else () for _ in range(years)),
        words=tuple(random.choices(STANCES, k=years)),
        old=tuple(random.choices((0, 1), k=years)),
        decided=random.choice((None, None, 0, 1)),
    )


def every_plan(problem: Problem) -> Iterator[tuple[Move, ...]]:
    """All that keep every constraint, by trying everything."""
    years = range(problem.settings.years)
    ways: list[list[Move | None]] = [
        [None, *(Move(i, pair.target, year) for pair in problem.pairs if pair.item == i for year in years)]
        for i in range(len(problem.items))
    ]
    for choice in product(*ways):
        moves = tuple(move for move in choice if move is not None)
        if not check(problem, moves):
            yield moves


def cost(problem: Problem, moves: tuple[Move, ...]) -> float:
    """The cost of a plan, told again from the definitions of docs/convergence.md."""
    weights, years = problem.settings.weights, problem.settings.money_years
    risk_of_words = {PoolingStance.PROBABLE: 1, PoolingStance.UNKNOWN: 2}
    best: dict[int, float] = {}
    for target in problem.targets:
        best[target.block] = max(target.score, best.get(target.block, 0.0))
    total = 0.0
    opened: dict[int, int] = {}
    for move in moves:
        item = problem.items[move.item]
        pair = next(p for p in problem.pairs if (p.item, p.target) == (move.item, move.target))
        spared = (pair.saving + pair.supposed) * (years - 1 - move.year)
        total += weights.money * (pair.once + item.dues[move.year] - spared)
        total -= weights.application + weights.link * pair.links
        total += weights.risk * (risk_of_words.get(item.words[move.year], 0) - sum(item.old[move.year + 1 :]))
        if item.decided is not None and move.year <= item.decided:
            total -= weights.decision
        target = problem.targets[move.target]
        total += weights.misfit * (best[target.block] - target.score)
        opened[move.target] = min(move.year, opened.get(move.target, years))
    for index, year in opened.items():
        target = problem.targets[index]
        total += weights.money * (target.setup + target.yearly * (years - 1 - year))
        total += weights.application if target.application is None else 0
    return total
