"""A plan built move by move, that keeps at each step what the constraints leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from urbanism.planning.convergence.problem import Move, Problem


class Ledger:
    """The moves made so far and what is left. Moves are tried in the order of years."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.moves: dict[int, Move] = {}
        self._target_of: dict[int, int] = {}
        self._used: Counter[tuple[int, int]] = Counter()
        self._spent: Counter[int] = Counter()
        self._made: Counter[int] = Counter()
        self._joined: set[int] = set()
        self._survivors: set[int | None] = set()
        self._first: dict[int, set[int]] = defaultdict(set)
        self._partners: dict[int, set[int]] = defaultdict(set)
        self._closed: set[int] = set()
        for first, then in problem.before:
            self._first[then].add(first)
        for left, right in problem.together:
            self._partners[left].add(right)
            self._partners[right].add(left)

    def try_move(self, item: int, year: int) -> bool:
        """Move an item to its bloc's target, its closed suite with it; False if that cannot be."""
        if item in self.moves:
            return False
        moves = self._with_partners(item, year)
        if moves is None or not self._fits(moves, year):
            return False
        for move in moves:
            self._record(move)
        return True

    def target_of(self, block: int) -> int | None:
        """The target that the bloc has taken, else its best."""
        if block in self._target_of:
            return self._target_of[block]
        return next(iter(self.problem.targets_of.get(block, ())), None)

    def _with_partners(self, item: int, year: int) -> list[Move] | None:
        """The item's move and its suite's; None when one of them may not move."""
        waiting, moves = [item], dict[int, Move]()
        while waiting:
            current = waiting.pop()
            if current in moves:
                continue
            target = self.target_of(self.problem.items[current].block)
            if target is None or current in self.moves or current in self._closed:
                return None
            if self.problem.targets[target].application == self.problem.items[current].application:
                if current == item:
                    return None
                continue
            if self.problem.items[current].bars[year]:
                return None
            moves[current] = Move(current, target, year)
            waiting.extend(self._partners[current])
        return list(moves.values()) if self._suites_hold(moves) else None

    def _suites_hold(self, moves: dict[int, Move]) -> bool:
        """Whether every partner left behind is a target that somebody really joins."""
        survivors = {self.problem.targets[move.target].application for move in moves.values()}
        return all(
            partner in moves
            or self.problem.items[partner].application in survivors
            or self.problem.items[partner].application in self._survivors
            for item in moves
            for partner in self._partners[item]
        )

    def _fits(self, moves: Sequence[Move], year: int) -> bool:
        asked = Counter((commune, year) for move in moves for commune in self.problem.items[move.item].communes)
        for (commune, _), count in asked.items():
            capacity = self.problem.commune_capacity.get(commune)
            if capacity is not None and self._used[commune, year] + count > capacity[year]:
                return False
        dsi, budget = self.problem.dsi_capacity, self.problem.budget
        if dsi is not None and self._made[year] + len(moves) > dsi[year]:
            return False
        return budget is None or self._spent[year] + self._price(moves) <= budget[year]

    def _price(self, moves: Sequence[Move]) -> int:
        new = {move.target for move in moves} - self._joined
        return sum(map(self.problem.cost_once, moves)) + sum(self.problem.targets[target].setup for target in new)

    def _record(self, move: Move) -> None:
        self._spent[move.year] += self._price([move])
        self._made[move.year] += 1
        self._joined.add(move.target)
        self._survivors.add(self.problem.targets[move.target].application)
        self.moves[move.item] = move
        self._target_of[self.problem.items[move.item].block] = move.target
        for commune in self.problem.items[move.item].communes:
            self._used[commune, move.year] += 1
        target = self.problem.targets[move.target].application
        if target is not None and target in self.problem.item_of:
            self._closed.add(self.problem.item_of[target])

    def close_year(self, year: int) -> None:
        """What fed an application that has moved without it may no longer move: it should have gone first."""
        for item, move in self.moves.items():
            if move.year == year:
                self._closed |= {first for first in self._first[item] if first not in self.moves}
