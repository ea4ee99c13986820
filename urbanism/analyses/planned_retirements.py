"""The applications that projects will stop when they go live: they run today, and every map says so."""

from __future__ import annotations

from collections.abc import Mapping

from urbanism.graph import EstateGraph, once
from urbanism.graph.estate import group
from urbanism.snapshot import Project
from urbanism.vocabulary import LifecycleStatus, ProjectStatus

OVER = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)


@once
def planned_retirements(graph: EstateGraph) -> Mapping[int, tuple[Project, ...]]:
    """The projects under way that will stop each application, by its identifier."""
    under_way = {project.id: project for project in graph.snapshot.projects if project.status not in OVER}
    stopping = [
        change
        for change in graph.snapshot.intended_changes
        if change.entity == "application"
        and change.after.get("status") == LifecycleStatus.STOPPED.value
        and change.project_id in under_way
    ]
    found = group(stopping, lambda change: change.object_id)
    return {
        application: tuple(under_way[change.project_id] for change in changes) for application, changes in found.items()
    }
