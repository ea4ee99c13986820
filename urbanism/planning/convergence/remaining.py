"""What a plan leaves in place, and why: for each application, what holds it the years when leaving would pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from urbanism.french import NO_BREAK_SPACE, euros
from urbanism.graph import EstateGraph
from urbanism.graph.estate import group
from urbanism.planning.convergence.columns import cost_of_move
from urbanism.planning.convergence.problem import Move, Problem, openings


class Remaining(NamedTuple):
    """An application that stays. `broken` says that its departure was decided for a year of the plan."""

    application: int
    broken: bool
    reason: str


def remaining(graph: EstateGraph, problem: Problem, moves: Iterable[Move]) -> tuple[Remaining, ...]:
    """Every application that could leave and stays, those whose departure was decided first; targets joined aside."""
    judge = _Judge(graph, problem, tuple(moves))
    left = (i for i, item in enumerate(problem.items) if i not in judge.moves and item.application not in judge.joined)
    found = (
        Remaining(problem.items[i].application, problem.items[i].decided is not None, judge.reason(i)) for i in left
    )
    return tuple(sorted(found, key=lambda one: (not one.broken, one.application)))


class _Judge:
    """Tries to add one move to a plan that stays as it is."""

    def __init__(self, graph: EstateGraph, problem: Problem, moves: tuple[Move, ...]) -> None:
        self.graph, self.problem = graph, problem
        self.moves = {move.item: move for move in moves}
        self.joined = {problem.targets[move.target].application for move in moves} - {None}
        self.target_of = {problem.items[move.item].block: move.target for move in moves}
        self.used = Counter((c, move.year) for move in moves for c in problem.items[move.item].communes)
        self.by_year = Counter(move.year for move in moves)
        self.spent = Counter[int]()
        for move in moves:
            self.spent[move.year] += problem.cost_once(move)
        for target, year in openings(moves).items():
            self.spent[year] += problem.targets[target].setup
        self.fed_by = group(problem.before, lambda pair: pair[1])
        self.feeds = group(problem.before, lambda pair: pair[0])
        self.tied = group((*problem.together, *(pair[::-1] for pair in problem.together)), lambda pair: pair[0])

    def reason(self, item: int) -> str:
        """What holds an item, with the years; or that it would not pay."""
        target = self._target(item)
        if target is None:
            return "aucune autre application du bloc ne peut la remplacer"
        held: dict[str, list[int]] = {}
        losses = []
        for year, calendar in enumerate(self.problem.years):
            move = Move(item, target, year)
            pair = self.problem.pair_of[item, target]
            cost = cost_of_move(self.problem, pair, self.problem.items[item], year) + self._setup(target)
            bars = [bar.text for bar in self.problem.items[item].bars[year]]
            if cost >= 0 and not bars:
                losses.append((cost, calendar))
            for words in bars or (self._holds(move) if cost < 0 else ()):
                held.setdefault(words, []).append(calendar)
        parts = [f"{words} ({_spans(years)})" for words, years in held.items()]
        if losses:
            cost, calendar = min(losses)
            parts.append(f"en {calendar}, partir coûterait {euros(cost)} de plus que cela n’apporte")
        return f"{NO_BREAK_SPACE}; ".join(parts)

    def _target(self, item: int) -> int | None:
        """Where the item would go: what others of its bloc join, else the best scored."""
        block = self.problem.items[item].block
        known = (self.target_of[block],) if block in self.target_of else self.problem.targets_of[block]
        return next((target for target in known if (item, target) in self.problem.pair_of), None)

    def _setup(self, target: int) -> int:
        """What opening the target costs, where nobody joins it yet."""
        block = self.problem.targets[target].block
        return 0 if block in self.target_of else self.problem.targets[target].setup

    def _holds(self, move: Move) -> list[str]:
        """The constraints that a move which pays would break."""
        return [*self._room(move), *self._others(move)] or ["le plan pourrait encore le prendre"]

    def _room(self, move: Move) -> Iterator[str]:
        problem, year = self.problem, move.year
        if problem.dsi_capacity is not None and self.by_year[year] >= problem.dsi_capacity[year]:
            yield "la DSI ne peut pas faire plus"
        for commune in problem.items[move.item].communes:
            capacity = problem.commune_capacity.get(commune)
            if capacity is not None and self.used[commune, year] >= capacity[year]:
                yield f"{self.graph.label(commune)} ne peut pas faire plus"
        price = problem.cost_once(move) + self._setup(move.target)
        if problem.budget is not None and self.spent[year] + price > problem.budget[year]:
            yield "le budget n’y suffit plus"

    def _others(self, move: Move) -> Iterator[str]:
        """What must leave before, after or with it."""
        masters = (self.moves.get(first) for first, _ in self.fed_by.get(move.item, ()))
        fed = (self.moves.get(then) for _, then in self.feeds.get(move.item, ()))
        for other in (m for m in masters if m is not None and m.year > move.year):
            yield f"{self._name(other.item)}, qui l’alimente, part après"
        for other in (m for m in fed if m is not None and m.year < move.year):
            yield f"{self._name(other.item)}, qu’elle alimente, part avant"
        for _, tied in self.tied.get(move.item, ()):
            stays = self.problem.items[tied].application in self.joined
            if not stays and (tied not in self.moves or self.moves[tied].year != move.year):
                yield f"elle part avec {self._name(tied)}, de la même suite ou d’un bloc lié"

    def _name(self, item: int) -> str:
        return self.graph.label(self.problem.items[item].application)


def _spans(years: list[int]) -> str:
    """Years as spans: 2027 à 2029, 2031."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]} à {span[-1]}" for span in spans)
