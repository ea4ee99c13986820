"""The opinion that closes a diagnosis: signed with what was known that day, its reserves followed until lifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from urbanism.diagnosis import Diagnosis
from urbanism.errors import ConflictingChange, UrbanismError
from urbanism.snapshot import Diagnostic, Project, Reserve, Snapshot
from urbanism.store import Creations, Identifiers, Plan, Update, apply_plan, read_base
from urbanism.vocabulary import Opinion, Origin, ProjectStatus

LIFTED = "Levée d’une réserve : "
"""What the memory says before the proof that lifted a reserve."""


class UnacceptableOpinion(UrbanismError):
    """An opinion that cannot be signed as it is."""

    code = "avis_refuse"


@dataclass(frozen=True)
class NewReserve:
    """What is to be done before the project starts, by whom and for when."""

    text: str
    owner: str
    due_on: date | None = None


@dataclass(frozen=True)
class NewOpinion:
    """An opinion ready to be signed."""

    opinion: Opinion
    text: str
    signed_by: str
    signed_on: date
    reserves: Sequence[NewReserve] = ()


def sign_opinion(engine: Engine, project: Project, diagnosis: Diagnosis, wanted: NewOpinion, author: str) -> int:
    """Sign an opinion and freeze with it what the diagnosis says; returns the change set. A later one replaces it.

    `author` is who writes it down; the opinion says who signs it.

    Raises:
        UnacceptableOpinion: nobody signs, no opinion is given, reserves are missing, nameless or unasked for.
        ConflictingChange: the estate changed since the diagnosis was read.
    """
    _check(wanted)
    base = read_base(engine)
    if base.revision != diagnosis.revision:
        raise ConflictingChange(
            "La cartographie a changé depuis ce diagnostic.",
            remedy="Relisez le diagnostic, qui vient d’être refait, puis signez.",
        )
    ids = Identifiers(base)
    identifier = ids.take()
    signed = (
        identifier,
        project.id,
        wanted.opinion.value,
        wanted.signed_by.strip(),
        wanted.signed_on.isoformat(),
        wanted.text.strip() or None,
    )
    creations = [
        Creations("diagnostic", ("id", "project_id", "opinion", "signed_by", "signed_on", "text"), [signed]),
        Creations(
            "signed_diagnosis",
            ("diagnostic_id", "revision", "content"),
            [(identifier, diagnosis.revision, diagnosis.as_json())],
        ),
    ]
    reserves = [
        (ids.take(), identifier, r.text.strip(), r.owner.strip(), r.due_on.isoformat() if r.due_on else None, None)
        for r in wanted.reserves
    ]
    if reserves:
        fields = ("id", "diagnostic_id", "text", "owner", "due_on", "lifted_on")
        creations.append(Creations("reserve", fields, reserves))
    reason = f"Avis {wanted.opinion.value} sur le projet « {project.name[:100]} »"
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, base, tuple(creations)))


def _check(wanted: NewOpinion) -> None:
    if not wanted.signed_by.strip():
        raise UnacceptableOpinion("Personne ne signe cet avis.", remedy="Écrivez le nom de qui le signe.")
    if wanted.opinion is Opinion.PENDING:
        raise UnacceptableOpinion("Un avis en attente ne se signe pas.", remedy="Choisissez un avis.")
    if wanted.opinion is Opinion.WITH_RESERVES and not wanted.reserves:
        raise UnacceptableOpinion("Cet avis n’a pas de réserve.", remedy="Écrivez-en une, ou donnez un avis favorable.")
    if wanted.opinion is not Opinion.WITH_RESERVES and wanted.reserves:
        raise UnacceptableOpinion(
            "Des réserves accompagnent un avis qui n’en a pas.", remedy="Retirez-les, ou donnez un avis avec réserves."
        )
    if any(not (reserve.text.strip() and reserve.owner.strip()) for reserve in wanted.reserves):
        raise UnacceptableOpinion(
            "Une réserve n’a pas de texte ou personne pour la lever.", remedy="Dites ce qui est attendu, et de qui."
        )


def lift_reserve(engine: Engine, reserve: Reserve, on: date, proof: str, author: str) -> int:
    """Lift a reserve, and say what lifts it. Returns the change set.

    Raises:
        UnacceptableOpinion: it is lifted already, or nothing says what lifts it.
        ConflictingChange: someone else lifted it meanwhile.
    """
    if reserve.lifted_on is not None:
        raise UnacceptableOpinion("Cette réserve est déjà levée.")
    if not proof.strip():
        raise UnacceptableOpinion("Rien ne dit ce qui lève cette réserve.", remedy="Citez la pièce ou la décision.")
    update = Update("reserve", reserve.id, {"lifted_on": None}, {"lifted_on": on.isoformat()})
    reason = f"{LIFTED}{proof.strip()[:300]}"
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, read_base(engine), updates=(update,)))


def last_opinion(snapshot: Snapshot, project_id: int) -> Diagnostic | None:
    """The opinion in force: the last signed of a project."""
    given = [d for d in snapshot.diagnostics if d.project_id == project_id and d.opinion is not Opinion.PENDING]
    return max(given, key=lambda one: (one.signed_on or date.min, one.id), default=None)


def signed_diagnosis(snapshot: Snapshot, project_id: int) -> Diagnosis | None:
    """What the diagnosis said when the opinion in force was signed."""
    last = last_opinion(snapshot, project_id)
    kept = (one.content for one in snapshot.signed_diagnoses if last and one.diagnostic_id == last.id)
    content = next(kept, None)
    return None if content is None else Diagnosis.from_json(content)


def open_reserves(snapshot: Snapshot, project_id: int) -> tuple[Reserve, ...]:
    """The reserves of the opinion in force that are not lifted."""
    last = last_opinion(snapshot, project_id)
    return tuple(r for r in snapshot.reserves if last and r.diagnostic_id == last.id and r.lifted_on is None)


def overdue_reserves(snapshot: Snapshot, project_id: int) -> tuple[Reserve, ...]:
    """Those whose date has passed."""
    return tuple(r for r in open_reserves(snapshot, project_id) if r.due_on and r.due_on < snapshot.today)


def set_status(engine: Engine, project: Project, status: ProjectStatus, author: str) -> int:
    """Say where a project stands; going live is `going_live.go_live`'s. Returns the change set.

    Raises:
        UnacceptableOpinion: it already stands there, or would go live.
    """
    if status is project.status or status is ProjectStatus.DELIVERED:
        raise UnacceptableOpinion("Ce changement d’état n’est pas possible ici.", remedy="Choisissez un autre état.")
    update = Update("project", project.id, {"status": project.status.value}, {"status": status.value})
    reason = f"Le projet « {project.name[:100]} » passe à l’état {status.value}"
    return apply_plan(engine, Plan(author, reason, Origin.PROJECT, read_base(engine), updates=(update,)))
