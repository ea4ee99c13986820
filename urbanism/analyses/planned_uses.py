"""What projects will do with data: the uses of the applications that they bring."""

from __future__ import annotations

from urbanism.graph import EstateGraph
from urbanism.snapshot import DataUse
from urbanism.vocabulary import DataEntry, Ternary


def planned_uses(graph: EstateGraph) -> tuple[DataUse, ...]:
    """The uses described for planned applications, then those that only a project's file tells.

    A file does not say for which application: it is for the first one that the project brings, as when it goes live.
    """
    coming = {application.id for application in graph.planned_applications}
    described = [use for use in graph.snapshot.data_uses if use.application_id in coming]
    known = {(use.application_id, use.data_object_id) for use in described}
    first = {a.project_id: a.id for a in reversed(graph.planned_applications) if a.project_id is not None}
    told = [
        DataUse(
            wish.id, application, wish.data_object_id, wish.writes, wish.reads, wish.writes, Ternary.UNKNOWN,
            wish.role, DataEntry.UNKNOWN, None, {},
        )
        for wish in graph.snapshot.project_data_objects
        if (application := first.get(wish.project_id, 0)) and (application, wish.data_object_id) not in known
    ]  # fmt: skip
    return (*described, *told)
