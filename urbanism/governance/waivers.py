"""Waivers: findings that the urbanist accepts, why, by whom and until when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from urbanism.errors import UrbanismError
from urbanism.rules import RULES
from urbanism.snapshot import Waiver
from urbanism.store import Creations, Deletion, Identifiers, Plan, apply_plan, load_snapshot, read_base
from urbanism.vocabulary import Origin


class UnacceptableWaiver(UrbanismError):
    """A waiver without a reason, of an unknown rule, already over or gone."""

    code = "derogation_refusee"


def grant_waiver(
    engine: Engine, rule_code: str, subject_id: int | None, reason: str, until: date | None, author: str, today: date
) -> int:
    """Accept a finding: that of one subject, or the whole rule where `subject_id` is None. Returns the waiver.

    Raises:
        UnacceptableWaiver: the rule is unknown, the reason is missing, the end is past.
    """
    if rule_code not in RULES:
        raise UnacceptableWaiver(f"Il n’y a pas de règle {rule_code}.")
    if not reason.strip():
        raise UnacceptableWaiver("Une dérogation a besoin d’un motif.", remedy="Écrivez pourquoi elle est accordée.")
    if until is not None and until < today:
        raise UnacceptableWaiver("Ce terme est déjà passé.", remedy="Choisissez une date à venir.")
    base = read_base(engine)
    waiver = Identifiers(base).take()
    row = (waiver, rule_code, subject_id, reason.strip(), until.isoformat() if until else None)
    creation = Creations("waiver", ("id", "rule_code", "subject_id", "reason", "until"), [row])
    apply_plan(engine, Plan(author, f"Dérogation à la règle {rule_code}", Origin.DECISION, base, (creation,)))
    return waiver


def withdraw_waiver(engine: Engine, waiver: Waiver, author: str) -> int:
    """Take a waiver back; the history keeps it. Returns the change set.

    Raises:
        UnacceptableWaiver: it is no more there.
    """
    if waiver not in load_snapshot(engine).waivers:
        raise UnacceptableWaiver("Cette dérogation a déjà été retirée.", remedy="Rechargez la page.")
    before = {**waiver._asdict(), "until": waiver.until.isoformat() if waiver.until else None}
    reason = f"Fin d’une dérogation à la règle {waiver.rule_code}"
    deletion = Deletion("waiver", waiver.id, before)
    return apply_plan(engine, Plan(author, reason, Origin.DECISION, read_base(engine), deletions=(deletion,)))
