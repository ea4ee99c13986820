"""Modelling a process by hand: its steps checked, then written as one plan that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Engine

from urbanism.codes import MAX_LENGTH, slug, unique_codes
from urbanism.errors import UrbanismError
from urbanism.snapshot import Process, ProcessStep
from urbanism.store import Creations, Deletion, Identifiers, Plan, Update, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin

STEP_FIELDS = ("name", "actor", "block_id", "application_id", "data_read", "data_written")
MOST_STEPS = 200


class UnacceptableProcess(UrbanismError):
    """A process without a name, a step without one, or nothing to write."""

    code = "processus_refuse"


class StepDraft(NamedTuple):
    """A step as someone writes it; its place in the list is its rank."""

    name: str
    actor: str | None = None
    block_id: int | None = None
    application_id: int | None = None
    data_read: str | None = None
    data_written: str | None = None


class ProcessDraft(NamedTuple):
    """A process as someone writes it; no commune: it is that of all of them."""

    name: str
    steps: tuple[StepDraft, ...]
    commune_id: int | None = None
    district_id: int | None = None
    description: str | None = None


class Saved(NamedTuple):
    """The process written, and the change set that wrote it."""

    process: int
    run: int


def save_process(
    engine: Engine, seen: Process | None, seen_steps: Sequence[ProcessStep], draft: ProcessDraft, author: str
) -> Saved:
    """Write a new process (`seen` None), or change one; `seen` and `seen_steps` are as the person read them.

    Steps keep their places: the third one written replaces the third one read, those beyond are added or taken away.

    Raises:
        UnacceptableProcess: a name is missing, there is no step or too many, nothing changes.
        ConflictingChange: someone else changed the process meanwhile.
    """
    _check(draft)
    base = read_base(engine)
    ids = Identifiers(base)
    process = seen.id if seen else ids.take()
    creations: list[Creations] = []
    updates: list[Update] = []
    if seen is None:
        row = (
            process,
            draft.commune_id,
            _code(engine, draft),
            draft.name.strip(),
            draft.description,
            draft.district_id,
        )
        creations.append(
            Creations("process", ("id", "commune_id", "code", "name", "description", "district_id"), [row])
        )
    else:
        fields = ("name", "commune_id", "description", "district_id")
        updates += _update("process", process, seen, draft._replace(name=draft.name.strip()), fields)
    ordered = sorted(seen_steps, key=lambda step: step.rank)
    for old, new in zip(ordered, draft.steps, strict=False):
        updates += _update("process_step", old.id, old, new, STEP_FIELDS)
    last = ordered[-1].rank if ordered else 0
    added = [(ids.take(), process, last + rank, *new) for rank, new in enumerate(draft.steps[len(ordered) :], start=1)]
    if added:
        creations.append(Creations("process_step", ("id", "process_id", "rank", *STEP_FIELDS), added))
    deletions = tuple(Deletion("process_step", old.id, old._asdict()) for old in ordered[len(draft.steps) :])
    if not (creations or updates or deletions):
        raise UnacceptableProcess("Rien n’a changé.", remedy="Modifiez une étape, ou revenez en arrière.")
    reason = f"{'Modification' if seen else 'Modélisation'} du processus « {draft.name.strip()[:100]} »"
    plan = Plan(author, reason, Origin.EDIT, base, tuple(creations), tuple(updates), deletions)
    return Saved(process, apply_plan(engine, plan))


def _check(draft: ProcessDraft) -> None:
    if not draft.name.strip():
        raise UnacceptableProcess("Un processus a besoin d’un nom.", remedy="Écrivez-le.")
    if not 1 <= len(draft.steps) <= MOST_STEPS:
        raise UnacceptableProcess(
            f"Un processus a de 1 à {MOST_STEPS} étapes.", remedy="Ajoutez ou retirez des étapes."
        )
    nameless = [rank for rank, step in enumerate(draft.steps, start=1) if not step.name.strip()]
    if nameless:
        raise UnacceptableProcess(f"L’étape n° {nameless[0]} n’a pas de nom.", remedy="Dites ce qui s’y fait.")


def _update(
    entity: str, object_id: int, seen: Process | ProcessStep, wanted: NamedTuple, fields: Sequence[str]
) -> list[Update]:
    changed = [name for name in fields if getattr(seen, name) != getattr(wanted, name)]
    if not changed:
        return []
    before = {name: getattr(seen, name) for name in changed}
    return [Update(entity, object_id, before, {name: getattr(wanted, name) for name in changed})]


def _code(engine: Engine, draft: ProcessDraft) -> str:
    """A code from the name, different from those of the commune's other processes."""
    taken = [process.code for process in load_snapshot(engine).processes if process.commune_id == draft.commune_id]
    return unique_codes([*taken, slug(draft.name)[:MAX_LENGTH].lower() or "processus"])[-1]
