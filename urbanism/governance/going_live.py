"""From project to estate: all that a project said it would change, applied as one traced change, undone as one."""

from __future__ import annotations

from sqlalchemy import Engine

from urbanism.diagnosis.intentions import Movement, conflicts, movements
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.snapshot import Project, Snapshot
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Operation, Origin, ProjectStatus

OVER = (ProjectStatus.DELIVERED, ProjectStatus.DROPPED)


class AlreadyOver(UrbanismError):
    """A project that is already in service, or given up."""

    code = "projet_termine"


def go_live(engine: Engine, project: Project, author: str) -> int:
    """Apply what the project intends. Returns the change set; undoing it brings back the estate as it was.

    Raises:
        AlreadyOver: the project is in service or given up.
        ConflictingChange: something it changes is no longer as it was when the project said so.
    """
    if project.status in OVER:
        raise AlreadyOver(f"Ce projet est déjà {project.status.value}.")
    base = read_base(engine)
    snapshot = load_snapshot(engine)
    _refuse_conflicts(snapshot, project)
    ids = Identifiers(base)
    made = movements(snapshot, project.id)
    changed = [m for m in made if m.operation is Operation.UPDATE]
    updates = [Update(m.entity, m.object_id, dict(m.before), dict(m.after)) for m in changed]
    updates.append(
        Update("project", project.id, {"status": project.status.value}, {"status": ProjectStatus.DELIVERED.value})
    )
    creations = tuple(_creation(ids, m) for m in made if m.operation is Operation.CREATE)
    deletions = tuple(Deletion(m.entity, m.object_id, dict(m.before)) for m in made if m.operation is Operation.DELETE)
    reason = f"Mise en service du projet « {project.name[:100]} »"
    return apply_plan(engine, Plan(author, reason, Origin.PROJECT, base, creations, tuple(updates), deletions))


def _creation(ids: Identifiers, movement: Movement) -> Creations:
    values = dict(movement.after)
    if movement.entity in ("data_use", "application", "interface", "referential"):
        values = {"id": ids.take(), **values}
    return Creations(movement.entity, tuple(values), [tuple(values.values())])


def _refuse_conflicts(snapshot: Snapshot, project: Project) -> None:
    found = conflicts(snapshot, project.id)
    if found:
        first = found[0]
        name = getattr(snapshot.by_id.get(first.movement.object_id), "name", None) or "une fiche supprimée"
        said = f"le projet l’a lue « {first.expected} », elle est maintenant « {first.found or 'absente'} »"
        raise ConflictingChange(
            f"« {name} » a changé depuis que le projet l’a prévue ({said}).",
            where=f"Projet « {project.name} »",
            remedy="Rien n’a été enregistré ; retirez ce changement prévu, puis prévoyez-le de nouveau.",
        )
