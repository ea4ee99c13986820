"""What will be stopped: by a project under way, a decision, a status or a date; the flows go with their ends."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from estates import Estate

from urbanism import snapshot as records
from urbanism.analyses.departures import departing_flows, departures, told_departure, told_stop
from urbanism.graph import EstateGraph
from urbanism.vocabulary import LifecycleStatus, Operation, ProjectStatus


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, None),
        ({"target_decision": "conserver", "target_date": date(2028, 12, 31)}, None),
        ({"status": LifecycleStatus.TRIAL, "ends_on": date(2027, 6, 1)}, None),
        ({"status": LifecycleStatus.STOPPED, "target_decision": "retirer"}, None),
        ({"status": LifecycleStatus.PROJECT, "target_decision": "retirer"}, None),
        ({"status": LifecycleStatus.LEAVING}, "retrait prévu (en sortie)"),
        ({"target_decision": "migrer"}, "retrait prévu (décision : migrer)"),
        (
            {"target_decision": "converger", "target_date": date(2028, 12, 31)},
            "retrait prévu en 2028 (décision : converger)",
        ),
        ({"ends_on": date(2027, 6, 1)}, "retrait prévu en 2027 (fin dite au 01/06/2027)"),
        (
            {"status": LifecycleStatus.LEAVING, "target_decision": "retirer", "ends_on": date(2027, 6, 1)},
            "retrait prévu en 2027 (en sortie, décision : retirer et fin dite au 01/06/2027)",
        ),
    ],
)
def test_what_a_holder_says_of_the_end_is_told(said: dict[str, Any], told: str | None) -> None:
    made = Estate()
    application = made.application("Ancienne", **said)
    words = told_departure(EstateGraph(made.snapshot()), application)
    assert (words.replace("\N{NO-BREAK SPACE}", " ") if words else None) == told


def test_a_project_under_way_stops_an_application_or_a_flow() -> None:
    made = Estate()
    old, other, kept = (made.application(name) for name in "ABC")
    dropped = made.add("projects", records.Project, code="P0", name="Rien", status=ProjectStatus.DROPPED)
    project = made.add(
        "projects", records.Project, code="P1", name="Refonte", status=ProjectStatus.STARTED, ends_on=date(2027, 1, 1)
    )
    flow, lone = made.flow(old, other), made.flow(other, kept)
    left = made.flow(kept, other)
    changes = [(project, "application", old, "status"), (dropped, "application", kept, "status")]
    for by, entity, one, field in [*changes, (project, "interface", lone, "state")]:
        made.add(
            "intended_changes", records.IntendedChange, project_id=by, entity=entity, object_id=one,
            operation=Operation.UPDATE, before={}, after={field: "arrêtée"},
        )  # fmt: skip
    graph = EstateGraph(made.snapshot())
    assert set(departures(graph)) == {old}
    assert "projet" in (told_departure(graph, old) or "")
    assert departing_flows(graph) == {flow, lone}
    flows = graph.snapshot.by_id
    assert told_stop(graph, flows[flow]) == "retrait prévu avec A"
    assert told_stop(graph, flows[lone]) == "retrait prévu par un projet"
    assert told_stop(graph, flows[left]) is None


def test_a_referential_and_its_flows_stop_with_the_application_that_hosts_it() -> None:
    made = Estate()
    host, reader = made.application("SIG", status=LifecycleStatus.LEAVING), made.application("Voirie")
    roads = made.referential("Voies", application_id=host)
    flow = made.flow(roads, reader)
    graph = EstateGraph(made.snapshot())
    assert told_departure(graph, roads) == "retrait prévu (en sortie)"
    assert departing_flows(graph) == {flow}
