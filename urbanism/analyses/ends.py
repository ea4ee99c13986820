"""What comes to an end, and when: contracts, the last day to give notice, support, experiments, projects under way."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from urbanism.analyses.support import support_end
from urbanism.graph import EstateGraph
from urbanism.snapshot import Project
from urbanism.vocabulary import LifecycleStatus, ProjectStatus

SOON = timedelta(days=183)
"""How far ahead an end is near: the time that a renewal takes to prepare."""

OVER = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)
"""The projects of which nothing more is awaited."""


class EndKind(StrEnum):
    """What ends."""

    CONTRACT = "contrat"
    NOTICE = "préavis"
    SUPPORT = "support"
    TRIAL = "expérimentation"
    PROJECT = "projet"


class End(NamedTuple):
    """Something that ends on a day: a contract (or its notice), an application, a project; its holder and editor."""

    on: date
    kind: EndKind
    subject: int
    commune: int
    editor: int | None


class Ends(NamedTuple):
    """Every known end, soonest first; what has none known, and whose contracts are not shown.

    `planned` are the days when projects plan to be done: what they bring is then in use.
    """

    ends: tuple[End, ...]
    contracts_without: tuple[int, ...]
    support_unknown: tuple[int, ...]
    hidden_communes: tuple[int, ...]
    planned: tuple[End, ...]


def ends(graph: EstateGraph) -> Ends:
    """The ends of contracts and of what runs today."""
    found: list[End] = []
    for contract in graph.snapshot.contracts:
        if contract.end_date is not None:
            found.append(End(contract.end_date, EndKind.CONTRACT, contract.id, contract.commune_id, contract.editor_id))
            if contract.notice_months:
                last = months_before(contract.end_date, contract.notice_months)
                found.append(End(last, EndKind.NOTICE, contract.id, contract.commune_id, contract.editor_id))
    unknown = []
    for application in graph.applications:
        place = (application.id, application.commune_id, graph.editor.get(application.id))
        support = support_end(graph, application)
        if support is not None:
            found.append(End(support, EndKind.SUPPORT, *place))
        else:
            unknown.append(application.id)
        if application.status is LifecycleStatus.TRIAL and application.ends_on is not None:
            found.append(End(application.ends_on, EndKind.TRIAL, *place))
    return Ends(
        ends=tuple(sorted(found)),
        contracts_without=tuple(c.id for c in graph.snapshot.contracts if c.end_date is None),
        support_unknown=tuple(unknown),
        hidden_communes=tuple(sorted(graph.snapshot.hidden_communes)),
        planned=tuple(sorted(_planned(graph.snapshot.projects))),
    )


def _planned(projects: Iterable[Project]) -> Iterator[End]:
    """When each project that goes on plans to be done; one without a holder has no line to stand on."""
    for project in projects:
        if project.ends_on and project.commune_id and project.status not in OVER:
            yield End(project.ends_on, EndKind.PROJECT, project.id, project.commune_id, None)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or the last one of a shorter month; the first day there is at the least."""
    rank = day.year * 12 + day.month - 1 - months
    if rank < 12:
        return date.min
    year, month = divmod(rank, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def quarter_of(day: date) -> tuple[int, int]:
    """The year and the quarter (1 to 4) of a day."""
    return day.year, (day.month + 2) // 3
