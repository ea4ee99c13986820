"""What a plan does, year by year, and what the figures leave out because nobody said them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from urbanism.planning.convergence.problem import Move, Problem, openings


class YearAccount(NamedTuple):
    """One year of a plan. Euros; `spared` is that year's, from the moves of the years before, less the running cost of
    products bought; `links` those that disappear; `old` the applications still running out of support at its end;
    `agents` the known users disturbed; `unknown_agents`, `unknown_costs` the
    moves whose users, whose yearly cost nobody said.
    """

    year: int
    moves: int
    applications: int
    spent: int
    spared: int
    links: int
    old: int
    agents: int
    unknown_agents: int
    unknown_costs: int


class Totals(NamedTuple):
    """A whole plan. `spared` counts every year over which money is counted; `balance` is what remains of it.

    `supposed` is what more would be spared at the supposed cost of the applications whose cost nobody said.
    """

    before: int
    after: int
    spent: int
    spared: int
    links: int
    old: int
    agents: int
    unknown_agents: int
    unknown_costs: int
    supposed: int

    @property
    def balance(self) -> int:
        return self.spared - self.spent

    @property
    def reduction(self) -> float:
        """The share of applications that are gone."""
        return (self.before - self.after) / self.before if self.before else 0.0


def by_year(problem: Problem, moves: Iterable[Move]) -> tuple[YearAccount, ...]:
    """The accounts of each year of the plan."""
    found = tuple(moves)
    opened = openings(found)
    running = problem.applications
    gone: set[int] = set()
    yearly, accounts = 0, []
    for year, calendar in enumerate(problem.years):
        these = [move for move in found if move.year == year]
        new = [problem.targets[target] for target, first in opened.items() if first == year]
        running -= len(these) - sum(target.application is None for target in new)
        gone |= {move.item for move in these}
        items = [problem.items[move.item] for move in these]
        accounts.append(
            YearAccount(
                year=calendar,
                moves=len(these),
                applications=running,
                spent=sum(map(problem.cost_once, these)) + sum(target.setup for target in new),
                spared=yearly,
                links=sum(problem.pair_of[move.item, move.target].links for move in these),
                old=sum(item.old[year] for i, item in enumerate(problem.items) if i not in gone),
                agents=sum(item.users or 0 for item in items),
                unknown_agents=sum(item.users is None for item in items),
                unknown_costs=sum(item.yearly is None for item in items),
            )
        )
        yearly += sum(problem.pair_of[move.item, move.target].saving for move in these)
        yearly -= sum(target.yearly for target in new)
    return tuple(accounts)


def totals(problem: Problem, moves: Iterable[Move]) -> Totals:
    """The sums of a plan."""
    found = tuple(moves)
    years = by_year(problem, found)
    spared = sum(
        problem.pair_of[move.item, move.target].saving * problem.years_spared(move.year) for move in found
    ) - sum(problem.targets[target].yearly * problem.years_spared(year) for target, year in openings(found).items())
    return Totals(
        before=problem.applications,
        after=years[-1].applications if years else problem.applications,
        spent=sum(account.spent for account in years),
        spared=spared,
        links=sum(account.links for account in years),
        old=years[-1].old if years else 0,
        agents=sum(account.agents for account in years),
        unknown_agents=sum(account.unknown_agents for account in years),
        unknown_costs=sum(account.unknown_costs for account in years),
        supposed=sum(problem.pair_of[m.item, m.target].supposed * problem.years_spared(m.year) for m in found),
    )
