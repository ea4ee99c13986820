"""What a project will do to the estate, said piece by piece: its data, its flows, what it retires, who joins what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine

from urbanism.codes import interface_code
from urbanism.diagnosis.intentions import Movement
from urbanism.governance.projects import UnacceptableProject, free_code
from urbanism.snapshot import Application, IntendedChange, Interface, Project, ProjectDataObject, Snapshot
from urbanism.store import Creations, Deletion, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import (
    DataRole,
    InterfaceMeans,
    InterfaceState,
    LifecycleStatus,
    Operation,
    Origin,
    Ternary,
)


@dataclass(frozen=True)
class NewFlow:
    """A flow to open between two parties, and the data objects it carries."""

    source_id: int
    target_id: int
    means: InterfaceMeans = InterfaceMeans.UNKNOWN
    personal_data: Ternary = Ternary.UNKNOWN
    data_objects: Sequence[int] = ()
    legal_basis: str | None = None


@dataclass(frozen=True)
class NewUse:
    """What a project would do with a data object."""

    data_object_id: int
    role: DataRole = DataRole.UNKNOWN
    reads: Ternary = Ternary.UNKNOWN
    writes: Ternary = Ternary.UNKNOWN


def intend_data(engine: Engine, project: Project, use: NewUse, author: str) -> int:
    """Say what the project reads or writes. Returns the change set.

    Raises:
        UnacceptableProject: the object is already on the file.
        ImpossibleChange: it does not exist.
    """
    base = read_base(engine)
    said = (row for row in load_snapshot(engine).project_data_objects if row.project_id == project.id)
    if any(row.data_object_id == use.data_object_id for row in said):
        raise UnacceptableProject(
            "Cette donnée est déjà sur la fiche du projet.", remedy="Retirez-la, puis ajoutez-la telle qu’elle sera."
        )
    fields = ("id", "project_id", "data_object_id", "reads", "writes", "role")
    values = (use.data_object_id, use.reads.value, use.writes.value, use.role.value)
    row = (Identifiers(base).take(), project.id, *values)
    creation = Creations("project_data_object", fields, [row])
    return apply_plan(engine, Plan(author, _reason(project, "données"), Origin.PROJECT, base, (creation,)))


def intend_flow(engine: Engine, project: Project, flow: NewFlow, author: str) -> int:
    """Plan a flow: an interface « prévue » that names the project. Returns the interface.

    Raises:
        UnacceptableProject: both ends are the same, or the project has no commune.
    """
    if flow.source_id == flow.target_id:
        raise UnacceptableProject("Un flux va d’un bout à un autre.", remedy="Choisissez deux bouts différents.")
    if project.commune_id is None:
        raise UnacceptableProject("La collectivité du projet n’est pas dite.", remedy="Complétez la fiche d’abord.")
    base = read_base(engine)
    identifier = Identifiers(base).take()
    fields = (
        "id", "commune_id", "code", "source_id", "target_id", "means", "state", "personal_data", "legal_basis",
        "project_id",
    )  # fmt: skip
    row = (
        identifier, project.commune_id, _flow_code(load_snapshot(engine), project.commune_id, flow), flow.source_id,
        flow.target_id, flow.means.value, InterfaceState.PLANNED.value, flow.personal_data.value, flow.legal_basis,
        project.id,
    )  # fmt: skip
    creations = [Creations("interface", fields, [row])]
    if flow.data_objects:
        rows = [(identifier, data_object) for data_object in dict.fromkeys(flow.data_objects)]
        creations.append(Creations("interface_object", ("interface_id", "data_object_id"), rows))
    apply_plan(engine, Plan(author, _reason(project, "flux"), Origin.PROJECT, base, tuple(creations)))
    return identifier


def _flow_code(snapshot: Snapshot, commune_id: int, flow: NewFlow) -> str:
    ends = [getattr(snapshot.by_id.get(end), "code", "") for end in (flow.source_id, flow.target_id)]
    taken = {interface.code for interface in snapshot.interfaces if interface.commune_id == commune_id}
    return free_code(interface_code(*ends), taken)


def intend_retirement(engine: Engine, project: Project, application: Application, author: str) -> int:
    """Plan to stop an application when the project goes live. Returns the change set."""
    before, after = {"status": application.status.value}, {"status": LifecycleStatus.STOPPED.value}
    movement = Movement("application", Operation.UPDATE, application.id, before, after)
    return _intend(engine, project, movement, f"retrait de « {application.name[:80]} »", author)


def intend_joining(engine: Engine, project: Project, instance: Application, commune_id: int, author: str) -> int:
    """Plan that a commune joins a pooled instance when the project goes live. Returns the change set."""
    after = {"application_id": instance.id, "commune_id": commune_id, "users": None}
    movement = Movement("served_commune", Operation.CREATE, instance.id, {}, after)
    return _intend(engine, project, movement, f"adhésion à « {instance.name[:80]} »", author)


def _intend(engine: Engine, project: Project, movement: Movement, what: str, author: str) -> int:
    base = read_base(engine)
    fields = ("id", "project_id", "entity", "object_id", "operation", "before", "after")
    kind = (movement.entity, movement.object_id, movement.operation.value)
    row = (Identifiers(base).take(), project.id, *kind, dict(movement.before), dict(movement.after))
    creation = Creations("intended_change", fields, [row])
    return apply_plan(engine, Plan(author, _reason(project, what), Origin.PROJECT, base, (creation,)))


def give_up(engine: Engine, project: Project, piece: IntendedChange | ProjectDataObject, author: str) -> int:
    """Take back an intended change or a use of data. Returns the change set."""
    entity = "intended_change" if isinstance(piece, IntendedChange) else "project_data_object"
    before = {name: dict(value) if name in ("before", "after") else value for name, value in piece._asdict().items()}
    deletion = Deletion(entity, piece.id, before)
    plan = Plan(author, _reason(project, "renoncement"), Origin.PROJECT, read_base(engine), deletions=(deletion,))
    return apply_plan(engine, plan)


def give_up_flow(engine: Engine, project: Project, flow: Interface, author: str) -> int:
    """Take back a planned flow, with what it carries. Returns the change set."""
    if flow.project_id != project.id or flow.state is not InterfaceState.PLANNED:
        raise UnacceptableProject("Ce flux n’est pas l’un de ceux que le projet prévoit.", remedy="Rechargez la page.")
    snapshot = load_snapshot(engine)
    carried = [row for row in snapshot.interface_objects if row.interface_id == flow.id]
    whole = {**flow._asdict(), "extra": dict(flow.extra) or None}
    deletions = [Deletion("interface_object", flow.id, row._asdict()) for row in carried]
    deletions.append(Deletion("interface", flow.id, whole))
    plan = Plan(author, _reason(project, "renoncement"), Origin.PROJECT, read_base(engine), deletions=tuple(deletions))
    return apply_plan(engine, plan)


def _reason(project: Project, what: str) -> str:
    return f"Projet « {project.name[:100]} » : {what}"
