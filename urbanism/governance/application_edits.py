"""Editing an application by hand: checked, written as a plan, refused where someone else changed the same values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.snapshot import Application
from urbanism.store import Plan, Update, apply_plan, read_base
from urbanism.vocabulary import BlockBasis, Origin


class UnacceptableEdit(UrbanismError):
    """A value that an application cannot have, or nothing changed."""

    code = "saisie_refusee"


def edit_application(engine: Engine, seen: Application, wanted: Mapping[str, Any], author: str) -> int:
    """Give an application new values; `seen` is the application as the person read it. Returns the change set.

    Raises:
        UnacceptableEdit: nothing changes, or a value cannot be.
        ConflictingChange: one of the values to change is no longer what the person read.
    """
    changed = {name: value for name, value in wanted.items() if value != getattr(seen, name)}
    if not changed:
        raise UnacceptableEdit("Aucune valeur n’a changé.", remedy="Modifiez-en une, ou renoncez.")
    _check(seen._replace(**changed))
    if "block_id" in changed:
        changed["block_basis"] = BlockBasis.CONFIRMED
    update = Update(
        "application",
        seen.id,
        {name: _stored(getattr(seen, name)) for name in changed},
        {name: _stored(value) for name, value in changed.items()},
    )
    reason = f"Modification de la fiche « {seen.name[:100]} »"
    return apply_plan(engine, Plan(author, reason, Origin.EDIT, read_base(engine), updates=(update,)))


def _check(application: Application) -> None:
    if not application.name.strip():
        raise UnacceptableEdit("Une application a besoin d’un nom.", remedy="Écrivez-le.")
    started, ends = application.started_on, application.ends_on
    if started and ends and ends < started:
        raise UnacceptableEdit("La fin prévue précède la mise en service.", remedy="Corrigez l’une des deux dates.")
    counts = {name: value for name, value in application._asdict().items() if name == "users" or name[:5] == "cost_"}
    if any(value is not None and value < 0 for value in counts.values()):
        raise UnacceptableEdit("Un nombre d’agents ou un coût n’est jamais négatif.", remedy="Corrigez-le.")


def _stored(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
