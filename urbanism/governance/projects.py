"""A project's file: opened in ten minutes with what is known, completed later. Each act is one change set."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine

from urbanism.codes import application_code, slug
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.governance.editing import stored
from urbanism.snapshot import Project, Snapshot
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.store.apply import apply_made
from urbanism.store.changes import Base
from urbanism.store.tables import read_rows
from urbanism.vocabulary import BlockBasis, DataHolder, Hosting, LifecycleStatus, Origin, ProjectStatus, Ternary


class UnacceptableProject(UrbanismError):
    """A project that says too little, or what cannot be."""

    code = "projet_refuse"


@dataclass(frozen=True)
class NewApplication:
    """An application that a project brings, as far as it is known; in the project's bloc where it says no other."""

    name: str
    product_id: int | None = None
    data_holder: DataHolder = DataHolder.UNKNOWN
    open_api: Ternary = Ternary.UNKNOWN
    block_id: int | None = None


@dataclass(frozen=True)
class ProjectForm:
    """The short form: the need in plain words, who asks, and what is already known."""

    name: str
    need: str
    commune_id: int | None = None
    department_id: int | None = None
    block_id: int | None = None
    solution: str | None = None
    personal_data: Ternary = Ternary.UNKNOWN
    hosting: Hosting = Hosting.UNKNOWN
    cost: float | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    departments: Sequence[int] = ()
    other_blocks: Sequence[int] = ()
    application: NewApplication | None = None


def open_project(engine: Engine, form: ProjectForm, author: str) -> int:
    """Open a project's file; returns the project.

    Raises:
        UnacceptableProject: the name or the need is missing, an application has no commune, a date or cost cannot be.
    """
    base = read_base(engine)
    ids = Identifiers(base)
    snapshot = load_snapshot(engine)
    identifier = ids.take()
    code = next_code(snapshot, form.name)
    values = {
        **{name: getattr(form, name) for name in FILE_FIELDS},
        "name": form.name.strip(),
        "need": form.need.strip(),
        "id": identifier,
        "code": code,
        "status": ProjectStatus.SUBMITTED,
    }
    _check(values, form.application)
    creations = [_row("project", values)]
    others = [(identifier, one) for one in dict.fromkeys(form.departments) if one != form.department_id]
    if others:
        creations.append(Creations("project_department", ("project_id", "department_id"), others))
    blocks = [(identifier, one) for one in dict.fromkeys(form.other_blocks) if one != form.block_id]
    if blocks:
        creations.append(Creations("project_block", ("project_id", "block_id"), blocks))
    if form.application:
        creations.append(application_creation(snapshot, ids.take(), form, form.application, identifier))
    apply_plan(engine, _plan(author, f"Ouverture du projet « {form.name.strip()[:100]} »", base, creations))
    return identifier


class Ties(NamedTuple):
    """What a project is tied to beside its own fields: the directions concerned, its blocs beside the main one."""

    departments: tuple[int, ...] = ()
    blocks: tuple[int, ...] = ()


_TIED = (("project_department", "department_id", "departments"), ("project_block", "block_id", "blocks"))
"""Each kind of tie: its association, the column of what is tied, the field of `Ties`."""


def ties_of(snapshot: Snapshot, project_id: int) -> Ties:
    """What a project is tied to."""
    return Ties(
        tuple(row.department_id for row in snapshot.project_departments if row.project_id == project_id),
        tuple(row.block_id for row in snapshot.project_blocks if row.project_id == project_id),
    )


FILE_FIELDS = (
    "name", "need", "commune_id", "department_id", "block_id", "solution", "personal_data", "hosting", "cost",
    "starts_on", "ends_on",
)  # fmt: skip
"""The fields of a project that its file gives."""


def edit_project(
    engine: Engine, seen: Project, wanted: Mapping[str, Any], author: str, ties: tuple[Ties, Ties] | None = None
) -> int:
    """Give a project's file new values; `seen` is the project as the person read it. Returns the change set.

    `ties` are what it is tied to as the person read them, then as wanted; None where they stay.

    Raises:
        UnacceptableProject: nothing changes, or a value cannot be.
        ConflictingChange: a value to change, or ties of a kind to change, are no longer what the person read.
    """
    changed = {name: value for name, value in wanted.items() if value != getattr(seen, name)}
    tied, untied = _moved_ties(seen.id, *ties) if ties else ((), ())
    if not (changed or tied or untied):
        raise UnacceptableProject("Aucune valeur n’a changé.", remedy="Modifiez-en une, ou renoncez.")
    _check({**seen._asdict(), **changed}, None)
    before = {name: stored(getattr(seen, name)) for name in changed}
    update = Update("project", seen.id, before, {name: stored(value) for name, value in changed.items()})
    reason = f"Fiche du projet « {seen.name[:100]} »"

    def make(connection: Connection, base: Base) -> Plan:
        if ties:
            _refuse_others_ties(connection, seen.id, *ties)
        return Plan(author, reason, Origin.EDIT, base, tied, (update,) if changed else (), untied)

    return apply_made(engine, make)


def _refuse_others_ties(connection: Connection, project: int, seen: Ties, wanted: Ties) -> None:
    """Ties of one kind are changed together: someone else's change of them is told, not merged."""
    for entity, column, name in _TIED:
        read, after = getattr(seen, name), getattr(wanted, name)
        present = {row[0] for row in read_rows(connection, entity, (column,), "project_id = ?", (project,))}
        if set(read) != set(after) and present != set(read):
            raise ConflictingChange(
                "Quelqu’un d’autre a changé ce à quoi ce projet est lié pendant que vous le modifiiez.",
                remedy="Rien n’a été enregistré ; relisez ce qui a changé, puis recommencez.",
            )


def _moved_ties(project: int, seen: Ties, wanted: Ties) -> tuple[tuple[Creations, ...], tuple[Deletion, ...]]:
    """The associations that appear and those that disappear."""
    tied: list[Creations] = []
    untied: list[Deletion] = []
    for entity, column, name in _TIED:
        before, after = getattr(seen, name), getattr(wanted, name)
        joining = [(project, one) for one in after if one not in before]
        if joining:
            tied.append(Creations(entity, ("project_id", column), joining))
        untied += [
            Deletion(entity, project, {"project_id": project, column: one}) for one in before if one not in after
        ]
    return tuple(tied), tuple(untied)


def next_code(snapshot: Snapshot, name: str) -> str:
    """A code that no project has, told from its name."""
    taken = {project.code for project in snapshot.projects}
    wanted = f"PRJ-{slug(name)[:40].upper() or 'SANS-NOM'}"
    return free_code(wanted, taken)


def free_code(wanted: str, taken: Collection[str]) -> str:
    """The code, or with -2, -3… after it where it is taken."""
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(code for code in numbered if code not in taken)


def _check(values: Mapping[str, Any], application: NewApplication | None) -> None:
    if not (values["name"] or "").strip():
        raise UnacceptableProject("Un projet a besoin d’un nom.", remedy="Écrivez-le.")
    if not (values["need"] or "").strip():
        raise UnacceptableProject("Le besoin n’est pas dit.", remedy="Dites-le en quelques mots simples.")
    if values["cost"] is not None and not 0 <= values["cost"] < 1e12:
        raise UnacceptableProject("Ce coût n’en est pas un.", remedy="Donnez un montant positif, en euros.")
    if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
        raise UnacceptableProject("La fin précède le début.", remedy="Corrigez l’une des deux dates.")
    if application:
        _check_application(values["commune_id"], application)


def _check_application(commune_id: int | None, application: NewApplication) -> None:
    if not application.name.strip():
        raise UnacceptableProject("L’application prévue n’a pas de nom.", remedy="Donnez-lui un nom provisoire.")
    if commune_id is None:
        raise UnacceptableProject(
            "On ne sait pas quelle collectivité tiendrait l’application.", remedy="Choisissez la collectivité."
        )


def application_creation(
    snapshot: Snapshot, identifier: int, file: ProjectForm | Project, wanted: NewApplication, project_id: int
) -> Creations:
    """An application « projet » with what the project's file says of it, for a plan to create.

    Raises:
        UnacceptableProject: it has no name, or the project no commune.
    """
    _check_application(file.commune_id, wanted)
    commune = next(commune for commune in snapshot.communes if commune.id == file.commune_id)
    block_id = wanted.block_id or file.block_id
    taken = {a.code for a in snapshot.applications if a.commune_id == commune.id}
    values = {
        "id": identifier,
        "commune_id": commune.id,
        "code": free_code(application_code(commune.name, wanted.name), taken),
        "name": wanted.name.strip(),
        "block_id": block_id,
        "block_basis": BlockBasis.STATED if block_id else BlockBasis.UNKNOWN,
        "product_id": wanted.product_id,
        "department_id": file.department_id,
        "status": LifecycleStatus.PROJECT,
        "hosting": file.hosting,
        "personal_data": file.personal_data,
        "open_api": wanted.open_api,
        "data_holder": wanted.data_holder,
        "project_id": project_id,
    }
    return _row("application", values)


def _row(entity: str, values: Mapping[str, Any]) -> Creations:
    return Creations(entity, tuple(values), [tuple(stored(value) for value in values.values())])


def _plan(author: str, reason: str, base: Base, creations: Sequence[Creations]) -> Plan:
    return Plan(author, reason, Origin.PROJECT, base, tuple(creations))
