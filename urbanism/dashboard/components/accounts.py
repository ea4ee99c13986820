"""The figures of convergence plans: year by year, and plans side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from urbanism.dashboard.components.lines import lines_by_year
from urbanism.dashboard.components.table import Column, object_table
from urbanism.french import number
from urbanism.planning.convergence.accounts import YearAccount

COLUMNS: Sequence[Column[YearAccount]] = (
    Column("Année", lambda account: str(account.year)),
    Column("Mouvements", lambda account: account.moves, "number"),
    Column("Applications ensuite", lambda account: account.applications, "number"),
    Column("À dépenser", lambda account: account.spent, "euros"),
    Column("Épargné", lambda account: account.spared, "euros"),
    Column("Liens supprimés", lambda account: account.links, "number"),
    Column("Encore hors support", lambda account: account.old, "number"),
    Column("Agents concernés", lambda account: account.agents, "number"),
    Column("Coûts inconnus", lambda account: account.unknown_costs, "number"),
)


def years_table(accounts: Sequence[YearAccount], key: str) -> None:
    """The accounts of a plan, one row a year."""
    object_table(accounts, COLUMNS, key)


def applications_chart(plans: Mapping[str, Sequence[YearAccount]], before: int) -> None:
    """How many applications are left, year by year, one line a plan."""
    first = next(iter(plans.values()))
    years = [str(first[0].year - 1), *(str(account.year) for account in first)]
    lines = {name: [before, *(account.applications for account in accounts)] for name, accounts in plans.items()}
    lines_by_year(years, lines, "applications", _in_words(lines))


def _in_words(lines: Mapping[str, Sequence[int]]) -> str:
    """What the chart shows, for those who do not see it."""
    told = [f"{name} : de {number(counts[0])} à {number(counts[-1])}" for name, counts in lines.items()]
    return f"Applications qui restent, de la première à la dernière année. {' ; '.join(told)}."


def side_by_side(rows: Sequence[Sequence[str]], key: str) -> None:
    """Plans compared: figures in rows, plans in columns."""
    (_, *plans), *body = rows
    columns = [
        Column[Sequence[str]]("Chiffre", itemgetter(0)),
        *(Column[Sequence[str]](plan, itemgetter(rank), "figure") for rank, plan in enumerate(plans, 1)),
    ]
    object_table(body, columns, key, noun="chiffre")
