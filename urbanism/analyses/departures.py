"""What will leave: the applications that a project stops or that their holder decided to stop, and the flows with them.

They run today; every map says that they leave, with the same sign and the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from urbanism.analyses.trajectory import goes
from urbanism.french import NO_BREAK_SPACE, count, day, listing
from urbanism.graph import EstateGraph, Flow, once
from urbanism.graph.estate import group
from urbanism.snapshot import Application, IntendedChange, Project
from urbanism.vocabulary import InterfaceState, LifecycleStatus, ProjectStatus

OVER = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)


class Departure(NamedTuple):
    """An application that runs and will stop: by which projects under way, and what its holder says of it."""

    application: Application
    projects: tuple[Project, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it leaves, as few words as may be, in French."""
        found = [f"projet «{NO_BREAK_SPACE}{project.name}{NO_BREAK_SPACE}»" for project in self.projects]
        if self.application.status is LifecycleStatus.LEAVING:
            found.append(LifecycleStatus.LEAVING.value)
        if goes(self.application):
            found.append(f"décision{NO_BREAK_SPACE}: {self.application.target_decision}")
        if self.application.ends_on:
            found.append(f"fin dite au {day(self.application.ends_on)}")
        return tuple(found)

    @property
    def year(self) -> int | None:
        """The first year that any of them gives."""
        days: list[date | None] = [project.ends_on for project in self.projects]
        days += [self.application.ends_on, self.application.target_date if goes(self.application) else None]
        return min((one.year for one in days if one), default=None)

    @property
    def told(self) -> str:
        """« retrait prévu en 2028 (décision : migrer) »."""
        when = f" en {self.year}" if self.year else ""
        return f"retrait prévu{when} ({listing(self.reasons)})"


@once
def departures(graph: EstateGraph) -> Mapping[int, Departure]:
    """The applications that will leave, by identifier: a project stops them, or their holder said so.

    An experiment that ends is none: what becomes of it is still to be decided.
    """
    stopping = _stopped_by_projects(graph, "application", "status", LifecycleStatus.STOPPED.value)
    return {
        application.id: Departure(application, stopping.get(application.id, ()))
        for application in graph.applications
        if application.id in stopping or _decided(application)
    }


@once
def departing_flows(graph: EstateGraph) -> frozenset[int]:
    """The flows that run and will stop: those of an application that leaves, and those that a project stops.

    A referential stops with the application that hosts it.
    """
    gone = departures(graph)
    stopping = _stopped_by_projects(graph, "interface", "state", InterfaceState.STOPPED.value)
    host = graph.host

    def leaves(flow: Flow) -> bool:
        return host.get(flow.source_id) in gone or host.get(flow.target_id) in gone or flow.id in stopping

    return frozenset(flow.id for flow in graph.flows if leaves(flow))


def told_departure(graph: EstateGraph, party: int) -> str | None:
    """What is planned for a party, in words; None for one that stays. A referential leaves with its host."""
    departure = departures(graph).get(graph.host.get(party, party))
    return departure.told if departure else None


def told_stop(graph: EstateGraph, flow: Flow) -> str | None:
    """Why a flow will be stopped, in words: which of its ends leaves, or a project's plan; None for one that stays."""
    if flow.id not in departing_flows(graph):
        return None
    ends = leaving(graph, (flow.source_id, flow.target_id))
    names = listing(graph.label(end) for end in dict.fromkeys(ends))
    return f"retrait prévu avec {names}" if names else "retrait prévu par un projet"


def leaving(graph: EstateGraph, parties: Collection[int]) -> tuple[int, ...]:
    """Those of some parties that will leave, or whose host will."""
    gone = departures(graph)
    return tuple(party for party in parties if graph.host.get(party) in gone)


def leaving_in_words(number: int, among: int) -> str:
    """« retrait prévu », « 2 retraits prévus » where others stay, "" where nothing leaves."""
    if not number:
        return ""
    return "retrait prévu" if number == among else count(number, "retrait prévu", "retraits prévus")


def _decided(application: Application) -> bool:
    """Whether its holder said that it will stop: by its status, a decision, or the day of its end."""
    if application.status is LifecycleStatus.LEAVING or goes(application):
        return True
    return application.ends_on is not None and application.status is not LifecycleStatus.TRIAL


def _stopped_by_projects(
    graph: EstateGraph, entity: str, field: str, stopped: str
) -> Mapping[int, tuple[Project, ...]]:
    """The projects under way that will stop each object of a kind."""
    under_way = {project.id: project for project in graph.snapshot.projects if project.status not in OVER}

    def stops(change: IntendedChange) -> bool:
        return change.entity == entity and change.after.get(field) == stopped and change.project_id in under_way

    found = group(filter(stops, graph.snapshot.intended_changes), lambda change: change.object_id)
    return {one: tuple(under_way[change.project_id] for change in changes) for one, changes in found.items()}
