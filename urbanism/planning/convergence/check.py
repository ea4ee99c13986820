"""Whether a plan keeps every constraint, checked move by move from the problem's own words.

Shares no code with the solvers: it reads the problem and the moves, nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from urbanism.planning.convergence.problem import Move, Problem


class Violation(NamedTuple):
    """A broken constraint: its kind, and the moves or years at fault in French."""

    kind: str
    text: str


def check(problem: Problem, moves: Iterable[Move]) -> tuple[Violation, ...]:
    """Every constraint that the moves break; empty when the plan is sound."""
    checker = _Checker(problem, tuple(moves))
    return tuple(violation for part in checker.parts() for violation in part)


class _Checker:
    def __init__(self, problem: Problem, moves: tuple[Move, ...]) -> None:
        self.problem = problem
        self.moves = moves
        self.year_of = {move.item: move.year for move in moves}
        self.survivors = {problem.targets[move.target].application for move in moves} - {None}

    def parts(self) -> Iterator[Iterator[Violation]]:
        yield self._each_move()
        yield self._one_target()
        yield self._capacities()
        yield self._money()
        yield self._orders()
        yield self._words()
        yield self._goal()

    def _each_move(self) -> Iterator[Violation]:
        for gone, count in Counter(move.item for move in self.moves).items():
            if count > 1:
                yield Violation("double", f"{self._name(gone)} part {count} fois")
        for move in self.moves:
            item, target = self.problem.items[move.item], self.problem.targets[move.target]
            if item.block != target.block:
                yield Violation("bloc", f"{self._name(move.item)} rejoint une cible d’un autre bloc")
            if not 0 <= move.year < self.problem.settings.years:
                yield Violation("année", f"{self._name(move.item)} part hors du plan")
            elif item.bars[move.year]:
                reasons = ", ".join(bar.text for bar in item.bars[move.year])
                yield Violation("interdit", f"{self._name(move.item)} : {reasons}")
            if item.application in self.survivors:
                yield Violation("cible", f"{self._name(move.item)} part alors que d’autres la rejoignent")

    def _one_target(self) -> Iterator[Violation]:
        targets = defaultdict(set)
        for move in self.moves:
            targets[self.problem.items[move.item].block].add(move.target)
        for block, found in targets.items():
            if len(found) > 1:
                yield Violation("cibles", f"{len(found)} cibles pour le bloc {block}")

    def _capacities(self) -> Iterator[Violation]:
        of_commune: Counter[tuple[int, int]] = Counter()
        of_year: Counter[int] = Counter()
        for move in self.moves:
            of_year[move.year] += 1
            for commune in self.problem.items[move.item].communes:
                of_commune[commune, move.year] += 1
        for (commune, year), count in of_commune.items():
            capacity = self.problem.commune_capacity.get(commune)
            if capacity is not None and count > capacity[year]:
                yield Violation("capacité", f"commune {commune}, année {year} : {count} pour {capacity[year]}")
        for year, count in of_year.items():
            if self.problem.dsi_capacity is not None and count > self.problem.dsi_capacity[year]:
                yield Violation("capacité", f"DSI, année {year} : {count} pour {self.problem.dsi_capacity[year]}")

    def _money(self) -> Iterator[Violation]:
        if self.problem.budget is None:
            return
        spent: Counter[int] = Counter()
        first: dict[int, int] = {}
        costs = {(pair.item, pair.target): pair.once for pair in self.problem.pairs}
        for move in self.moves:
            spent[move.year] += costs[move.item, move.target] + self.problem.items[move.item].dues[move.year]
            first[move.target] = min(first.get(move.target, move.year), move.year)
        for target, year in first.items():
            spent[year] += self.problem.targets[target].setup
        for year, euros in spent.items():
            if euros > self.problem.budget[year]:
                yield Violation("budget", f"année {year} : {euros} € pour {self.problem.budget[year]} €")

    def _orders(self) -> Iterator[Violation]:
        for first, then in self.problem.before:
            if first in self.year_of and then in self.year_of and self.year_of[then] < self.year_of[first]:
                yield Violation("ordre", f"{self._name(then)} part avant {self._name(first)}, qui l’alimente")
        for left, right in self.problem.together:
            for one, other in ((left, right), (right, left)):
                stays = self.problem.items[other].application in self.survivors
                if one in self.year_of and not stays and self.year_of.get(other) != self.year_of[one]:
                    yield Violation("suite", f"{self._name(one)} quitte sa suite sans {self._name(other)}")

    def _words(self) -> Iterator[Violation]:
        for obligation in self.problem.obligations:
            done = any(
                move.year <= obligation.year
                and self.problem.items[move.item].block == obligation.block
                and (
                    obligation.commune in self.problem.items[move.item].communes
                    or obligation.commune in self.problem.served[move.target]
                )
                for move in self.moves
            )
            if not done:
                yield Violation("parole", f"la parole {obligation.key} n’est pas tenue")

    def _goal(self) -> Iterator[Violation]:
        bought = {move.target for move in self.moves if self.problem.targets[move.target].application is None}
        if self.problem.goal is not None and len(self.moves) - len(bought) < self.problem.goal:
            yield Violation("objectif", f"{len(self.moves) - len(bought)} départs pour {self.problem.goal}")

    def _name(self, item: int) -> str:
        return f"l’application {self.problem.items[item].application}"
