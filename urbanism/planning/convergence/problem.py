"""The convergence problem in its own words: what may move, where to, when, and what holds it.

Years are positions from 0 (the first year of the plan); money is whole euros. A move takes effect on 31 December of its
year: that year is still paid in full, and what is spared is spared from the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from urbanism.planning.convergence.settings import Settings
from urbanism.vocabulary import PoolingStance


class Bar(NamedTuple):
    """Why an item may not move in a year: the constraint's key, and the words for it."""

    key: str
    text: str


class Item(NamedTuple):
    """An application that may leave its bloc's estate, replaced by the bloc's target.

    `communes` are all that use it: one capacity unit of each is taken when it moves. `yearly` is its known cost in
    euros, `users` its known agents; None is unknown, and then left out of every sum. By year: `dues` (what leaving
    before the end of the contract costs), `bars`, `words` (the weakest word the move would rest on), `old` (1 where
    it would be running out of support). `decided` is the year (a position) by whose end its holder has decided that it
    leaves, or None.
    """

    application: int
    block: int
    holder: int
    communes: tuple[int, ...]
    users: int | None
    yearly: int | None
    dues: tuple[int, ...]
    bars: tuple[tuple[Bar, ...], ...]
    words: tuple[PoolingStance, ...]
    old: tuple[int, ...]
    decided: int | None = None


class Target(NamedTuple):
    """What a bloc may converge to. `application` is None for a product yet to buy.

    `setup` is paid once, in the year of its first arrival; `yearly` is the new running cost of a product yet to buy
    (what an application in place already costs is paid anyway).
    """

    block: int
    application: int | None
    name: str
    setup: int
    yearly: int
    score: float
    warning: str


class Pair(NamedTuple):
    """An item joining a target: euros paid once, euros spared each year after, links that disappear.

    `supposed` is what is spared on the hypothesis of a yearly cost that nobody said; it comes on top of `saving`, to
    decide only.
    """

    item: int
    target: int
    once: int
    saving: int
    supposed: int
    links: int


class Obligation(NamedTuple):
    """A word given: the commune is in the bloc's pool by the end of that year (`year` is a position)."""

    key: str
    commune: int
    block: int
    year: int


class Move(NamedTuple):
    """One item leaves for one target in one year; positions in the problem's tables."""

    item: int
    target: int
    year: int


@dataclass(frozen=True)
class Problem:
    """Everything a plan must respect.

    `pairs` are sorted by target. `commune_capacity` holds moves by commune and year (a commune that is absent has
    none counted), `dsi_capacity` and `budget` by year. `before` holds pairs of items (first, then): the second may
    not move in an earlier year than the first, if the first moves. `together` holds pairs of items of one closed
    suite: they move in the same year, unless one of them is its bloc's target. `served` are the communes that a
    target already serves. `goal` is the number of applications that must be gone, or None.
    """

    settings: Settings
    first_year: int
    applications: int
    items: tuple[Item, ...]
    targets: tuple[Target, ...]
    pairs: tuple[Pair, ...]
    commune_capacity: Mapping[int, tuple[int, ...]]
    dsi_capacity: tuple[int, ...] | None
    budget: tuple[int, ...] | None
    before: tuple[tuple[int, int], ...]
    together: tuple[tuple[int, int], ...]
    obligations: tuple[Obligation, ...]
    served: Mapping[int, frozenset[int]]
    goal: int | None

    @property
    def years(self) -> range:
        """The calendar years of the plan."""
        return range(self.first_year, self.first_year + self.settings.years)

    @cached_property
    def pair_of(self) -> Mapping[tuple[int, int], Pair]:
        """Pairs by (item, target)."""
        return {(pair.item, pair.target): pair for pair in self.pairs}

    @cached_property
    def item_of(self) -> Mapping[int, int]:
        """The position of an application among the items."""
        return {item.application: position for position, item in enumerate(self.items)}

    @cached_property
    def targets_of(self) -> Mapping[int, tuple[int, ...]]:
        """The targets of a bloc, best score first."""
        found: dict[int, list[int]] = {}
        for position, target in enumerate(self.targets):
            found.setdefault(target.block, []).append(position)
        return {block: tuple(targets) for block, targets in found.items()}

    @cached_property
    def misfits(self) -> tuple[float, ...]:
        """By target, how far its score is from its bloc's best, from 0 to 1."""
        best = {block: max(self.targets[index].score for index in found) for block, found in self.targets_of.items()}
        return tuple(best[target.block] - target.score for target in self.targets)

    def cost_once(self, move: Move) -> int:
        """What a move costs once, in its year: migration, training, double running, overlays, dues; not the set-up."""
        return self.pair_of[move.item, move.target].once + self.items[move.item].dues[move.year]

    def keeps_decision(self, move: Move) -> bool:
        """Whether a move keeps a departure already decided, by its date."""
        decided = self.items[move.item].decided
        return decided is not None and move.year <= decided

    def years_spared(self, year: int) -> int:
        """For how many years what a move in `year` spares is counted."""
        return self.settings.money_years - year - 1


def openings(moves: Iterable[Move]) -> dict[int, int]:
    """The year in which each target receives its first arrival."""
    found: dict[int, int] = {}
    for move in moves:
        found[move.target] = min(move.year, found.get(move.target, move.year))
    return found
