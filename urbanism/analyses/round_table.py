"""Who must be at the table of each project: the directions that ask, those concerned, those whose tools it touches.

A service speaks through its direction (the widest department above it), and a direction through its deputy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple

from urbanism.graph import EstateGraph
from urbanism.snapshot import Department, Project
from urbanism.vocabulary import ProjectStatus

OVER = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)


class Seat(StrEnum):
    """Why a direction sits at a table; the first reason that holds is kept."""

    ASKS = "demande"
    CONCERNED = "concernée"
    TOUCHED = "à consulter"


class Table(NamedTuple):
    """A project and its directions, by identifier; `deputies` are those of its directions, where they are known."""

    project: int
    seats: Mapping[int, Seat]
    deputies: tuple[str, ...]
    without_deputy: tuple[int, ...]


class Direction(NamedTuple):
    """A direction: its deputy (None: nobody said) and the projects that ask for it."""

    id: int
    deputy: str | None
    projects: tuple[int, ...]


class RoundTables(NamedTuple):
    """The projects not yet over, those with most directions first; the directions, those most asked for first.

    `empty` are projects of which no direction is known.
    """

    tables: tuple[Table, ...]
    directions: tuple[Direction, ...]
    empty: tuple[int, ...]


def round_tables(graph: EstateGraph) -> RoundTables:
    """Set the table of every project that is not over.

    A direction is to be consulted when an application of its own serves a bloc of the project, in the project's commune
    (in every commune where the project is that of all).
    """
    snapshot = graph.snapshot
    departments = {department.id: department for department in snapshot.departments}
    concerned: dict[int, list[int]] = {}
    for row in snapshot.project_departments:
        concerned.setdefault(row.project_id, []).append(row.department_id)
    owners = _owners(graph)
    tables, empty = [], []
    for project in snapshot.projects:
        if project.status in OVER:
            continue
        seats = _seats(project, concerned.get(project.id, ()), _touched(graph, project, owners), departments)
        if seats:
            tables.append(_table(project, seats, departments))
        else:
            empty.append(project.id)
    asked: dict[int, list[int]] = {}
    for table in tables:
        for direction in table.seats:
            asked.setdefault(direction, []).append(table.project)
    directions = [Direction(one, deputy_of(departments, one), tuple(projects)) for one, projects in asked.items()]
    return RoundTables(
        tuple(sorted(tables, key=lambda table: (-len(table.seats), table.project))),
        tuple(sorted(directions, key=lambda one: (-len(one.projects), one.id))),
        tuple(empty),
    )


def direction_of(departments: Mapping[int, Department], department: int) -> int:
    """The widest department above one; a circle of parents stops where it closes."""
    seen = {department}
    found = departments.get(department)
    while found is not None and found.parent_id in departments and found.parent_id not in seen:
        seen.add(found.parent_id or 0)
        found = departments[found.parent_id or 0]
    return found.id if found is not None else department


def deputy_of(departments: Mapping[int, Department], direction: int) -> str | None:
    """Who answers politically for a direction."""
    found = departments.get(direction)
    return (found.deputy or "").strip() or None if found is not None else None


def _owners(graph: EstateGraph) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """The (commune, department) of the running applications that say theirs, by bloc."""
    found: dict[int, set[tuple[int, int]]] = {}
    for application in graph.applications:
        if application.department_id is not None:
            for block in {application.block_id, *graph.secondary_blocks.get(application.id, ())} - {None}:
                found.setdefault(block or 0, set()).add((application.commune_id, application.department_id))
    return {block: tuple(sorted(pairs)) for block, pairs in found.items()}


def _touched(
    graph: EstateGraph, project: Project, owners: Mapping[int, tuple[tuple[int, int], ...]]
) -> Collection[int]:
    blocks = [row.block_id for row in graph.snapshot.project_blocks if row.project_id == project.id]
    if project.block_id is not None:
        blocks.append(project.block_id)
    return [
        department
        for block in blocks
        for commune, department in owners.get(block, ())
        if project.commune_id in (None, commune)
    ]


def _seats(
    project: Project, concerned: Collection[int], touched: Collection[int], departments: Mapping[int, Department]
) -> Mapping[int, Seat]:
    seats: dict[int, Seat] = {}
    asking = () if project.department_id is None else (project.department_id,)
    for seat, found in ((Seat.ASKS, asking), (Seat.CONCERNED, concerned), (Seat.TOUCHED, touched)):
        for department in found:
            seats.setdefault(direction_of(departments, department), seat)
    return seats


def _table(project: Project, seats: Mapping[int, Seat], departments: Mapping[int, Department]) -> Table:
    deputies = {direction: deputy_of(departments, direction) for direction in seats}
    known = dict.fromkeys(deputy for deputy in deputies.values() if deputy)
    return Table(project.id, seats, tuple(known), tuple(one for one, deputy in deputies.items() if deputy is None))
