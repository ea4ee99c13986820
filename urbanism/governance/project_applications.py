"""The applications that a project brings: planned one by one, taken back one by one or when it is dropped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine

from urbanism.diagnosis.intentions import brought_applications, brought_flows
from urbanism.governance.editing import stored
from urbanism.governance.projects import NewApplication, UnacceptableProject, application_creation
from urbanism.snapshot import Application, Interface, Project, Snapshot
from urbanism.store import Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin, ProjectStatus

OWNED = (
    ("data_use", "data_uses"),
    ("secondary_block", "secondary_blocks"),
    ("served_commune", "served_communes"),
    ("processing_application", "processing_applications"),
)
"""What goes with an application: the stored entities that name it, and their tables in the snapshot."""


def plan_application(engine: Engine, project: Project, wanted: NewApplication, author: str) -> int:
    """Plan one more application: it stands in the estate « projet » and names the project. Returns it.

    Raises:
        UnacceptableProject: it has no name, or the project no commune.
    """
    base = read_base(engine)
    identifier = Identifiers(base).take()
    creation = application_creation(load_snapshot(engine), identifier, project, wanted, project.id)
    reason = f"Projet « {project.name[:100]} » : application « {wanted.name.strip()[:80]} »"
    apply_plan(engine, Plan(author, reason, Origin.PROJECT, base, (creation,)))
    return identifier


def withdraw_application(engine: Engine, project: Project, application: Application, author: str) -> int:
    """Take back a planned application, with its uses of data and its planned flows. Returns the change set.

    Raises:
        UnacceptableProject: the project does not bring it, or something else of the estate counts on it.
    """
    snapshot = load_snapshot(engine)
    if application.id not in {one.id for one in brought_applications(snapshot, project.id)}:
        raise UnacceptableProject("Le projet n’apporte pas cette application.", remedy="Rechargez la page.")
    flows = [f for f in brought_flows(snapshot, project.id) if application.id in (f.source_id, f.target_id)]
    deletions = _withdrawal(snapshot, [application], flows)
    reason = f"Projet « {project.name[:100]} » : renoncement à « {application.name[:80]} »"
    return apply_plan(engine, Plan(author, reason, Origin.PROJECT, read_base(engine), deletions=deletions))


def drop_project(engine: Engine, project: Project, withdraw: bool, author: str) -> int:
    """Give a project up and, if asked, take back all that it planned, as one change set; returns it.

    What is not taken back stays in the estate as planned. The history keeps what goes.

    Raises:
        UnacceptableProject: it is given up already, or something else counts on what it brings.
    """
    if project.status is ProjectStatus.DROPPED:
        raise UnacceptableProject("Ce projet est déjà abandonné.")
    snapshot = load_snapshot(engine)
    deletions = (
        _withdrawal(snapshot, brought_applications(snapshot, project.id), brought_flows(snapshot, project.id))
        if withdraw
        else ()
    )
    update = Update("project", project.id, {"status": project.status.value}, {"status": ProjectStatus.DROPPED.value})
    plan = Plan(
        author, f"Abandon du projet « {project.name[:100]} »", Origin.PROJECT, read_base(engine), updates=(update,),
        deletions=deletions,
    )  # fmt: skip
    return apply_plan(engine, plan)


def _withdrawal(
    snapshot: Snapshot, applications: Sequence[Application], flows: Sequence[Interface]
) -> tuple[Deletion, ...]:
    """The rows that go with planned applications and flows; refused where something that stays counts on them."""
    gone, cut = {one.id for one in applications}, {flow.id for flow in flows}
    _refuse_needed(snapshot, gone, cut)
    found = [
        Deletion(entity, getattr(row, "id", row.application_id), _whole(row))
        for entity, table in OWNED
        for row in getattr(snapshot, table)
        if row.application_id in gone
    ]
    carried = [row for row in snapshot.interface_objects if row.interface_id in cut]
    found += [Deletion("interface_object", row.interface_id, row._asdict()) for row in carried]
    found += [Deletion("interface", flow.id, _whole(flow)) for flow in flows]
    return (*found, *(Deletion("application", one.id, _whole(one)) for one in applications))


def _refuse_needed(snapshot: Snapshot, gone: Collection[int], cut: Collection[int]) -> None:
    needing: list[Any] = [
        flow
        for flow in snapshot.interfaces
        if flow.id not in cut and (flow.source_id in gone or flow.target_id in gone)
    ]
    needing += [base for base in snapshot.referentials if base.application_id in gone]
    needing += [step for step in snapshot.process_steps if step.application_id in gone]
    needing += [rule for rule in snapshot.authority_rules if rule.source_id in gone]
    if needing:
        first = getattr(needing[0], "name", None) or getattr(needing[0], "code", None) or f"n° {needing[0].id}"
        raise UnacceptableProject(
            f"« {first} » compte sur une application que le projet apporte.",
            remedy="Détachez-le d’abord, ou gardez l’application prévue.",
        )


def _whole(row: Any) -> dict[str, Any]:
    """A record as the database holds it."""
    return {name: (dict(value) or None) if name == "extra" else stored(value) for name, value in row._asdict().items()}
